import { OmescopeError } from '../errors.js';
import type { Note, Source } from '../source.js';
import { addressOf } from './address.js';
import { batched } from './batch.js';
import { openLink } from './link.js';
import type { HttpOptions } from './options.js';
import { readSpan } from './range.js';

export type { HttpLimits, HttpOptions } from './options.js';

/** Bytes between two reads that are cheaper to receive than a second request. */
const WIDEST_GAP = 4 * 1024;

/** A `Source` over HTTP. Its reads never answer at once, and only they send requests. */
export interface HttpSource extends Source {
  readonly reach: 'network';
  readonly name: string;
  readonly notes: readonly Note[];
  readonly transfer: { readonly requests: number; readonly bytes: number };
  read(offset: number, length: number, options?: { readonly signal?: AbortSignal | undefined }): Promise<Uint8Array>;
}

/**
 * A file on a web server, read by byte ranges. `blob:` and `data:` addresses are read whole.
 *
 * Reads of one tick that lie close together become one request. Bytes are not kept, except when the server ignores
 * ranges and the file is small enough to be taken whole.
 *
 * Only answers that are the bytes asked for, as far as anything about them shows, are handed out. Failures that may pass
 * are tried again; all others are thrown as an `OmescopeError` with a `code` that starts with `http-`.
 *
 * `http-changed` means that the file is another one now: all bytes read before are void. The source has started over
 * by then, so whoever holds such bytes drops them and reads again from the start: once, since a file that changes
 * again is being written to.
 */
export function httpSource(input: string | URL | Request, options: HttpOptions = {}): HttpSource {
  const address = addressOf(input);
  const link = openLink(address, options);
  const readSoon = batched(WIDEST_GAP, (span, signal) => readSpan(link, span, signal));
  return {
    reach: 'network',
    name: address.name,
    url: address.ranged ? address.href : undefined,
    notes: link.notes,
    get size() {
      return link.version.size;
    },
    get transfer() {
      return { ...link.transfer };
    },
    async read(offset, length, { signal } = {}) {
      signal?.throwIfAborted();
      address.request?.signal.throwIfAborted();
      const start = byteCount('offset', offset);
      const end = Math.min(start + byteCount('length', length), Number.MAX_SAFE_INTEGER);
      if (start === end) return new Uint8Array();
      return readSoon({ start, end }, [signal, address.request?.signal].filter((given) => given !== undefined));
    },
  };
}

function byteCount(name: string, value: number): number {
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new OmescopeError('usage', `The ${name} of a read is ${value}; it must be a whole number from 0 to 2^53 - 1.`);
}
