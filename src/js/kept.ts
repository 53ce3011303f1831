import { OmescopeError } from './errors.js';
import { createPieces, type Gap } from './pieces.js';
import { bytesOf, type ReadOptions, type Source } from './source.js';

/** A source that keeps what was read. */
export interface KeptSource extends Source {
  /** A range, if all of it was read before. */
  held(offset: number, length: number): Uint8Array | undefined;
}

/**
 * A source that keeps what was read of another, up to `most` bytes, and answers from that: at once where it has all of it.
 * What is missing of a read is asked for together. When the file turns out to be another one (`http-changed`), all that was
 * kept is dropped.
 */
export function keptSource(inner: Source, most: number): KeptSource {
  const pieces = createPieces(most);
  const count = { requests: 0, bytes: 0 };
  /** Counts the versions of the file, so that a late answer of an old one is not kept. */
  let version = 0;

  function fetchPart({ start, end }: Gap, options: ReadOptions | undefined): Uint8Array | Promise<Uint8Array> {
    const begun = version;
    const keep = (answer: unknown): Uint8Array => {
      const bytes = bytesOf(answer, start, end - start);
      count.bytes += bytes.length;
      if (begun === version) pieces.add(start, bytes);
      return bytes;
    };
    const failed = (error: unknown): never => {
      if (begun === version && error instanceof OmescopeError && error.code === 'http-changed') {
        version += 1;
        pieces.clear();
      }
      throw error;
    };
    count.requests += 1;
    const answer = inner.read(start, end - start, options);
    return answer instanceof Uint8Array ? keep(answer) : Promise.resolve(answer).then(keep, failed);
  }

  return {
    name: inner.name,
    url: inner.url,
    reach: inner.reach,
    file: inner.file,
    get size() {
      return inner.size;
    },
    get notes() {
      return inner.notes;
    },
    get transfer() {
      return inner.transfer ?? { ...count };
    },
    held(offset, length) {
      const [part, more] = pieces.parts(offset, offset + length);
      return part instanceof Uint8Array && more === undefined ? part : undefined;
    },
    read(offset, length, options) {
      options?.signal?.throwIfAborted();
      // What no file has is for the other source to refuse.
      if (!isCount(offset) || !isCount(length)) return inner.read(offset, length, options);
      const parts = pieces.parts(offset, Math.min(offset + length, inner.size ?? Number.MAX_SAFE_INTEGER));
      // All in one tick, so that a source that merges reads can do so.
      const arrived = parts.map((part) => (part instanceof Uint8Array ? part : fetchPart(part, options)));
      if (arrived.every((bytes) => bytes instanceof Uint8Array)) return joined(arrived, parts);
      return Promise.all(arrived).then((all) => joined(all, parts));
    },
  };
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

/** The bytes of a read, up to the first part that came short: behind it there is a hole, or the end of the file. */
function joined(arrived: readonly Uint8Array[], parts: readonly (Uint8Array | Gap)[]): Uint8Array {
  const [only] = arrived;
  if (only !== undefined && arrived.length === 1) return only;
  const short = arrived.findIndex((bytes, index) => bytes.length < lengthOf(parts[index]));
  const whole = short < 0 ? arrived : arrived.slice(0, short + 1);
  const bytes = new Uint8Array(whole.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of whole) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function lengthOf(part: Uint8Array | Gap | undefined): number {
  if (part === undefined) return 0;
  return part instanceof Uint8Array ? part.length : part.end - part.start;
}
