/**
 * `omescope/viv`: OME-TIFFs for Viv, Vitessce and whatever else takes Viv's `PixelSource`, in place of Viv's own loader.
 *
 * The WebAssembly modules are loaded when they are needed first: the core, and for tiles of rare compressions one more.
 */
import type { Input } from './input.js';
import { tiles } from './shipped-tiles.js';
import { loadImages, type VivImage, type VivOptions } from './viv/load.js';

export { OmescopeError, type At, type ErrorCode } from './errors.js';
export type { HttpLimits } from './http/source.js';
export type { Input } from './input.js';
export type { Pool } from './pool/pool.js';
export type { Limits } from './read.js';
export type { Source } from './source.js';
export type { DimensionOrder, TiffData, VivChannel, VivMetadata, VivPixels } from './viv/metadata.js';
export { SIGNAL_ABORTED, type PixelData, type PixelSource, type PlaneSelection, type RasterRequest, type TileRequest, type VivDtype } from './viv/pixel-source.js';
export type { Resampling } from './viv/resample.js';
export type { VivImage, VivOptions } from './viv/load.js';

/**
 * Opens the first image of an OME-TIFF, or of any other TIFF, for Viv's layers. `input` is a file, an address, or a list of
 * them for an image that is in several files (`companion.ome`); the others of an address are found beside it.
 *
 * @throws OmescopeError if the file is not a TIFF, cannot be read, or has no pixels that can be decoded.
 */
export function loadOmeTiff(input: Input | readonly Input[], options: VivOptions & { readonly images: 'all' }): Promise<VivImage[]>;
export function loadOmeTiff(input: Input | readonly Input[], options?: VivOptions & { readonly images?: 'first' }): Promise<VivImage>;
export async function loadOmeTiff(input: Input | readonly Input[], options: VivOptions & { readonly images?: 'first' | 'all' } = {}): Promise<VivImage | VivImage[]> {
  const all = options.images === 'all';
  const images = await loadImages(tiles, input, options, all);
  return all ? images : (images[0] as VivImage);
}

/** Opens all images of a file. One whose pixels cannot be decoded is left out, and `onTileError` is told. */
export function loadOmeTiffs(input: Input | readonly Input[], options: VivOptions = {}): Promise<VivImage[]> {
  return loadImages(tiles, input, options, true);
}
