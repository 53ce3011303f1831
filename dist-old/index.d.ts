/**
 * omescope: checks OME-TIFF and Zarr data for web viewers.
 *
 * Each WebAssembly module is loaded when it is needed first. `omescope/tiff` is what needs no judge; `omescope/slim` is for
 * applications that bring the modules themselves.
 */
import { type CheckInput, type CheckOptions, type JudgedAttributes } from './check/check.js';
import type { Report } from './check/report.js';
import { type ConfigOptions, type MadeConfig } from './check/view-config.js';
import type { Census, CensusOptions } from './store/census.js';
import type { Mending, MendOptions } from './store/mend.js';
import type { StoreInput, StoreOptions } from './store/open.js';
import type { StoreTree, TreeOptions } from './store/tree.js';
export * from './public.js';
export { rules, viewers } from './check/catalogue.js';
export { decodeInto, decodeTile, inspect, offsets, openTiff } from './tiff.js';
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
