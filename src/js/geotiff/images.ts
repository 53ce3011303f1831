import { heldIn, sameOf, type Facts } from './directory.js';
import { mark } from './marks.js';

/** The class of images that geotiff.js exports. */
export interface ImageClass {
  readonly prototype: object;
}

/** What is used of a table of releases 3 that is read when it is needed. */
interface DeferredTable {
  readonly source: { fetch(slices: { offset: number; length: number }[]): Promise<ArrayBuffer[]> };
  readonly arrayOffset: number;
  readonly length: number;
  readonly itemSize: number;
}

/** A directory of releases 3. */
interface AskedDirectory {
  readonly actualizedFields: Map<number, unknown>;
  readonly deferredArrays: Map<number, DeferredTable>;
  getValue(name: string): unknown;
}

type Directory = AskedDirectory | Readonly<Record<string, unknown>>;

/** What is used of an image. */
interface Image {
  readonly fileDirectory: Directory;
  readonly littleEndian: boolean;
}
type Decode = { decode(...given: unknown[]): unknown };
interface ImagePrototype {
  getTileOrStrip(this: Image, x: number, y: number, sample: number, decoder: Decode, ...more: unknown[]): unknown;
  readRasters(this: Image, ...given: unknown[]): Promise<unknown>;
}

/** The member of a directory of releases 2 that has what is known of it and of a block: it passes to workers with the others. */
export const PASSED = 'omescope';
const BITS_PER_SAMPLE = 258;

const known = new WeakMap<object, Facts>();
const readableOf = new WeakMap<object, Promise<Image>>();
const changed = new WeakSet<object>();

/** What is known of a directory beside its tags, if its image is read since `observe`. */
export function factsOf(directory: object): Facts {
  return known.get(directory) ?? {};
}

/**
 * Has images of geotiff.js note whose blocks they hand to decoders, and read what they mistake behind a decoder: samples that are not of 8, 16, 32
 * or 64 bits, and tables of big-endian files in releases 3. All else they do as before.
 */
export function observe(images: ImageClass): void {
  const prototype = images.prototype as ImagePrototype;
  if (changed.has(prototype)) return;
  changed.add(prototype);
  const { getTileOrStrip, readRasters } = prototype;
  prototype.readRasters = async function (...given) {
    const ready = readableOf.get(this) ?? readable(this);
    readableOf.set(this, ready);
    return await readRasters.apply(await ready, given);
  };
  prototype.getTileOrStrip = function (x, y, sample, decoder, ...more) {
    const decode = (...given: unknown[]): unknown => {
      const [first, bytes] = given;
      const about = { bigEndian: !this.littleEndian, place: { x, y } };
      // The bytes alone in releases 3; in releases 2 the directory before them.
      if (bytes instanceof ArrayBuffer) return decoder.decode({ ...(first as object), [PASSED]: { ...factsOf(first as object), ...about } }, bytes);
      if (first instanceof ArrayBuffer) mark(first, about);
      return decoder.decode(...given);
    };
    return getTileOrStrip.call(this, x, y, sample, { decode }, ...more);
  };
}

/** The image, or one like it with a directory that geotiff.js reads rightly. */
async function readable(image: Image): Promise<Image> {
  const { fileDirectory, littleEndian } = image;
  const bigEndian = !littleEndian;
  if (bigEndian && isAsked(fileDirectory)) await readTables(fileDirectory);
  const tag = (name: string): unknown => (isAsked(fileDirectory) ? fileDirectory.getValue(name) : fileDirectory[name]);
  const samples = Number(tag('SamplesPerPixel') ?? 1);
  const told = tag('BitsPerSample');
  const bits = sameOf(told, 1);
  // geotiff.js reads numbers of these sizes, if it is told.
  const isRead = told !== undefined && bits !== undefined && [8, 16, 32, 64].includes(bits);
  const wide = isRead || bits === undefined ? undefined : heldIn(bits);
  if (wide === undefined || bits === undefined) {
    known.set(fileDirectory, { bigEndian });
    return image;
  }
  const widened = withBits(fileDirectory, new Uint16Array(Math.max(samples, 1)).fill(wide));
  known.set(widened, { bigEndian, unpacked: true, bits });
  return Object.create(image, { fileDirectory: { value: widened } }) as Image;
}

function isAsked(directory: Directory): directory is AskedDirectory {
  return directory['actualizedFields'] instanceof Map && directory['deferredArrays'] instanceof Map;
}

/** A directory like this one with other bits, which leaves this one as it is. */
function withBits(directory: Directory, bits: Uint16Array): Directory {
  if (!isAsked(directory)) return { ...directory, BitsPerSample: bits };
  const fields = new Map(directory.actualizedFields).set(BITS_PER_SAMPLE, bits);
  return Object.create(directory, { actualizedFields: { value: fields } }) as AskedDirectory;
}

/** Reads tables that geotiff.js would read later, in the wrong byte order. */
async function readTables({ actualizedFields, deferredArrays }: AskedDirectory): Promise<void> {
  for (const [tag, { source, arrayOffset, length, itemSize }] of [...deferredArrays]) {
    const [buffer] = await source.fetch([{ offset: arrayOffset, length: length * itemSize }]);
    if (buffer === undefined || buffer.byteLength < length * itemSize) continue;
    const view = new DataView(buffer);
    const read = { 1: (at: number) => view.getUint8(at), 2: (at: number) => view.getUint16(at), 4: (at: number) => view.getUint32(at), 8: (at: number) => Number(view.getBigUint64(at)) }[itemSize];
    if (read === undefined) continue;
    actualizedFields.set(tag, Array.from({ length }, (_, index) => read(index * itemSize)));
    deferredArrays.delete(tag);
  }
}
