/** What went wrong, in one word that stays the same from release to release. */
export type ErrorCode =
  // the file
  | 'not-tiff'
  | 'ifd-cycle'
  | 'ifd-outside-file'
  | 'ifd-truncated'
  | 'ifd-too-many-entries'
  | 'ifd-limit'
  // the pixels
  | 'unsupported'
  | 'tile-broken'
  | 'tile-size'
  | 'tile-missing'
  | 'plane-missing'
  // the caller
  | 'usage'
  // the network
  | 'http-status'
  | 'http-network'
  | 'http-timeout'
  | 'http-range-ignored'
  | 'http-wrong-range'
  | 'http-short'
  | 'http-changed'
  | 'http-encoded'
  | 'http-not-data'
  // any other source
  | 'read-failed'
  // stores: an object that is there, but not given out; an archive that is none
  | 'store-denied'
  | 'zip-broken'
  // the engine
  | 'no-simd'
  | 'no-module'
  | 'internal';

/** Where it went wrong, as far as it is known. */
export interface At {
  /** IFD by its place in the file: `3` is the fourth IFD of the main chain, `3.0` its first SubIFD. */
  readonly ifd?: string;
  /** Byte offset in the file. */
  readonly byte?: number;
  /** Address of the request that failed. */
  readonly url?: string;
  /** Bytes that were asked for: first, and one past the last. */
  readonly range?: readonly [number, number];
  /** HTTP status of the answer. */
  readonly status?: number;
}

export interface ErrorDetails {
  readonly at?: At;
  readonly cause?: unknown;
  /** Whether the same call may succeed later without anybody changing anything. */
  readonly retryable?: boolean;
  /** What to do about it, in plain words; may hold a configuration snippet of several lines. */
  readonly help?: string;
  /** What had been found before the error: for `offsets`, the offsets up to there. */
  readonly partial?: readonly number[];
}

/** The one error this package throws on purpose. An abort rejects with `signal.reason` instead. */
export class OmescopeError extends Error {
  override readonly name = 'OmescopeError';
  readonly code: ErrorCode;
  readonly at: At;
  readonly retryable: boolean;
  readonly help: string | undefined;
  readonly partial: readonly number[] | undefined;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.at = details.at ?? {};
    this.retryable = details.retryable ?? false;
    this.help = details.help;
    this.partial = details.partial;
  }
}

/** The same error with some of it said otherwise. */
export function amended(error: OmescopeError, changes: ErrorDetails & { readonly message?: string }): OmescopeError {
  const { code, at, cause, retryable, help, partial } = error;
  const { message = error.message, ...details } = changes;
  const own = { at, cause, retryable, ...(help !== undefined && { help }), ...(partial !== undefined && { partial }) };
  return new OmescopeError(code, message, { ...own, ...details });
}
