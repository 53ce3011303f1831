/** Compressions whose modules are loaded when they are needed: each stream of the fixtures, and files of them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { decodeTile, inspect, openTiff, type TileSpec } from 'omescope';
import { root } from './support/fixtures.js';

const folder = join(root, 'tests', 'fixtures', 'more');
const read = (name: string): Buffer => readFileSync(join(folder, name));
const cases = Object.entries(JSON.parse(read('expected.json').toString()) as Record<string, { spec: TileSpec; tolerance: number }>);
const output = mkdtempSync(join(tmpdir(), 'omescope-more-'));
afterAll(() => rmSync(output, { recursive: true, force: true }));

/** Numbers of a stored array; half floats as their bits. */
function numbers({ bits, format }: TileSpec, bytes: Buffer): ArrayLike<number> {
  const { buffer } = new Uint8Array(bytes);
  if (format === 'float') return bits === 16 ? new Uint16Array(buffer) : new Float32Array(buffer);
  if (format === 'int') return bits === 8 ? new Int8Array(buffer) : new Int16Array(buffer);
  return bits <= 8 ? new Uint8Array(buffer) : new Uint16Array(buffer);
}

function halfToNumber(half: number): number {
  const [exponent, fraction] = [(half >> 10) & 31, half & 1023];
  const size = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
  return half & 0x8000 ? -size : size;
}

test.each(cases)('%s is decoded to its samples', async (name, { spec, tolerance }) => {
  const found = await decodeTile(read(`${name}.bin`), spec);
  const stored = numbers(spec, read(`${name}.raw`));
  expect(found.length).toBe(stored.length);
  const half = spec.format === 'float' && spec.bits === 16;
  let most = 0;
  for (let at = 0; at < stored.length; at += 1) {
    const wanted = half ? halfToNumber(stored[at] ?? 0) : (stored[at] ?? 0);
    most = Math.max(most, Math.abs(Number(found[at]) - wanted));
  }
  expect(most).toBeLessThanOrEqual(tolerance);
});

test.each(cases.filter(([name]) => /gray8$|rgb8$|g4$|uint16$/.test(name)))('%s that is cut is an error', async (name, { spec }) => {
  const stream = read(`${name}.bin`);
  await expect(decodeTile(stream.subarray(0, stream.length / 2), spec)).rejects.toMatchObject({ code: 'tile-broken' });
  // The instance lives on.
  expect((await decodeTile(stream, spec)).length).toBe(spec.width * spec.height * spec.samples);
});

test.each(['jpeg2000.tif', 'jpegxl.tif'])('%s is inspected and opened like any other', async (name) => {
  const file = read(name);
  expect((await inspect(file)).ifds[0]?.layout).toMatchObject({ kind: 'tiles' });
  const level = await (await openTiff(file)).ifd(0);
  const { data, width, height } = await level.plane();
  expect([width, height, level.samples]).toEqual([29, 23, 3]);
  expect(Buffer.from(data as Uint8Array)).toEqual(read('rgb.raw'));
});

test.each(['jpeg2000.tif', 'jpegxl.tif'])('the command line exports %s', (name) => {
  const target = join(output, `${name}.raw`);
  execFileSync(process.execPath, [join(root, 'dist', 'cli', 'main.js'), 'export', join(folder, name), '-o', target], { stdio: 'pipe' });
  expect(readFileSync(target)).toEqual(read('rgb.raw'));
});
