import type { ZarrGlue, Engine } from '../engine.js';
import type { ListableStore } from './store.js';
/** Which chunks of a store are there. Missing chunks are no mistake by themselves: readers take the fill value for them. */
export interface Census {
    readonly arrays: readonly ArrayCensus[];
    /** Whether the store cannot be listed: then it is not known which chunks are there. */
    readonly unlisted: boolean;
    /** Names below groups that were not looked at, as there are too many. */
    readonly omitted: number;
}
export interface ArrayCensus {
    readonly path: string;
    /** Chunks of its grid (with sharding, shards); `null` where its metadata does not say, or has keys of a form that is not known. */
    readonly declared: number | null;
    /** Chunks that are there; `null` where that is not known. */
    readonly present: number | null;
    readonly missing: number | null;
    /** Keys of the first that are missing. */
    readonly missingKeys: readonly string[];
    /** Chunks whose size was looked at: all of an archive, some of a folder. */
    readonly sized: number;
    /** Of these, those of no bytes, and the keys of the first. */
    readonly empty: number;
    readonly emptyKeys: readonly string[];
    /** Of these, those of an array without compression that are shorter than a chunk is, and the keys of the first. */
    readonly short: number;
    readonly shortKeys: readonly string[];
    /** Chunks whose keys are of another form than the metadata states: no reader finds them. `stated` and `found` as in `0.0` and `0/0`. */
    readonly misnamed: {
        readonly stated: string;
        readonly found: string;
        readonly count: number;
    } | null;
}
/** How far a census is. */
export interface CensusProgress {
    readonly arrays: number;
    readonly arraysDone: number;
    /** Files that were found so far. */
    readonly files: number;
}
export interface CensusOptions {
    /** Path of the group or array to count; the root by default. */
    readonly path?: string | undefined;
    /** Chunks of each array whose size is looked at. All of an archive, 500 of a folder, spread over all that are there. */
    readonly sizes?: number | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((progress: CensusProgress) => void) | undefined;
}
export declare function takeCensus(engine: Engine<ZarrGlue>, store: ListableStore, { path, sizes, signal, onProgress }: CensusOptions): Promise<Census>;
/** Whether a census found something that is certainly wrong: missing chunks may be meant. */
export declare function isSuspicious({ empty, short, misnamed }: ArrayCensus): boolean;
