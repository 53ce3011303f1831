import type { ListableStore } from './store.js';
/** Folders that are listed, and sizes that are looked at, at a time. */
export declare const AT_A_TIME = 16;
/** Keys that are told of each sort. */
export declare const MOST_KEYS = 20;
/** A census: the work that arrays share. */
export interface Job {
    readonly store: ListableStore;
    readonly signal: AbortSignal | undefined;
    readonly sizes: number;
    /** Counts files, tells of it, and lets others work, when it is time. */
    breathe(files: number): Promise<void> | undefined;
    found(files: number): void;
}
export declare function breathe(job: Job, files: number): Promise<void>;
/** Does the work for each, so many at a time. Ends at the first failure. */
export declare function inTurn<T>(items: Iterable<T>, signal: AbortSignal | undefined, work: (item: T) => Promise<void>, width: number): Promise<void>;
/** The path of something below a path. */
export declare function join(path: string, name: string): string;
