// What npm has of viewers and their parts, against the table of src/viewer/versions/table.rs.

/** Names of software, as people know them, by their names in the table. */
const NAMES = { Geotiff: 'geotiff.js', Zarrita: 'zarrita.js', Viv: 'Viv', Avivator: 'Avivator', Vitessce: 'Vitessce', AutoConfig: "Vitessce's auto-configuration" };

/** Where npm says what parts a version holds, by the package that it is in: packages of the same number with what they depend on. */
const PARTS = {
  vitessce: [['@vitessce/zarr', 'zarrita', 'Zarrita'], ['@vitessce/gl', '@hms-dbmi/viv', 'Viv']],
  '@vivjs/loaders': [['@vivjs/loaders', 'geotiff', 'Geotiff'], ['@vivjs/loaders', 'zarrita', 'Zarrita']],
};

/** The rows of the table, from its text. */
export function rowsOf(text) {
  const rows = [...text.matchAll(/^ {4}([A-Z][A-Z0-9_]*) \{\n([\s\S]*?)^ {4}\}$/gm)].map(([, key, row]) => {
    const field = (pattern) => pattern.exec(row)?.[1];
    const software = field(/^ *software: Software::(\w+),$/m);
    const number = field(/^ *number: "([^"]+)",$/m);
    const parts = field(/^ *parts: &\[([^\]]*)\],$/m);
    if (software === undefined || number === undefined || parts === undefined || !/^ *npm: (?:None|Some\("[^"]+"\)),$/m.test(row)) {
      throw new Error(`the row ${key} of src/viewer/versions/table.rs cannot be read`);
    }
    return { key, software, number, npm: field(/^ *npm: Some\("([^"]+)"\),$/m), parts: [...parts.matchAll(/&(\w+)/g)].map(([, part]) => part) };
  });
  const declared = text.match(/^ *software: Software::/gm)?.length ?? 0;
  if (rows.length === 0 || rows.length !== declared) throw new Error(`of ${declared} rows of src/viewer/versions/table.rs ${rows.length} can be read`);
  return rows;
}

/** `1.2.3-beta.4` in an order that can be compared: a release comes behind its previews. */
function order(number) {
  const [release, preview] = number.split(/-(.*)/s);
  const numbers = release.split('.').map((part) => part.padStart(6, '0')).join('.');
  return `${numbers}${preview === undefined ? '~' : `-${preview.split('.').map((part) => (/^\d+$/.test(part) ? part.padStart(6, '0') : part)).join('.')}`}`;
}

export const newest = (numbers) => [...numbers].sort((a, b) => (order(a) < order(b) ? -1 : 1)).at(-1);
const isPreview = (number) => number.includes('-');

/**
 * What is to be said, as sentences: what holds, and what is new.
 * `npm`: `published(package)` gives its numbers, `dependencies(package, number)` what it depends on, `installed(package, range)` what a range comes to.
 */
export function compare(rows, npm) {
  const [held, news] = [[], []];
  for (const software of new Set(rows.map((row) => row.software))) {
    const own = rows.filter((row) => row.software === software);
    const name = own.map((row) => row.npm).find((found) => found !== undefined);
    if (name === undefined) continue;
    const published = npm.published(name);
    const known = own.filter((row) => row.npm !== undefined).map((row) => row.number);
    for (const { number } of own.filter((row) => row.npm === undefined && published.includes(row.number))) {
      news.push(`${NAMES[software]} ${number} is in the table as not published, and npm has it now (${name}): look at it, and say so in its row.`);
    }
    for (const number of known.filter((one) => !published.includes(one))) news.push(`${NAMES[software]} ${number} is in the table, and npm has no such version of ${name}.`);
    const latest = newest(known);
    const later = published.filter((number) => order(number) > order(latest));
    const releases = later.filter((number) => !isPreview(number));
    const told = releases.length > 0 ? releases : later;
    if (told.length === 0) held.push(`${NAMES[software]}: ${known.join(', ')} in the table; npm has nothing newer.`);
    else news.push(`${NAMES[software]}: npm has ${newest(told)}${told.length > 1 ? ` and ${told.length - 1} more that are` : ', which is'} newer than ${latest}, the newest in the table (${name}).`);
  }
  for (const row of rows.filter((one) => one.npm !== undefined)) news.push(...partsThatDiffer(rows, row, npm));
  return { held, news };
}

function partsThatDiffer(rows, row, npm) {
  return (PARTS[row.npm] ?? []).flatMap(([from, dependency, software]) => {
    const part = row.parts.map((key) => rows.find((other) => other.key === key)).find((other) => other?.software === software);
    const range = npm.dependencies(from, row.number)?.[dependency];
    if (range === undefined) return part === undefined ? [] : [`${NAMES[row.software]} ${row.number} holds ${NAMES[software]} ${part.number} by the table, and ${from} does not depend on ${dependency}.`];
    const installed = npm.installed(dependency, range);
    if (part !== undefined && installed === part.number) return [];
    const table = part === undefined ? `no ${NAMES[software]}` : `${NAMES[software]} ${part.number}`;
    return [`${NAMES[row.software]} ${row.number} holds ${table} by the table, and ${dependency} ${installed ?? range} by npm (${from}: "${range}").`];
  });
}
