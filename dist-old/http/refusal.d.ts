import type { Problem } from './problem.js';
export declare function isPassing(status: number): boolean;
export interface Refusal {
    readonly problem: Problem;
    /** Whether to try again. */
    readonly passing: boolean;
    /** Milliseconds the server asks to wait first. */
    readonly wait: number | undefined;
}
export declare function refusalOf(response: Response, saying: string): Refusal;
export declare function statusOf({ status, statusText, type }: Response): string;
