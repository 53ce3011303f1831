/**
 * `omescope/slim`: the same functions without the modules. Call `initialize` first.
 */
import { type CheckInput, type CheckOptions, type JudgedAttributes } from './check/check.js';
import type { Report } from './check/report.js';
import { type ConfigOptions, type MadeConfig } from './check/view-config.js';
import type { Input } from './input.js';
import { type LazyModule, type ModuleInput } from './load.js';
import { type Options } from './read.js';
import type { Census, CensusOptions } from './store/census.js';
import type { Mending, MendOptions } from './store/mend.js';
import type { StoreInput, StoreOptions } from './store/open.js';
import type { StoreTree, TreeOptions } from './store/tree.js';
import type { TiffStructure } from './structure.js';
import type { Samples } from './tiff/decode.js';
import { type OpenOptions, type Tiff } from './tiff/open.js';
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
/**
 * Says where the modules are, and loads the core (`omescope.wasm`): at once, or where a function is given for it, when it is
 * needed. Where there is none, the judge does its work, as it has all of the core in it: that is less to load for whoever needs
 * both. Once for each page or worker; later calls replace the modules.
 */
export declare function initialize(input: LazyModule | Promise<ModuleInput> | undefined, further?: FurtherModules): Promise<void>;
/** The core's `offsets`; see the main entry. */
export declare function offsets(input: Input, options?: Options): Promise<number[]>;
/** The core's `inspect`; see the main entry. */
export declare function inspect(input: Input, options?: Options): Promise<TiffStructure>;
/**
 * Checks data for viewers: whether it opens, renders correctly and loads fast in each of them, why not, and how to fix it.
 *
 * Whatever is broken in the data is a finding. Reads the structure, OME-XML, and some tables and tiles.
 *
 * @throws OmescopeError if the data cannot be read, or an option is unknown.
 */
export declare function check(input: CheckInput, options?: CheckOptions): Promise<Report>;
/**
 * All groups and arrays of a Zarr store, with shapes, chunks, types and codecs.
 *
 * @throws OmescopeError if the input is not a store or cannot be read.
 */
export declare function inspectStore(input: StoreInput, options?: StoreOptions & TreeOptions): Promise<StoreTree>;
/**
 * Counts the chunks of a Zarr store: how many are there, missing, empty, too short, or under keys that no reader looks for.
 * It lists the whole store, which takes a second for a hundred thousand files.
 *
 * @throws OmescopeError if the input is not a store or cannot be read.
 */
export declare function census(input: StoreInput, options?: StoreOptions & CensusOptions): Promise<Census>;
/**
 * Repairs metadata of a Zarr store: `omero` with contrast windows, separators of chunks, NaN in JSON, consolidated metadata.
 * It returns the new texts and writes nothing: the caller does, or offers them as downloads.
 *
 * @throws OmescopeError if the input is not a store or cannot be read.
 */
export declare function mend(input: StoreInput, options?: StoreOptions & MendOptions): Promise<Mending>;
/**
 * A view config of Vitessce for an OME-Zarr, AnnData or SpatialData store, with only what passes the check.
 *
 * @throws OmescopeError if nothing passes, or the input is not a store or cannot be read.
 */
export declare function viewConfig(input: StoreInput, options?: ConfigOptions): Promise<MadeConfig>;
/** Whether attributes of a group (a `.zattrs`, or what is under `attributes` in a `zarr.json`) are as the official schema of their version has them. */
export declare function judgeAttributes(text: Uint8Array | string): Promise<JudgedAttributes>;
/**
 * Opens a TIFF for its pixels: images by OME-XML where there is one, else one for each IFD of the main chain.
 *
 * @throws OmescopeError if the file is not a TIFF or cannot be read.
 */
export declare function openTiff(input: Input, options?: OpenOptions): Promise<Tiff>;
/**
 * Decodes the bytes of one tile or strip: `height * width * samples` values in the byte order of this machine.
 * `jpegTables` is the content of JPEGTables (tag 347), if there is one.
 *
 * @throws OmescopeError `tile-broken` if the stream is damaged, `unsupported` if it cannot be decoded here.
 */
export declare function decodeTile(bytes: Uint8Array, spec: TileSpec, jpegTables?: Uint8Array): Promise<Samples>;
/** Decodes into an array of the right type and length, which is also the result: allocating costs a tenth of decoding. */
export declare function decodeInto<T extends Samples>(bytes: Uint8Array, spec: TileSpec, target: T, jpegTables?: Uint8Array): Promise<T>;
