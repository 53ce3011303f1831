/** What went wrong, in one word that stays the same from release to release. */
export type ErrorCode = 'not-tiff' | 'ifd-cycle' | 'ifd-outside-file' | 'ifd-truncated' | 'ifd-too-many-entries' | 'ifd-limit' | 'unsupported' | 'tile-broken' | 'tile-size' | 'tile-missing' | 'plane-missing' | 'usage' | 'http-status' | 'http-network' | 'http-timeout' | 'http-range-ignored' | 'http-wrong-range' | 'http-short' | 'http-changed' | 'http-encoded' | 'http-not-data' | 'read-failed' | 'store-denied' | 'zip-broken' | 'no-simd' | 'no-module' | 'internal';
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
export declare class OmescopeError extends Error {
    readonly name = "OmescopeError";
    readonly code: ErrorCode;
    readonly at: At;
    readonly retryable: boolean;
    readonly help: string | undefined;
    readonly partial: readonly number[] | undefined;
    constructor(code: ErrorCode, message: string, details?: ErrorDetails);
}
/** The same error with some of it said otherwise. */
export declare function amended(error: OmescopeError, changes: ErrorDetails & {
    readonly message?: string;
}): OmescopeError;
