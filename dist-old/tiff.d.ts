/**
 * `omescope/tiff`: offsets, structure and pixels of TIFF files, for viewers. Nothing of the judge is in it, nor of Zarr.
 *
 * The WebAssembly modules are loaded when they are needed first: the core, and for tiles of rare compressions one more.
 */
import type { Input } from './input.js';
import { type Options } from './read.js';
import type { TiffStructure } from './structure.js';
import type { Samples } from './tiff/decode.js';
import { type OpenOptions, type Tiff } from './tiff/open.js';
import type { TileSpec } from './tiff/storage.js';
export * from './public-tiff.js';
/**
 * Byte offsets of the IFDs of a TIFF's main chain, in order: the content of `offsets.json`.
 *
 * Reads the header and, of each IFD, the number of entries and the next-IFD pointer (TIFF 6.0 section 2; BigTIFF).
 *
 * @throws OmescopeError if the file is not a TIFF, if its chain is broken (`partial` has the offsets before), or if it
 *   cannot be read.
 */
export declare function offsets(input: Input, options?: Options): Promise<number[]>;
/**
 * The tree of IFDs and SubIFDs of a TIFF, with what each says of its image. What is broken is in `defects`.
 *
 * @throws OmescopeError if the file is not a TIFF or cannot be read.
 */
export declare function inspect(input: Input, options?: Options): Promise<TiffStructure>;
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
