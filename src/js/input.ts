import { OmescopeError } from './errors.js';
import { batched } from './http/batch.js';
import { httpSource, type HttpLimits } from './http/source.js';
import { keptSource } from './kept.js';
import type { Reach, Source } from './source.js';

/** Anything that a TIFF file can be given as. A string is a URL. */
export type Input = string | URL | Request | Blob | ArrayBuffer | ArrayBufferView | Source;

/** How an input is read over HTTP. */
export interface ReadingOptions {
  /** Used instead of the platform's `fetch`: for credentials, headers, signing. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  readonly limits?: HttpLimits | undefined;
}

export interface SourceLimits extends HttpLimits {
  /** Bytes that are kept of what was read; 64 MiB by default. The oldest go. */
  readonly kept?: number | undefined;
}

export interface SourceOptions extends ReadingOptions {
  readonly limits?: SourceLimits | undefined;
}

const KEPT = 64 * 1024 * 1024;

/**
 * An input that is read once, however many calls look at it: the source keeps what was read. Give it to `check`, `offsets`,
 * `inspect` and `openTiff` in place of the input; `fetch` and limits of HTTP are those given here.
 *
 * It sees the file as it was when it was read. A change that shows in a later answer of the server drops what was kept.
 */
export function openSource(input: Input, options: SourceOptions = {}): Source {
  const source = toSource(input, options);
  return source.reach === 'memory' ? source : keptSource(source, atLeastZero(options.limits?.kept ?? KEPT));
}

function atLeastZero(kept: number): number {
  if (kept >= 0) return kept;
  throw new OmescopeError('usage', `limits.kept is ${kept}; it must be a number of at least 0.`);
}

/** What is read over HTTP of an input, if it is: strings are made absolute. */
export function addressed(input: Input): string | URL | Request | undefined {
  if (typeof input === 'string') return parseUrl(input);
  return typeof input === 'object' && (input instanceof URL || isRequest(input)) ? input : undefined;
}

/** Makes a source of an input. */
export function toSource(input: Input, options: ReadingOptions = {}): Source {
  const address = addressed(input);
  if (address !== undefined) return httpSource(address, options);
  if (typeof input === 'object' && input !== null) return objectSource(input);
  throw unreadable(input);
}

function objectSource(input: Exclude<Input, string>): Source {
  if (isBlob(input)) return blobSource(input);
  if (input instanceof ArrayBuffer) return bytesSource(new Uint8Array(input));
  if (ArrayBuffer.isView(input)) return bytesSource(new Uint8Array(input.buffer, input.byteOffset, input.byteLength));
  if (isSource(input)) return input;
  throw unreadable(input);
}

function unreadable(input: unknown): OmescopeError {
  return new OmescopeError('usage', `Cannot read from ${describe(input)}.`, {
    help: 'Give a URL, a File or Blob, an ArrayBuffer or a view of one, or an object with read(offset, length).',
  });
}

function parseUrl(text: string): string {
  const base = (globalThis as { location?: { href: string } }).location?.href;
  try {
    return new URL(text, base).href;
  } catch (cause) {
    throw new OmescopeError('usage', `"${text.slice(0, 200)}" is not a URL.`, {
      cause,
      help: 'A string is taken as a URL. For a file of this computer give a File or Blob; in Node.js `await fs.openAsBlob(path)` makes one.',
    });
  }
}

// By their names, and not by their classes: to look at the global `Request` takes Node.js 25 ms, as it loads all of `fetch`.
function isRequest(input: object): input is Request {
  return tagOf(input) === 'Request';
}

export function isBlob(input: object): input is Blob {
  return tagOf(input) === 'Blob' || tagOf(input) === 'File';
}

function tagOf(input: object | null): unknown {
  return (input as { readonly [Symbol.toStringTag]?: unknown } | null)?.[Symbol.toStringTag];
}

function isSource(input: object | null): input is Source {
  return input !== null && typeof (input as Partial<Source>).read === 'function';
}

function describe(input: unknown): string {
  return input === null ? 'null' : typeof input === 'object' ? `an object of type ${input.constructor?.name}` : typeof input;
}

/** Bytes in memory. Answers are copies of nothing: views of the given bytes. */
function bytesSource(bytes: Uint8Array): Source {
  const reach: Reach = 'memory';
  return { size: bytes.byteLength, reach, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

/** Bytes of a file that are read faster than a browser answers one more read: that takes a message to another process. */
const SKIPPED = 32 * 1024;

function blobSource(blob: Blob): Source {
  const readSoon = batched(SKIPPED, async ({ start, end }) => new Uint8Array(await blob.slice(start, end).arrayBuffer()));
  return {
    size: blob.size,
    name: 'name' in blob && typeof blob.name === 'string' ? blob.name : undefined,
    reach: 'disk',
    file: blob,
    read: (offset, length, { signal } = {}) => readSoon({ start: offset, end: offset + length }, signal === undefined ? [] : [signal]),
  };
}
