import { abortable } from '../abort.js';
import { OmescopeError } from '../errors.js';
import { blocksOf, gridOf } from '../tiff/file.js';
import { readWindow, type Blocks, type Pixels, type Rect } from '../tiff/level.js';
import type { SampleType } from '../tiff/storage.js';
import type { HalvedLevel } from './levels.js';
import type { DimensionOrder } from './metadata.js';
import { planeIndex, type Axes } from './planes.js';
import { resampled, type Resampling } from './resample.js';
import type { Shared } from './shared.js';
import type { Stored, StoredImage } from './stored.js';

/** What Viv's sources reject with when a signal aborts. */
export const SIGNAL_ABORTED = '__vivSignalAborted';

export type VivDtype = 'Uint8' | 'Uint16' | 'Uint32' | 'Int8' | 'Int16' | 'Int32' | 'Float32' | 'Float64';

export interface PixelData {
  readonly data: Uint8Array | Uint16Array | Uint32Array | Int8Array | Int16Array | Int32Array | Float32Array | Float64Array;
  readonly width: number;
  readonly height: number;
}

/** Which plane. Axes that are not given are 0. */
export interface PlaneSelection {
  readonly c?: number;
  readonly z?: number;
  readonly t?: number;
}

export interface RasterRequest {
  readonly selection: PlaneSelection;
  readonly signal?: AbortSignal | undefined;
}

export interface TileRequest extends RasterRequest {
  readonly x: number;
  readonly y: number;
}

/** One resolution of an image, as Viv's layers and everything that is built on them take it: a `PixelSource` of Viv. */
export interface PixelSource {
  /** Names of the axes, the slowest one first: `t`, `c` and `z` in the order of the file, `y`, `x`, and `_c` for samples of RGB pixels. */
  labels: string[];
  /** Sizes of the axes. */
  shape: number[];
  dtype: VivDtype;
  /** Side of a tile. */
  tileSize: number;
  meta: { physicalSizes?: Record<string, { size: number; unit: string }>; photometricInterpretation?: number };
  /** A whole plane. */
  getRaster(request: RasterRequest): Promise<PixelData>;
  /** A tile, cut at the edges of the image. */
  getTile(request: TileRequest): Promise<PixelData>;
  onTileError(error: Error): void;
}

/** Viv's names of types, for each that is decoded; 64-bit integers come as 32-bit ones, which is refused where one does not fit. */
const DTYPES: Readonly<Record<SampleType, VivDtype>> = {
  uint8: 'Uint8',
  int8: 'Int8',
  uint16: 'Uint16',
  int16: 'Int16',
  uint32: 'Uint32',
  int32: 'Int32',
  uint64: 'Uint32',
  int64: 'Int32',
  float16: 'Float32',
  float32: 'Float32',
  float64: 'Float64',
};

export function dtypeOf(type: SampleType): VivDtype {
  return DTYPES[type];
}

/** What sources of an image have in common. */
export interface SourceFacts {
  readonly image: StoredImage;
  readonly order: DimensionOrder;
  /** Whether all samples of a pixel come together; else each is a channel of its own. */
  readonly interleaved: boolean;
  readonly tileSize: number;
  readonly meta: PixelSource['meta'];
  readonly resample: Resampling;
  readonly blocks: Shared<Block>;
  onTileError(error: Error): void;
}

export type Block = Awaited<ReturnType<Blocks['block']>>;

export function createPixelSource(facts: SourceFacts, level: HalvedLevel): PixelSource {
  const { image, order, interleaved, tileSize } = facts;
  const { samples } = image.grid;
  const { width, height } = level;
  const sizes = { ...image.sizes, c: image.sizes.c * (interleaved ? 1 : samples) };
  const axes = [...order.slice(2).toLowerCase()].reverse() as (keyof Axes)[];
  const read = async (rect: Rect, { selection, signal }: RasterRequest): Promise<PixelData> => {
    try {
      signal?.throwIfAborted();
      const at = checked(selection, sizes);
      const sample = interleaved || samples === 1 ? undefined : at.c % samples;
      const plane = planeIndex(order, image.sizes, { ...at, c: sample === undefined ? at.c : Math.floor(at.c / samples) });
      const pixels = await readLevel(facts, level, plane, rect, sample, signal);
      signal?.throwIfAborted();
      return { data: asType(narrowed(pixels), dtypeOf(image.grid.sampleType), pixels.type), width: rect.width, height: rect.height };
    } catch (error) {
      throw signal?.aborted === true ? SIGNAL_ABORTED : error;
    }
  };
  return {
    labels: [...axes, 'y', 'x', ...(interleaved ? ['_c'] : [])],
    shape: [...axes.map((axis) => sizes[axis]), height, width, ...(interleaved ? [samples] : [])],
    dtype: dtypeOf(image.grid.sampleType),
    tileSize,
    meta: facts.meta,
    getRaster: (request) => read({ x: 0, y: 0, width, height }, request),
    async getTile({ x, y, ...request }) {
      const [left, top] = [x * tileSize, y * tileSize];
      const rect = { x: left, y: top, width: Math.min(tileSize, width - left), height: Math.min(tileSize, height - top) };
      // Layers ask for what is beyond the edge, where a resolution was rounded down.
      if (rect.width <= 0 || rect.height <= 0) return { data: new globalThis[`${dtypeOf(image.grid.sampleType)}Array`](), width: 0, height: 0 };
      return await read(rect, request);
    },
    onTileError: facts.onTileError,
  };
}

function checked(selection: PlaneSelection, sizes: Axes): Axes {
  const at = { c: selection.c ?? 0, z: selection.z ?? 0, t: selection.t ?? 0 };
  const wrong = (['c', 'z', 't'] as const).find((axis) => !(Number.isInteger(at[axis]) && at[axis] >= 0 && at[axis] < sizes[axis]));
  if (wrong === undefined) return at;
  throw new OmescopeError('usage', `There is no plane ${wrong}=${at[wrong]}; the image has ${sizes[wrong]} in this axis.`);
}

/** Columns of tiles that a smaller resolution is made of at a time. */
const MOST_COLUMNS = 4096;

async function readLevel(facts: SourceFacts, level: HalvedLevel, plane: number, rect: Rect, sample: number | undefined, signal: AbortSignal | undefined): Promise<Pixels> {
  const stored = facts.image.levels[level.from] as StoredImage['levels'][number];
  const { width, height } = stored;
  const found = await abortable(stored.at(plane), signal).catch((error: unknown) => {
    if (level.from > 0 && error instanceof OmescopeError && error.code === 'plane-missing') return undefined;
    throw error;
  });
  const differs = found === undefined || found.storage.ifd.width !== width || found.storage.ifd.height !== height;
  if (differs && level.from > 0) {
    // This plane has not the resolutions of the first one.
    const base = facts.image.grid;
    return await readLevel(facts, { ...level, from: 0, scale: { x: base.width / level.width, y: base.height / level.height } }, plane, rect, sample, signal);
  }
  const { file, storage } = found as Stored;
  const grid = gridOf(storage);
  if (differs) {
    throw new OmescopeError('unsupported', `The IFD at byte ${storage.ifd.offset} has ${grid.width} x ${grid.height} pixels, and the first plane of its image has ${width} x ${height}.`, { at: { byte: storage.ifd.offset } });
  }
  const options = { ...(sample !== undefined && { sample }), ...(signal && { signal }) };
  const blocks = blocksOf(file, storage);
  const fits = (side: number): boolean => facts.tileSize % side === 0;
  const kept = level.scale === undefined && fits(grid.blockWidth) && fits(grid.blockHeight) && rect.width <= facts.tileSize && sample === undefined;
  const source = kept ? blocks : sharedBlocks(facts.blocks, { file, storage }, blocks);
  if (level.scale === undefined) return await readWindow(source, rect, options);
  const columns = grid.tiled ? Math.max(MOST_COLUMNS, 2 * grid.blockWidth) : width;
  return await resampled({ width, height, columns, read: (part) => readWindow(source, part, options) }, rect, level.scale, facts.resample);
}

const numbers = new WeakMap<object, number>();
let files = 0;

/** Blocks that several tiles are cut from are decoded once for those that want them at the same time, or one after the other. */
function sharedBlocks(shared: Shared<Block>, { file, storage }: Stored, blocks: Blocks): Blocks {
  const number = numbers.get(file) ?? (files += 1);
  numbers.set(file, number);
  const key = `${number} ${storage.ifd.offset}`;
  return { ...blocks, block: (x, y, plane, signal) => shared.get(`${key} ${x} ${y} ${plane}`, signal, (stop) => blocks.block(x, y, plane, stop)) };
}

function narrowed({ data, type }: Pixels): PixelData['data'] {
  if (!(data instanceof BigUint64Array || data instanceof BigInt64Array)) return data;
  const [least, most, made] = data instanceof BigInt64Array ? [-(2n ** 31n), 2n ** 31n, new Int32Array(data.length)] : [0n, 2n ** 32n, new Uint32Array(data.length)];
  for (const [at, value] of (data as BigInt64Array).entries()) {
    if (value < least || value >= most) throw new OmescopeError('unsupported', `A sample is ${value}: of ${type} viewers show what has no more than 32 bits.`);
    made[at] = Number(value);
  }
  return made;
}

/** Samples of a plane that is of another type than the first one: as that type, where it holds them all. */
function asType(data: PixelData['data'], dtype: VivDtype, type: SampleType): PixelData['data'] {
  const Wanted = globalThis[`${dtype}Array`];
  if (data instanceof Wanted) return data;
  const made = new Wanted(data);
  const lost = made.findIndex((value, at) => value !== data[at] && !(value !== value && Number.isNaN(data[at])));
  if (lost < 0) return made;
  throw new OmescopeError('unsupported', `The plane is of ${type}, and the first plane of its image of ${dtype.toLowerCase()}, which cannot hold ${data[lost]}.`);
}
