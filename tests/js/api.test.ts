/** The built package, as an application uses it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkOffsetsFile, inspect, offsets, offsetsFileName, offsetsFileText, OmescopeError, type Input, type Progress, type Source } from 'omescope';
import { fixtures, readFixture, root } from './support/fixtures.js';
import { makeTiff } from './support/tiff.js';
import { AT_ONCE, turnsUntil, useClock } from './support/turns.js';

async function failure(work: Promise<unknown>): Promise<OmescopeError> {
  const error = await work.then(
    () => new Error('nothing was thrown'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OmescopeError)) throw error;
  return error;
}

function copy(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}

test('offsets of every fixture are those of generate-tiff-offsets', async () => {
  for (const [name, bytes, expected] of fixtures('tiff')) {
    expect(await offsets(new Blob([copy(bytes)])), name).toEqual(expected.offsets);
  }
});

test('broken fixtures reject with the IFD, the byte and the offsets before, or say that they are no TIFF', async () => {
  for (const [name, bytes, expected] of fixtures('broken')) {
    const inChain = ['ifd-cycle', 'ifd-outside-file', 'ifd-truncated', 'ifd-too-many-entries', 'not-tiff'].includes(expected.defect ?? '');
    if (!inChain || expected.visiting?.includes('.')) continue;
    const error = await failure(offsets(bytes));
    expect(error.code, name).toBe(expected.defect);
    if (expected.defect === 'not-tiff') continue;
    expect(error.at.ifd, name).toBe(expected.visiting);
    expect(error.partial, name).toEqual(expected.offsets);
    expect(error.message, name).toContain(`IFD ${expected.visiting}`);
  }
});

describe('every kind of input gives the same', () => {
  const { bytes, offsets: wanted } = makeTiff(50, { big: true, endian: 'big', gap: (index) => index * 1000 });
  const padded = new Uint8Array(bytes.length + 24);
  padded.set(bytes, 16);
  const read = (offset: number, length: number) => bytes.subarray(offset, offset + length);
  const inputs: [string, Input][] = [
    ['Blob', new Blob([bytes])],
    ['File', new File([bytes], 'image.ome.tif')],
    ['ArrayBuffer', bytes.buffer],
    ['Uint8Array', bytes],
    ['DataView of a part', new DataView(padded.buffer, 16, bytes.length)],
    ['Source that answers at once', { size: bytes.length, read }],
    ['Source that answers later', { read: async (offset, length) => read(offset, length) }],
    ['Source of one byte a read', { read: (offset) => read(offset, 1) }],
    ['data: URL', `data:image/tiff;base64,${Buffer.from(bytes).toString('base64')}`],
    ['blob: URL', URL.createObjectURL(new Blob([bytes]))],
  ];
  test.each(inputs)('%s', async (_, input) => {
    expect(await offsets(input)).toEqual(wanted);
    const { ifds, chain } = await inspect(input);
    expect(ifds.map((ifd) => ifd.offset)).toEqual(wanted);
    expect(ifds.map((ifd) => ifd.width)).toEqual(wanted.map((_, index) => index));
    expect(chain).toBe('complete');
  });
});

test('the tree has the SubIFDs and what they say', async () => {
  const { format, byteOrder, ifds, defects } = await inspect(readFixture('tiff', 'ome-pyramid.ome.tif'));
  expect({ format, byteOrder, defects }).toEqual({ format: 'TIFF', byteOrder: 'little', defects: [] });
  expect(ifds.map((ifd) => ifd.subIfds.map((sub) => sub.path))).toEqual([['0.0', '0.1'], ['1.0', '1.1'], ['2.0', '2.1']]);
  expect(ifds[0]).toMatchObject({ compression: { code: 8, name: 'Deflate' }, predictor: { code: 2 }, layout: { kind: 'tiles' } });
  expect(ifds[0]?.subIfds[0]?.newSubfileType).toBe(1);
});

test('what is not a TIFF is named', async () => {
  const error = await failure(offsets(readFixture('broken', 'png.tif')));
  expect(error).toMatchObject({ code: 'not-tiff', retryable: false, at: { byte: 0 } });
  expect(error.message).toContain('PNG');
});

test.each([
  ['a path', '/home/me/image.tif', 'is not a URL'],
  ['null', null, 'Cannot read from null'],
  ['a number', 7, 'Cannot read from number'],
  ['another object', {}, 'an object of type Object'],
])('%s is refused with what to give instead', async (_, input, words) => {
  const error = await failure(offsets(input as Input));
  expect(error.code).toBe('usage');
  expect(error.message).toContain(words);
  expect(error.help).toMatch(/File|Blob/);
});

test('a source that fails is told with its place and cause, and what was found is kept', async () => {
  const { bytes, offsets: wanted } = makeTiff(40, { gap: () => 100_000 });
  const cause = new Error('the cable is out');
  const source: Source = {
    size: bytes.length,
    read(offset, length) {
      if (offset > 2_000_000) throw cause;
      return bytes.subarray(offset, offset + length);
    },
  };
  const error = await failure(offsets(source));
  expect(error).toMatchObject({ code: 'read-failed', cause });
  expect(error.message).toContain('the cable is out');
  expect(error.at.byte).toBeGreaterThan(2_000_000);
  expect(error.partial?.length).toBeGreaterThan(0);
  expect(wanted.slice(0, error.partial?.length)).toEqual(error.partial);
});

test.each([
  ['more than was asked', new Uint8Array(1 << 20)],
  ['something else', 'bytes'],
])('a source that answers with %s is refused', async (_, answer) => {
  const source = { read: () => answer } as unknown as Source;
  expect((await failure(offsets(source))).code).toBe('usage');
});

describe('an abort', () => {
  const { bytes } = makeTiff(3000, { gap: () => 10_000 });

  test('before the start rejects with its reason and reads nothing', async () => {
    const reason = new Error('changed my mind');
    const source: Source = { read: () => expect.fail('it was read') };
    await expect(offsets(source, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  test('while a read hangs rejects at once', async () => {
    const controller = new AbortController();
    let asked = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    const read = (): Promise<Uint8Array> => {
      asked();
      return new Promise(() => undefined);
    };
    const work = offsets({ read }, { signal: controller.signal });
    const rejected = expect(work).rejects.toMatchObject({ name: 'AbortError' });
    await isAsked;
    controller.abort();
    expect(await turnsUntil(work)).toBeLessThan(AT_ONCE);
    await rejected;
  });

  test('reaches a source that answers at once, too', async () => {
    const controller = new AbortController();
    let reads = 0;
    const clock = useClock();
    const slow: Source = {
      size: bytes.length,
      reach: 'memory',
      read(offset, length) {
        reads += 1;
        clock.pass(5);
        // It comes through when the work pauses, and not before.
        if (reads === 20) setImmediate(() => controller.abort());
        return bytes.subarray(offset, offset + Math.min(length, 64));
      },
    };
    await expect(offsets(slow, { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' });
    clock.restore();
    expect(reads).toBeLessThan(300);
  });

  test('leaves the package usable', async () => {
    expect(await offsets(makeTiff(5).bytes)).toHaveLength(5);
  });
});

test('progress counts up to what was done', async () => {
  const seen: Progress[] = [];
  const { bytes } = makeTiff(2000, { gap: () => 5000 });
  await offsets(bytes, { onProgress: (progress) => seen.push(progress) });
  const last = seen.at(-1);
  expect(last).toMatchObject({ ifds: 2000, size: bytes.length });
  expect(last?.bytes).toBeGreaterThan(0);
  expect(last?.requests).toBeGreaterThan(0);
});

test('the limit on IFDs is said and what was found is kept', async () => {
  const error = await failure(offsets(makeTiff(100).bytes, { limits: { ifds: 60 } }));
  expect(error).toMatchObject({ code: 'ifd-limit', at: { ifd: '60' } });
  expect(error.partial).toHaveLength(60);
});

test('a hundred calls at a time do not disturb each other', async () => {
  const files = Array.from({ length: 100 }, (_, index) => makeTiff(index + 1, { gap: (at) => (at * index) % 977 }));
  const found = await Promise.all(files.map(({ bytes }) => offsets(new Blob([bytes]))));
  expect(found).toEqual(files.map(({ offsets: wanted }) => wanted));
});

describe('omescope/slim', () => {
  const wasm = readFileSync(join(root, 'dist', 'omescope.wasm'));

  test('knows rules and viewers, of files and of stores, without any module', async () => {
    const slim = await import('omescope/slim');
    const ids = (await slim.rules()).map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    expect(ids).toEqual(expect.arrayContaining(['index/offsets-missing', 'zarr/metadata-wrong']));
    expect((await slim.viewers()).some(({ default: shown }) => shown)).toBe(true);
    await expect(slim.offsets(makeTiff(3).bytes)).rejects.toMatchObject({ code: 'usage' });
  });

  test('says that it has to be initialized, takes the module in every form, and reads', async () => {
    const slim = await import('omescope/slim');
    const { bytes, offsets: wanted } = makeTiff(3);
    await expect(slim.offsets(bytes)).rejects.toMatchObject({ code: 'usage' });
    await expect(slim.initialize(new Response('<!doctype html>'))).rejects.toMatchObject({ code: 'http-not-data' });
    await expect(slim.initialize(new Response('', { status: 404 }))).rejects.toMatchObject({ code: 'http-status' });
    const module = await WebAssembly.compile(wasm);
    for (const input of [wasm, copy(wasm), module, new Response(wasm), Promise.resolve(module)]) {
      await slim.initialize(input);
      expect(await slim.offsets(bytes)).toEqual(wanted);
      expect((await slim.inspect(bytes)).ifds).toHaveLength(3);
    }
  });

  test('refuses another module than the core, and keeps the one it has', async () => {
    const slim = await import('omescope/slim');
    const { bytes, offsets: wanted } = makeTiff(3);
    await slim.initialize(wasm);
    await expect(slim.initialize(readFileSync(join(root, 'dist', 'omescope-more.wasm')))).rejects.toMatchObject({ code: 'usage' });
    expect(await slim.offsets(bytes)).toEqual(wanted);
  });
});

test.each([
  ['X.ome.tif', 'X.offsets.json'],
  ['X.ome.tiff', 'X.offsets.json'],
  ['X.OME.TIF', 'X.offsets.json'],
  ['X.tif', 'X.offsets.json'],
  ['X.TIFF', 'X.offsets.json'],
  ['X.ome.tf2', 'X.offsets.json'],
  ['X.tf8', 'X.offsets.json'],
  ['X.ome.btf', 'X.offsets.json'],
  ['X.svs', 'X.offsets.json'],
  ['X', 'X.offsets.json'],
  ['scan.2024-01-05', 'scan.2024-01-05.offsets.json'],
  ['a.tif.b.tif', 'a.tif.b.offsets.json'],
  ['folder.tif/X.ome.tif', 'X.offsets.json'],
  ['C:\\data\\X.tif', 'X.offsets.json'],
  ['.tif', 'offsets.json'],
  ['', 'offsets.json'],
])('offsets of %s go into %s', (image, file) => {
  expect(offsetsFileName(image)).toBe(file);
});

test.each([
  ['[8,20]\n', 'equal', undefined],
  ['[8, 20]', 'equal', undefined],
  ['[8,24]', 'stale', 1],
  ['[8]', 'wrong-length', 1],
  ['[8,20,32]', 'wrong-length', 2],
  ['[]', 'wrong-length', 0],
  ['{"0":8}', 'not-offsets', undefined],
  ['null', 'not-offsets', undefined],
  ['[8,"20"]', 'not-offsets', undefined],
  ['[8,20.5]', 'not-offsets', undefined],
  ['[8,-20]', 'not-offsets', undefined],
  ['[8,9007199254740993]', 'not-offsets', undefined],
  ['<!doctype html>', 'not-offsets', undefined],
  ['', 'not-offsets', undefined],
])('an offsets.json with %j is %s', (text, verdict, index) => {
  const result = checkOffsetsFile(text, [8, 20]);
  expect(result.verdict).toBe(verdict);
  expect('index' in result ? result.index : undefined).toBe(index);
  expect(result.what).not.toBe('');
});

test('what is written is read back as equal', () => {
  expect(checkOffsetsFile(offsetsFileText([8, 2712, 4394]), [8, 2712, 4394]).verdict).toBe('equal');
});
