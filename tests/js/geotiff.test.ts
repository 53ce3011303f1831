/** The decoders and the source of `omescope/geotiff` in geotiff.js as npm has it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as geotiff3 from 'geotiff';
import * as geotiff2 from 'geotiff2';
import * as geotiffBeta from 'geotiffbeta';
import { asGeotiffPool, createPool, openSource, OmescopeError, registerDecoders, type AddDecoder } from 'omescope/geotiff';
import { openTiff, type Samples } from 'omescope/tiff';
import { faults, startFaultServer } from './support/fault-server.js';
import { corpus, root } from './support/fixtures.js';
import { isWhole } from './support/sample.js';

/** What is used of geotiff.js: its declarations differ from release to release. */
interface Geotiff {
  addDecoder: AddDecoder;
  GeoTIFFImage: { prototype: object };
  GeoTIFF: { fromSource(source: unknown): Promise<Opened> };
  fromArrayBuffer(bytes: ArrayBuffer): Promise<Opened>;
}
interface Opened {
  getImage(index: number): Promise<{ readRasters(options: object): Promise<Samples>; readRGB(options: object): Promise<Samples> }>;
}

const RELEASES = Object.entries({ '2.1.3': geotiff2, '3.0.5': geotiff3, '3.1.0-beta.0': geotiffBeta }).map(([name, module]) => [name, module as unknown as Geotiff] as const);
for (const [, { addDecoder, GeoTIFFImage }] of RELEASES) registerDecoders(addDecoder, { GeoTIFFImage });

function own(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

/** Whether all values are the same, of which NaN is one. */
function same(one: ArrayLike<number | bigint>, other: ArrayLike<number | bigint>, tolerance = 0): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) {
    const [a, b] = [Number(one[at]), Number(other[at])];
    if (!(a === b || Object.is(a, b) || Math.abs(a - b) <= tolerance)) return false;
  }
  return true;
}

/** Samples of no more than 53 bits: geotiff.js has no array for larger ones. */
const hasArray = (type: string): boolean => type !== 'uint64' && type !== 'int64';

describe.each(RELEASES)('geotiff.js %s', (_, { GeoTIFF, fromArrayBuffer }) => {
  const folder = join(root, 'tests', 'fixtures', 'tiles');

  test.each(readdirSync(folder).filter((name) => name.endsWith('.tif')))('%s is read as openTiff reads it', async (name) => {
    const bytes = new Uint8Array(readFileSync(join(folder, name)));
    const [file, known] = [await fromArrayBuffer(own(bytes)), await openTiff(bytes)];
    for (const index of known.images.keys()) {
      const wanted = await (await known.ifd(index)).plane();
      const read = (await file.getImage(index)).readRasters({ interleave: true });
      if (hasArray(wanted.type)) expect(same(await read, wanted.data), `page ${index}: ${wanted.type}`).toBe(true);
      else await expect(read).rejects.toThrow('Unsupported data format/bitsPerSample');
    }
  });

  test('big-endian files are right through openSource too, which says their byte order itself', async () => {
    for (const name of ['deflate-be.tif', 'lerc-be.tif', 'lzw-be.tif', 'none-be.tif']) {
      const bytes = new Uint8Array(readFileSync(join(folder, name)));
      const [file, known] = [await GeoTIFF.fromSource(openSource(bytes)), await openTiff(bytes)];
      for (const index of known.images.keys()) {
        const wanted = await (await known.ifd(index)).plane();
        if (hasArray(wanted.type)) expect(same(await (await file.getImage(index)).readRasters({ interleave: true }), wanted.data), `${name}, page ${index}`).toBe(true);
      }
    }
  });

  test('a damaged tile rejects with an error that says which, and the next one is read', async () => {
    const name = 'deflate-le.tif';
    const bytes = new Uint8Array(readFileSync(join(folder, name)));
    const known = await openTiff(bytes);
    const { facts, width, height } = await known.ifd(0);
    const at = (facts as unknown as { readonly tileOffsets?: number[] }).tileOffsets?.[0] ?? offsetOfFirst(bytes);
    const damaged = bytes.slice();
    damaged.fill(0xff, at, at + 8);
    const file = await GeoTIFF.fromSource(openSource(damaged));
    const error: unknown = await (await file.getImage(0)).readRasters({ interleave: true, window: [0, 0, 1, 1] }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OmescopeError);
    expect(error).toMatchObject({ code: 'tile-broken', at: { byte: at } });
    expect((error as Error).message).toMatch(new RegExp(`^(Tile 0,0|Strip 0) of the image of ${width} x ${height} pixels \\(byte ${at}\\): `));
    const wanted = await (await known.ifd(1)).plane();
    expect(same(await (await file.getImage(1)).readRasters({ interleave: true }), wanted.data)).toBe(true);
  });

  const found = corpus();
  test.runIf(found)('what openTiff decodes of the corpus is read to the same values', async () => {
    const wrong: string[] = [];
    let equal = 0;
    for (const { path, expect: how, offsets } of some(found?.tiffs ?? [])) {
      // What is broken on purpose has no value that is right.
      if (how === 'any-no-crash' || how === 'invalid' || path.startsWith('malformed/')) continue;
      const bytes = new Uint8Array(readFileSync(join(found?.folder ?? '', path)));
      if (bytes.length > 4_000_000) continue;
      const known = await openTiff(bytes).catch(() => undefined);
      const file = await fromArrayBuffer(own(bytes)).catch(() => undefined);
      for (const [index, offset] of (offsets ?? []).slice(0, 4).entries()) {
        const level = await known?.ifd({ offset }).catch(() => undefined);
        const wanted = await level?.plane().catch(() => undefined);
        if (level === undefined || wanted === undefined || !hasArray(wanted.type)) continue;
        const image = await file?.getImage(index);
        const read = await image?.readRasters({ interleave: true }).catch((error: unknown) => error as Error);
        // What is stored as YCbCr comes so; the conversion of geotiff.js rounds otherwise and knows 8 bits alone.
        const isYcc = level.facts.photometric?.code === 6;
        const right = read !== undefined && !(read instanceof Error) && (same(read, wanted.data) || (isYcc && (wanted.type !== 'uint8' || same(await (image as NonNullable<typeof image>).readRGB({ interleave: true }), wanted.data, 2))));
        if (right) equal += 1;
        else wrong.push(`${path}, IFD ${index}: ${read instanceof Error ? read.message : 'other values'}`);
      }
    }
    console.log(`corpus: ${equal} IFDs are read as openTiff reads them`);
    expect(wrong).toEqual([]);
  });
});

test('openSource reads over HTTP what is near together, and a tile that ends at a block of 64 KiB', async () => {
  const bytes = largeTiff();
  const server = await startFaultServer({ file: bytes, rules: [{ fault: faults.status(503), times: 1 }] });
  try {
    const wanted = await (await (await openTiff(bytes)).ifd(0)).plane();
    for (const [release, { GeoTIFF }] of RELEASES) {
      const before = server.log.length;
      const image = await (await GeoTIFF.fromSource(openSource(server.url))).getImage(0);
      expect(same(await image.readRasters({ interleave: true }), wanted.data), release).toBe(true);
      expect(server.log.length - before, release).toBeLessThan(8);
    }
  } finally {
    await server.close();
  }
});

test('openSource: an abort cancels the request, and an answer that is no file is an error that says so', async () => {
  const server = await startFaultServer({ file: largeTiff(), rules: [{ fault: faults.status(404) }] });
  try {
    await expect(openSource(server.url).fetch([{ offset: 0, length: 10 }])).rejects.toMatchObject({ code: 'http-status' });
    const aborted = AbortSignal.abort(new Error('gone'));
    await expect(openSource(server.url).fetch([{ offset: 0, length: 10 }], aborted)).rejects.toThrow('gone');
  } finally {
    await server.close();
  }
});

test('a pool is what geotiff.js 2 takes as `pool`; without workers it decodes in place', async () => {
  const bytes = new Uint8Array(readFileSync(join(root, 'tests', 'fixtures', 'tiles', 'lzw-le.tif')));
  const pool = createPool();
  const image = await (await (geotiff2 as unknown as Geotiff).fromArrayBuffer(own(bytes))).getImage(0);
  const wanted = await (await (await openTiff(bytes)).ifd(0)).plane();
  expect(same(await image.readRasters({ interleave: true, pool: asGeotiffPool(pool) }), wanted.data)).toBe(true);
  expect(pool.running).toBe(0);
});

test('what no decoder is for is refused when it is registered', () => {
  const { addDecoder } = geotiff3 as unknown as Geotiff;
  expect(() => registerDecoders(addDecoder, { compressions: [5, 6] })).toThrow(/^Compression 6 is not decoded/);
  expect(() => registerDecoders({} as AddDecoder)).toThrow(/function addDecoder/);
});

/** Every twelfth; all of them by `npm test -- all`. */
function some<T>(all: readonly T[]): T[] {
  return all.filter((_, index) => isWhole || index % 12 === 5);
}

/** 16 tiles of 256 x 256 samples of 16 bits, not compressed: each begins and ends at a multiple of 64 KiB. */
function largeTiff(): Uint8Array<ArrayBuffer> {
  const tile = 131072;
  const at = 65536;
  const bytes = new Uint8Array(at + 16 * tile);
  const view = new DataView(bytes.buffer);
  const entries = [[256, 1024], [257, 1024], [258, 16], [259, 1], [262, 1], [277, 1], [322, 256], [323, 256], [339, 1]];
  view.setUint16(0, 0x4949);
  view.setUint16(2, 42, true);
  view.setUint32(4, 8, true);
  view.setUint16(8, entries.length + 2, true);
  const entry = (index: number, tag: number, count: number, value: number): void => {
    const place = 10 + 12 * index;
    view.setUint16(place, tag, true);
    view.setUint16(place + 2, 4, true);
    view.setUint32(place + 4, count, true);
    view.setUint32(place + 8, value, true);
  };
  const tables = 1024;
  for (let index = 0; index < 16; index += 1) {
    view.setUint32(tables + 4 * index, at + tile * index, true);
    view.setUint32(tables + 64 + 4 * index, tile, true);
  }
  const sorted = [...entries.map(([tag, value]) => [tag, 1, value] as [number, number, number]), [324, 16, tables] as const, [325, 16, tables + 64] as const].sort(([one], [other]) => one - other);
  sorted.forEach(([tag, count, value], index) => entry(index, tag, count, value));
  for (let sample = 0; sample < 16 * 65536; sample += 1) view.setUint16(at + 2 * sample, (sample * 7919) % 65536, true);
  return bytes;
}

function offsetOfFirst(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer);
  const ifd = view.getUint32(4, true);
  for (let entry = 0; entry < view.getUint16(ifd, true); entry += 1) {
    const at = ifd + 2 + entry * 12;
    if (![273, 324].includes(view.getUint16(at, true))) continue;
    return view.getUint32(at + 4, true) === 1 ? view.getUint32(at + 8, true) : view.getUint32(view.getUint32(at + 8, true), true);
  }
  throw new Error('the file has no tiles');
}
