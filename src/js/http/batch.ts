import { onAbort } from '../abort.js';
import type { Span } from './problem.js';

/** Reads that are asked for together and lie close together become one request. */

/** Longest request that merging may make. A single longer read stays one request. */
const LONGEST_MERGED = 4 * 1024 * 1024;

interface Reader extends Span {
  readonly resolve: (bytes: Uint8Array) => void;
  readonly reject: (error: unknown) => void;
  /** Takes the reader out of what it waits in: the line at first, then its request. */
  leave: () => void;
}

interface Group {
  start: number;
  end: number;
  readonly readers: Reader[];
}

/** Reads a span. Each of the signals gives up this read, and no other. */
export type ReadSpan = (span: Span, signals: readonly AbortSignal[]) => Promise<Uint8Array>;

/**
 * Collects the reads of one tick, merges those with at most `gap` bytes between them, has `fetchSpan` read each merged span,
 * and gives every reader its part. A reader that aborts is rejected at once; `fetchSpan` is aborted when no reader is left.
 */
export function batched(gap: number, fetchSpan: (span: Span, signal: AbortSignal) => Promise<Uint8Array>): ReadSpan {
  const line = new Set<Reader>();

  return async ({ start, end }, signals) => {
    const releases: (() => void)[] = [];
    try {
      return await new Promise((resolve, reject) => {
        const reader: Reader = { start, end, resolve, reject, leave: () => line.delete(reader) };
        if (line.size === 0) queueMicrotask(flush);
        line.add(reader);
        for (const signal of signals) {
          releases.push(
            onAbort(signal, () => {
              reader.leave();
              reject(signal.reason);
            }),
          );
        }
      });
    } finally {
      for (const release of releases) release();
    }
  };

  function flush(): void {
    const readers = [...line];
    line.clear();
    for (const group of grouped(readers, gap)) void fetchGroup(group);
  }

  async function fetchGroup({ start, end, readers }: Group): Promise<void> {
    const live = new Set(readers);
    const stop = new AbortController();
    for (const reader of readers) {
      reader.leave = () => {
        live.delete(reader);
        if (live.size === 0) stop.abort();
      };
    }
    try {
      const bytes = await fetchSpan({ start, end }, stop.signal);
      for (const reader of live) reader.resolve(readers.length === 1 ? bytes : partFor(reader, start, bytes));
    } catch (error) {
      for (const reader of live) reader.reject(error);
    }
  }
}

/** Merges spans that overlap, touch, or lie close together; in the order in which their first reader came. */
function grouped(readers: readonly Reader[], gap: number): Group[] {
  const groups: Group[] = [];
  const order = new Map(readers.map((reader, index) => [reader, index]));
  for (const reader of readers.toSorted((a, b) => a.start - b.start)) {
    const group = groups.at(-1);
    if (group !== undefined && fits(group, reader, gap)) {
      group.end = Math.max(group.end, reader.end);
      group.readers.push(reader);
    } else {
      groups.push({ start: reader.start, end: reader.end, readers: [reader] });
    }
  }
  const first = (group: Group): number => Math.min(...group.readers.map((reader) => order.get(reader) ?? 0));
  return groups.sort((a, b) => first(a) - first(b));
}

function fits(group: Group, reader: Span, gap: number): boolean {
  if (reader.end <= group.end) return true;
  return reader.start <= group.end + gap && reader.end - group.start <= LONGEST_MERGED;
}

/** An array of the reader's own, at offset 0 of its own buffer. */
function partFor(reader: Span, start: number, bytes: Uint8Array): Uint8Array {
  return bytes.slice(reader.start - start, reader.end - start);
}
