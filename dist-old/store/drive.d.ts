import type { ZarrGlue, Engine } from '../engine.js';
import { OmescopeError } from '../errors.js';
import { type ListableStore } from './store.js';
/** How far the reading of a store is. */
export interface StoreProgress {
    readonly requests: number;
    readonly bytes: number;
    readonly rounds: number;
}
export interface StoreDriveOptions {
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((progress: StoreProgress) => void) | undefined;
}
/** Runs a session on a store to its end and takes its result. */
export declare function converseWithStore<T>(engine: Engine<ZarrGlue>, store: ListableStore, begin: (instance: ZarrGlue) => void, options: StoreDriveOptions, result: (instance: ZarrGlue) => T): Promise<T>;
/** What a store says that has the object and does not give it out: in words of our own, or in zarrita's. */
export declare function reasonOfDenial(error: unknown): string | undefined;
export declare function readFailed(path: string, cause: unknown): OmescopeError;
