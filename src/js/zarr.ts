/** `omescope/zarr`: OME-TIFFs for whatever reads OME-Zarr through zarrita.js. */
import type { Input } from './input.js';
import { tiles } from './shipped-tiles.js';
import { loadImages, type VivOptions } from './viv/load.js';
import { codecNamed, NAMES, type CodecRegistry } from './zarr/codecs.js';
import { checkVersion, storeOf, type ZarrStore } from './zarr/store.js';
import type { NgffVersion } from './zarr/metadata.js';

export { OmescopeError } from './errors.js';
export type { Input } from './input.js';
export type { NgffVersion } from './zarr/metadata.js';
export type { CodecRegistry } from './zarr/codecs.js';
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

/**
 * Has zarrita.js decode what it has no codec for: `registerCodecs(registry)`, the registry from `zarrita`. Of imagecodecs: JPEG, JPEG 2000, JPEG XL,
 * LERC, WebP, LZW, PackBits, Deflate, Zstandard and LZMA; of numcodecs: `lzma`. In Zarr 2, and in Zarr 3 with the prefix `numcodecs.` as well. What is
 * registered already stays. Chunks of pictures are one picture each.
 */
export function registerCodecs(registry: CodecRegistry): void {
  for (const name of NAMES.flatMap((each) => [each, `numcodecs.${each}`])) {
    if (!registry.has(name)) registry.set(name, () => Promise.resolve(codecNamed(tiles, name.replace(/^numcodecs\./, ''))));
  }
}
