import type { ZarrGlue, Engine } from '../engine.js';
import { type StoreProgress } from './drive.js';
import type { ListableStore } from './store.js';
/** The repairs of a store's metadata. */
export interface Mending {
    /** In the order in which they are best written: consolidated metadata, which repeat the others, come last. */
    readonly changes: readonly MendedText[];
    /** What stays wrong. */
    readonly left: readonly LeftAlone[];
}
/** A file of metadata that is written anew, or that is new. */
export interface MendedText {
    /** The key of the store, without a slash in front. */
    readonly key: string;
    /** The text that is there; `null` where there is none. */
    readonly before: string | null;
    /** The text that takes its place. */
    readonly after: string;
    /** Why, a sentence each. */
    readonly why: readonly string[];
}
export interface LeftAlone {
    /** The key, or the path of the group or array; empty for the root. */
    readonly key: string;
    readonly why: string;
}
export interface MendOptions {
    /** Path of the group or array to mend with what is below it; the root by default. */
    readonly path?: string | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((progress: StoreProgress) => void) | undefined;
}
export declare function readMending(engine: Engine<ZarrGlue>, store: ListableStore, { path, ...options }: MendOptions): Promise<Mending>;
