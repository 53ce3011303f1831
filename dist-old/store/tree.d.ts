import type { ZarrGlue, Engine } from '../engine.js';
import { type StoreProgress } from './drive.js';
import type { ListableStore } from './store.js';
/** All groups and arrays of a store, as far as they can be found. */
export interface StoreTree {
    readonly name: string;
    /** Sorted by their paths; the root has the empty one. */
    readonly nodes: readonly StoreNode[];
    /** Names below groups that were not looked at, as there are too many. */
    readonly omitted: number;
    /** Whether the store cannot be listed, so that nodes that neither metadata nor attributes name are not here. */
    readonly unlisted: boolean;
}
export interface StoreNode {
    readonly path: string;
    readonly kind: 'array' | 'group';
    readonly zarrFormat: 2 | 3;
    /** What a group is: `ome-zarr`, `anndata-zarr` and so on; `null` where its attributes do not say. */
    readonly what: string | null;
    /** Names of its attributes. */
    readonly attributes: readonly string[];
    readonly array: StoreArray | null;
    /** What departs from the specification of Zarr, and from JSON; at most twenty. */
    readonly defects: readonly StoreDefect[];
}
/** What the metadata of an array says; `null` where it does not, or not in a way that can be read. */
export interface StoreArray {
    readonly shape: readonly number[] | null;
    /** Shape of a chunk; with sharding, of a shard. */
    readonly chunks: readonly number[] | null;
    /** Chunks along each axis. */
    readonly grid: readonly number[] | null;
    /** With sharding, the shape of the chunks in a shard. */
    readonly innerChunks: readonly number[] | null;
    readonly dtype: string | null;
    /** In the order of encoding; those inside of shards behind them. */
    readonly codecs: readonly string[];
    /** How keys of chunks are made: `c/0/0`, `0.0`, or in a way that is not known. */
    readonly keys: 'default' | 'v2' | 'other';
    readonly separator: string;
    readonly dimensionNames: readonly (string | null)[] | null;
    /** Bytes of a chunk and of the whole array, decoded. */
    readonly chunkBytes: number | null;
    readonly bytes: number | null;
}
export interface StoreDefect {
    readonly code: string;
    /** The key of the store that it stands in. */
    readonly key: string;
    /** JSON pointer of the value. */
    readonly pointer: string;
    readonly place?: {
        readonly line: number;
        readonly column: number;
    };
    readonly what: string;
}
export interface TreeOptions {
    /** Path of the group to begin at; the root by default. */
    readonly path?: string | undefined;
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((progress: StoreProgress) => void) | undefined;
}
export declare function readTree(engine: Engine<ZarrGlue>, store: ListableStore, { path, ...options }: TreeOptions): Promise<StoreTree>;
