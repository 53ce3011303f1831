// `npm run geotiff`: what geotiff.js reads of the corpus by itself and with omescope's decoders, into docs/geotiff.md. Needs the corpus
// (OMESCOPE_CORPUS, or ../shared/corpus) and takes some minutes; not a part of the tests, which look at every twelfth file.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { withPart } from './lib/docs/parts.mjs';
import { main, root, say } from './lib/run.mjs';

const RELEASES = { geotiff2: '2.1.3', geotiff: '3.0.5', geotiffbeta: '3.1.0-beta.0' };
/** Larger files take long, and have nothing that smaller ones have not. */
const MOST_BYTES = 1_000_000;
const MOST_IFDS = 2;
/** Groups of the table: what compressions are called, and what is told apart. */
const NAMES = { 1: 'none', 2: 'CCITT', 3: 'CCITT', 4: 'CCITT', 5: 'LZW', 7: 'JPEG', 8: 'Deflate', 32946: 'Deflate', 32773: 'PackBits', 34887: 'LERC', 34925: 'LZMA', 50000: 'Zstandard', 50001: 'WebP', 34927: 'WebP', 50002: 'JPEG XL', 52546: 'JPEG XL', 33003: 'JPEG 2000', 33004: 'JPEG 2000', 33005: 'JPEG 2000', 34712: 'JPEG 2000' };

const folder = process.env.OMESCOPE_CORPUS ?? join(root, '..', 'shared', 'corpus');

/** In a process of its own, as decoders that are registered stay: prints what was read of each IFD. */
async function look(release, ours) {
  const library = await import(release);
  const { registerDecoders } = await import('omescope/geotiff');
  const { openTiff } = await import('omescope/tiff');
  if (ours) registerDecoders(library.addDecoder, { GeoTIFFImage: library.GeoTIFFImage });
  const { entries } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  const seen = [];
  for (const { path, kind, expect, offsets } of entries) {
    if (kind !== 'tiff' || expect === 'any-no-crash' || expect === 'invalid' || path.startsWith('malformed/')) continue;
    const bytes = new Uint8Array(readFileSync(join(folder, path)));
    if (bytes.length > MOST_BYTES) continue;
    const known = await openTiff(bytes).catch(() => undefined);
    for (const [index, offset] of (offsets ?? []).slice(0, MOST_IFDS).entries()) {
      const level = await known?.ifd({ offset }).catch(() => undefined);
      const wanted = await level?.plane().catch(() => undefined);
      if (wanted === undefined) continue;
      seen.push({ group: `${NAMES[level.facts.compression?.code ?? 1] ?? 'other'}`, type: wanted.type, result: await outcome(library, bytes, index, level.facts, wanted) });
    }
  }
  process.send(seen);
}

async function outcome(library, bytes, index, facts, wanted) {
  const log = console.warn;
  console.warn = () => {};
  try {
    const image = await (await library.fromArrayBuffer(bytes.slice().buffer)).getImage(index);
    const read = await image.readRasters({ interleave: true });
    if (isSame(read, wanted.data, 0)) return 'right';
    const lossy = facts.compression?.code === 7;
    // Decoders of JPEG may round, and smooth colours, each in its own way.
    if (lossy && isNear(read, wanted.data)) return 'right';
    // What is stored as YCbCr comes so, and is converted by who shows it.
    if (facts.photometric?.code !== 6) return 'wrong';
    if (wanted.type !== 'uint8') return 'right';
    const colours = await image.readRGB({ interleave: true });
    return isSame(colours, wanted.data, 2) || (lossy && isNear(colours, wanted.data)) ? 'right' : 'wrong';
  } catch {
    return 'fails';
  } finally {
    console.warn = log;
  }
}

/** Whether values are the same but for how a lossy encoding is rounded: by less than 2 on average. */
function isNear(one, other) {
  if (one.length !== other.length) return false;
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += Math.abs(Number(one[at]) - Number(other[at]));
  return sum / one.length < 2;
}

function isSame(one, other, tolerance) {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) {
    const [a, b] = [Number(one[at]), Number(other[at])];
    if (!(a === b || Object.is(a, b) || Math.abs(a - b) <= tolerance)) return false;
  }
  return true;
}

function inProcess(release, ours) {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [release, ours ? 'ours' : 'theirs'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    let seen;
    child.on('message', (message) => (seen = message));
    child.on('exit', () => (seen === undefined ? reject(new Error(`${release} ended before it was through`)) : resolve(seen)));
  });
}

async function write() {
  if (!existsSync(join(folder, 'manifest.json'))) throw new Error('there is no corpus: OMESCOPE_CORPUS names its folder');
  const columns = [];
  for (const [release, number] of Object.entries(RELEASES)) {
    for (const ours of [false, true]) {
      say(`reading the corpus with geotiff.js ${number}${ours ? ' and our decoders' : ''}`);
      columns.push(await inProcess(release, ours));
    }
  }
  const groups = [...new Set(columns[0].map(({ group }) => group))].sort();
  const cell = (some) => {
    const count = (result) => some.filter((each) => each.result === result).length;
    const [wrong, fails] = [count('wrong'), count('fails')];
    return `${count('right')}${wrong === 0 ? '' : `, ${wrong} wrong`}${fails === 0 ? '' : `, ${fails} fail`}`;
  };
  const row = (name, isIn) => `| ${name} | ${columns[0].filter(isIn).length} | ${columns.map((seen) => cell(seen.filter(isIn))).join(' | ')} |`;
  const heads = Object.values(RELEASES).flatMap((number) => [number, `${number} with omescope`]);
  const table = [
    `| compression | IFDs | ${heads.join(' | ')} |`,
    `|---|---:|${heads.map(() => '---|').join('')}`,
    ...groups.map((name) => row(name, ({ group }) => group === name)),
    row('**all**', () => true),
    row('of these integers of 64 bits, which geotiff.js has no array for', ({ type }) => type === 'uint64' || type === 'int64'),
  ].join('\n');
  const path = join(root, 'docs', 'geotiff.md');
  writeFileSync(path, withPart(readFileSync(path, 'utf8'), 'table', table, 'geotiff'));
}

const [release, mode] = process.argv.slice(2);
await (release === undefined ? main(write) : look(release, mode === 'ours'));
