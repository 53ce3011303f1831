/** What README.md, CONTRIBUTING.md and docs/ say is so. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { rules } from 'omescope';
// @ts-expect-error: plain JavaScript without declarations
import { findPython, runExample, withExample } from '../../scripts/lib/docs/example.mjs';
// @ts-expect-error: plain JavaScript without declarations
import { drawLayers, layersOf } from '../../scripts/lib/docs/layers.mjs';
// @ts-expect-error: plain JavaScript without declarations
import { titlesIn, withRules } from '../../scripts/lib/docs/rules.mjs';
// @ts-expect-error: plain JavaScript without declarations
import { withReference } from '../../scripts/lib/docs/api.mjs';
import { run, useBench } from './support/cli.js';
import { root } from './support/fixtures.js';

const bench = useBench('docs');
const textOf = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');
const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'examples/README.md', ...readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];

describe('what is generated is up to date (npm run docs)', () => {
  test('the table of rules', async () => {
    const [document, all] = [textOf('docs', 'rules.md'), await rules()];
    const titles = titlesIn(document) as Map<string, string>;
    // A test of the catalogue compares the titles with those of the examples; here it is enough that they are the right ones.
    for (const { id, title } of all) expect(titles.get(id) ?? '', id).toMatch(patternOf(title));
    expect(withRules(document, all, titles)).toBe(document);
  });

  test('the reference of the package', () => {
    const document = textOf('docs', 'api.md');
    expect(withReference(document, root, JSON.parse(textOf('package.json')))).toBe(document);
  });

  test('the picture of the layers', () => {
    expect(drawLayers(layersOf(textOf('tests', 'layers.rs')))).toBe(textOf('docs', 'layers.svg'));
  });

  test('the example: the report, the fix as it is printed, and the report after it', () => {
    const python = findPython() as string | undefined;
    if (python === undefined) return console.warn('skipped: there is no Python with tifffile, and none could be installed');
    const session = runExample(python) as string;
    expect(session).toMatch(/Viv 0\.21 +fails[\s\S]*\$ python3 [\s\S]*Viv 0\.21 +loads/);
    const document = textOf('docs', 'command-line.md');
    expect(withExample(document, session)).toBe(document);
  }, 900_000);
});

/** What a title looks like once its arguments are filled in. */
function patternOf(title: string): RegExp {
  const parts = title.split(/\{[a-z_]+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

test('every flag of the help is in the documents or goes without saying, and every command of the documents is one', async () => {
  const { out } = await bench.omescope(['--help']);
  const check = (await bench.omescope(['help', 'check'])).out;
  const document = textOf('docs', 'command-line.md');
  const commands = [...document.matchAll(/^npx omescope (\w+)/gm)].map(([, name = '']) => name).filter((name) => !/\.tif|^image$|^https$|^data$/.test(name));
  expect(commands.length).toBeGreaterThan(5);
  for (const name of commands) expect(out).toMatch(new RegExp(`^ {2}${name} {2}`, 'm'));
  for (const [flag = ''] of check.matchAll(/--[a-z][a-z-]+/g)) if (!['--help', '--output'].includes(flag)) expect(document, flag).toContain(flag);
  const known = await Promise.all(['check', ...commands].map(async (name) => (await bench.omescope(['help', name])).out));
  for (const [flag = ''] of document.matchAll(/`--[a-z][a-z-]+/g)) if (flag !== '`--help') expect(known.join('')).toContain(flag.slice(1));
});

test('the README has at most 150 lines, and its first screen says how to check a file and run the tests', () => {
  const lines = textOf('README.md').split('\n');
  expect(lines.length).toBeLessThanOrEqual(150);
  const screen = lines.slice(0, 30).join('\n');
  for (const command of ['npm start', 'npm test', 'npx omescope ']) expect(screen).toContain(command);
});

test('the README links to each document', () => {
  const readme = textOf('README.md');
  for (const name of documents.filter((path) => path.startsWith('docs/'))) expect(readme).toContain(`](${name})`);
});

test('what is built upon names each crate with the files where it is used', () => {
  const document = textOf('docs', 'dependencies.md');
  const manifest = textOf('Cargo.toml');
  for (const crate of ['wasm-bindgen', 'js-sys', 'web-sys', 'tiff', 'flate2', 'weezl', 'jpeg-decoder']) {
    expect(document).toContain(`| \`${crate}\` |`);
    expect(manifest).toMatch(new RegExp(`^${crate}\\b`, 'm'));
  }
  for (const [, path = ''] of document.matchAll(/\(`((?:src|tests|scripts)\/[^`]+)`\)/g)) expect(existsSync(join(root, path)), path).toBe(true);
});

test.each(documents)('%s: each link to a file leads to one, each to a heading to one', (name) => {
  const text = textOf(name).replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');
  for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target)) continue;
    const [path = '', heading] = target.split('#');
    const file = path === '' ? name : join(dirname(name), path);
    expect(existsSync(join(root, file)), `${name} links to ${target}`).toBe(true);
    if (heading !== undefined) expect(headingsOf(textOf(file)), `${name} links to ${target}`).toContain(heading);
  }
});

/** Anchors of headings, as GitHub makes them. */
function headingsOf(text: string): string[] {
  const headings = [...text.replace(/```[\s\S]*?```/g, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
  return headings.map((heading) => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'));
}

describe('the programs of the README are those of examples/, and do what they say', () => {
  const sample = join(root, 'www', 'samples', 'cells.ome.tif');
  const example = (name: string, ...args: string[]) => run(process.execPath, [join(root, 'examples', name), ...args], bench.folder);

  test('check.mjs', async () => {
    expect(textOf('README.md')).toContain(inReadme('check.mjs'));
    const fine = await example('check.mjs', sample);
    expect(fine).toMatchObject({ code: 0, err: '' });
    expect(fine.out).toMatch(/^Viv 0\.21 loads$/m);
    const broken = await example('check.mjs', join(root, 'www', 'samples', 'strips.ome.tif'));
    expect(broken.out).toMatch(/^Viv 0\.21 fails$[\s\S]*"um"/m);
  });

  test('decode.mjs', async () => {
    expect(textOf('README.md')).toContain(inReadme('decode.mjs'));
    expect(await example('decode.mjs', sample)).toMatchObject({ code: 0, out: '256 x 256 pixels in a Uint16Array\n', err: '' });
  });

  test('offsets.mjs', async () => {
    expect(await example('offsets.mjs', sample)).toMatchObject({ code: 0, out: 'cells.offsets.json: 3 planes\n', err: '' });
    expect(JSON.parse(readFileSync(join(bench.folder, 'cells.offsets.json'), 'utf8'))).toEqual(JSON.parse(textOf('www', 'samples', 'cells.offsets.json')));
  });

  /** The program without its first comment, for a file that is named. */
  function inReadme(name: string): string {
    return textOf('examples', name).replace(/^\/\/.*\n/, '').replace('process.argv[2]', "'cells.ome.tif'");
  }
});
