/** Tells requests that failed whether others of the same time came through. */
export interface Waiting {
    /** A request begins; call the result when it is over. */
    begin(): () => void;
    answered(): void;
    /** Whether the server has ever answered; waits for the requests that are under way. */
    anyAnswer(signal: AbortSignal): Promise<boolean>;
}
export declare function createWaiting(): Waiting;
