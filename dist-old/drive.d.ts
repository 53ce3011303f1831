import type { Engine, SessionGlue } from './engine.js';
import { type Reach, type Source } from './source.js';
/** How far a job is. */
export interface Progress {
    /** Bytes read so far. */
    readonly bytes: number;
    /** Reads so far; over HTTP, requests. */
    readonly requests: number;
    /** Rounds so far: reads that were asked for together count once. */
    readonly rounds: number;
    /** IFDs found so far. */
    readonly ifds: number;
    /** Size of the file in bytes, once it is known. */
    readonly size: number | undefined;
}
export interface DriveOptions {
    readonly signal?: AbortSignal;
    readonly onProgress?: (progress: Progress) => void;
    /** Whether an error has the offsets that were found before it. */
    readonly partial?: boolean;
}
/** Numbers of the sorts of reach, as the core knows them. */
export declare const REACH: Record<Reach, number>;
/** Starts a session in an instance: the size of the file, negative where it is not known, and how expensive a read is. */
export type Begin<G> = (instance: G, size: number, reach: number) => void;
/**
 * Runs a session to its end and takes its result. A file that is replaced while it is read is read once more
 * from the start; what was found of the old one does not count.
 */
export declare function converse<T, G extends SessionGlue>(engine: Engine<G>, source: Source, begin: Begin<G>, options: DriveOptions, result: (instance: G) => T): Promise<T>;
