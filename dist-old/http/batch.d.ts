import type { Span } from './problem.js';
/** Reads a span. Each of the signals gives up this read, and no other. */
export type ReadSpan = (span: Span, signals: readonly AbortSignal[]) => Promise<Uint8Array>;
/**
 * Collects the reads of one tick, merges those with at most `gap` bytes between them, has `fetchSpan` read each merged span,
 * and gives every reader its part. A reader that aborts is rejected at once; `fetchSpan` is aborted when no reader is left.
 */
export declare function batched(gap: number, fetchSpan: (span: Span, signal: AbortSignal) => Promise<Uint8Array>): ReadSpan;
