import { OmescopeError } from '../errors.js';
import type { Source } from '../source.js';
import { createMemo } from './memo.js';

/** Numbers of a table that are read at a time: half a second's worth of tiles, and one request. */
const PAGE = 2048;
/** Pages of one table that are kept. */
const MOST_PAGES = 64;

/** Reads exactly `length` bytes, or as many as the file has. */
export async function readFully(source: Source, offset: number, length: number, signal?: AbortSignal): Promise<Uint8Array> {
  const first = await source.read(offset, length, { signal });
  if (first.length === length || first.length === 0) return first;
  const all = new Uint8Array(length);
  all.set(first);
  let filled = first.length;
  while (filled < length) {
    const next = await source.read(offset + filled, length - filled, { signal });
    if (next.length === 0) break;
    all.set(next, filled);
    filled += next.length;
  }
  return all.subarray(0, filled);
}

/** A table of whole numbers in the file, read page by page when an entry is asked for. */
export interface NumberReader {
  readonly count: number;
  get(index: number, signal?: AbortSignal): Promise<number>;
}

export function createNumberReader(
  source: Source,
  table: { readonly at: number; readonly count: number; readonly width: number },
  bigEndian: boolean,
): NumberReader {
  // Without the signal of the one who asks first: others may wait for the same page.
  const page = createMemo(MOST_PAGES, (number) => {
    const count = Math.min(PAGE, table.count - number * PAGE);
    return readFully(source, table.at + number * PAGE * table.width, count * table.width);
  });
  return {
    count: table.count,
    async get(index) {
      const bytes = await page(Math.floor(index / PAGE));
      const at = (index % PAGE) * table.width;
      const number = readNumber(bytes.subarray(at, at + table.width), table.width, bigEndian);
      if (number !== undefined) return number;
      throw new OmescopeError('tile-missing', `Entry ${index} of the table at byte ${table.at} is not in the file or is no size.`, {
        at: { byte: table.at + index * table.width },
      });
    },
  };
}

function readNumber(bytes: Uint8Array, width: number, bigEndian: boolean): number | undefined {
  if (bytes.length < width) return undefined;
  let number = 0;
  for (let at = 0; at < width; at += 1) number = number * 256 + (bytes[bigEndian ? at : width - 1 - at] ?? 0);
  return Number.isSafeInteger(number) ? number : undefined;
}
