import { type Progress } from './drive.js';
import type { Engine } from './engine.js';
import type { HttpLimits } from './http/source.js';
import { type Input } from './input.js';
import type { TiffStructure } from './structure.js';
/** Limits, each with a default that suits real files. What is beyond one is said, never passed over. */
export interface Limits extends HttpLimits {
    /** IFDs that are visited; 1,048,576 by default. */
    readonly ifds?: number;
}
export interface Options {
    /** Ends the call; it rejects with `signal.reason`. */
    readonly signal?: AbortSignal;
    /** Used instead of the platform's `fetch`: for credentials, headers, signing. */
    readonly fetch?: (request: Request) => Promise<Response>;
    readonly onProgress?: (progress: Progress) => void;
    readonly limits?: Limits;
}
export declare function readOffsets(engine: Engine, input: Input, options?: Options): Promise<number[]>;
export declare function readStructure(engine: Engine, input: Input, options?: Options): Promise<TiffStructure>;
