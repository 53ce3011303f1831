/** Tiles that look like microscopy, packed as TIFF writers do. Always the same. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import type { TileSpec } from 'omescope';
import { makeImages, type Image, type ImageName } from './images.js';
import type { Native } from './native.js';
import { differences, floatDifferences, packBits, packLzw } from './pack.js';

export interface Tile {
  /** `LZW, noisy uint16, 512`. */
  readonly name: string;
  readonly spec: TileSpec;
  readonly packed: Uint8Array;
  /** Samples as bytes. */
  readonly samples: Uint8Array;
  /** Bytes of the samples. */
  readonly length: number;
  /** What the native decoders are asked. */
  readonly native: Readonly<Record<string, unknown>>;
}

/** What of an image is made to a tile: name, image, TIFF compression, predictor. */
type Plain = readonly [name: string, image: ImageName, compression: number, predictor: number];

const WHOLE: readonly ImageName[] = ['noisy uint16', 'H&E-like RGB', 'label mask uint16', 'sparse uint16'];
const CODECS: Record<number, string> = { 1: 'none', 5: 'lzw', 8: 'deflate', 32773: 'packbits', 50000: 'zstd' };

const PLAIN: readonly Plain[] = [
  ...['LZW', 'Deflate'].flatMap((name) => {
    const code = name === 'LZW' ? 5 : 8;
    const whole = WHOLE.flatMap((image): Plain[] => [[name, image, code, 1], [`${name} predictor 2`, image, code, 2]]);
    return [...whole, [name, 'float32', code, 1] as const, [`${name} predictor 3`, 'float32', code, 3] as const];
  }),
  ['PackBits', 'label mask uint16', 32773, 1],
  ['PackBits', 'H&E-like RGB', 32773, 1],
  ['none', 'noisy uint16', 1, 1],
  ['none predictor 2', 'noisy uint16', 1, 2],
  ['none', 'H&E-like RGB', 1, 1],
  ['none predictor 2', 'H&E-like RGB', 1, 2],
  ['none', 'gray uint8', 1, 1],
  ['none predictor 2', 'gray uint8', 1, 2],
  ['none', 'float32', 1, 1],
  ['none predictor 3', 'float32', 1, 3],
];

/** Tiles that need an encoder of imagecodecs. */
const NATIVE: readonly (readonly [name: string, image: ImageName, spec: Partial<TileSpec>, command: Record<string, unknown>])[] = [
  ['JPEG 4:2:0 quality 75', 'H&E-like RGB', { compression: 7, color: 'rgb' }, { codec: 'jpeg', level: 75, subsampling: '420' }],
  ['JPEG 4:4:4 quality 90', 'H&E-like RGB', { compression: 7, color: 'rgb' }, { codec: 'jpeg', level: 90, subsampling: '444' }],
  ['JPEG gray quality 85', 'gray uint8', { compression: 7 }, { codec: 'jpeg', level: 85 }],
  ['LERC lossless', 'noisy uint16', { compression: 34887 }, { codec: 'lerc', level: 0, version: 4 }],
  ['LERC lossy', 'float32', { compression: 34887 }, { codec: 'lerc', level: 0.5, version: 4 }],
  ['LERC stored raw', 'float32', { compression: 34887 }, { codec: 'lerc', level: 0, version: 4 }],
  ['LERC Huffman', 'gray uint8', { compression: 34887 }, { codec: 'lerc', level: 0, version: 4 }],
  ['LERC v6 lossless', 'float32', { compression: 34887 }, { codec: 'lerc', level: 0, version: 6 }],
  ['LERC lossless', 'H&E-like RGB', { compression: 34887 }, { codec: 'lerc', level: 0, version: 4 }],
  ['LERC+Deflate', 'noisy uint16', { compression: 34887, lercCompression: 1 }, { codec: 'lerc', level: 0, version: 4, inner: 'deflate' }],
  ['LERC+Zstd', 'noisy uint16', { compression: 34887, lercCompression: 2 }, { codec: 'lerc', level: 0, version: 4, inner: 'zstd' }],
  ['LERC+Zstd lossy', 'float32', { compression: 34887, lercCompression: 2 }, { codec: 'lerc', level: 0.5, version: 4, inner: 'zstd' }],
  ...WHOLE.map((image) => ['Zstd', image, { compression: 50000 }, { codec: 'zstd', level: 9 }] as const),
  ['Zstd', 'float32', { compression: 50000 }, { codec: 'zstd', level: 9 }],
];

function specOf({ size, samples, data }: Image): TileSpec {
  const format = data instanceof Float32Array ? 'float' : 'uint';
  return { compression: 1, width: size, height: size, samples, bits: data.BYTES_PER_ELEMENT * 8, format };
}

function packed(image: Image, compression: number, predictor: number): Uint8Array {
  const { data, size, samples } = image;
  const stored =
    predictor === 1 ? bytesOf(data) : data instanceof Float32Array ? floatDifferences(data, size) : differences(data, size * samples, samples);
  switch (compression) {
    case 5:
      return packLzw(stored);
    case 8:
      return deflateSync(stored);
    case 32773:
      return packBits(stored);
    default:
      return stored;
  }
}

function bytesOf(data: Image['data']): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** All tiles of a size. Their bytes are left in `folder`, where the native decoders find them. */
export async function makeTiles(size: number, folder: string, native: Native | undefined): Promise<Tile[]> {
  const images = makeImages(size);
  const tiles: Tile[] = [];
  const command = (name: string, image: Image, more: object): Record<string, unknown> => {
    const file = `${name} ${image.name} ${size}`.replaceAll(/[^\w.]+/g, '-');
    const dtype = image.data instanceof Float32Array ? 'float32' : `uint${image.data.BYTES_PER_ELEMENT * 8}`;
    writeFileSync(join(folder, `${file}.samples`), bytesOf(image.data));
    return { width: size, height: size, samples_per_pixel: image.samples, dtype, samples: `${file}.samples`, packed: `${file}.packed`, ...more };
  };
  for (const [name, imageName, compression, predictor] of PLAIN) {
    const image = images[imageName];
    const asked = command(name, image, { codec: CODECS[compression], predictor });
    const bytes = packed(image, compression, predictor);
    writeFileSync(join(folder, String(asked['packed'])), bytes);
    tiles.push({ name: `${name}, ${image.name}, ${size}`, spec: { ...specOf(image), compression, predictor }, packed: bytes, samples: bytesOf(image.data), length: image.data.byteLength, native: asked });
  }
  for (const [name, imageName, spec, more] of native === undefined ? [] : NATIVE) {
    const image = images[imageName];
    const asked = command(name, image, { inner: null, predictor: 1, ...more });
    // What is lost is known by decoding natively.
    if (more['codec'] !== 'zstd') asked['decoded'] = String(asked['packed']).replace('.packed', '.decoded');
    const { error } = await native!.ask({ ...asked, do: 'pack' });
    if (error !== undefined) throw new Error(`${name}: ${error}`);
    const load = (key: string): Uint8Array => new Uint8Array(readFileSync(join(folder, String(asked[key]))));
    const samples = load('decoded' in asked ? 'decoded' : 'samples');
    tiles.push({ name: `${name}, ${image.name}, ${size}`, spec: { ...specOf(image), ...spec }, packed: load('packed'), samples, length: samples.length, native: asked });
  }
  return tiles;
}
