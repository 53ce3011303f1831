import { abortable } from '../abort.js';
import type { TileEngines } from '../engine.js';
import { amended, OmescopeError } from '../errors.js';
import { toSource, type Input } from '../input.js';
import { keptSource } from '../kept.js';
import { readOffsets, type Options } from '../read.js';
import type { Source } from '../source.js';
import { createSamples, decodeBlock, type Decoded } from './decode.js';
import { createMemo } from './memo.js';
import type { Blocks } from './level.js';
import { readStorage, type Grid, type Storage, type TileSpec } from './storage.js';
import { createNumberReader, readFully, type NumberReader } from './table.js';

export interface OpenOptions extends Options {
  /** Offsets of the main chain's IFDs, as in `offsets.json`. Without them the chain is walked when a plane needs it, and where they are of another file or too few. */
  readonly offsets?: readonly number[];
}

/** Decodes the bytes of one block. */
export type DecodeBlock = (bytes: Uint8Array, spec: TileSpec, jpegTables: Uint8Array | undefined, signal?: AbortSignal) => Promise<Decoded>;

/** A TIFF that is open for its pixels. */
export interface TiffFile {
  /** Where its directories and tables are read: it keeps what was read. */
  readonly source: Source;
  /** Where its tiles are read, each of which is read once. */
  readonly bytes: Source;
  readonly decode: DecodeBlock;
  /** The first IFD, with its description. */
  readonly first: Storage;
  /** Offsets of the main chain's IFDs: those that were given, else they are walked to once. */
  offsets(): Promise<readonly number[]>;
  /** Offset of an IFD of the main chain. The first one is known without a walk. */
  offsetOf(index: number): Promise<number>;
  storage(offset: number): Promise<Storage>;
}

/** IFDs that are kept after they were read. */
const MOST_KEPT = 512;
/** Bytes of directories and tables that are kept, and of what was read along with them. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Bytes that are read over a network where a directory is: its tables, and often the first tiles, are right behind. */
const AHEAD = 128 * 1024;
/** Of the chain only a few bytes are looked at; the rest of a directory costs nothing more. */
const LEAST = 4096;

/** How a TIFF is opened. */
export interface Opening {
  /** What its blocks are decoded with. In place. */
  readonly decode?: DecodeBlock | undefined;
  /** Whether the description is read. `true`. */
  readonly described?: boolean;
  /** Whether, over a network, the other IFDs and the smallest resolution are asked for together with the description. `false`. */
  readonly eager?: boolean;
}

export async function openFile(engines: TileEngines, input: Input, options: OpenOptions = {}, { decode = inPlace(engines), described = true, eager = false }: Opening = {}): Promise<TiffFile> {
  const { source, directories, bytes } = readersOf(toSource(input, options));
  const { signal } = options;
  const walked = chainOf(engines, source, options);
  const storages = createMemo(MOST_KEPT, (offset) => readStorage(engines.core, directories, offset, false, {}));
  if (eager && source.reach === 'network') {
    const { ifd, subIfds } = await readStorage(engines.core, directories, undefined, false, signal ? { signal } : {});
    const smallest = subIfds.at(-1);
    if (smallest !== undefined) storages(smallest).catch(() => undefined);
    if (ifd.next !== 0 && options.offsets === undefined) walked().catch(() => undefined);
  }
  const first = await readStorage(engines.core, directories, undefined, described, signal ? { signal } : {});
  // Those of another version of the file begin elsewhere, as a rule.
  const given = options.offsets?.[0] === first.ifd.offset ? options.offsets : undefined;
  return {
    source,
    bytes,
    decode,
    first,
    offsets: () => (given === undefined ? walked() : Promise.resolve(given)),
    async offsetOf(index) {
      if (index === 0) return first.ifd.offset;
      const listed = given?.[index];
      const known = listed === undefined ? await walked() : [];
      const offset = Number.isInteger(index) ? (listed ?? known[index]) : undefined;
      if (offset !== undefined) return offset;
      throw new OmescopeError('usage', `There is no IFD ${index}; the file has ${known.length}.`);
    },
    storage: (offset) => (offset === first.ifd.offset ? Promise.resolve(first) : storages(offset)),
  };
}

/** Over a network: what was read of a file is kept, and more than is asked for is read where that saves a request. */
function readersOf(source: Source): { readonly source: Source; readonly directories: Source; readonly bytes: Source } {
  if (source.reach !== 'network') return { source, directories: source, bytes: source };
  const kept = keptSource(source, MOST_BYTES);
  const ahead = (least: number): Source =>
    readBy(kept, async (offset, length, options) => kept.held(offset, length) ?? (await kept.read(offset, Math.max(length, least), options)).subarray(0, length));
  const bytes = readBy(source, (offset, length, options) => kept.held(offset, length) ?? source.read(offset, length, options));
  return { source: ahead(LEAST), directories: ahead(AHEAD), bytes };
}

/** A source that reads in another way. */
function readBy(source: Source, read: Source['read']): Source {
  return {
    name: source.name,
    url: source.url,
    reach: source.reach,
    get size() {
      return source.size;
    },
    get notes() {
      return source.notes;
    },
    get transfer() {
      return source.transfer;
    },
    read,
  };
}

/** Milliseconds of decoding after which what else the thread has to do gets its turn. */
const BREATH = 8;

function inPlace(engines: TileEngines): DecodeBlock {
  let breath = performance.now();
  return async (bytes, spec, jpegTables, signal) => {
    // Where a page can say so: everywhere else a timer would cost half as much again as the decoding.
    const { scheduler } = globalThis as { scheduler?: { yield?(): Promise<void> } };
    if (performance.now() - breath > BREATH && scheduler?.yield !== undefined) {
      await scheduler.yield();
      breath = performance.now();
      signal?.throwIfAborted();
    }
    return await decodeBlock(engines, bytes, spec, jpegTables);
  };
}

/** Offsets of the main chain's IFDs, walked to once. */
function chainOf(engines: TileEngines, source: Source, { limits }: OpenOptions): () => Promise<readonly number[]> {
  let walked: Promise<readonly number[]> | undefined;
  return () => {
    walked ??= readOffsets(engines.core, source, limits ? { limits } : {}).catch((error: unknown) => {
      // Planes before the damage can be read all the same.
      if (error instanceof OmescopeError && error.partial !== undefined) return error.partial;
      walked = undefined;
      throw error;
    });
    return walked;
  };
}

/** The grid of an IFD's blocks, where they can be decoded. */
export function gridOf(storage: Storage): Grid {
  if ('spec' in storage.grid) return storage.grid;
  const { what } = storage.grid;
  const place = `The IFD at byte ${storage.ifd.offset}: `;
  // Some say themselves where it is.
  throw new OmescopeError('unsupported', `${what.toLowerCase().startsWith(place.toLowerCase()) ? `T${what.slice(1)}` : `${place}${what}`}.`, { at: { byte: storage.ifd.offset } });
}

/** The blocks of an IFD. */
export function blocksOf(file: TiffFile, storage: Storage): Blocks {
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
      const bytes = await abortable(readFully(file.bytes, offset, length, signal), signal);
      const decoded = await file.decode(bytes, spec, storage.jpegTables, signal).catch((error: unknown) => {
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
function tablesOf(file: TiffFile, storage: Storage, grid: Grid): { offset(index: number): Promise<number>; length(index: number, rows: number): Promise<number> } {
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
