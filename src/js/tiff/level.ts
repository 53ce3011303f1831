import { OmescopeError } from '../errors.js';
import { createSamples, type Decoded, type Samples } from './decode.js';
import type { SampleType, TileSpec } from './storage.js';

/** Which plane of an image. Axes that are not given are 0. */
export interface Selection {
  readonly c?: number;
  readonly z?: number;
  readonly t?: number;
}

/** What is wanted of a plane. */
export interface PixelOptions extends Selection {
  /** One sample of each pixel; all when not given. */
  readonly sample?: number;
  /** All samples of a pixel together, or one plane for each sample. `interleaved`. */
  readonly layout?: 'interleaved' | 'planar';
  /** What becomes of a damaged tile: an error, or zeros where it could not be decoded. `throw`. */
  readonly damaged?: 'throw' | 'fill';
  readonly signal?: AbortSignal;
}

/** Pixels: `height * width * samples` values, row by row. */
export interface Pixels {
  readonly data: Samples;
  readonly type: SampleType;
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly layout: 'interleaved' | 'planar';
  /** Damage that zeros stand for, where they were asked for. */
  readonly damage: readonly OmescopeError[];
}

/** A rectangle of pixels. */
export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The blocks of one IFD, decoded one at a time. */
export interface Blocks {
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly type: SampleType;
  readonly planar: boolean;
  readonly tileWidth: number;
  readonly tileHeight: number;
  readonly across: number;
  readonly down: number;
  /** The block at a place of the grid, whole; `plane` is the sample where samples have blocks of their own, else 0. */
  block(x: number, y: number, plane: number, signal?: AbortSignal): Promise<Decoded & { readonly spec: TileSpec }>;
}

/** Most bytes of a window. */
const MOST = 2 ** 30;

/** Reads a rectangle. All blocks it touches are read in parallel, and each is let go as soon as it was copied. */
export async function readWindow(blocks: Blocks, rect: Rect, options: PixelOptions): Promise<Pixels> {
  checkRect(blocks, rect);
  const { sample, layout = 'interleaved', damaged = 'throw', signal } = options;
  if (sample !== undefined && !(Number.isInteger(sample) && sample >= 0 && sample < blocks.samples)) {
    throw new OmescopeError('usage', `There is no sample ${sample}; the image has ${blocks.samples}.`);
  }
  const samples = sample === undefined ? blocks.samples : 1;
  const bytes = rect.width * rect.height * samples * 8;
  if (bytes > MOST * 8) throw new OmescopeError('usage', `A window of ${rect.width} x ${rect.height} pixels is too large to be read at once.`);
  const data = createSamples(blocks.type, rect.width * rect.height * samples);
  const damage: OmescopeError[] = [];
  const target = { data, rect, samples, layout };
  await Promise.all(
    touched(blocks, rect, sample).map(async ({ x, y, plane }) => {
      const block = await blocks.block(x, y, plane, signal);
      if (block.damage !== undefined && damaged === 'throw') throw block.damage;
      if (block.damage !== undefined) damage.push(block.damage);
      copyBlock(blocks, block, { x, y, plane }, sample, target);
    }),
  );
  return { data, type: blocks.type, width: rect.width, height: rect.height, samples, layout, damage };
}

function checkRect(blocks: Blocks, { x, y, width, height }: Rect): void {
  const whole = [x, y, width, height].every(Number.isInteger);
  if (whole && x >= 0 && y >= 0 && width > 0 && height > 0 && x + width <= blocks.width && y + height <= blocks.height) return;
  throw new OmescopeError('usage', `The window ${x},${y} of ${width} x ${height} pixels is not inside the image of ${blocks.width} x ${blocks.height}.`);
}

interface Place {
  readonly x: number;
  readonly y: number;
  readonly plane: number;
}

function touched(blocks: Blocks, rect: Rect, sample: number | undefined): Place[] {
  const places: Place[] = [];
  const planes = !blocks.planar ? [0] : sample === undefined ? Array.from({ length: blocks.samples }, (_, plane) => plane) : [sample];
  for (const plane of planes) {
    for (let y = Math.floor(rect.y / blocks.tileHeight); y * blocks.tileHeight < rect.y + rect.height; y += 1) {
      for (let x = Math.floor(rect.x / blocks.tileWidth); x * blocks.tileWidth < rect.x + rect.width; x += 1) {
        places.push({ x, y, plane });
      }
    }
  }
  return places;
}

interface Target {
  readonly data: Samples;
  readonly rect: Rect;
  readonly samples: number;
  readonly layout: 'interleaved' | 'planar';
}

/** Copies what a block has of the rectangle. */
function copyBlock(blocks: Blocks, block: Decoded & { spec: TileSpec }, place: Place, sample: number | undefined, target: Target): void {
  const { rect } = target;
  const { width: stored, height: rows, samples: inBlock } = block.spec;
  const left = place.x * blocks.tileWidth;
  const top = place.y * blocks.tileHeight;
  const [x0, x1] = [Math.max(left, rect.x), Math.min(left + stored, rect.x + rect.width)];
  const [y0, y1] = [Math.max(top, rect.y), Math.min(top + rows, rect.y + rect.height)];
  const first = blocks.planar ? 0 : (sample ?? 0);
  const count = blocks.planar || sample !== undefined ? 1 : inBlock;
  const whole = target.layout === 'interleaved' && count === inBlock && count === target.samples;
  // As integers of the same size: engines may change the bits of a NaN that passes through a number.
  const from = bitsOf(block.data) as Uint8Array;
  const to = bitsOf(target.data) as Uint8Array;
  for (let y = y0; y < y1; y += 1) {
    const source = ((y - top) * stored + (x0 - left)) * inBlock;
    const row = (y - rect.y) * rect.width + (x0 - rect.x);
    if (whole) {
      to.set(from.subarray(source, source + (x1 - x0) * inBlock), row * count);
      continue;
    }
    for (let part = 0; part < count; part += 1) {
      const channel = sample !== undefined ? 0 : blocks.planar ? place.plane : part;
      const planar = target.layout === 'planar';
      let at = planar ? channel * rect.width * rect.height + row : row * target.samples + channel;
      const step = planar ? 1 : target.samples;
      for (let x = x0, index = source + first + part; x < x1; x += 1, index += inBlock, at += step) to[at] = from[index] as number;
    }
  }
}

function bitsOf({ buffer, byteOffset, length, BYTES_PER_ELEMENT }: Samples): Uint8Array | Uint16Array | Uint32Array | BigUint64Array {
  const Bits = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array, 8: BigUint64Array }[BYTES_PER_ELEMENT as 1 | 2 | 4 | 8];
  return new Bits(buffer, byteOffset, length);
}
