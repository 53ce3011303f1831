import type { TileEngines } from '../engine.js';
import { OmescopeError } from '../errors.js';
import type { Input } from '../input.js';
import type { BlockPool, Pool } from '../pool/pool.js';
import type { DecodeBlock, OpenOptions } from '../tiff/file.js';
import type { Grid } from '../tiff/storage.js';
import { halvings, tileSizeOf } from './levels.js';
import { described, type VivChannel, type VivMetadata, type VivPixels } from './metadata.js';
import { createPixelSource, dtypeOf, type Block, type PixelSource } from './pixel-source.js';
import type { Resampling } from './resample.js';
import { openSet, type FileSet } from './set.js';
import { createShared } from './shared.js';
import { imagesOfChain, imagesOfOme, type StoredImage } from './stored.js';

/** An image, as Viv's `loadOmeTiff` has it. */
export interface VivImage {
  /** Its resolutions, from the largest on; each is half of the one before. */
  data: PixelSource[];
  metadata: VivMetadata;
}

export interface VivOptions extends Omit<OpenOptions, 'offsets'> {
  /** The content of `offsets.json`, if there is one. Without it the IFDs are found while the first picture is shown. */
  readonly offsets?: readonly number[] | null | undefined;
  /** Sent with each request. */
  readonly headers?: HeadersInit | undefined;
  /** Workers that decode: `createPool()` of `omescope/pool`. Without it tiles are decoded in the thread that reads. */
  readonly pool?: Pool | false | null | undefined;
  /** What makes resolutions that are not stored: the mean of an area, or, for pictures of labels, the pixel in its middle. `mean`. */
  readonly resample?: Resampling;
  /** Takes errors of tiles where a layer has no handler of its own, and of images that cannot be opened when all are asked for. `reportError`. */
  readonly onTileError?: (error: Error) => void;
}

/** Bytes of decoded blocks that are kept, of those that several tiles are cut from. */
const MOST_BLOCKS = 24 * 1024 * 1024;

export async function loadImages(engines: TileEngines, input: Input | readonly Input[], options: VivOptions, all: boolean): Promise<VivImage[]> {
  const { onTileError = reported, resample = 'mean' } = options;
  const set = await openSet(engines, Array.isArray(input) ? (input as readonly Input[]) : [input as Input], openOptions(options), decoderOf(options.pool));
  const failed = (error: unknown): void => onTileError(error instanceof Error ? error : new Error(String(error)));
  const images = await imagesIn(set, all, failed);
  // The walk along the IFDs goes on while the first picture, which needs none of them, is shown.
  if (images.some(({ sizes: { c, z, t } }) => c * z * t > 1)) set.own?.offsets().catch(() => undefined);
  const blocks = createShared<Block>(MOST_BLOCKS, ({ data }) => data.byteLength);
  return images.map((image, index) => {
    const metadata = metadataOf(image, index, set.name);
    const { DimensionOrder: order } = metadata.Pixels;
    const interleaved = isColour(image.grid, image.base.storage.ifd.photometric?.code);
    const facts = { image, order, interleaved, tileSize: tileSizeOf(image.grid), meta: metaOf(image, metadata.Pixels, interleaved), resample, blocks, onTileError };
    return { data: halvings(image.levels, interleaved).map((level) => createPixelSource(facts, level)), metadata };
  });
}

async function imagesIn(set: FileSet, all: boolean, failed: (error: unknown) => void): Promise<StoredImage[]> {
  const { document, own } = set;
  const images =
    document !== undefined && document.images.length > 0 ? await imagesOfOme(set, document.images, all, failed) : own === undefined ? [] : await imagesOfChain(own);
  if (images.length === 0) throw new OmescopeError('unsupported', 'There is no image in this file whose pixels can be decoded.');
  return all ? images : images.slice(0, 1);
}

function decoderOf(pool: VivOptions['pool']): DecodeBlock | undefined {
  if (!pool) return undefined;
  const { decodeBlock } = pool as BlockPool;
  if (typeof decodeBlock !== 'function') throw new OmescopeError('usage', 'The pool is none of omescope.', { help: "Make one by `createPool()` of 'omescope/pool'; that of geotiff.js has its decoders." });
  return (bytes, spec, jpegTables, signal) => decodeBlock(bytes, spec, { jpegTables, signal });
}

function openOptions({ headers, offsets, fetch: own, signal, onProgress, limits }: VivOptions): OpenOptions {
  const options = { ...(signal && { signal }), ...(onProgress && { onProgress }), ...(limits && { limits }) };
  const send = own ?? ((request: Request) => fetch(request));
  const withHeaders = (request: Request): Promise<Response> => {
    new Headers(headers).forEach((value, name) => request.headers.set(name, value));
    return send(request);
  };
  return { ...options, ...(headers ? { fetch: withHeaders } : own && { fetch: own }), ...(Array.isArray(offsets) && { offsets }) };
}

function reported(error: Error): void {
  (globalThis as { reportError?: (error: unknown) => void }).reportError?.(error);
}

/** PhotometricInterpretation: RGB, and YCbCr, which decoders of JPEG turn into RGB, and viewers what is stored as such. */
const [RGB, YCBCR] = [2, 6];

/** Whether pixels are colours that viewers show as they are: they do so with bytes only. */
function isColour({ samples, sampleType }: Grid, photometric: number | undefined): boolean {
  const colour = photometric === RGB || photometric === YCBCR;
  return (samples === 3 || samples === 4) && sampleType === 'uint8' && colour;
}

function metaOf({ base, grid }: StoredImage, pixels: VivPixels, interleaved: boolean): PixelSource['meta'] {
  const { PhysicalSizeX: x, PhysicalSizeY: y, PhysicalSizeZ: z, PhysicalSizeXUnit, PhysicalSizeYUnit, PhysicalSizeZUnit } = pixels;
  const sizes = x !== undefined && y !== undefined && { x: { size: x, unit: PhysicalSizeXUnit }, y: { size: y, unit: PhysicalSizeYUnit }, ...(z !== undefined && { z: { size: z, unit: PhysicalSizeZUnit } }) };
  const stored = base.storage.ifd.photometric?.code;
  const converted = stored !== YCBCR || (grid.spec.color !== undefined && grid.spec.color !== 'stored');
  // What comes as channels is no picture in colours.
  const photometricInterpretation = interleaved ? (converted ? RGB : YCBCR) : stored === RGB || stored === undefined ? 1 : stored;
  return { ...(sizes && { physicalSizes: sizes }), photometricInterpretation };
}

const TYPES: Readonly<Record<string, string>> = { Float32: 'float', Float64: 'double' };

/** What the OME-XML says, with sizes and type as they are in the file; of files without it, what can be said. */
function metadataOf({ ome, grid, sizes, base }: StoredImage, index: number, name: string | undefined): VivMetadata {
  const { photometric } = base.storage.ifd;
  const interleaved = isColour(grid, photometric?.code);
  const dtype = dtypeOf(grid.sampleType);
  const told = ome?.metadata;
  const count = interleaved ? sizes.c : sizes.c * grid.samples;
  const Channels = Array.from({ length: count }, (_, at) => channelOf(told?.Pixels.Channels ?? [], index, at, { samples: grid.samples, total: count, interleaved, rgb: photometric?.code === RGB }));
  const Pixels: VivPixels = {
    ID: `Pixels:${index}`,
    DimensionOrder: 'XYCZT',
    PhysicalSizeXUnit: 'µm',
    PhysicalSizeYUnit: 'µm',
    PhysicalSizeZUnit: 'µm',
    BigEndian: base.storage.bigEndian,
    ...told?.Pixels,
    Type: TYPES[dtype] ?? dtype.toLowerCase(),
    SizeX: grid.width,
    SizeY: grid.height,
    SizeC: sizes.c * grid.samples,
    SizeZ: sizes.z,
    SizeT: sizes.t,
    Interleaved: interleaved,
    Channels,
  };
  return described({ ID: `Image:${index}`, ...(name !== undefined && { Name: name }), AquisitionDate: '', Description: '', ...told, Pixels });
}

const COLOURS = [
  { Name: 'R', Color: [255, 0, 0, 255] },
  { Name: 'G', Color: [0, 255, 0, 255] },
  { Name: 'B', Color: [0, 0, 255, 255] },
] as const;

/** A channel: all samples of RGB pixels that are shown as such, else one sample. OME-XML has one for each plane, or one for each sample. */
function channelOf(told: readonly VivChannel[], image: number, index: number, { samples, total, interleaved, rgb }: { readonly samples: number; readonly total: number; readonly interleaved: boolean; readonly rgb: boolean }): VivChannel {
  const ID = `Channel:${image}:${index}`;
  const isSplit = !interleaved && samples > 1 && told.length < total;
  const own = isSplit ? told[Math.floor(index / samples)] : interleaved && told.length > total ? undefined : told[index];
  if (!isSplit) return { ID, ...own, SamplesPerPixel: interleaved ? samples : 1 };
  const colour = rgb ? COLOURS[index % samples] : undefined;
  const Name = [own?.Name, colour?.Name ?? `sample ${(index % samples) + 1}`].filter(Boolean).join(' ');
  return { ID, SamplesPerPixel: 1, Name, ...(colour && { Color: colour.Color }) };
}
