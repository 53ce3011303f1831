/** `omescope/geotiff`: decoders and a source for geotiff.js, releases 2 and 3. */
import { decodeFor, parametersOf, toldBy, toldIn, type DecoderParameters } from './geotiff/decoder.js';
import { observe, type ImageClass } from './geotiff/images.js';
import { geotiffSource, type GeotiffSource } from './geotiff/source.js';
import { OmescopeError } from './errors.js';
import type { Input, SourceOptions } from './input.js';
import type { BlockPool, Pool } from './pool/pool.js';
import { tiles } from './shipped-tiles.js';

export { OmescopeError } from './errors.js';
export { createPool } from './pool.js';
export type { DecoderParameters } from './geotiff/decoder.js';
export type { ImageClass } from './geotiff/images.js';
export type { GeotiffSource, Slice } from './geotiff/source.js';
export type { Input, SourceOptions } from './input.js';
export type { Pool, PoolOptions, PoolWorker } from './pool/pool.js';

/** A decoder as geotiff.js makes one for each read. */
export interface GeotiffDecoder {
  /** The bytes of a tile or strip: behind the directory in releases 2, alone in releases 3. */
  decode(first: object, second?: ArrayBuffer): Promise<ArrayBuffer>;
}

/** The function of geotiff.js that takes decoders; releases 2 look at the first two arguments alone. */
export type AddDecoder = (
  // geotiff.js types what it hands over as classes of its own, which differ between releases.
  cases: any,
  importDecoder: () => Promise<any>,
  parameters?: any,
  preferWorker?: boolean,
) => void;

export interface RegisterOptions {
  /**
   * The class of that name that geotiff.js exports. With it, decoders know of every tile where it is and the byte order of its file;
   * without it, only where the file is read with `openSource`, and big-endian files with a predictor or LERC need that.
   */
  readonly GeoTIFFImage?: ImageClass | undefined;
  /** Where to decode. In the thread that reads, when not given. */
  readonly pool?: Pool | undefined;
  /** Compressions (tag 259) that are taken over; all that are decoded here when not given. */
  readonly compressions?: readonly number[] | undefined;
}

/**
 * Compressions that are decoded: none, CCITT, LZW, JPEG, Deflate, PackBits, JPEG 2000, LERC, LZMA, WebP, Zstandard and JPEG XL.
 */
export const compressions: readonly number[] = [1, 2, 3, 4, 5, 7, 8, 32773, 32946, 33003, 33004, 33005, 34712, 34887, 34925, 34927, 50000, 50001, 50002, 52546];

/**
 * Has geotiff.js decode with omescope: `registerDecoders(addDecoder, { GeoTIFFImage })`, both from `geotiff`. What geotiff.js
 * registered itself before is replaced, also for images that are open already.
 *
 * A damaged tile rejects the read with an `OmescopeError` that says which and where; it is never blank.
 *
 * @throws OmescopeError `usage` where `addDecoder` is no function, or a compression is none that is decoded here.
 */
export function registerDecoders(addDecoder: AddDecoder, { GeoTIFFImage, pool, compressions: wanted = compressions }: RegisterOptions = {}): void {
  if (typeof addDecoder !== 'function') throw new OmescopeError('usage', 'registerDecoders has to be given the function addDecoder of geotiff.js.');
  const unknown = wanted.find((compression) => !compressions.includes(compression));
  if (unknown !== undefined) throw new OmescopeError('usage', `Compression ${unknown} is not decoded; these are: ${compressions.join(', ')}.`);
  if (GeoTIFFImage !== undefined) observe(GeoTIFFImage);
  const Decoder = decoderClass(pool as BlockPool | undefined);
  // Files without the tag are not compressed (TIFF 6.0 section 8).
  const cases = wanted.flatMap((compression) => (compression === 1 ? [1, undefined] : [compression]));
  addDecoder(cases, () => Promise.resolve(Decoder), parametersOf, true);
}

/**
 * The pool as geotiff.js and Viv take it as `pool`, where `addDecoder` is out of reach as in applications that have bundled their geotiff.js
 * 2: `loadOmeTiff(url, { pool: asGeotiffPool(createPool()) })`. Releases 3 need `registerDecoders` before.
 */
export function asGeotiffPool(pool: Pool): {
  decode(directory: object, buffer: ArrayBuffer): Promise<ArrayBuffer>;
  bindParameters(compression: number, parameters: unknown): { decode(buffer: ArrayBuffer): Promise<ArrayBuffer> };
  destroy(): void;
} {
  const inner = pool as BlockPool;
  return {
    decode: (directory, buffer) => decodeFor(tiles, inner, toldBy(directory, buffer), buffer),
    bindParameters: (_, parameters) => ({ decode: (buffer) => decodeFor(tiles, inner, toldIn(parameters), buffer) }),
    destroy: () => pool.close(),
  };
}

/**
 * A source for `GeoTIFF.fromSource` that reads any input of this package: what is near is read together, passing faults are tried again, an abort
 * cancels its request, answers that are not the file are errors that say so, and what was read is kept up to 64 MiB.
 *
 * @throws OmescopeError `usage` where the input is of no such kind.
 */
export function openSource(input: Input, options?: SourceOptions): GeotiffSource {
  return geotiffSource(input, options);
}

/**
 * A worker for geotiff.js' own `Pool`: `new Pool(4, createWorker)`. `createPool` is the better one: it knows priorities, replaces workers that die,
 * and tells errors, which the pool of releases 2 never does.
 */
export function createWorker(): Worker {
  return new Worker(new URL('./geotiff-worker.js', import.meta.url), { type: 'module' });
}

function decoderClass(pool: BlockPool | undefined): new (parameters: unknown) => GeotiffDecoder {
  return class {
    readonly parameters: unknown;

    constructor(parameters: unknown) {
      this.parameters = parameters;
    }

    decode(first: object, second?: ArrayBuffer): Promise<ArrayBuffer> {
      return second === undefined ? decodeFor(tiles, pool, toldIn(this.parameters), first as ArrayBuffer) : decodeFor(tiles, pool, toldBy(first, second), second);
    }
  };
}
