import type { DimensionOrder, PlaneBlock } from './metadata.js';

/** Sizes of an image's axes; `c` in planes, of which one of RGB holds several samples. */
export interface Axes {
  readonly c: number;
  readonly z: number;
  readonly t: number;
}

/** Where a plane is: an IFD of the main chain of this file, or of one that is named. */
export interface PlanePlace {
  readonly ifd: number;
  readonly block: PlaneBlock | undefined;
}

/** Most planes of an image that are looked at. */
const MOST_PLANES = 1 << 20;

/** Number of a plane in the order of the file. */
export function planeIndex(order: DimensionOrder, sizes: Axes, at: Axes): number {
  let [index, stride] = [0, 1];
  for (const axis of order.slice(2).toLowerCase() as Iterable<string>) {
    index += at[axis as keyof Axes] * stride;
    stride *= sizes[axis as keyof Axes];
  }
  return index;
}

/**
 * Places of an image's planes in the order of the file (OME-TIFF specification, "The TiffData element"). `start` is the IFD
 * where those stand of which nothing is said: behind the images before.
 */
export function placesOf(order: DimensionOrder, sizes: Axes, blocks: readonly PlaneBlock[], start: number): (PlanePlace | undefined)[] {
  const count = Math.min(sizes.c * sizes.z * sizes.t, MOST_PLANES);
  const places = Array.from({ length: count }, (_, index): PlanePlace | undefined => (blocks.length > 0 ? undefined : { ifd: start + index, block: undefined }));
  // Elements that give places to all planes again and again would take for ever.
  let left = 2 * MOST_PLANES;
  for (const block of blocks) {
    const first = planeIndex(order, sizes, block.first);
    // One element alone stands for all planes, whatever it leaves out.
    const planes = Math.min(block.count ?? (block.ifd === undefined || blocks.length === 1 ? count : 1), count - first, left);
    const begin = block.ifd ?? (block.uuid === undefined ? start : 0);
    for (let n = 0; n < planes; n += 1) places[first + n] = { ifd: begin + n, block };
    left -= Math.max(planes, 0);
  }
  return places;
}
