/** Calls `stop` when the signal aborts (now, if it has). The answer calls that off. */
export declare function onAbort(signal: AbortSignal, stop: () => void): () => void;
/** The result of `work`, or a rejection with the signal's reason as soon as it is aborted. */
export declare function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T>;
/** A controller that also follows a signal from outside. Call `release` when its work is over. */
export declare function follow(signal: AbortSignal | undefined): {
    controller: AbortController;
    release: () => void;
};
