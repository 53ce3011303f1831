import { type ErrorCode, OmescopeError } from '../errors.js';
import type { Address } from './address.js';
/** The bytes a request is for: from `start` up to, not including, `end`. */
export interface Span {
    readonly start: number;
    readonly end: number;
}
export interface Problem {
    readonly code: ErrorCode;
    /** What happened, without a full stop; the place is added. */
    readonly what: string;
    /** What to do about it: a sentence or two. */
    readonly todo: string;
    /** Settings to paste. */
    readonly help?: string | undefined;
    readonly response?: Response | undefined;
    readonly cause?: unknown;
    readonly retryable?: boolean | undefined;
}
/** The error for a problem: what, where, what to do. */
export declare function errorOf(address: Address, span: Span, problem: Problem): OmescopeError;
