/**
 * `omescope/slim`: the same functions without the modules. Call `initialize` first.
 */
import { readAttributes, readCensus, readMends, readReport, readStoreTree, type CheckInput, type CheckOptions, type JudgedAttributes } from './check/check.js';
import type { Report } from './check/report.js';
import { makeConfig, type ConfigOptions, type MadeConfig } from './check/view-config.js';
import { createEngine, type Engines } from './engine.js';
import { OmescopeError } from './errors.js';
import { createGlue, version } from './generated/core/glue.js';
import type { Input } from './input.js';
import { load, type LazyModule, type ModuleInput } from './load.js';
import { readOffsets, readStructure, type Options } from './read.js';
import type { Census, CensusOptions } from './store/census.js';
import type { Mending, MendOptions } from './store/mend.js';
import type { StoreInput, StoreOptions } from './store/open.js';
import type { StoreTree, TreeOptions } from './store/tree.js';
import type { TiffStructure } from './structure.js';
import { decodeTileWith, type Samples } from './tiff/decode.js';
import { readTiff, type OpenOptions, type Tiff } from './tiff/open.js';
import type { TileSpec } from './tiff/storage.js';

export * from './public.js';
export { rules, viewers } from './check/catalogue.js';
export type { LazyModule, ModuleInput } from './load.js';

/** Modules beside the core. Each is loaded when it is needed first; without it that call is rejected. */
export interface FurtherModules {
  /** `omescope-more.wasm`: tiles of JPEG 2000, WebP, LZMA and CCITT compressions. */
  readonly more?: LazyModule;
  /** `omescope-jxl.wasm`: JPEG XL. */
  readonly jxl?: LazyModule;
  /** `omescope-check.wasm`: the judge of TIFF files. */
  readonly check?: LazyModule;
  /** `omescope-zarr.wasm`: everything of Zarr stores, their judge among it. */
  readonly zarr?: LazyModule;
}

let engines: Engines | undefined;

/**
 * Says where the modules are, and loads the core (`omescope.wasm`): at once, or where a function is given for it, when it is
 * needed. Where there is none, the judge does its work, as it has all of the core in it: that is less to load for whoever needs
 * both. Once for each page or worker; later calls replace the modules.
 */
export async function initialize(input: LazyModule | Promise<ModuleInput> | undefined, further: FurtherModules = {}): Promise<void> {
  const told = await input;
  const check = createEngine('check', async () => ({ module: await load('check', further.check), glue: await import('./generated/check/glue.js') }));
  const made: Engines = {
    core: told === undefined ? check : createEngine('core', async () => ({ module: await load('core', told), glue: { createGlue, version } })),
    check,
    zarr: createEngine('zarr', async () => ({ module: await load('zarr', further.zarr), glue: await import('./generated/zarr/glue.js') })),
    more: createEngine('more', async () => ({ module: await load('more', further.more), glue: await import('./generated/more/glue.js') })),
    jxl: createEngine('jxl', async () => ({ module: await load('jxl', further.jxl), glue: await import('./generated/jxl/glue.js') })),
  };
  if (told !== undefined && typeof told !== 'function') made.core.give(await made.core.take());
  engines = made;
}

/** The core's `offsets`; see the main entry. */
export async function offsets(input: Input, options?: Options): Promise<number[]> {
  return await readOffsets(initialized().core, input, options);
}

/** The core's `inspect`; see the main entry. */
export async function inspect(input: Input, options?: Options): Promise<TiffStructure> {
  return await readStructure(initialized().core, input, options);
}

/**
 * Checks data for viewers: whether it opens, renders correctly and loads fast in each of them, why not, and how to fix it.
 *
 * Whatever is broken in the data is a finding. Reads the structure, OME-XML, and some tables and tiles.
 *
 * @throws OmescopeError if the data cannot be read, or an option is unknown.
 */
export async function check(input: CheckInput, options?: CheckOptions): Promise<Report> {
  return await readReport(initialized(), input, options);
}

/**
 * All groups and arrays of a Zarr store, with shapes, chunks, types and codecs.
 *
 * @throws OmescopeError if the input is not a store or cannot be read.
 */
export async function inspectStore(input: StoreInput, options: StoreOptions & TreeOptions = {}): Promise<StoreTree> {
  return await readStoreTree(initialized(), input, options);
}

/**
 * Counts the chunks of a Zarr store: how many are there, missing, empty, too short, or under keys that no reader looks for.
 * It lists the whole store, which takes a second for a hundred thousand files.
 *
 * @throws OmescopeError if the input is not a store or cannot be read.
 */
export async function census(input: StoreInput, options: StoreOptions & CensusOptions = {}): Promise<Census> {
  return await readCensus(initialized(), input, options);
}

/**
 * Repairs metadata of a Zarr store: `omero` with contrast windows, separators of chunks, NaN in JSON, consolidated metadata.
 * It returns the new texts and writes nothing: the caller does, or offers them as downloads.
 *
 * @throws OmescopeError if the input is not a store or cannot be read.
 */
export async function mend(input: StoreInput, options: StoreOptions & MendOptions = {}): Promise<Mending> {
  return await readMends(initialized(), input, options);
}

/**
 * A view config of Vitessce for an OME-Zarr, AnnData, MuData or SpatialData store, with only what passes the check.
 *
 * @throws OmescopeError if nothing passes, or the input is not a store or cannot be read.
 */
export async function viewConfig(input: StoreInput, options: ConfigOptions = {}): Promise<MadeConfig> {
  return await makeConfig(initialized(), input, options);
}

/** Whether attributes of a group (a `.zattrs`, or what is under `attributes` in a `zarr.json`) are as the official schema of their version has them. */
export async function judgeAttributes(text: Uint8Array | string): Promise<JudgedAttributes> {
  return await readAttributes(initialized(), text);
}

/**
 * Opens a TIFF for its pixels: images by OME-XML where there is one, else one for each IFD of the main chain.
 *
 * @throws OmescopeError if the file is not a TIFF or cannot be read.
 */
export async function openTiff(input: Input, options?: OpenOptions): Promise<Tiff> {
  return await readTiff(initialized(), input, options);
}

/**
 * Decodes the bytes of one tile or strip: `height * width * samples` values in the byte order of this machine.
 * `jpegTables` is the content of JPEGTables (tag 347), if there is one.
 *
 * @throws OmescopeError `tile-broken` if the stream is damaged, `unsupported` if it cannot be decoded here.
 */
export async function decodeTile(bytes: Uint8Array, spec: TileSpec, jpegTables?: Uint8Array): Promise<Samples> {
  return await decodeTileWith(initialized(), bytes, spec, jpegTables);
}

/** Decodes into an array of the right type and length, which is also the result: allocating costs a tenth of decoding. */
export async function decodeInto<T extends Samples>(bytes: Uint8Array, spec: TileSpec, target: T, jpegTables?: Uint8Array): Promise<T> {
  return (await decodeTileWith(initialized(), bytes, spec, jpegTables, target)) as T;
}

function initialized(): Engines {
  if (engines !== undefined) return engines;
  throw new OmescopeError('usage', 'omescope/slim has no WebAssembly module yet.', {
    help: "Call `await initialize(new URL('omescope/omescope.wasm', …))` first, or import `omescope`, which finds it by itself.",
  });
}
