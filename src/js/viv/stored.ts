import { OmescopeError } from '../errors.js';
import { gridOf, type TiffFile } from '../tiff/file.js';
import type { Grid, Storage } from '../tiff/storage.js';
import { isHalved, isReduction, isSmaller } from './levels.js';
import type { OmeImage } from './metadata.js';
import { placesOf, type Axes, type PlanePlace } from './planes.js';
import type { FileSet } from './set.js';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** An IFD of a file. */
export interface Stored {
  readonly file: TiffFile;
  readonly storage: Storage;
}

/** A resolution as it is in the file. */
export interface StoredLevel extends Size {
  /** The IFD of a plane, by its number in the order of the file. */
  at(plane: number): Promise<Stored>;
}

/** An image as it is in the file, or in several. */
export interface StoredImage {
  readonly ome: OmeImage | undefined;
  readonly base: Stored;
  readonly grid: Grid;
  /** Planes in each axis. */
  readonly sizes: Axes;
  /** From the largest to the smallest. */
  readonly levels: readonly StoredLevel[];
}

/** IFDs of the main chain that are looked at for lower resolutions. */
const MOST_LOOKED_AT = 32;
/** Pages of a file without OME-XML that are taken for channels. */
const MOST_CHANNELS = 32;
/** Of stacks of more planes, lower resolutions in the main chain are looked for only where the image is larger: all of it is read for them. */
const LONG_STACK = { planes: 16, side: 2048 };

/** The images that OME-XML tells of, opened one by one: those that cannot be are given to `failed`. */
export async function imagesOfOme(set: FileSet, images: readonly OmeImage[], all: boolean, failed: (error: unknown) => void): Promise<StoredImage[]> {
  const found: StoredImage[] = [];
  let [start, skipped] = [0, 0];
  for (const [index, ome] of images.entries()) {
    const from = start;
    start += countOf(sizesOf(ome));
    if (skipped > 0) {
      skipped -= 1;
      continue;
    }
    try {
      const image = await imageOfOme(set, images, index, from);
      found.push(image);
      if (image.levels.length > 1 && image.base.storage.subIfds.length === 0) skipped = reductionsAfter(images, index);
    } catch (error) {
      if (!all || images.length === 1) throw error;
      failed(error);
    }
    if (!all) break;
  }
  return found;
}

async function imageOfOme(set: FileSet, images: readonly OmeImage[], index: number, start: number): Promise<StoredImage> {
  const ome = images[index] as OmeImage;
  const order = ome.metadata.Pixels.DimensionOrder;
  const first = placesOf(order, sizesOf(ome), ome.blocks, start).find((place) => place !== undefined);
  if (first === undefined) throw new OmescopeError('plane-missing', `No plane of image ${index} is in an IFD according to the OME-XML.`);
  const base = await storedAt(set, first);
  const grid = gridOf(base.storage);
  const sizes = sizesOf(ome, grid.samples);
  const places = placesOf(order, sizes, ome.blocks, start);
  const at = async (plane: number): Promise<Stored> => {
    const place = places[plane];
    if (place !== undefined) return await storedAt(set, place);
    throw new OmescopeError('plane-missing', `Plane ${plane} of image ${index} is in no IFD according to the OME-XML.`);
  };
  const largest = { width: grid.width, height: grid.height, at };
  const lower =
    base.storage.subIfds.length > 0
      ? await levelsOfSubIfds(base, grid, at)
      : reductionsAfter(images, index) > 0
        ? await levelsOfImages(set, images, index, start)
        : await levelsBehind(base, grid, places, images.length === 1, set);
  return { ome, base, grid, sizes, levels: [largest, ...fitting(lower, grid)] };
}

/** Planes in each axis, of pixels with so many samples; as the OME-XML has it, if that is not known. */
function sizesOf({ metadata: { Pixels: pixels } }: OmeImage, samples = pixels.Channels[0]?.SamplesPerPixel ?? 1): Axes {
  const { SizeC: c } = pixels;
  return { c: c % samples === 0 ? c / samples : c < samples ? 1 : c, z: pixels.SizeZ, t: pixels.SizeT };
}

function countOf({ c, z, t }: Axes): number {
  return c * z * t;
}

async function storedAt(set: FileSet, { ifd, block }: PlanePlace): Promise<Stored> {
  const file = await set.fileOf(block);
  return { file, storage: await file.storage(await file.offsetOf(ifd)) };
}

type Lower = StoredLevel & { readonly grid: Grid };

/**
 * Lower resolutions in SubIFDs, each plane's in its own. Those that cannot be read are passed over: others stand in for them.
 * Over a network, those are not read beforehand whose size can be only one: where the last is the whole divided by two as
 * often as there are SubIFDs.
 */
async function levelsOfSubIfds({ file, storage }: Stored, base: Grid, at: (plane: number) => Promise<Stored>): Promise<Lower[]> {
  const { subIfds } = storage;
  const gridAt = (offset: number | undefined): Promise<Grid | undefined> => file.storage(offset ?? -1).then(({ grid }) => ('spec' in grid ? grid : undefined), () => undefined);
  const last = file.source.reach === 'network' && subIfds.length > 2 ? await gridAt(subIfds.at(-1)) : undefined;
  const halved = last !== undefined && isSameSort(last, base) && isHalved(last, base, subIfds.length);
  const grids = await Promise.all(
    subIfds.map((offset, index) => {
      const factor = 2 ** (index + 1);
      const [width, height] = [base.width / factor, base.height / factor];
      return halved && Number.isInteger(width) && Number.isInteger(height) ? { ...base, width, height } : gridAt(offset);
    }),
  );
  return grids.flatMap((grid, index) =>
    grid === undefined ? [] : lowerLevel(grid, async (plane) => {
      const whole = await at(plane);
      const offset = whole.storage.subIfds[index];
      if (offset === undefined) throw new OmescopeError('plane-missing', `The IFD at byte ${whole.storage.ifd.offset} has no SubIFD ${index}, as that of the first plane has.`);
      return { file: whole.file, storage: await whole.file.storage(offset) };
    }),
  );
}

/** How many images behind one are that one made smaller, one after the other: so were pyramids written before SubIFDs. */
function reductionsAfter(images: readonly OmeImage[], index: number): number {
  const sizeIn = ({ metadata: { Pixels: pixels } }: OmeImage): Size => ({ width: pixels.SizeX, height: pixels.SizeY });
  // `slide.svs #1`, `slide.svs #2`: what is called otherwise is another image.
  const nameIn = ({ metadata: { Name = '' } }: OmeImage): string => Name.replace(/[\d\W_]+|level|resolution|series/gi, '');
  const axes = (image: OmeImage): string => JSON.stringify([sizesOf(image), image.metadata.Pixels.Type]);
  let count = 0;
  for (let at = index + 1; at < images.length; at += 1) {
    const [before, image] = [images[at - 1], images[at]];
    if (before === undefined || image === undefined || axes(before) !== axes(image) || !isReduction(sizeIn(image), sizeIn(before)) || nameIn(before) !== nameIn(image)) break;
    count += 1;
  }
  return count;
}

async function levelsOfImages(set: FileSet, images: readonly OmeImage[], index: number, start: number): Promise<Lower[]> {
  const levels: Lower[] = [];
  let begin = start;
  for (let at = index; at <= index + reductionsAfter(images, index); at += 1) {
    const image = images[at] as OmeImage;
    const places = placesOf(image.metadata.Pixels.DimensionOrder, sizesOf(image), image.blocks, begin);
    begin += countOf(sizesOf(image));
    const [first] = places;
    const stored = at === index || first === undefined ? undefined : await storedAt(set, first).catch(() => undefined);
    if (stored === undefined || !('spec' in stored.storage.grid)) continue;
    levels.push(...lowerLevel(stored.storage.grid, async (plane) => await storedAt(set, places[plane] ?? { ifd: -1, block: undefined })));
  }
  return levels;
}

/** Lower resolutions in the main chain behind the planes: all planes of one, then all of the next. */
async function levelsBehind({ file }: Stored, grid: Grid, places: readonly (PlanePlace | undefined)[], alone: boolean, set: FileSet): Promise<Lower[]> {
  const count = places.length;
  if (!alone || file !== set.own || (count > LONG_STACK.planes && Math.max(grid.width, grid.height) <= LONG_STACK.side)) return [];
  const offsets = await file.offsets().catch(() => []);
  if (places.some((place) => place === undefined || place.ifd >= count)) return [];
  const starts = Array.from({ length: MOST_LOOKED_AT }, (_, level) => (level + 1) * count).filter((ifd) => ifd + count <= offsets.length);
  const found = await Promise.all(starts.map((ifd) => file.storage(offsets[ifd] ?? 0).catch(() => undefined)));
  return found.flatMap((storage, index) =>
    storage === undefined || !('spec' in storage.grid) || !isLike(storage.grid, grid) ? [] : lowerLevel(storage.grid, async (plane) => ({ file, storage: await file.storage(offsets[(starts[index] ?? 0) + (places[plane]?.ifd ?? 0)] ?? 0) })),
  );
}

function lowerLevel(grid: Grid, at: (plane: number) => Promise<Stored>): Lower[] {
  return [{ width: grid.width, height: grid.height, grid, at }];
}

/** Those that are the image made smaller, from the largest on; some are filled up to whole tiles. */
function fitting(levels: readonly Lower[], base: Grid): StoredLevel[] {
  return levels.filter(({ grid }) => isSameSort(grid, base) && isSmaller(grid, base)).toSorted((a, b) => b.width * b.height - a.width * a.height);
}

function isSameSort(grid: Grid, other: Grid): boolean {
  return grid.samples === other.samples && grid.sampleType === other.sampleType;
}

/** Whether it is the other one made smaller: nothing but its shape says so. */
function isLike(grid: Grid, base: Grid): boolean {
  return isSameSort(grid, base) && isReduction(grid, base);
}

/**
 * The images of a file without OME-XML: the first IFD, those of its size as its channels, as Avivator has it (or as ImageJ
 * says; many are time points), and those that are the same made smaller as its lower resolutions. What is of another shape is
 * another image.
 */
export async function imagesOfChain(file: TiffFile): Promise<StoredImage[]> {
  const offsets = await file.offsets();
  const looked = await Promise.all(offsets.slice(0, MOST_LOOKED_AT).map((offset) => file.storage(offset).catch(() => undefined)));
  const groups: { base: Stored; grid: Grid; planes: number[]; levels: Lower[] }[] = [];
  for (const [index, storage] of looked.entries()) {
    if (storage === undefined || !('spec' in storage.grid)) continue;
    const { grid } = storage;
    const stored = { file, storage };
    const same = groups.find((group) => group.levels.length === 0 && isAlike(grid, group.grid));
    const larger = groups.find((group) => isLike(grid, group.grid) && group.planes.length === 1);
    if (same !== undefined) same.planes.push(index);
    else if (larger !== undefined) larger.levels.push(...lowerLevel(grid, () => Promise.resolve(stored)));
    else groups.push({ base: stored, grid, planes: [index], levels: [] });
  }
  const [first] = groups;
  if (first === undefined) return [];
  // A long stack: the rest is as its beginning.
  if (first.planes.length === MOST_LOOKED_AT) first.planes = Array.from(offsets, (_, index) => index);
  return await Promise.all(
    groups.map(async ({ base, grid, planes, levels }) => {
      const at = async (plane: number): Promise<Stored> => ({ file, storage: await file.storage(offsets[planes[plane] ?? 0] ?? 0) });
      const few = planes.length <= MOST_CHANNELS;
      const sizes = sizesOfImageJ(file.first.description, planes.length) ?? { c: few ? planes.length : 1, z: 1, t: few ? 1 : planes.length };
      const lower = base.storage.subIfds.length > 0 ? await levelsOfSubIfds(base, grid, at) : levels;
      return { ome: undefined, base, grid, sizes, levels: [{ width: grid.width, height: grid.height, at }, ...fitting(lower, grid)] };
    }),
  );
}

function isAlike(grid: Grid, other: Grid): boolean {
  return grid.width === other.width && grid.height === other.height && isSameSort(grid, other);
}

/** ImageJ writes its axes into the description, channels first, then slices, then frames. */
function sizesOfImageJ(description: string, planes: number): Axes | undefined {
  if (!description.startsWith('ImageJ=')) return undefined;
  const size = (name: string): number => Number(new RegExp(`^${name}=(\\d+)\\s*$`, 'm').exec(description)?.[1] ?? 1);
  const sizes = { c: size('channels'), z: size('slices'), t: size('frames') };
  return countOf(sizes) === planes ? sizes : undefined;
}
