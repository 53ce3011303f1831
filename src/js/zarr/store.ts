import { OmescopeError } from '../errors.js';
import type { VivImage } from '../viv/load.js';
import { SIGNAL_ABORTED, type PixelData, type PixelSource } from '../viv/pixel-source.js';
import { createShared, type Shared } from '../viv/shared.js';
import { arrayMetadata, AXES, imageAttributes, type ArrayFacts, type NgffVersion, type Window } from './metadata.js';

/** What is given to each read. */
export interface GetOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Bytes of an object: some of it, or its end. */
export type RangeQuery = { readonly offset: number; readonly length: number } | { readonly suffixLength: number };

/** A store as zarrita.js and what is built on it read: `AsyncReadable`. Nothing can be written to it. */
export interface ZarrStore {
  /** Images in the store: of one, the root is the image; of several, the groups `0`, `1`, … are (`bioformats2raw.layout`). */
  readonly images: number;
  /** Bytes of a metadata document or chunk; undefined where there is none. */
  get(key: string, options?: GetOptions): Promise<Uint8Array | undefined>;
  getRange(key: string, range: RangeQuery, options?: GetOptions): Promise<Uint8Array | undefined>;
}

/** Bytes of tiles of RGB pixels that are kept for their other channels. */
const MOST_TILES = 16 * 1024 * 1024;
/** Pixels of a plane that windows are taken from, and how many of them, evenly. */
const MOST_LOOKED_AT = 4 * 1024 * 1024;
const MOST_SORTED = 1 << 16;
/** Channels whose windows are taken from their pixels. */
const MOST_WINDOWS = 64;

interface Image {
  readonly image: VivImage;
  readonly levels: readonly ArrayFacts[];
  attributes(): Promise<object>;
}

export function storeOf(images: readonly VivImage[], version: NgffVersion): ZarrStore {
  const tiles = createShared<PixelData>(MOST_TILES, ({ data }) => data.byteLength);
  const all = images.map((image) => imageOf(image, version));

  async function read(key: string, signal: AbortSignal | undefined): Promise<Uint8Array | undefined> {
    signal?.throwIfAborted();
    const path = key.replace(/^\/+/, '').split('/');
    if (all.length === 1) return await inImage(all[0] as Image, '', path, signal);
    const [first, ...rest] = path;
    if (rest.length === 0) return rootDocument(first ?? '', version);
    const number = indexOf(first);
    const image = number === undefined ? undefined : all[number];
    return image === undefined ? undefined : await inImage(image, `${number} `, rest, signal);
  }

  async function inImage(image: Image, name: string, [first = '', ...rest]: readonly string[], signal: AbortSignal | undefined): Promise<Uint8Array | undefined> {
    if (rest.length === 0) return await groupDocument(image, first, version);
    const number = indexOf(first);
    const level = number === undefined ? undefined : image.levels[number];
    if (number === undefined || level === undefined) return undefined;
    if (rest.length === 1) return rest[0] === (version === '0.4' ? '.zarray' : 'zarr.json') ? textOf(arrayMetadata(level, version)) : undefined;
    const place = version === '0.4' ? rest : rest[0] === 'c' ? rest.slice(1) : [];
    const at = place.map(indexOf);
    if (at.length !== AXES.length || at.some((index, axis) => index === undefined || index * (level.chunks[axis] ?? 1) >= (level.shape[axis] ?? 0))) return undefined;
    return await chunkOf(image.image.data[number] as PixelSource, level, at as number[], { tiles, name: `${name}${number}`, signal });
  }

  return {
    images: images.length,
    get: (key, { signal } = {}) => read(key, signal),
    async getRange(key, range, { signal } = {}) {
      const bytes = await read(key, signal);
      if (bytes === undefined) return undefined;
      return 'suffixLength' in range ? bytes.subarray(Math.max(0, bytes.length - range.suffixLength)) : bytes.subarray(range.offset, range.offset + range.length);
    },
  };
}

/** Where several images are: as bioformats2raw writes them. */
function rootDocument(name: string, version: NgffVersion): Uint8Array | undefined {
  const layout = { 'bioformats2raw.layout': 3 };
  if (version === '0.5') return name === 'zarr.json' ? textOf({ zarr_format: 3, node_type: 'group', attributes: { ome: { version, ...layout } } }) : undefined;
  return name === '.zgroup' ? textOf({ zarr_format: 2 }) : name === '.zattrs' ? textOf(layout) : undefined;
}

async function groupDocument(image: Image, name: string, version: NgffVersion): Promise<Uint8Array | undefined> {
  if (version === '0.5') return name === 'zarr.json' ? textOf({ zarr_format: 3, node_type: 'group', attributes: await image.attributes() }) : undefined;
  return name === '.zgroup' ? textOf({ zarr_format: 2 }) : name === '.zattrs' ? textOf(await image.attributes()) : undefined;
}

function imageOf(image: VivImage, version: NgffVersion): Image {
  const levels = image.data.map(factsOf);
  let made: Promise<object> | undefined;
  return {
    image,
    levels,
    attributes() {
      made ??= windowsOf(image, levels).then((windows) => imageAttributes(image, levels, windows, version));
      return made;
    },
  };
}

function factsOf({ labels, shape, dtype, tileSize }: PixelSource): ArrayFacts {
  const sizeOf = (label: string): number => (labels.includes(label) ? (shape[labels.indexOf(label)] ?? 1) : 1);
  const [height, width] = [sizeOf('y'), sizeOf('x')];
  return {
    shape: [sizeOf('t'), sizeOf('c') * sizeOf('_c'), sizeOf('z'), height, width],
    // Arrays that are smaller than a tile have no use for a whole one.
    chunks: [1, 1, 1, Math.min(tileSize, height), Math.min(tileSize, width)],
    dtype,
  };
}

interface Reading {
  readonly tiles: Shared<PixelData>;
  readonly name: string;
  readonly signal: AbortSignal | undefined;
}

/** The samples of a chunk, filled up with zeros where it goes beyond the image. */
async function chunkOf(source: PixelSource, { chunks, dtype }: ArrayFacts, [t, c, z, y, x]: readonly number[], { tiles, name, signal }: Reading): Promise<Uint8Array> {
  const samples = source.labels.at(-1) === '_c' ? (source.shape.at(-1) ?? 1) : 1;
  const [at, sample] = [Math.floor((c ?? 0) / samples), (c ?? 0) % samples];
  const selection = { t: t ?? 0, z: z ?? 0, c: at };
  const read = (stop: AbortSignal | undefined): Promise<PixelData> => source.getTile({ x: x ?? 0, y: y ?? 0, selection, signal: stop }).catch((error: unknown) => {
    throw error === SIGNAL_ABORTED ? stop?.reason : error;
  });
  const { data, width, height } = samples === 1 ? await read(signal) : await tiles.get(`${name} ${t} ${at} ${z} ${y} ${x}`, signal, read);
  const [rows = 0, columns = 0] = chunks.slice(3);
  const whole = samples === 1 && width === columns && height === rows;
  const chunk = whole ? data : new globalThis[`${dtype}Array`](rows * columns);
  if (!whole) {
    for (let row = 0; row < height; row += 1) {
      const from = row * width * samples;
      if (samples === 1) chunk.set(data.subarray(from, from + width), row * columns);
      else for (let column = 0; column < width; column += 1) chunk[row * columns + column] = data[from + column * samples + sample] ?? 0;
    }
  }
  return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** Contrast of each channel: of the middle plane in the lowest resolution, without the darkest and the brightest thousandth. */
async function windowsOf({ data }: VivImage, levels: readonly ArrayFacts[]): Promise<Window[]> {
  const [source, level] = [data.at(-1), levels.at(-1)];
  if (source === undefined || level === undefined) return [];
  const [, channels = 0, depth = 1, height = 0, width = 0] = level.shape;
  if (height * width > MOST_LOOKED_AT) return [];
  const isRgb = source.labels.at(-1) === '_c';
  // Colours are shown as they are.
  if (isRgb) return [];
  const looked = Array.from({ length: Math.min(channels, MOST_WINDOWS) }, (_, c) => source.getRaster({ selection: { c, z: Math.floor(depth / 2), t: 0 } }).then(({ data: samples }) => windowOf(samples), () => undefined));
  return (await Promise.all(looked)).map((window) => window ?? { start: 0, end: 1 });
}

function windowOf(samples: PixelData['data']): Window | undefined {
  const step = Math.ceil(samples.length / MOST_SORTED);
  const sorted = Float64Array.from({ length: Math.floor(samples.length / step) }, (_, index) => samples[index * step] ?? 0).filter(Number.isFinite).sort();
  if (sorted.length === 0) return undefined;
  const [start, end] = [sorted[Math.floor(0.001 * (sorted.length - 1))] ?? 0, sorted[Math.ceil(0.999 * (sorted.length - 1))] ?? 0];
  // Of one value alone there is no range; viewers divide by it.
  return start < end ? { start, end } : { start, end: start + 1 };
}

function indexOf(text: string | undefined): number | undefined {
  return text !== undefined && /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : undefined;
}

function textOf(document: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(document));
}

export function checkVersion(version: string): asserts version is NgffVersion {
  if (version !== '0.4' && version !== '0.5') throw new OmescopeError('usage', `OME-NGFF ${version} is not written; 0.4 and 0.5 are.`);
}
