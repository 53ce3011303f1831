/**
 * Finding all IFDs: local files, and over HTTP with 50 ms of latency, beside geotiff.js doing the same walk in the same
 * run. Results are compared before any time is printed.
 */
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromFile, fromUrl, type GeoTIFF } from 'geotiff';
import { fromFile as fromFile2 } from 'geotiff2';
import { offsets, type Progress, type Source } from 'omescope';
import { startFaultServer } from '../js/support/fault-server.js';
import { machine, milliseconds, printTable } from './table.js';

/** IFDs of 15 entries, as viewers meet them. */
const ENTRIES = 15;
const LENGTH = 2 + ENTRIES * 12 + 4;

interface Shape {
  readonly name: string;
  readonly count: number;
  /** Bytes before the first IFD and behind each one. */
  readonly lead: number;
  readonly gap: (index: number) => number;
}

const LOCAL: Shape[] = [
  { name: '20,000 IFDs together', count: 20_000, lead: 0, gap: () => 0 },
  { name: '20,000 IFDs 7 kB apart', count: 20_000, lead: 0, gap: () => 7000 },
  { name: '20,000 IFDs at irregular distances, about 20 kB', count: 20_000, lead: 0, gap: (index) => 15_000 + ((index * 7919) % 10_007) },
  { name: '200,000 IFDs together', count: 200_000, lead: 0, gap: () => 0 },
];
const REMOTE: Shape[] = [
  { name: '20,000 IFDs together at the end', count: 20_000, lead: 8_000_000, gap: () => 0 },
  { name: '1,036 IFDs between equal planes of 256 kB', count: 1036, lead: 0, gap: () => 262_144 },
];

function placesOf({ count, lead, gap }: Shape): { places: number[]; size: number } {
  const places: number[] = [];
  let at = 8 + lead;
  for (let index = 0; index < count; index += 1) {
    places.push(at);
    at += LENGTH + gap(index);
  }
  return { places, size: at };
}

/** ImageWidth, ImageLength, BitsPerSample, Compression ... enough that geotiff.js takes it for an image. */
const TAGS: readonly (readonly [number, number])[] = [
  [254, 0], [256, 16], [257, 16], [258, 8], [259, 1], [262, 1], [266, 1], [273, 8], [274, 1], [277, 1], [278, 16], [279, 256], [284, 1], [296, 1], [339, 1],
];

function ifd(next: number): Uint8Array {
  const bytes = new Uint8Array(LENGTH);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, ENTRIES, true);
  for (const [index, [tag, value]] of TAGS.entries()) {
    const at = 2 + index * 12;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, 4, true);
    view.setUint32(at + 4, 1, true);
    view.setUint32(at + 8, value, true);
  }
  view.setUint32(LENGTH - 4, next, true);
  return bytes;
}

function* parts(places: number[]): Generator<[number, Uint8Array]> {
  const header = new Uint8Array([0x49, 0x49, 42, 0, 0, 0, 0, 0]);
  new DataView(header.buffer).setUint32(4, places[0] ?? 0, true);
  yield [0, header];
  for (const [index, at] of places.entries()) yield [at, ifd(places[index + 1] ?? 0)];
}

function writeFile(path: string, places: number[], size: number): void {
  const file = openSync(path, 'w');
  for (const [at, bytes] of parts(places)) writeSync(file, bytes, 0, bytes.length, at);
  writeSync(file, new Uint8Array(1), 0, 1, size);
  closeSync(file);
}

function inMemory(places: number[], size: number): Uint8Array {
  const file = new Uint8Array(size + 1);
  for (const [at, bytes] of parts(places)) file.set(bytes, at);
  return file;
}

function fileSource(path: string, size: number): { source: Source; close: () => void } {
  const file = openSync(path, 'r');
  const read = (offset: number, length: number): Uint8Array => {
    const buffer = new Uint8Array(length);
    return buffer.subarray(0, readSync(file, buffer, 0, length, offset));
  };
  return { source: { size: size + 1, reach: 'memory', read }, close: () => closeSync(file) };
}

/** The least that any walk can do: six bytes of each IFD, in plain JavaScript. */
function bareWalk(path: string): number[] {
  const file = openSync(path, 'r');
  const buffer = new Uint8Array(512);
  const view = new DataView(buffer.buffer);
  readSync(file, buffer, 0, 8, 0);
  const found: number[] = [];
  for (let at = view.getUint32(4, true); at !== 0; ) {
    found.push(at);
    readSync(file, buffer, 0, 512, at);
    at = view.getUint32(2 + 12 * view.getUint16(0, true), true);
  }
  closeSync(file);
  return found;
}

async function timed<T>(work: () => Promise<T> | T): Promise<{ value: T; took: number }> {
  (globalThis as { gc?: () => void }).gc?.();
  const start = performance.now();
  const value = await work();
  return { value, took: performance.now() - start };
}

function assertEqual(found: readonly number[], wanted: readonly number[], who: string): void {
  if (found.length !== wanted.length || found.some((offset, index) => offset !== wanted[index])) throw new Error(`${who}: wrong offsets`);
}

async function count(tiff: Pick<GeoTIFF, 'getImageCount'>, wanted: number): Promise<string | undefined> {
  const found = await tiff.getImageCount();
  return found === wanted ? undefined : `${found} IFDs`;
}

/** The time, or what went wrong instead. */
async function attempt(work: () => Promise<string | undefined>): Promise<string> {
  try {
    const { value, took } = await timed(work);
    return value ?? milliseconds(took);
  } catch (error) {
    return `fails: ${error instanceof Error ? error.message.slice(0, 40) : error}`;
  }
}

async function local(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'omescope-bench-'));
  const rows: string[][] = [];
  for (const shape of LOCAL) {
    const { places, size } = placesOf(shape);
    const path = join(folder, `${rows.length}.tif`);
    writeFile(path, places, size);
    const ours: number[] = [];
    let progress: Progress | undefined;
    for (let round = 0; round < 5; round += 1) {
      const { source, close } = fileSource(path, size);
      const { value, took } = await timed(() => offsets(source, { onProgress: (now) => (progress = now) }));
      close();
      assertEqual(value, places, 'omescope');
      ours.push(took);
    }
    const bare = await timed(() => bareWalk(path));
    assertEqual(bare.value, places, 'the bare walk');
    const many = shape.count > 20_000;
    rows.push([
      shape.name,
      `${milliseconds(Math.min(...ours))} (first ${milliseconds(ours[0] ?? 0)})`,
      `${((progress?.bytes ?? 0) / 1e6).toFixed(1)} MB`,
      milliseconds(bare.took),
      many ? 'not run' : await attempt(async () => count(await fromFile(path), shape.count)),
      many ? 'not run' : await attempt(async () => count((await fromFile2(path)) as unknown as GeoTIFF, shape.count)),
    ]);
    rmSync(path);
  }
  rmSync(folder, { recursive: true });
  printTable('All IFDs of a local file, Node.js', ['file', 'omescope', 'read', 'bare loop, 512 B reads', 'geotiff.js 3.0.5', 'geotiff.js 2.1.3'], rows);
}

async function remote(): Promise<void> {
  const rows: string[][] = [];
  for (const shape of REMOTE) {
    const { places, size } = placesOf(shape);
    const server = await startFaultServer({ file: inMemory(places, size), latency: 50 });
    for (const concurrency of [6, 64]) {
      server.script([]);
      let progress: Progress | undefined;
      const { value, took } = await timed(() => offsets(server.url, { limits: { concurrency }, onProgress: (now) => (progress = now) }));
      assertEqual(value, places, 'omescope');
      rows.push([`${shape.name}: omescope, ${concurrency} at a time`, milliseconds(took), String(server.log.length), String(progress?.rounds), `${((progress?.bytes ?? 0) / 1e6).toFixed(1)} MB`]);
    }
    server.script([]);
    const geotiff = await attempt(async () => count(await fromUrl(server.url, { blockSize: 65_536, cacheSize: Infinity } as object), shape.count));
    const bytes = server.log.reduce((sum, entry) => sum + entry.sent, 0);
    rows.push([`${shape.name}: geotiff.js 3.0.5`, geotiff, String(server.log.length), String(server.log.length), `${(bytes / 1e6).toFixed(1)} MB`]);
    await server.close();
  }
  printTable('All IFDs over HTTP, 50 ms latency', ['file', 'time', 'requests', 'rounds', 'read'], rows);
}

console.log(machine());
await local();
await remote();
