// The table of rules in README.md.

const [START, END] = ['<!-- rules: written by npm run rules -->', '<!-- end of rules -->'];
const EFFECTS = ['fails', 'wrong', 'slow', 'note'];

/** The text of the README with the table of these rules in the place of the one before. */
export function withRules(readme, rules) {
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`README.md has to have "${START}" and "${END}"`);
  return `${readme.slice(0, start + START.length)}\n\n${table(rules)}\n\n${readme.slice(end)}`;
}

function table(rules) {
  const rows = rules.map(({ id, title, affects }) => `| \`${id}\` | ${cell(withoutArguments(title))} | ${cell(affected(affects))} |`);
  return ['| rule | what is found | what comes of it |', '|---|---|---|', ...rows].join('\n');
}

/** `fails: geotiff.js 2, Avivator; wrong: OME-TIFF specification` */
function affected(affects) {
  const of = (effect) => affects.filter((one) => one.effect === effect).map(({ software, versions }) => (versions === '' ? software : `${software} ${versions}`));
  return EFFECTS.map((effect) => [effect, of(effect)]).filter(([, names]) => names.length > 0).map(([effect, names]) => `${effect}: ${[...new Set(names)].join(', ')}`).join('; ');
}

/** `{width}` as `WIDTH`, as the command line shows it. */
function withoutArguments(text) {
  return text.replace(/\{([a-z_]+)\}/g, (_, name) => name.toUpperCase());
}

function cell(text) {
  return text.replace(/[|<>*_]/g, '\\$&');
}
