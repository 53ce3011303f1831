// What fixes are tried on: the triggering example of each rule, which the tests of the catalogue write, and files and stores
// of the oracle in which the rule finds something.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, run, say } from '../../scripts/lib/run.mjs';
import { hashOf, once } from '../../scripts/lib/stamp.mjs';
import { build, environment } from './tools.mjs';

const examples = join(build, 'examples');
const BESIDE = /\.offsets\.json$/;

/** The example of a rule: `{ folder, name }`; undefined where it is more than a file, such as what a host answers. */
export function exampleOf(rule) {
  const folder = join(examples, rule.replace('/', '__'));
  const name = existsSync(folder) ? readdirSync(folder).find((one) => !BESIDE.test(one)) : undefined;
  return name === undefined ? undefined : { folder, name };
}

export async function writeExamples() {
  await once('build/fixes/examples.stamp', hashOf(['src/check']), ['build/fixes/examples'], async () => {
    rmSync(examples, { recursive: true, force: true });
    mkdirSync(build, { recursive: true });
    const env = { ...process.env, OMESCOPE_RULE_EXAMPLES: examples, OMESCOPE_RULE_TITLES: join(build, 'titles.txt') };
    await run('cargo', ['test', '--quiet', '--locked', '--package', 'omescope-check', '--lib', 'the_laws_of_the_catalogue_hold'], { env });
  });
}

/** Reports of many files or stores, by their paths. */
export function reportsOf(paths) {
  const found = new Map();
  for (let at = 0; at < paths.length; at += 100) {
    const list = join(build, `list-${process.pid}.txt`);
    writeFileSync(list, `${paths.slice(at, at + 100).join('\n')}\n`);
    const { stdout } = spawnSync('omescope', ['check', '--from', list, '--format', 'ndjson', '--fail-on', 'never'], { cwd: root, env: environment(), encoding: 'utf8', maxBuffer: 1 << 30 });
    for (const line of stdout.trimEnd().split('\n').filter(Boolean)) {
      const report = JSON.parse(line);
      if (report.given !== undefined) found.set(report.given, report);
    }
  }
  return found;
}

/** Paths of files and stores that were made to look like real ones, and what they are called in the oracle. */
function oracle() {
  const files = join(root, 'build', 'truth', 'files.json');
  const tiffs = existsSync(files) ? JSON.parse(readFileSync(files, 'utf8')).map(({ id, file }) => ({ name: id, path: join(root, 'build', 'truth', 'files', file) })) : [];
  const folder = join(root, 'build', 'truth-zarr', 'stores');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => !name.endsWith('.stamp')) : [];
  const stores = names.flatMap((name) => readdirSync(join(folder, name)).map((store) => ({ name: `${name}/${store}`, path: join(folder, name, store) })));
  return [...tiffs, ...stores.filter(({ path }) => /\.(zarr|ozx|zip)$/.test(path))];
}

/** For each rule the files and stores of the oracle in which it finds something, the most telling first. */
export async function findReal() {
  const all = oracle();
  const path = join(build, 'real.json');
  await once('build/fixes/real.stamp', hashOf(['dist/omescope-check.wasm', 'dist/omescope-zarr.wasm'], all.map(({ path }) => path).join()), ['build/fixes/real.json'], () => {
    say(`looking for files with findings among ${all.length} of the oracle`);
    const reports = reportsOf(all.map(({ path }) => path));
    const found = {};
    for (const one of all) {
      for (const { rule, fix } of reports.get(one.path)?.findings ?? []) (found[rule] ??= []).push({ ...one, command: fix.command ?? '' });
    }
    writeFileSync(path, JSON.stringify(found));
  });
  const found = new Map(Object.entries(JSON.parse(readFileSync(path, 'utf8'))));
  return (rule) => found.get(rule) ?? [];
}
