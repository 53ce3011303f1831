// `npm run viewers`: compares the table of viewers and their parts with what npm has, and says what is new.
// Ends with 0 where nothing is, with 1 where something is new or differs, and with 2 where npm cannot be asked.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main, root, say } from './lib/run.mjs';
import { compare, newest, rowsOf } from './lib/viewers.mjs';

/** npm cannot be asked. */
class Unreachable extends Error {}

/** What `npm view` says; undefined where there is no such package or version. */
function view(...args) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const options = ['--json', '--fetch-retries=1', '--fetch-timeout=20000', '--prefer-online'];
  const { stdout, stderr, error } = spawnSync(npm, ['view', ...args, ...options], { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  if (error) throw new Unreachable(`npm cannot be run: ${error.message}`);
  const answer = stdout.trim() === '' ? undefined : JSON.parse(stdout);
  if (answer?.error === undefined && stderr.includes('npm error') === false) return answer;
  const { code, summary } = answer?.error ?? {};
  if (code === 'E404' || code === 'ETARGET') return undefined;
  throw new Unreachable((summary || code || stderr).trim().split('\n')[0]);
}

const kept = new Map();

/** The same, each asked once. */
function asked(...args) {
  const key = args.join(' ');
  if (!kept.has(key)) kept.set(key, view(...args));
  return kept.get(key);
}

const list = (answer) => (answer === undefined ? [] : [answer].flat());

const NPM = {
  published: (name) => list(asked(name, 'versions')),
  dependencies: (name, number) => asked(`${name}@${number}`, 'dependencies'),
  installed: (name, range) => newest(list(asked(`${name}@${range}`, 'version')).filter((number) => !number.includes('-'))),
};

await main(() => {
  const rows = rowsOf(readFileSync(join(root, 'src', 'viewer', 'versions', 'table.rs'), 'utf8'));
  try {
    const { held, news } = compare(rows, NPM);
    for (const sentence of [...held, ...news]) say(sentence);
    if (news.length === 0) return;
    say(`${news.length === 1 ? 'One thing is' : `${news.length} things are`} new. docs/viewers.md says how a version becomes a row.`);
    process.exitCode = 1;
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    say(`npm cannot be asked (${error.message}). The ${rows.length} rows of the table were read, and compared with nothing; try again where there is a network.`);
    process.exitCode = 2;
  }
});
