/** The same input gives the same report, byte by byte, however it is given. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { check, reportText, type CheckInput } from 'omescope';
import { useBench } from './support/cli.js';
import { sameFiles } from './support/same.js';

const bench = useBench('same');
const files = sameFiles();

test('there are files of several kinds', () => expect(files.length).toBeGreaterThanOrEqual(12));

test.each(files)('$name: the command line, a File, and a source of any kind', async ({ path, name }) => {
  const bytes = new Uint8Array(readFileSync(path));
  const read = (offset: number, length: number): Uint8Array => bytes.subarray(offset, offset + length);
  const inputs: CheckInput[] = [
    new File([bytes], name),
    { name, size: bytes.length, read },
    { name, size: bytes.length, reach: 'memory', read },
    { name, size: bytes.length, reach: 'disk', read: async (offset, length) => read(offset, length) },
  ];
  const texts = await Promise.all(inputs.map(async (input) => reportText(await check(input))));
  const { out } = await bench.omescope([path, '--format', 'json', '--offsets', 'none']);
  for (const text of texts) expect(text).toBe(out);
});

test.each(files)('$name without a name: a Blob, an ArrayBuffer and a view of one', async ({ path }) => {
  const bytes = new Uint8Array(readFileSync(path));
  const inputs: CheckInput[] = [new Blob([bytes]), bytes.buffer, new Uint8Array([0, ...bytes]).subarray(1), new DataView(bytes.buffer)];
  const [first, ...others] = await Promise.all(inputs.map(async (input) => reportText(await check(input))));
  for (const text of others) expect(text).toBe(first);
});

test('the entry without inlined modules gives the same', async () => {
  const slim = await import('omescope/slim');
  const module = (name: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(join(import.meta.dirname, '../../dist', name)));
  await slim.initialize(module('omescope.wasm'), { check: module('omescope-check.wasm'), zarr: module('omescope-zarr.wasm') });
  for (const { path, name } of files) {
    const file = new File([new Uint8Array(readFileSync(path))], name);
    expect(slim.reportText(await slim.check(file))).toBe(reportText(await check(file)));
  }
});
