import type { Input, SourceOptions } from '../input.js';
import { openSource } from '../input.js';
import type { Source } from '../source.js';
import { readFully } from '../tiff/table.js';
import { mark } from './marks.js';

/** A part of a file as geotiff.js asks for it. */
export interface Slice {
  readonly offset: number;
  readonly length: number;
}

/** A source of geotiff.js, for `GeoTIFF.fromSource`. */
export interface GeotiffSource {
  fetch(slices: readonly Slice[], signal?: AbortSignal): Promise<ArrayBuffer[]>;
  fetchSlice(slice: Slice, signal?: AbortSignal): Promise<ArrayBuffer>;
  readonly fileSize: number | null;
  close(): Promise<void>;
}

/** geotiff.js reads directories in steps of 1 kB: over a network, each would be a request. */
const BLOCK = 64 * 1024;

export function geotiffSource(input: Input, options?: SourceOptions): GeotiffSource {
  const source = openSource(input, options);
  let bigEndian: boolean | undefined;

  async function read({ offset, length }: Slice, signal: AbortSignal | undefined): Promise<ArrayBuffer> {
    const bytes = await readBlocks(source, offset, length, signal);
    // Of the caller alone: it may be transferred to a worker.
    const { buffer } = new Uint8Array(bytes);
    if (offset === 0) bigEndian = bytes[0] === 0x4d && bytes[1] === 0x4d;
    if (bigEndian !== undefined) mark(buffer, { bigEndian, byte: offset });
    return buffer;
  }

  return {
    // All in one tick, so that what lies together becomes one request.
    fetch: (slices, signal) => Promise.all(slices.map((slice) => read(slice, signal))),
    fetchSlice: read,
    get fileSize() {
      return source.size ?? null;
    },
    async close() {},
  };
}

/** What is asked for, and over a network the rest of its blocks of 64 KiB where it is small; the source keeps them. */
async function readBlocks(source: Source, offset: number, length: number, signal: AbortSignal | undefined): Promise<Uint8Array> {
  if (source.reach !== 'network' || length >= BLOCK) return await readFully(source, offset, length, signal);
  const start = offset - (offset % BLOCK);
  const end = Math.ceil((offset + length) / BLOCK) * BLOCK;
  const bytes = await readFully(source, start, end - start, signal);
  return bytes.subarray(offset - start, offset - start + length);
}
