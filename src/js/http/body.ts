import { onAbort } from '../abort.js';
import { late, within } from './abort.js';

/** Bytes in the order they came, not yet in one piece. */
export interface Pieces {
  readonly list: Uint8Array[];
  length: number;
}

/** How reading a body ended: all of it came, more came than wanted, nothing came for too long, or the line broke. */
export type BodyEnd = { readonly end: 'complete' | 'too-long' | 'stalled' } | { readonly end: 'cut'; readonly cause: unknown };

export interface BodyLimits {
  /** Bytes wanted at most; one more ends the reading. */
  readonly most: number;
  readonly stallTimeout: number;
  readonly onBytes: (bytes: number) => void;
}

export function noPieces(): Pieces {
  return { list: [], length: 0 };
}

/** Reads a body into `pieces`, never holding more than `most` bytes of it. Rejects only with `signal.reason`. */
export async function readBody(response: Response, pieces: Pieces, limits: BodyLimits, signal: AbortSignal): Promise<BodyEnd> {
  const reader = response.body?.getReader();
  if (reader === undefined) return { end: 'complete' };
  const most = pieces.length + limits.most;
  try {
    // Ends: every turn but an empty piece adds to `pieces.length`, and empty pieces come only from a live stream.
    for (;;) {
      const next = await nextPiece(reader, limits.stallTimeout, signal);
      if ('end' in next) return next;
      limits.onBytes(next.bytes.byteLength);
      const fitting = next.bytes.subarray(0, most - pieces.length);
      if (fitting.byteLength > 0) pieces.list.push(fitting);
      pieces.length += fitting.byteLength;
      if (fitting.byteLength < next.bytes.byteLength) return { end: 'too-long' };
    }
  } finally {
    discard(reader);
  }
}

/** One fresh array with all the pieces, at offset 0 of its own buffer. */
export function joined({ list, length }: Pieces): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of list) {
    all.set(piece, at);
    at += piece.byteLength;
  }
  return all;
}

/** Lets go of a body that nobody wants, so that the connection is not kept busy with it. */
export function discard(body: { cancel(): Promise<void> } | null | undefined): void {
  // A body that has failed or is being read elsewhere refuses; there is nothing left to let go of then.
  body?.cancel().catch(() => {});
}

/** The first bytes as text, for telling what a page that should not be there says. Never fails, never takes long. */
export async function excerptOf(response: Response, { stallTimeout, onBytes }: Omit<BodyLimits, 'most'>, signal: AbortSignal): Promise<string> {
  const patience = Math.min(1000, stallTimeout);
  const stop = new AbortController();
  const release = onAbort(signal, () => stop.abort(signal.reason));
  const timer = setTimeout(() => stop.abort(), patience);
  const pieces = noPieces();
  try {
    await readBody(response, pieces, { most: 4096, stallTimeout: patience, onBytes }, stop.signal);
  } catch {
    signal.throwIfAborted();
  } finally {
    clearTimeout(timer);
    release();
  }
  return new TextDecoder().decode(joined(pieces));
}

async function nextPiece(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  stallTimeout: number,
  signal: AbortSignal,
): Promise<{ readonly bytes: Uint8Array } | BodyEnd> {
  try {
    const next = await within(reader.read(), stallTimeout, signal);
    if (next === late) return { end: 'stalled' };
    return next.done ? { end: 'complete' } : { bytes: next.value };
  } catch (cause) {
    signal.throwIfAborted();
    return { end: 'cut', cause };
  }
}
