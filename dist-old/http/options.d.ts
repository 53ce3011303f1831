export interface HttpOptions {
    /**
     * Replaces the platform's `fetch`: add headers, sign, log, or answer from elsewhere. Called once per request with a
     * ready `Request` (method, `Range`, `signal`).
     */
    readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
    readonly limits?: HttpLimits | undefined;
    /** Called with running totals after every request sent and every piece of body received. */
    readonly onTransfer?: ((transfer: {
        requests: number;
        bytes: number;
    }) => void) | undefined;
}
export interface HttpLimits {
    /** Requests under way at once. 6, or 64 once the browser reports that the server speaks HTTP/2 or HTTP/3. */
    readonly concurrency?: number | undefined;
    /** Milliseconds from sending a request to its status line and headers. 15 000. */
    readonly headerTimeout?: number | undefined;
    /** Milliseconds without one more byte of the body. 15 000. A slow body that keeps coming is not cut off. */
    readonly stallTimeout?: number | undefined;
    /** Tries per request, the first included. 3. */
    readonly attempts?: number | undefined;
    /** Largest file, in bytes, that is taken whole from a server that ignores `Range`. 32 MiB. */
    readonly wholeFile?: number | undefined;
    /** Milliseconds before the second try, the third, and so on; each is varied by up to half. 250, 500, 1000. */
    readonly retryDelays?: readonly number[] | undefined;
}
export interface Limits {
    readonly concurrency: number;
    /** Whether the caller chose `concurrency`; then it is never raised. */
    readonly concurrencyChosen: boolean;
    readonly headerTimeout: number;
    readonly stallTimeout: number;
    readonly attempts: number;
    readonly wholeFile: number;
    readonly retryDelays: readonly number[];
}
export declare function resolveLimits(limits?: HttpLimits): Limits;
