import { abortable } from '../abort.js';
import type { TileEngines } from '../engine.js';
import { amended, OmescopeError } from '../errors.js';
import { toSource, type Input } from '../input.js';
import { readOffsets, type Options } from '../read.js';
import type { Source } from '../source.js';
import type { Ifd } from '../structure.js';
import { createSamples, decodeBlock } from './decode.js';
import { createMemo } from './memo.js';
import { readWindow, type Blocks, type PixelOptions, type Pixels, type Rect, type Selection } from './level.js';
import { readStorage, type Grid, type OmeFacts, type SampleType, type Storage } from './storage.js';
import { createNumberReader, readFully, type NumberReader } from './table.js';

export interface OpenOptions extends Options {
  /** Offsets of the main chain's IFDs, as in `offsets.json`. Without them the chain is walked when a plane needs it. */
  readonly offsets?: readonly number[];
}

/** One resolution of an image. Sizes are those of its first plane. */
export interface Level {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly type: SampleType;
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Tiles in x and y. */
  readonly across: number;
  readonly down: number;
  /** The tile at a place of the grid, cut at the edges of the image unless `pad` is set. */
  tile(x: number, y: number, options?: PixelOptions & { readonly pad?: boolean }): Promise<Pixels>;
  /** A rectangle of a plane. */
  window(rect: Rect, options?: PixelOptions): Promise<Pixels>;
  /** A whole plane. */
  plane(options?: PixelOptions): Promise<Pixels>;
}

/** An image: one of OME-XML, or one IFD of the main chain where there is none. */
export interface TiffImage {
  readonly name: string | undefined;
  readonly channels: readonly { readonly name: string | undefined }[];
  /** Planes in each axis. Samples of RGB pixels are no planes. */
  readonly sizeC: number;
  readonly sizeZ: number;
  readonly sizeT: number;
  /** Resolutions, the full one included. */
  levelCount(): Promise<number>;
  level(index: number): Promise<Level>;
}

export interface Tiff {
  readonly images: readonly TiffImage[];
  /** Any IFD by its number in the main chain, or by its offset in the file. */
  ifd(which: number | { readonly offset: number }): Promise<Level & { readonly facts: Omit<Ifd, 'path' | 'subIfds'> }>;
}

/** IFDs that are kept after they were read. */
const MOST_KEPT = 512;
const MOST_IMAGES = 1 << 20;

interface File {
  readonly engines: TileEngines;
  readonly source: Source;
  readonly options: OpenOptions;
  offsets(): Promise<readonly number[]>;
  storage(offset: number): Promise<Storage>;
}

export async function readTiff(engines: TileEngines, input: Input, options: OpenOptions = {}): Promise<Tiff> {
  const source = toSource(input, options);
  const signal = options.signal;
  const first = await readStorage(engines.core, source, undefined, true, signal ? { signal } : {});
  const file = createFile(engines, source, options, first);
  const images = first.ome === null ? await imagesOfChain(file) : imagesOfOme(file, first.ome);
  return {
    images,
    async ifd(which) {
      const offset = typeof which === 'number' ? await offsetOf(file, which) : which.offset;
      const storage = await file.storage(offset);
      return { ...levelOf(file, gridOf(storage), () => Promise.resolve(offset)), facts: storage.ifd };
    },
  };
}

function createFile(engines: TileEngines, source: Source, options: OpenOptions, first: Storage): File {
  let walked: Promise<readonly number[]> | undefined;
  return {
    engines,
    source,
    options,
    offsets() {
      if (options.offsets !== undefined) return Promise.resolve(options.offsets);
      walked ??= readOffsets(engines.core, source, options.limits ? { limits: options.limits } : {}).catch((error: unknown) => {
        // Planes before the damage can be read all the same.
        if (error instanceof OmescopeError && error.partial !== undefined) return error.partial;
        walked = undefined;
        throw error;
      });
      return walked;
    },
    storage: createMemo(MOST_KEPT, (offset) =>
      offset === first.ifd.offset ? Promise.resolve(first) : readStorage(engines.core, source, offset, false, {}),
    ),
  };
}

async function offsetOf(file: File, index: number): Promise<number> {
  const offsets = await file.offsets();
  const offset = Number.isInteger(index) ? offsets[index] : undefined;
  if (offset !== undefined) return offset;
  throw new OmescopeError('usage', `There is no IFD ${index}; the file has ${offsets.length}.`);
}

async function imagesOfChain(file: File): Promise<TiffImage[]> {
  const offsets = await file.offsets();
  return offsets.slice(0, MOST_IMAGES).map((offset) => createImage(file, undefined, [], [1, 1, 1], () => Promise.resolve(offset)));
}

function imagesOfOme(file: File, { images }: OmeFacts): TiffImage[] {
  return images.map((image, index) => {
    const { planesC, sizeZ, sizeT, planes } = image;
    const channels = image.channels.map(({ name }) => ({ name: name ?? undefined }));
    return createImage(file, image.name ?? undefined, channels, [planesC, sizeZ, sizeT], async ({ c = 0, z = 0, t = 0 }) => {
      const inside = (at: number, size: number): boolean => Number.isInteger(at) && at >= 0 && at < size;
      if (!inside(c, planesC) || !inside(z, sizeZ) || !inside(t, sizeT)) {
        throw new OmescopeError('usage', `There is no plane c=${c}, z=${z}, t=${t}; image ${index} has ${planesC}, ${sizeZ} and ${sizeT} of them.`);
      }
      const ifd = planes?.[(t * sizeZ + z) * planesC + c];
      if (ifd === undefined || ifd < 0) {
        const where = ifd === -1 ? 'is in another file of this data set' : 'is in no IFD according to the OME-XML';
        throw new OmescopeError('plane-missing', `Plane c=${c}, z=${z}, t=${t} of image ${index} ${where}.`);
      }
      return await offsetOf(file, ifd);
    });
  });
}

function createImage(
  file: File,
  name: string | undefined,
  channels: readonly { readonly name: string | undefined }[],
  [sizeC, sizeZ, sizeT]: readonly [number, number, number],
  place: (selection: Selection) => Promise<number>,
): TiffImage {
  const atLevel = async (selection: Selection, level: number): Promise<number> => {
    const offset = await place(selection);
    if (level === 0) return offset;
    const { subIfds } = await file.storage(offset);
    const sub = Number.isInteger(level) ? subIfds[level - 1] : undefined;
    if (sub !== undefined) return sub;
    throw new OmescopeError('usage', `There is no level ${level}; the plane has ${subIfds.length + 1}.`);
  };
  return {
    name,
    channels,
    sizeC,
    sizeZ,
    sizeT,
    async levelCount() {
      return (await file.storage(await place({}))).subIfds.length + 1;
    },
    async level(index) {
      const storage = await file.storage(await atLevel({}, index));
      return levelOf(file, gridOf(storage), (selection) => atLevel(selection, index));
    },
  };
}

function gridOf(storage: Storage): Grid {
  if ('spec' in storage.grid) return storage.grid;
  throw new OmescopeError('unsupported', `The IFD at byte ${storage.ifd.offset}: ${storage.grid.what}.`, { at: { byte: storage.ifd.offset } });
}

function levelOf(file: File, grid: Grid, place: (selection: Selection) => Promise<number>): Level {
  const { width, height, samples, sampleType: type, blockWidth: tileWidth, blockHeight: tileHeight, across, down } = grid;
  const read = async (rect: Rect, options: PixelOptions = {}): Promise<Pixels> => {
    options.signal?.throwIfAborted();
    const storage = await abortable(place(options).then((offset) => file.storage(offset)), options.signal);
    return await readWindow(blocksOf(file, storage), rect, options);
  };
  return {
    width,
    height,
    samples,
    type,
    tileWidth,
    tileHeight,
    across,
    down,
    window: read,
    plane: (options) => read({ x: 0, y: 0, width, height }, options),
    async tile(x, y, options = {}) {
      if (!(Number.isInteger(x) && Number.isInteger(y) && x >= 0 && y >= 0 && x < across && y < down)) {
        throw new OmescopeError('usage', `There is no tile ${x},${y}; the level has ${across} x ${down}.`);
      }
      const rect = { x: x * tileWidth, y: y * tileHeight, width: Math.min(tileWidth, width - x * tileWidth), height: Math.min(tileHeight, height - y * tileHeight) };
      const cut = await read(rect, options);
      return options.pad ? padded(cut, tileWidth, tileHeight) : cut;
    },
  };
}

function padded(pixels: Pixels, width: number, height: number): Pixels {
  if (pixels.width === width && pixels.height === height) return pixels;
  const data = createSamples(pixels.type, width * height * pixels.samples) as Uint8Array<ArrayBuffer>;
  const planes = pixels.layout === 'planar' ? pixels.samples : 1;
  const inRow = pixels.samples / planes;
  for (let row = 0; row < planes * pixels.height; row += 1) {
    const [plane, y] = [Math.floor(row / pixels.height), row % pixels.height];
    const from = row * pixels.width * inRow;
    data.set((pixels.data as Uint8Array).subarray(from, from + pixels.width * inRow), (plane * height + y) * width * inRow);
  }
  return { ...pixels, data, width, height };
}

function blocksOf(file: File, storage: Storage): Blocks {
  const grid = gridOf(storage);
  const { width, height, samples, sampleType: type, planar, blockWidth: tileWidth, blockHeight: tileHeight, across, down } = grid;
  const tables = tablesOf(file, storage, grid);
  return {
    width,
    height,
    samples,
    type,
    planar,
    tileWidth,
    tileHeight,
    across,
    down,
    async block(x, y, plane, signal) {
      const index = (plane * down + y) * across + x;
      const inside = Math.min(tileHeight, height - y * tileHeight);
      const rows = grid.tiled ? tileHeight : inside;
      const spec = inside < rows ? { ...grid.spec, height: rows, rows: inside } : { ...grid.spec, height: rows };
      const name = `${grid.tiled ? 'tile' : 'strip'} ${index} of the IFD at byte ${storage.ifd.offset}`;
      const [offset, length] = await abortable(Promise.all([tables.offset(index), tables.length(index, spec.height)]), signal);
      if (length === 0 || offset === 0) return { data: createSamples(type, spec.width * rows * spec.samples), type, damage: undefined, spec };
      const bytes = await abortable(readFully(file.source, offset, length, signal), signal);
      const decoded = await decodeBlock(file.engines, bytes, spec, storage.jpegTables).catch((error: unknown) => {
        throw error instanceof OmescopeError ? placed(error, name, offset) : error;
      });
      return { ...decoded, damage: decoded.damage && placed(decoded.damage, name, offset), spec };
    },
  };
}

function placed(error: OmescopeError, name: string, byte: number): OmescopeError {
  return amended(error, { message: `${name}: ${error.message}`, at: { byte } });
}

const readers = new WeakMap<Storage, { offset(index: number): Promise<number>; length(index: number, rows: number): Promise<number> }>();

/** The tables of an IFD, read once however often its blocks are asked for. */
function tablesOf(file: File, storage: Storage, grid: Grid): { offset(index: number): Promise<number>; length(index: number, rows: number): Promise<number> } {
  const known = readers.get(storage);
  if (known !== undefined) return known;
  const offsets = createNumberReader(file.source, grid.offsets, storage.bigEndian);
  const counts = grid.byteCounts === null ? undefined : createNumberReader(file.source, grid.byteCounts, storage.bigEndian);
  const made = {
    offset: (index: number) => entry(offsets, index),
    async length(index: number, rows: number): Promise<number> {
      if (counts !== undefined && index < counts.count) return await entry(counts, index);
      // Old files of one strip leave the size out: it goes to the end of the file, or is known where nothing is compressed.
      const { compression, width, samples, bits } = grid.spec;
      if (compression === 1) return Math.ceil((width * samples * bits) / 8) * rows;
      if (file.source.size === undefined) throw new OmescopeError('tile-missing', 'its size is not in the file');
      return Math.max(0, file.source.size - (await entry(offsets, index)));
    },
  };
  readers.set(storage, made);
  return made;
}

async function entry(table: NumberReader, index: number): Promise<number> {
  if (index < table.count) return await table.get(index);
  throw new OmescopeError('tile-missing', `Tile ${index} is not in the file: its table has ${table.count} entries.`);
}
