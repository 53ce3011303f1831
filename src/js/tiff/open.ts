import { abortable } from '../abort.js';
import type { TileEngines } from '../engine.js';
import { OmescopeError } from '../errors.js';
import type { Input } from '../input.js';
import type { Ifd } from '../structure.js';
import { createSamples } from './decode.js';
import { blocksOf, gridOf, openFile, type OpenOptions, type TiffFile } from './file.js';
import { readWindow, type PixelOptions, type Pixels, type Rect, type Selection } from './level.js';
import type { Grid, OmeFacts, SampleType } from './storage.js';

export type { OpenOptions } from './file.js';

/** One resolution of an image. Sizes are those of its first plane. */
export interface Level {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly type: SampleType;
  readonly tileWidth: number;
  readonly tileHeight: number;
  /** Tiles in x and y. */
  readonly across: number;
  readonly down: number;
  /** The tile at a place of the grid, cut at the edges of the image unless `pad` is set. */
  tile(x: number, y: number, options?: PixelOptions & { readonly pad?: boolean }): Promise<Pixels>;
  /** A rectangle of a plane. */
  window(rect: Rect, options?: PixelOptions): Promise<Pixels>;
  /** A whole plane. */
  plane(options?: PixelOptions): Promise<Pixels>;
}

/** An image: one of OME-XML, or one IFD of the main chain where there is none. */
export interface TiffImage {
  readonly name: string | undefined;
  readonly channels: readonly { readonly name: string | undefined }[];
  /** Planes in each axis. Samples of RGB pixels are no planes. */
  readonly sizeC: number;
  readonly sizeZ: number;
  readonly sizeT: number;
  /** Resolutions, the full one included. */
  levelCount(): Promise<number>;
  level(index: number): Promise<Level>;
}

export interface Tiff {
  readonly images: readonly TiffImage[];
  /** Any IFD by its number in the main chain, or by its offset in the file. */
  ifd(which: number | { readonly offset: number }): Promise<Level & { readonly facts: Omit<Ifd, 'path' | 'subIfds'> }>;
}

const MOST_IMAGES = 1 << 20;

export async function readTiff(engines: TileEngines, input: Input, options: OpenOptions = {}): Promise<Tiff> {
  const file = await openFile(engines, input, options);
  const { ome } = file.first;
  const images = ome === null ? await imagesOfChain(file) : imagesOfOme(file, ome);
  return {
    images,
    async ifd(which) {
      const offset = typeof which === 'number' ? await file.offsetOf(which) : which.offset;
      const storage = await file.storage(offset);
      return { ...levelOf(file, gridOf(storage), () => Promise.resolve(offset)), facts: storage.ifd };
    },
  };
}

async function imagesOfChain(file: TiffFile): Promise<TiffImage[]> {
  const offsets = await file.offsets();
  return offsets.slice(0, MOST_IMAGES).map((offset) => createImage(file, undefined, [], [1, 1, 1], () => Promise.resolve(offset)));
}

function imagesOfOme(file: TiffFile, { images }: OmeFacts): TiffImage[] {
  return images.map((image, index) => {
    const { planesC, sizeZ, sizeT, planes } = image;
    const channels = image.channels.map(({ name }) => ({ name: name ?? undefined }));
    return createImage(file, image.name ?? undefined, channels, [planesC, sizeZ, sizeT], async ({ c = 0, z = 0, t = 0 }) => {
      const inside = (at: number, size: number): boolean => Number.isInteger(at) && at >= 0 && at < size;
      if (!inside(c, planesC) || !inside(z, sizeZ) || !inside(t, sizeT)) {
        throw new OmescopeError('usage', `There is no plane c=${c}, z=${z}, t=${t}; image ${index} has ${planesC}, ${sizeZ} and ${sizeT} of them.`);
      }
      const ifd = planes?.[(t * sizeZ + z) * planesC + c];
      if (ifd === undefined || ifd < 0) {
        const where = ifd === -1 ? 'is in another file of this data set' : 'is in no IFD according to the OME-XML';
        throw new OmescopeError('plane-missing', `Plane c=${c}, z=${z}, t=${t} of image ${index} ${where}.`);
      }
      return await file.offsetOf(ifd);
    });
  });
}

function createImage(
  file: TiffFile,
  name: string | undefined,
  channels: readonly { readonly name: string | undefined }[],
  [sizeC, sizeZ, sizeT]: readonly [number, number, number],
  place: (selection: Selection) => Promise<number>,
): TiffImage {
  const atLevel = async (selection: Selection, level: number): Promise<number> => {
    const offset = await place(selection);
    if (level === 0) return offset;
    const { subIfds } = await file.storage(offset);
    const sub = Number.isInteger(level) ? subIfds[level - 1] : undefined;
    if (sub !== undefined) return sub;
    throw new OmescopeError('usage', `There is no level ${level}; the plane has ${subIfds.length + 1}.`);
  };
  return {
    name,
    channels,
    sizeC,
    sizeZ,
    sizeT,
    async levelCount() {
      return (await file.storage(await place({}))).subIfds.length + 1;
    },
    async level(index) {
      const storage = await file.storage(await atLevel({}, index));
      return levelOf(file, gridOf(storage), (selection) => atLevel(selection, index));
    },
  };
}

function levelOf(file: TiffFile, grid: Grid, place: (selection: Selection) => Promise<number>): Level {
  const { width, height, samples, sampleType: type, blockWidth: tileWidth, blockHeight: tileHeight, across, down } = grid;
  const read = async (rect: Rect, options: PixelOptions = {}): Promise<Pixels> => {
    options.signal?.throwIfAborted();
    const storage = await abortable(place(options).then((offset) => file.storage(offset)), options.signal);
    return await readWindow(blocksOf(file, storage), rect, options);
  };
  return {
    width,
    height,
    samples,
    type,
    tileWidth,
    tileHeight,
    across,
    down,
    window: read,
    plane: (options) => read({ x: 0, y: 0, width, height }, options),
    async tile(x, y, options = {}) {
      if (!(Number.isInteger(x) && Number.isInteger(y) && x >= 0 && y >= 0 && x < across && y < down)) {
        throw new OmescopeError('usage', `There is no tile ${x},${y}; the level has ${across} x ${down}.`);
      }
      const rect = { x: x * tileWidth, y: y * tileHeight, width: Math.min(tileWidth, width - x * tileWidth), height: Math.min(tileHeight, height - y * tileHeight) };
      const cut = await read(rect, options);
      return options.pad ? padded(cut, tileWidth, tileHeight) : cut;
    },
  };
}

function padded(pixels: Pixels, width: number, height: number): Pixels {
  if (pixels.width === width && pixels.height === height) return pixels;
  const data = createSamples(pixels.type, width * height * pixels.samples) as Uint8Array<ArrayBuffer>;
  const planes = pixels.layout === 'planar' ? pixels.samples : 1;
  const inRow = pixels.samples / planes;
  for (let row = 0; row < planes * pixels.height; row += 1) {
    const [plane, y] = [Math.floor(row / pixels.height), row % pixels.height];
    const from = row * pixels.width * inRow;
    data.set((pixels.data as Uint8Array).subarray(from, from + pixels.width * inRow), (plane * height + y) * width * inRow);
  }
  return { ...pixels, data, width, height };
}
