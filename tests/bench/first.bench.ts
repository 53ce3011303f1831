/** The first tile: each measurement in a fresh page of Chromium, and in a fresh process of Node.js, by turns. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { First } from './first.js';
import { startNative } from './native.js';
import { startBrowser } from './page.js';
import { machine, milliseconds, printTable } from './table.js';
import { makeTiles, type Tile } from './tiles.js';

const root = process.cwd();
const ROUNDS = 7;
const WHO = ['omescope', 'geotiff.js 3.0.5'];
const TILES = /^(LZW, noisy|Deflate predictor 2, noisy|PackBits, label|JPEG 4:2:0|LERC lossless, noisy|Zstd, noisy)/;
/** Most milliseconds of a first tile, and how much sooner it is to be there than that of geotiff.js, three times for LERC. */
const GOAL = { most: 12, times: 3.5 };

console.log(machine());
const folder = join(root, 'build', 'bench', 'tiles');
mkdirSync(folder, { recursive: true });
const native = await startNative(root, folder);
if (typeof native === 'string') console.log(`No tiles of JPEG, LERC and Zstd: ${native}`);
const tiles = (await makeTiles(512, folder, typeof native === 'string' ? undefined : native)).filter(({ name }) => TILES.test(name));
if (typeof native !== 'string') native.close();

const wasm = join(root, 'dist', 'omescope.wasm');
const script = join(root, 'build', 'bench', 'first.node.mjs');
await build({ absWorkingDir: root, entryPoints: ['tests/bench/first.node.ts'], outfile: script, bundle: true, platform: 'node', format: 'esm', packages: 'external' });
const opened = await startBrowser(root, 'tests/bench/first.page.ts', (path) => {
  if (path === '/omescope.wasm') return readFileSync(wasm);
  const [, index] = /^\/tiles\/(\d+)$/.exec(path) ?? [];
  return index === undefined ? undefined : tiles[Number(index)]?.packed;
});

async function inChromium(who: string, tile: Tile, index: number): Promise<First> {
  const page = await opened.open();
  await page.waitForFunction(() => 'first' in globalThis);
  type Window = { first(who: string, index: number, spec: object): Promise<First> };
  const found = await page.evaluate(([name, at, spec]) => (globalThis as unknown as Window).first(name, at, spec), [who, index, tile.spec] as const);
  await page.context().close();
  return found;
}

async function inNode(who: string, tile: Tile): Promise<First> {
  const args = [script, who, wasm, join(folder, String(tile.native['packed'])), JSON.stringify(tile.spec)];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' })) as First;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

console.log(`Chromium ${opened.browser.version()}`);
for (const [where, run] of [['Chromium', inChromium], ['Node.js', inNode]] as const) {
  const rows: string[][] = [];
  for (const [index, tile] of tiles.entries()) {
    const found = new Map<string, First[]>(WHO.map((who) => [who, []]));
    for (let round = 0; round < ROUNDS; round += 1) for (const who of WHO) found.get(who)?.push(await run(who, tile, index));
    const [ours, theirs] = WHO.map((who) => (found.get(who) ?? []).map(({ first }) => first));
    const times = Math.min(...(theirs ?? [])) / Math.min(...(ours ?? []));
    const met = Math.min(...(ours ?? [])) <= GOAL.most && times >= (tile.name.startsWith('LERC') ? 3 : GOAL.times);
    const show = (values: readonly number[] | undefined): string => `${milliseconds(Math.min(...(values ?? [])))} (${milliseconds(median(values ?? []))})`;
    const later = (who: string): string => `${Math.min(...(found.get(who) ?? []).map((one) => one.later)).toFixed(2)} ms`;
    rows.push([tile.name, show(ours), later(WHO[0] ?? ''), show(theirs), later(WHO[1] ?? ''), `${times.toFixed(1)} x`, met ? 'met' : 'missed']);
  }
  printTable(`First tile in ${where}: least (median) of ${ROUNDS} fresh starts, the module compiled`, ['tile', 'omescope', 'later', 'geotiff.js 3.0.5', 'later', 'sooner', `goal: ${GOAL.most} ms, ${GOAL.times} x (LERC 3 x)`], rows);
}
await opened.close();
