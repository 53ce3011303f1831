/** Decoders that applications can use today, in Node.js or in a page, and ours. */
import { decompress } from '@developmentseed/lzw-tiff-decoder';
import { getDecoder } from 'geotiff';
import { getDecoder as getDecoder2 } from 'geotiff2';
import * as Lerc from 'lerc';
import { decodeInto, decodeTile, type Samples, type TileSpec } from 'omescope';
import { ZSTDDecoder } from 'zstddec';

/** What a decoder needs of a tile. */
export interface Packed {
  readonly spec: TileSpec;
  readonly packed: Uint8Array;
  readonly length: number;
}

/** Gives the samples as bytes, or throws why it does not decode such tiles. */
export type Decode = (tile: Packed) => Promise<Uint8Array>;

/** For tiles that a decoder is not made for. */
export class NotMeant extends Error {}

function bytesOf(samples: { buffer: ArrayBufferLike; byteOffset: number; byteLength: number }): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

function meant(is: boolean): void {
  if (!is) throw new NotMeant();
}

/** Ours, into an array that is used again. */
function ours(): Decode {
  const targets = new Map<Packed, Samples>();
  return async (tile) => {
    const target = targets.get(tile) ?? (await decodeTile(tile.packed, tile.spec));
    targets.set(tile, target);
    return bytesOf(await decodeInto(tile.packed, tile.spec, target));
  };
}

async function geotiff3({ packed, spec }: Packed): Promise<Uint8Array> {
  const decoder = await getDecoder(spec.compression, {
    tileWidth: spec.width,
    tileHeight: spec.height,
    predictor: spec.predictor ?? 1,
    bitsPerSample: Array.from({ length: spec.samples }, () => spec.bits),
    planarConfiguration: 1,
    samplesPerPixel: spec.samples,
    LercParameters: [4, spec.lercCompression ?? 0],
  } as never);
  return new Uint8Array(await decoder.decode(packed.slice().buffer));
}

async function geotiff2({ packed, spec }: Packed): Promise<Uint8Array> {
  const directory = {
    Compression: spec.compression,
    TileWidth: spec.width,
    TileLength: spec.height,
    Predictor: spec.predictor ?? 1,
    BitsPerSample: Array.from({ length: spec.samples }, () => spec.bits),
    PlanarConfiguration: 1,
    SamplesPerPixel: spec.samples,
    LercParameters: [4, spec.lercCompression ?? 0],
  };
  const decoder = await getDecoder2(directory);
  return new Uint8Array(await decoder.decode(directory, packed.slice().buffer));
}

async function throughBitmap({ packed, spec }: Packed): Promise<Uint8Array> {
  meant(spec.compression === 7 && typeof OffscreenCanvas !== 'undefined');
  const bitmap = await createImageBitmap(new Blob([packed.slice()], { type: 'image/jpeg' }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true });
  context?.drawImage(bitmap, 0, 0);
  return new Uint8Array(context?.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer ?? new ArrayBuffer(0));
}

async function decompressionStream({ packed, spec }: Packed): Promise<Uint8Array> {
  meant(spec.compression === 8 && (spec.predictor ?? 1) === 1);
  const stream = new Blob([packed.slice()]).stream().pipeThrough(new DecompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Esri's own, as WebAssembly. `wasm` is where its module lies. */
function lerc(wasm: string): Decode {
  let loaded: Promise<void> | undefined;
  return async ({ packed, spec }) => {
    meant(spec.compression === 34887 && (spec.lercCompression ?? 0) === 0);
    await (loaded ??= Lerc.load({ locateFile: () => wasm }));
    const { pixels, depthCount } = Lerc.decode(packed.slice().buffer, { returnPixelInterleavedDims: true } as object);
    meant(pixels.length === 1 && depthCount === spec.samples);
    return bytesOf(pixels[0] as Uint8Array);
  };
}

function zstddec(): Decode {
  const decoder = new ZSTDDecoder();
  let ready: Promise<unknown> | undefined;
  return async ({ packed, spec, length }) => {
    meant(spec.compression === 50000);
    await (ready ??= decoder.init());
    return decoder.decode(packed, length);
  };
}

async function developmentSeed({ packed, spec, length }: Packed): Promise<Uint8Array> {
  meant(spec.compression === 5 && (spec.predictor ?? 1) === 1);
  return await decompress(packed, length);
}

/** All decoders by name. */
export function decoders(lercWasm: string): Record<string, Decode> {
  return {
    omescope: ours(),
    'geotiff.js 3.0.5': geotiff3,
    'geotiff.js 2.1.3': geotiff2,
    DecompressionStream: decompressionStream,
    'createImageBitmap + getImageData': throughBitmap,
    'lerc 4.2.0': lerc(lercWasm),
    'zstddec 0.3.4': zstddec(),
    '@developmentseed/lzw 0.2.2': developmentSeed,
  };
}
