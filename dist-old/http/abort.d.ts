/** Returned by `within` when the time is up. */
export declare const late: unique symbol;
/**
 * The work's own outcome, or `late` after that many milliseconds, or a rejection with `signal.reason`; whichever
 * comes first. What the work does afterwards is the caller's to clean up.
 */
export declare function within<T>(work: Promise<T>, milliseconds: number, signal: AbortSignal): Promise<T | typeof late>;
export declare function pause(milliseconds: number, signal: AbortSignal): Promise<unknown>;
