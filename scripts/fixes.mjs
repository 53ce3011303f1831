// `npm run fixes`: runs every printed fix as it is printed, and says which mend. Names of rules choose (`npm run fixes -- pixels/`),
// `--accept` writes tests/fixes/proofs.json and docs/fixes.md.
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { writeDocument } from '../tests/fixes/document.mjs';
import { exampleOf, findReal, writeExamples } from '../tests/fixes/samples.mjs';
import { build, installTools } from '../tests/fixes/tools.mjs';
import { besideOf, reportOf, tryFix } from '../tests/fixes/try.mjs';
import { buildAll } from './lib/all.mjs';
import { main, say } from './lib/run.mjs';

/** How many files of the oracle are tried with each command of a rule. */
const REAL = 1;

await main(async () => {
  const words = process.argv.slice(2);
  const accept = words.includes('--accept');
  const starts = words.filter((word) => !word.startsWith('--'));
  if (!words.includes('--no-build')) await buildAll();
  const missing = await installTools();
  if (missing.length > 0) say(`not here, so that what needs it cannot be tried: ${missing.join(', ')}`);
  await writeExamples();
  const real = await findReal();
  const { rules } = await import(`${process.env.OMESCOPE_DIST ?? '../dist'}/index.js`);
  const results = [];
  for (const { id, fix } of await rules()) {
    if (fix.command === '' || (starts.length > 0 && !starts.some((start) => id.startsWith(start)))) continue;
    const tried = [...examples(id), ...files(id, real)].map((sample) => ({ on: sample.name, ...tryFix(id, sample, join(build, 'work', id.replace('/', '__')), reportOf(sample.path, id)) }));
    results.push({ rule: id, template: fix.command, tried });
    for (const { on, result, says } of tried) say(`${result.padEnd(14)} ${id} | ${on} | ${says}`);
  }
  writeFileSync(process.env.OUT ?? join(build, 'results.json'), JSON.stringify(results, undefined, 1));
  writeDocument(results, { accept, whole: starts.length === 0 });
});

function examples(id) {
  const found = exampleOf(id);
  if (found === undefined) return [];
  const path = join(found.folder, found.name);
  return [{ name: 'its example', path, file: found.name, beside: besideOf(path) }];
}

/** Of each command that a rule prints, the first files. */
function files(id, real) {
  const seen = new Map();
  return real(id)
    .filter(({ command }) => {
      const shape = command.replace(/\S*(--|\.)\S*/g, '');
      const count = (seen.get(shape) ?? 0) + 1;
      seen.set(shape, count);
      return command !== '' && count <= REAL;
    })
    .map(({ name, path }) => ({ name, path, file: basename(path), beside: besideOf(path) }));
}
