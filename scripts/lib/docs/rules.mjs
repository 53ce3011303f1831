// docs/rules.md: a table of the rules, each with what a report says of its example.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from '../run.mjs';
import { cell, withPart } from './parts.mjs';

const EFFECTS = ['fails', 'wrong', 'slow', 'note'];

/** The document with the table of these rules in the place of the one before; `titles` by the names of the rules. */
export function withRules(document, rules, titles) {
  return withPart(document, 'rules', table(rules, titles));
}

/** Titles that the document has. */
export function titlesIn(document) {
  return new Map([...document.matchAll(/^\| `([\w/-]+)` \| (.*) \| [^|]+ \|$/gm)].map(([, id, title]) => [id, title.replace(/\\([|<>*_])/g, '$1')]));
}

/** Titles as the rules make them of their examples: the tests of the catalogue write them. */
export async function titlesOfExamples() {
  const path = join(root, 'build', 'rule-titles.txt');
  rmSync(path, { force: true });
  await run('cargo', ['test', '--locked', '--package', 'omescope-check', '--lib', 'the_laws_of_the_catalogue_hold'], { env: { ...process.env, OMESCOPE_RULE_TITLES: path } });
  return new Map(readFileSync(path, 'utf8').trimEnd().split('\n').map((line) => line.split('\t')));
}

function table(rules, titles) {
  const rows = rules.map(({ id, affects }) => `| \`${id}\` | ${cell(titles.get(id))} | ${cell(affected(affects))} |`);
  return ['| rule | what is found, for example | what comes of it |', '|---|---|---|', ...rows].join('\n');
}

/** `fails: geotiff.js 2, Avivator; wrong: OME-TIFF specification` */
function affected(affects) {
  const of = (effect) => affects.filter((one) => one.effect === effect).map(({ software, versions }) => (versions === '' ? software : `${software} ${versions}`));
  return EFFECTS.map((effect) => [effect, of(effect)]).filter(([, names]) => names.length > 0).map(([effect, names]) => `${effect}: ${[...new Set(names)].join(', ')}`).join('; ');
}
