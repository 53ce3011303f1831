import { createSamples } from '../tiff/decode.js';
import type { Pixels, Rect } from '../tiff/level.js';

/** What stands for the pixels that become one: their mean, or the one in the middle, for pictures of labels. */
export type Resampling = 'mean' | 'nearest';

/** What a picture is made smaller from: its size, and how to read of it. */
export interface Larger {
  readonly width: number;
  readonly height: number;
  /** Columns that are read at a time: of tiles no more than are kept, of strips all. */
  readonly columns: number;
  read(rect: Rect): Promise<Pixels>;
}

/** Samples that are read at a time: as many as are averaged without keeping a page waiting. */
const MOST_SAMPLES = 1 << 19;

/**
 * A rectangle of a smaller picture, each of whose pixels stands for `scale` pixels of the larger one in x and y. Areas that
 * end within a pixel have that part of it. NaN counts for nothing where there is anything else.
 */
export async function resampled(larger: Larger, rect: Rect, scale: Scale, how: Resampling): Promise<Pixels> {
  const wide = Math.max(1, Math.floor(larger.columns / scale.x));
  if (rect.width <= wide) return await narrow(larger, rect, scale, how);
  let made: Pixels | undefined;
  for (let left = 0; left < rect.width; left += wide) {
    const part = await narrow(larger, { ...rect, x: rect.x + left, width: Math.min(wide, rect.width - left) }, scale, how);
    const { samples, width } = part;
    made ??= { ...part, data: createSamples(part.type, rect.width * rect.height * samples), width: rect.width };
    for (let y = 0; y < rect.height; y += 1) {
      (made.data as Uint8Array).set((part.data as Uint8Array).subarray(y * width * samples, (y + 1) * width * samples), (y * rect.width + left) * samples);
    }
  }
  return made as Pixels;
}

interface Scale {
  readonly x: number;
  readonly y: number;
}

async function narrow(larger: Larger, rect: Rect, scale: Scale, how: Resampling): Promise<Pixels> {
  const columns = spans(rect.x, rect.width, scale.x, larger.width, how);
  const rows = spans(rect.y, rect.height, scale.y, larger.height, how);
  const [left, right] = [columns.first[0] ?? 0, Math.max(...columns.last)];
  let made: Pixels | undefined;
  let sums = new Float64Array();
  let areas = new Float64Array();
  const high = Math.max(1, Math.floor(MOST_SAMPLES / ((right - left) * scale.y)));
  for (let begin = 0; begin < rect.height; begin += high) {
    const end = Math.min(begin + high, rect.height);
    const top = rows.first[begin] as number;
    const band = await larger.read({ x: left, y: top, width: right - left, height: (rows.last[end - 1] as number) - top });
    if (made === undefined) {
      made = { ...band, data: createSamples(band.type, rect.width * rect.height * band.samples), width: rect.width, height: rect.height };
      sums = new Float64Array(rect.width * band.samples);
      areas = new Float64Array(rect.width * band.samples);
    }
    const values = band.data instanceof BigUint64Array || band.data instanceof BigInt64Array ? Float64Array.from(band.data as BigInt64Array, Number) : (band.data as Float64Array);
    for (let y = begin; y < end; y += 1) {
      sums.fill(0);
      areas.fill(0);
      const [first, last] = [rows.first[y] as number, rows.last[y] as number];
      for (let row = first; row < last; row += 1) {
        const weight = (row === first ? rows.head[y] : row === last - 1 ? rows.tail[y] : 1) as number;
        addRow(values, ((row - top) * band.width - left) * band.samples, band.samples, columns, weight, sums, areas);
      }
      putRow(made, y, sums, areas);
    }
  }
  return made as Pixels;
}

/** The pixels that each pixel of a row, or of a column, stands for. */
interface Spans {
  readonly first: Int32Array;
  /** One past the last. */
  readonly last: Int32Array;
  /** How much of the first of them belongs to the area, and of the last: those between do so entirely. */
  readonly head: Float64Array;
  readonly tail: Float64Array;
}

function spans(start: number, count: number, scale: number, size: number, how: Resampling): Spans {
  const made: Spans = { first: new Int32Array(count), last: new Int32Array(count), head: new Float64Array(count).fill(1), tail: new Float64Array(count).fill(1) };
  for (let at = 0; at < count; at += 1) {
    const from = Math.min((start + at) * scale, size);
    const to = Math.min((start + at + 1) * scale, size);
    const first = Math.min(Math.floor(how === 'nearest' ? (from + to) / 2 : from), size - 1);
    const last = how === 'nearest' ? first + 1 : Math.max(first + 1, Math.ceil(to));
    made.first[at] = first;
    made.last[at] = last;
    if (how === 'nearest') continue;
    // Where rounding leaves nothing of a pixel, it is that pixel all the same.
    made.head[at] = Math.max(Math.min(first + 1, to) - from, Number.MIN_VALUE);
    made.tail[at] = Math.max(to - (last - 1), Number.MIN_VALUE);
  }
  return made;
}

/** Adds a row of the larger picture, which begins at `base`. This is where the time goes. */
function addRow(values: Float64Array, base: number, samples: number, { first, last, head, tail }: Spans, weight: number, sums: Float64Array, areas: Float64Array): void {
  for (let x = 0, to = 0; x < first.length; x += 1) {
    const begin = first[x] as number;
    const inner = (last[x] as number) - begin - 2;
    for (let sample = 0; sample < samples; sample += 1, to += 1) {
      let at = base + begin * samples + sample;
      let value = values[at] as number;
      let [sum, area] = [0, 0];
      if (value === value) {
        area = head[x] as number;
        sum = value * area;
      }
      for (let left = inner; left > 0; left -= 1) {
        at += samples;
        value = values[at] as number;
        if (value !== value) continue;
        sum += value;
        area += 1;
      }
      value = inner < 0 ? Number.NaN : (values[at + samples] as number);
      if (value === value) {
        const part = tail[x] as number;
        sum += value * part;
        area += part;
      }
      sums[to] = (sums[to] as number) + sum * weight;
      areas[to] = (areas[to] as number) + area * weight;
    }
  }
}

/** So that a half is rounded up, whatever the parts that it is the sum of were rounded to. */
const SLIGHT = 1e-9;

function putRow({ data, type }: Pixels, y: number, sums: Float64Array, areas: Float64Array): void {
  const real = type.startsWith('float');
  const start = y * sums.length;
  for (let at = 0; at < sums.length; at += 1) {
    const mean = (sums[at] as number) / (areas[at] as number);
    if (data instanceof BigUint64Array || data instanceof BigInt64Array) data[start + at] = BigInt(Math.round(mean + SLIGHT));
    else data[start + at] = real ? mean : Math.round(mean + SLIGHT);
  }
}
