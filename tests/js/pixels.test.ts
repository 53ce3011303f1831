/** Pixels through the built package: real files where the corpus is there, and files made here. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeInto, decodeTile, OmescopeError, openTiff, type Pixels, type Samples, type TileSpec } from 'omescope';
import { corpus, root } from './support/fixtures.js';

const found = corpus();

interface KnownIfd {
  readonly offset: number;
  readonly compression?: number;
  readonly compression_name?: string;
  readonly check?: string;
  readonly confidence?: string;
  readonly decoded?: { readonly sha256?: string; readonly sha256_yxs?: string; readonly dtype?: string };
  readonly subifds?: KnownIfd[];
}

/** Compressions of modules that are loaded when they are needed. */
const DECODED = new Set([2, 3, 4, 33003, 33004, 33005, 34712, 34925, 34927, 50001, 50002, 52546]);

function bytesOf({ data }: Pixels): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

test.runIf(found)('IFDs of the corpus decode through WebAssembly to their known pixels', async () => {
  const count = { exact: 0, lossy: 0, unsupported: 0, other: 0 };
  const wrong: string[] = [];
  for (const entry of (found?.tiffs ?? []) as (NonNullable<typeof found>['tiffs'][number] & { ifds?: KnownIfd[] })[]) {
    // The manifest calls codecs unsupported that have come since.
    const judged = ['ok', 'ok-with-warnings', 'unsupported-codec'].includes(entry.expect);
    const file = new Uint8Array(readFileSync(join(found?.folder ?? '', entry.path)));
    const tiff = await openTiff(file).catch((error: unknown) => error);
    for (const ifd of (entry.ifds ?? []).flatMap((main) => [main, ...(main.subifds ?? [])])) {
      if (ifd.decoded?.sha256 === undefined || ifd.decoded.dtype === 'float16') continue;
      const place = `${entry.path} IFD at ${ifd.offset} (${ifd.compression_name})`;
      if (tiff instanceof Error) {
        if (judged) wrong.push(`${place}: ${tiff.message}`);
        continue;
      }
      const { offset } = ifd;
      const pixels = await (tiff as Awaited<ReturnType<typeof openTiff>>)
        .ifd({ offset })
        .then((level) => (level.width * level.height * level.samples > 2e8 ? undefined : level.plane()))
        .catch((error: unknown) => error);
      if (pixels === undefined) continue;
      if (pixels instanceof OmescopeError && pixels.code === 'unsupported') {
        count.unsupported += 1;
        if (entry.expect === 'unsupported-codec' && DECODED.has(ifd.compression ?? 0)) wrong.push(`${place}: ${pixels.message}`);
      }
      else if (pixels instanceof Error) {
        if (!(pixels instanceof OmescopeError) || pixels.code === 'internal') wrong.push(`${place}: ${pixels}`);
        else if (judged) wrong.push(`${place}: ${pixels.message}`);
        else count.other += 1;
      } else {
        const hash = createHash('sha256').update(bytesOf(pixels as Pixels)).digest('hex');
        if ([ifd.decoded.sha256, ifd.decoded.sha256_yxs].includes(hash)) count.exact += 1;
        else if (ifd.check !== 'exact') count.lossy += 1;
        else if (judged) wrong.push(`${place}: other pixels`);
        else count.other += 1;
      }
    }
  }
  console.log(`corpus: ${JSON.stringify(count)}`);
  expect(wrong).toEqual([]);
  expect(count.exact).toBeGreaterThan(900);
});

/** The bundled sample: three channels, two lower resolutions. */
const sample = readFileSync(join(root, 'www', 'samples', 'cells.ome.tif'));

describe('the sample image', () => {
  test('has the images, channels and levels of its OME-XML', async () => {
    const { images } = await openTiff(sample);
    expect(images).toHaveLength(1);
    const [image] = images;
    expect([image?.sizeC, image?.sizeZ, image?.sizeT]).toEqual([3, 1, 1]);
    expect(image?.channels).toHaveLength(3);
    expect(await image?.levelCount()).toBe(3);
    const level = await image?.level(1);
    expect([level?.width, level?.height, level?.type, level?.tileWidth]).toEqual([512, 384, 'uint16', 256]);
  });

  test('tiles, windows and planes are cut from the same pixels', async () => {
    const image = (await openTiff(sample)).images[0];
    const level = await image?.level(0);
    if (level === undefined) throw new Error('no level');
    const plane = await level.plane({ c: 1 });
    const at = (pixels: Pixels, x: number, y: number) => pixels.data[y * pixels.width + x];
    const tile = await level.tile(3, 2, { c: 1 });
    expect([tile.width, tile.height]).toEqual([256, 256]);
    const window = await level.window({ x: 200, y: 500, width: 300, height: 50 }, { c: 1 });
    for (let n = 0; n < 2000; n += 1) {
      const [x, y] = [(n * 7919) % 256, (n * 104_729) % 256];
      expect(at(tile, x, y)).toBe(at(plane, 3 * 256 + x, 2 * 256 + y));
      expect(at(window, n % 300, n % 50)).toBe(at(plane, 200 + (n % 300), 500 + (n % 50)));
    }
    expect(new Set(plane.data as Uint16Array).size).toBeGreaterThan(20);
  });

  test('what is not there is said', async () => {
    const tiff = await openTiff(sample);
    const level = await tiff.images[0]?.level(0);
    for (const [work, words] of [
      [level?.tile(4, 0), /no tile 4,0; the level has 4 x 3/],
      [level?.plane({ c: 3 }), /no plane c=3/],
      [level?.plane({ sample: 1 }), /no sample 1/],
      [level?.window({ x: 1000, y: 0, width: 100, height: 1 }), /not inside the image/],
      [tiff.images[0]?.level(3), /no level 3; the plane has 3/],
      [tiff.ifd(3), /no IFD 3; the file has 3/],
    ] as const) {
      await expect(work).rejects.toMatchObject({ code: 'usage', message: expect.stringMatching(words) });
    }
  });

  test('an abort ends a read', async () => {
    const level = await (await openTiff(sample)).images[0]?.level(0);
    await expect(level?.plane({ signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });
});

describe('tiles whose bytes the caller has', () => {
  const values = Uint16Array.from({ length: 64 * 32 }, (_, index) => (index * 977) & 0xffff);
  const spec: TileSpec = { compression: 8, width: 64, height: 32, samples: 1, bits: 16, format: 'uint' };
  const packed = deflateSync(new Uint8Array(values.buffer));

  test('come out as they went in', async () => {
    expect(await decodeTile(packed, spec)).toEqual(values);
    const swapped = new Uint8Array(values.slice().buffer);
    for (let at = 0; at < swapped.length; at += 2) swapped.subarray(at, at + 2).reverse();
    expect(await decodeTile(deflateSync(swapped), { ...spec, bigEndian: true })).toEqual(values);
    expect(await decodeTile(swapped, { ...spec, compression: 1, bigEndian: true })).toEqual(values);
  });

  test('are put into an array of the caller', async () => {
    const target = new Uint16Array(values.length);
    expect(await decodeInto(packed, spec, target)).toBe(target);
    expect(target).toEqual(values);
    await expect(decodeInto(packed, spec, new Uint8Array(values.length))).rejects.toMatchObject({ code: 'usage' });
    await expect(decodeInto(packed, spec, new Uint16Array(5))).rejects.toMatchObject({ code: 'usage' });
  });

  test('that are damaged say how far they got', async () => {
    const error = await decodeTile(packed.subarray(0, packed.length / 2), spec).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'tile-broken' });
    expect(String(error)).toMatch(/at byte \d+ of the stream, after \d+ bytes of output/);
  });

  test('of other sorts are refused by name', async () => {
    for (const [change, words] of [
      [{ compression: 34933 }, 'PNG'],
      [{ compression: 6 }, 'old-style JPEG'],
      [{ compression: 777 }, 'compression 777'],
      [{ bits: 12, predictor: 2 }, 'predictor 2'],
      [{ bits: 48 }, '48 bits'],
    ] as const) {
      await expect(decodeTile(packed, { ...spec, ...change })).rejects.toMatchObject({ code: 'unsupported', message: expect.stringContaining(words) });
    }
    await expect(decodeTile(packed, { ...spec, width: 1e6, height: 1e6 })).rejects.toMatchObject({ code: 'tile-size' });
    for (const [change, words] of [
      [{ wrong: 1 }, 'wrong'],
      [{ width: 1.5 }, 'width 1.5'],
      [{ samples: 65_536 }, 'samples 65536'],
      [{ bits: undefined }, 'bits undefined'],
      [{ format: 'complex' }, 'uint, int, float'],
      [{ bigEndian: 1 }, 'bigEndian 1'],
    ] as [object, string][]) {
      await expect(decodeTile(packed, { ...spec, ...change } as TileSpec)).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining(words) });
    }
  });

  test('a hundred at a time do not disturb each other', async () => {
    const tiles = Array.from({ length: 100 }, (_, n) => values.map((value) => value ^ n));
    const decoded: Samples[] = await Promise.all(tiles.map((tile) => decodeTile(deflateSync(new Uint8Array(tile.buffer)), spec)));
    expect(decoded).toEqual(tiles);
  });
});
