// docs/rules.md: a table of the rules.
import { cell, withPart } from './parts.mjs';

const EFFECTS = ['fails', 'wrong', 'slow', 'note'];

/** The document with the table of these rules in the place of the one before. */
export function withRules(document, rules) {
  return withPart(document, 'rules', table(rules));
}

function table(rules) {
  const rows = rules.map(({ id, title, affects }) => `| \`${id}\` | ${withWords(cell(title))} | ${cell(affected(affects))} |`);
  return ['| rule | what is found | what comes of it |', '|---|---|---|', ...rows].join('\n');
}

/** `fails: geotiff.js 2, Avivator; wrong: OME-TIFF specification` */
function affected(affects) {
  const of = (effect) => affects.filter((one) => one.effect === effect).map(({ software, versions }) => (versions === '' ? software : `${software} ${versions}`));
  return EFFECTS.map((effect) => [effect, of(effect)]).filter(([, names]) => names.length > 0).map(([effect, names]) => `${effect}: ${[...new Set(names)].join(', ')}`).join('; ');
}

/** `{field_type}` as *field type*. */
function withWords(text) {
  return text.replace(/\{([a-z\\_]+)\}/g, (_, name) => `*${name.replace(/\\?_/g, ' ')}*`);
}
