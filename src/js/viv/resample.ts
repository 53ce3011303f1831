import { createSamples } from '../tiff/decode.js';
import type { Pixels, Rect } from '../tiff/level.js';

/** What stands for the pixels that become one: their mean, or the one in the middle, for pictures of labels. */
export type Resampling = 'mean' | 'nearest';

/** What a picture is made smaller from: its size, and how to read of it. */
export interface Larger {
  readonly width: number;
  readonly height: number;
  read(rect: Rect): Promise<Pixels>;
}

/** Samples that are read at a time: as many as are averaged without keeping a page waiting. */
const MOST_SAMPLES = 1 << 20;

/**
 * A rectangle of a smaller picture, each of whose pixels stands for `scale` pixels of the larger one in x and y. Areas that
 * end within a pixel have that part of it. NaN counts for nothing where there is anything else.
 */
export async function resampled(larger: Larger, rect: Rect, scale: { readonly x: number; readonly y: number }, how: Resampling): Promise<Pixels> {
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
    for (let y = begin; y < end; y += 1) {
      sums.fill(0);
      areas.fill(0);
      for (let row = rows.first[y] as number; row < (rows.last[y] as number); row += 1) {
        addRow(band, row - top, left, columns, rows.share(y, row), sums, areas);
      }
      putRow(made, y, sums, areas);
    }
  }
  return made as Pixels;
}

/** The pixels that each pixel of a row, or of a column, stands for. */
interface Spans {
  readonly first: readonly number[];
  /** One past the last. */
  readonly last: readonly number[];
  /** How much of a pixel belongs to the area. */
  share(index: number, pixel: number): number;
}

function spans(start: number, count: number, scale: number, size: number, how: Resampling): Spans {
  const edge = (at: number): number => Math.min((start + at) * scale, size);
  const middle = (at: number): number => Math.min(Math.floor((edge(at) + edge(at + 1)) / 2), size - 1);
  const nearest = how === 'nearest';
  const first = Array.from({ length: count }, (_, at) => (nearest ? middle(at) : Math.min(Math.floor(edge(at)), size - 1)));
  const last = first.map((from, at) => (nearest ? from + 1 : Math.max(from + 1, Math.ceil(edge(at + 1)))));
  const share = (at: number, pixel: number): number => Math.min(pixel + 1, edge(at + 1)) - Math.max(pixel, edge(at));
  return { first, last, share: nearest ? () => 1 : (at, pixel) => Math.max(share(at, pixel), Number.MIN_VALUE) };
}

function addRow({ data, width, samples }: Pixels, row: number, left: number, columns: Spans, weight: number, sums: Float64Array, areas: Float64Array): void {
  const values = data as Float64Array;
  const base = (row * width - left) * samples;
  for (let x = 0, at = 0; x < columns.first.length; x += 1, at += samples) {
    const [first, last] = [columns.first[x] as number, columns.last[x] as number];
    for (let column = first; column < last; column += 1) {
      // Only the pixels at its ends can be in an area by half.
      const area = weight * (column === first || column === last - 1 ? columns.share(x, column) : 1);
      for (let sample = 0; sample < samples; sample += 1) {
        const value = Number(values[base + column * samples + sample]);
        if (value !== value) continue;
        sums[at + sample] = (sums[at + sample] as number) + value * area;
        areas[at + sample] = (areas[at + sample] as number) + area;
      }
    }
  }
}

function putRow({ data, type }: Pixels, y: number, sums: Float64Array, areas: Float64Array): void {
  const real = type.startsWith('float');
  const start = y * sums.length;
  for (let at = 0; at < sums.length; at += 1) {
    const mean = (sums[at] as number) / (areas[at] as number);
    if (data instanceof BigUint64Array || data instanceof BigInt64Array) data[start + at] = BigInt(Math.round(mean));
    else data[start + at] = real ? mean : Math.round(mean);
  }
}
