/** `omescope/zarr`: OME-TIFFs for whatever reads OME-Zarr through zarrita.js. */
import type { Input } from './input.js';
import { tiles } from './shipped-tiles.js';
import { loadImages, type VivOptions } from './viv/load.js';
import { checkVersion, storeOf, type ZarrStore } from './zarr/store.js';
import type { NgffVersion } from './zarr/metadata.js';

export { OmescopeError } from './errors.js';
export type { Input } from './input.js';
export type { NgffVersion } from './zarr/metadata.js';
export type { GetOptions, RangeQuery, ZarrStore } from './zarr/store.js';

export interface ZarrOptions extends VivOptions {
  /** `0.4` (in Zarr 2), which most can read, or `0.5` (in Zarr 3). `0.4`. */
  readonly version?: NgffVersion;
}

/**
 * An OME-TIFF, or any other TIFF, as a read-only OME-Zarr store: `zarrita.open(await openAsZarr(url))`. Nothing is converted before it is asked for: a
 * chunk is a tile, decoded and not compressed.
 *
 * Arrays have the axes t, c, z, y, x; resolutions are halves of each other; samples of RGB pixels are channels. `omero` has names and
 * colours of the OME-XML, and windows taken from the pixels. Several images are groups `0`, `1`, … as bioformats2raw has them.
 *
 * @throws OmescopeError if the file is not a TIFF, cannot be read, or has no pixels that can be decoded; `usage` for another version.
 */
export async function openAsZarr(input: Input | readonly Input[], { version = '0.4', ...options }: ZarrOptions = {}): Promise<ZarrStore> {
  checkVersion(version);
  return storeOf(await loadImages(tiles, input, options, true), version);
}
