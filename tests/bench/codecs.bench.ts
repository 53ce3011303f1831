/**
 * Decoding tiles, one thread, copies in and out included: ours beside what browsers, npm and native libraries have, in
 * Chromium and in Node.js. All of one tile is measured by turns in each round, in processor time, and nothing is timed that gives wrong pixels.
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuOfPage, cpuOfProcess } from './cpu.js';
import { decoders } from './decoders.js';
import { judge, repeat, type Times } from './measure.js';
import { startNative, type Native } from './native.js';
import { startBrowser } from './page.js';
import { goalTable, predictorTable, speedTables } from './report.js';
import { machine } from './table.js';
import { makeTiles, type Tile } from './tiles.js';

const root = process.cwd();
const ROUNDS = 4;
const MILLISECONDS = 60;
/** Decoders of browsers that work beside the page's own thread. */
const ON_OTHER_THREADS = new Set(['DecompressionStream', 'createImageBitmap + getImageData']);

/** One who can decode one tile: says why it cannot, or times it. */
interface Contender {
  judge(tile: Tile, index: number): Promise<string | undefined>;
  time(tile: Tile, index: number): Promise<number>;
}

/** Milliseconds of processor time for each tile that `work` decodes. */
async function perTile(cpu: () => Promise<number>, work: () => Promise<number>): Promise<number> {
  const before = await cpu();
  const count = await work();
  return ((await cpu()) - before) / count;
}

function inNode(): Record<string, Contender> {
  const all = decoders(join(root, 'node_modules', 'lerc', 'lerc-wasm.wasm'));
  return Object.fromEntries(
    Object.entries(all).map(([name, decode]) => [
      `${name}, Node.js`,
      { judge: (tile: Tile) => judge(name, decode, tile), time: (tile: Tile) => perTile(cpuOfProcess, () => repeat(decode, tile, MILLISECONDS)) },
    ]),
  );
}

async function inChromium(tiles: readonly Tile[]): Promise<{ contenders: Record<string, Contender>; version: string; close: () => Promise<void> }> {
  const opened = await startBrowser(root, 'tests/bench/codecs.page.ts', (path) => {
    if (path === '/lerc-wasm.wasm') return readFileSync(join(root, 'node_modules', 'lerc', 'lerc-wasm.wasm'));
    const [, index, part] = /^\/tiles\/(\d+)\/(packed|samples)$/.exec(path) ?? [];
    return part === undefined ? undefined : tiles[Number(index)]?.[part as 'packed' | 'samples'];
  });
  const page = await opened.open();
  interface Window {
    take(index: number, spec: object): Promise<void>;
    judge(index: number, name: string): Promise<string | undefined>;
    repeat(index: number, name: string, milliseconds: number): Promise<number>;
  }
  await page.waitForFunction(() => 'take' in globalThis);
  for (const [index, { spec }] of tiles.entries()) await page.evaluate(([at, one]) => (globalThis as unknown as Window).take(at, one), [index, spec] as const);
  const cpu = await cpuOfPage(page);
  const contenders = Object.keys(decoders('')).map((name): [string, Contender] => [
    name,
    {
      judge: (_, index) => page.evaluate(([at, who]) => (globalThis as unknown as Window).judge(at, who), [index, name] as const),
      time: (_, index) => {
        const all = ON_OTHER_THREADS.has(name);
        const long = all ? 10 * MILLISECONDS : MILLISECONDS;
        return perTile(() => cpu(all), () => page.evaluate(([at, who, ms]) => (globalThis as unknown as Window).repeat(at, who, ms), [index, name, long] as const));
      },
    },
  ]);
  return { contenders: Object.fromEntries(contenders), version: opened.browser.version(), close: () => opened.close() };
}

function natively(native: Native): Contender {
  const ask = (tile: Tile, milliseconds: number) => native.ask({ ...tile.native, do: 'time', milliseconds });
  return {
    judge: async (tile) => (await ask(tile, 0)).error ?? '',
    time: async (tile) => (await ask(tile, MILLISECONDS)).milliseconds ?? Infinity,
  };
}

async function measure(tiles: readonly Tile[], contenders: Record<string, Contender>): Promise<Map<Tile, Times>> {
  const results = new Map<Tile, Times>();
  for (const [index, tile] of tiles.entries()) {
    const times: Times = {};
    results.set(tile, times);
    for (const [name, contender] of Object.entries(contenders)) {
      const why = await contender.judge(tile, index);
      if (why !== undefined) times[name] = why === '' ? Infinity : why;
      if (name.startsWith('omescope') && why !== '') throw new Error(`${tile.name}: ${name}: ${why}`);
    }
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, tile] of tiles.entries()) {
      const times = results.get(tile) ?? {};
      for (const [name, contender] of Object.entries(contenders)) {
        if (typeof times[name] === 'number') times[name] = Math.min(times[name], await contender.time(tile, index));
      }
    }
    console.error(`round ${round + 1} of ${ROUNDS}`);
  }
  return results;
}

console.log(machine());
const folder = join(root, 'build', 'bench', 'tiles');
mkdirSync(folder, { recursive: true });
const native = await startNative(root, folder);
console.log(typeof native === 'string' ? `No native decoders, and no tiles of JPEG, LERC and Zstd, for want of Python with imagecodecs: ${native}` : native.about);
const asked = typeof native === 'string' ? undefined : native;
const sizes = process.env['OMESCOPE_BENCH_SIZES']?.split(',').map(Number) ?? [512, 1024];
const tiles = (await Promise.all(sizes.map((size) => makeTiles(size, folder, asked)))).flat().filter(({ name }) => new RegExp(process.env['OMESCOPE_BENCH_TILES'] ?? '').test(name));
const chromium = await inChromium(tiles);
console.log(`Chromium ${chromium.version}`);
const results = await measure(tiles, { ...chromium.contenders, ...inNode(), ...(asked ? { native: natively(asked) } : {}) });
await chromium.close();
asked?.close();
speedTables(results);
predictorTable(results);
goalTable(results);
