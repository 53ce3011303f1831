import type { TileEngines } from '../engine.js';
import { OmescopeError } from '../errors.js';
import { decodeTileWith } from '../tiff/decode.js';
import type { TileSpec } from '../tiff/storage.js';

/** What zarrita.js tells a codec of the chunks it is for. */
export interface ChunkMetadata {
  readonly dataType: string;
  readonly shape: readonly number[];
}

/** A codec as zarrita.js takes one. */
export interface ZarrCodec {
  readonly kind: 'bytes_to_bytes';
  encode(bytes: Uint8Array): Promise<Uint8Array>;
  decode(bytes: Uint8Array): Promise<Uint8Array>;
}

interface CodecClass {
  fromConfig(configuration: unknown, metadata: ChunkMetadata): ZarrCodec;
}

/** The registry of zarrita.js: a `Map` that gives a codec for a name. */
export interface CodecRegistry {
  has(name: string): boolean;
  set(name: string, load: () => Promise<any>): unknown;
}

/** Codecs of numcodecs and imagecodecs that zarrita.js lacks, with the TIFF compression that decodes the same streams: pictures, or bytes of any meaning. */
const PICTURES = { imagecodecs_jpeg: 7, imagecodecs_jpeg2k: 34712, imagecodecs_jpegxl: 50002, imagecodecs_lerc: 34887, imagecodecs_webp: 50001 } as const;
const BYTES = { imagecodecs_lzw: 5, imagecodecs_packbits: 32773, imagecodecs_deflate: 8, imagecodecs_zlib: 8, imagecodecs_zstd: 50000, imagecodecs_lzma: 34925, lzma: 34925 } as const;

/** Names of all of them, as `compressor` and `filters` of Zarr 2 have them; in Zarr 3 those of numcodecs have a prefix. */
export const NAMES: readonly string[] = [...Object.keys(PICTURES), ...Object.keys(BYTES)];

export function codecNamed(engines: TileEngines, name: string): CodecClass {
  const picture = (PICTURES as Readonly<Record<string, number | undefined>>)[name];
  const compression = picture ?? (BYTES as Readonly<Record<string, number | undefined>>)[name] ?? 1;
  return {
    fromConfig(configuration, metadata) {
      // Formats of LZMA: XZ is 1, and has a header; those without one are told apart by nothing.
      const { format = 1 } = (configuration ?? {}) as { readonly format?: number };
      if (compression === 34925 && format !== 1) throw new OmescopeError('unsupported', `LZMA chunks of format ${format} are not decoded; those of format 1 (XZ) are.`);
      const spec = picture === undefined ? bytesSpec(metadata, compression) : pictureSpec(metadata, compression);
      return {
        kind: 'bytes_to_bytes',
        async decode(bytes) {
          const { buffer, byteOffset, byteLength } = await decodeTileWith(engines, bytes, spec, undefined);
          return new Uint8Array(buffer, byteOffset, byteLength);
        },
        encode: () => Promise.reject(new OmescopeError('unsupported', `Chunks are not written with ${name} here.`)),
      };
    },
  };
}

const TYPES: Readonly<Record<string, readonly [TileSpec['format'], number] | undefined>> = {
  bool: ['uint', 8],
  uint8: ['uint', 8],
  int8: ['int', 8],
  uint16: ['uint', 16],
  int16: ['int', 16],
  uint32: ['uint', 32],
  int32: ['int', 32],
  uint64: ['uint', 64],
  int64: ['int', 64],
  float16: ['float', 16],
  float32: ['float', 32],
  float64: ['float', 64],
};

function typeOf({ dataType }: ChunkMetadata): readonly [TileSpec['format'], number] {
  const type = TYPES[dataType];
  if (type !== undefined) return type;
  throw new OmescopeError('unsupported', `Chunks of type ${dataType} are not decoded by this codec.`);
}

function bytesSpec(metadata: ChunkMetadata, compression: number): TileSpec {
  const [, bits] = typeOf(metadata);
  const width = metadata.shape.reduce((product, size) => product * size, bits / 8);
  return { compression, width, height: 1, samples: 1, bits: 8, format: 'uint' };
}

/** A picture of the last two axes, or of the two before colours; axes before those are one long. */
function pictureSpec(metadata: ChunkMetadata, compression: number): TileSpec {
  const [format, bits] = typeOf(metadata);
  const { shape } = metadata;
  const last = shape.at(-1) ?? 1;
  const isColour = shape.length > 2 && (last === 3 || last === 4) && shape.slice(0, -3).every((size) => size === 1);
  const [height = 1, width = 1] = isColour ? shape.slice(-3) : shape.slice(-2);
  const planes = shape.slice(0, isColour ? -3 : -2).reduce((product, size) => product * size, 1);
  if (planes !== 1 || bits > 32) throw new OmescopeError('unsupported', `Chunks of ${shape.join(' x ')} of ${metadata.dataType} are no single picture.`);
  // Encoders store RGB as YCbCr, and mark it.
  return { compression, width, height, samples: isColour ? last : 1, bits, format, color: 'jfif' };
}
