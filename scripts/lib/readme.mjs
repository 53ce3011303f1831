// What of README.md is made: the table of rules and the example.

const EFFECTS = ['fails', 'wrong', 'slow', 'note'];

/** The README with the table of these rules in the place of the one before. */
export function withRules(readme, rules) {
  return within(readme, 'rules', table(rules));
}

/** The README with this as what a terminal shows. */
export function withExample(readme, session) {
  return within(readme, 'example', `\`\`\`console\n${session}\n\`\`\``);
}

/** What stands in the README between the marks of a part. */
function within(readme, part, text) {
  const [mark, end] = [`<!-- ${part}: written by npm run readme -->`, `<!-- end of ${part} -->`];
  const [from, to] = [readme.indexOf(mark), readme.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md has to have "${mark}" and "${end}"`);
  return `${readme.slice(0, from + mark.length)}\n\n${text}\n\n${readme.slice(to)}`;
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
