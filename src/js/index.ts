/**
 * omescope: what a viewer will make of an OME-TIFF.
 *
 * The WebAssembly modules are inlined and loaded when they are needed first. `omescope/slim` is the same without them, for
 * applications that bring the modules themselves.
 */
import { readAttributes, readCensus, readMends, readReport, readRules, readStoreTree, readViewers, type CheckInput, type CheckOptions, type JudgedAttributes, type RuleDocumentation, type ViewerDocumentation } from './check/check.js';
import type { Report } from './check/report.js';
import { makeConfig, type ConfigOptions, type MadeConfig } from './check/view-config.js';
import { inlinedEngines } from './inlined.js';
import type { Input } from './input.js';
import { readOffsets, readStructure, type Options } from './read.js';
import type { Census, CensusOptions } from './store/census.js';
import type { Mending, MendOptions } from './store/mend.js';
import type { StoreInput, StoreOptions } from './store/open.js';
import type { StoreTree, TreeOptions } from './store/tree.js';
import type { TiffStructure } from './structure.js';
import type { Samples } from './tiff/decode.js';
import { decodeTileWith } from './tiff/one.js';
import { readTiff, type OpenOptions, type Tiff } from './tiff/open.js';
import type { TileSpec } from './tiff/storage.js';

export * from './public.js';

const engines = /* @__PURE__ */ inlinedEngines();

/**
 * Byte offsets of the IFDs of a TIFF's main chain, in order: the content of `offsets.json`.
 *
 * Reads the header and, of each IFD, the number of entries and the next-IFD pointer (TIFF 6.0 section 2; BigTIFF).
 *
 * @throws OmescopeError where the file is no TIFF, where its chain is broken (`partial` has the offsets before), or
 *   where it cannot be read.
 */
export function offsets(input: Input, options?: Options): Promise<number[]> {
  return readOffsets(engines.core, input, options);
}

/**
 * The tree of IFDs and SubIFDs of a TIFF, with what each says of its image. What is broken is in `defects`.
 *
 * @throws OmescopeError where the file is no TIFF or cannot be read.
 */
export function inspect(input: Input, options?: Options): Promise<TiffStructure> {
  return readStructure(engines.core, input, options);
}

/**
 * What viewers will make of the data: whether it loads, shows right and is fast in each, why not, and how to mend it.
 *
 * What is broken in the data is a finding. Reads the structure, OME-XML, and some tables and tiles.
 *
 * @throws OmescopeError where the data cannot be read, or an option is not known.
 */
export function check(input: CheckInput, options?: CheckOptions): Promise<Report> {
  return readReport(engines, input, options);
}

/**
 * All groups and arrays of a Zarr store, with shapes, chunks, types and codecs.
 *
 * @throws OmescopeError where the input is no store or cannot be read.
 */
export function inspectStore(input: StoreInput, options: StoreOptions & TreeOptions = {}): Promise<StoreTree> {
  return readStoreTree(engines, input, options);
}

/**
 * Which chunks of a Zarr store are there: how many are missing, of no bytes, too short, or under keys that no reader looks for.
 * It lists all that there is, which takes a second for a hundred thousand files.
 *
 * @throws OmescopeError where the input is no store or cannot be read.
 */
export function census(input: StoreInput, options: StoreOptions & CensusOptions = {}): Promise<Census> {
  return readCensus(engines, input, options);
}

/**
 * What can be mended of a Zarr store by writing some of its metadata anew: `omero` with windows, separators of chunks, NaN in JSON,
 * consolidated metadata. It only says so; who calls it writes the texts, or offers them as downloads.
 *
 * @throws OmescopeError where the input is no store or cannot be read.
 */
export function mend(input: StoreInput, options: StoreOptions & MendOptions = {}): Promise<Mending> {
  return readMends(engines, input, options);
}

/**
 * A view config of Vitessce for an OME-Zarr, AnnData or SpatialData store, with only what passes the check.
 *
 * @throws OmescopeError where nothing passes, or the input is no store or cannot be read.
 */
export function viewConfig(input: StoreInput, options: ConfigOptions = {}): Promise<MadeConfig> {
  return makeConfig(engines, input, options);
}

/** Whether attributes of a group (a `.zattrs`, or what is under `attributes` in a `zarr.json`) are as the official schema of their version has them. */
export function judgeAttributes(text: Uint8Array | string): Promise<JudgedAttributes> {
  return readAttributes(engines, text);
}

/** The catalogue of rules that `check` judges by. */
export function rules(): Promise<readonly RuleDocumentation[]> {
  return readRules(engines);
}

/** The viewers that `check` gives verdicts for. */
export function viewers(): Promise<readonly ViewerDocumentation[]> {
  return readViewers(engines);
}

/**
 * Opens a TIFF for its pixels: images by OME-XML where there is one, else one for each IFD of the main chain.
 *
 * @throws OmescopeError where the file is no TIFF or cannot be read.
 */
export function openTiff(input: Input, options?: OpenOptions): Promise<Tiff> {
  return readTiff(engines, input, options);
}

/**
 * Decodes the bytes of one tile or strip: `height * width * samples` values in the byte order of this machine.
 * `jpegTables` is the content of JPEGTables (tag 347), if there is one.
 *
 * @throws OmescopeError `tile-broken` where the stream is damaged, `unsupported` where it is of a sort that is not decoded.
 */
export function decodeTile(bytes: Uint8Array, spec: TileSpec, jpegTables?: Uint8Array): Promise<Samples> {
  return decodeTileWith(engines, bytes, spec, jpegTables);
}

/** The same into an array of the right type and length, which is also the result: allocating costs a tenth of decoding. */
export function decodeInto<T extends Samples>(bytes: Uint8Array, spec: TileSpec, target: T, jpegTables?: Uint8Array): Promise<T> {
  return decodeTileWith(engines, bytes, spec, jpegTables, target) as Promise<T>;
}
