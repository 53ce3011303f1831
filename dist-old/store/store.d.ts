import type { Note, ReadOptions } from '../source.js';
/** What was noticed of a zip archive that is read as a store. */
export interface ZipNotice {
    /** Names right below the root of the archive. */
    readonly top: readonly string[];
    readonly entries: number;
    /** Entries that are compressed, and the first of them. */
    readonly compressed: number;
    readonly firstCompressed: string | null;
    /** Name of the first entry. */
    readonly first: string | null;
    readonly comment: string;
    readonly zip64: boolean;
}
/** A key of a store: its path from the root, with a slash in front. The root itself is `/`. */
export type StoreKey = `/${string}`;
/** A part of an object: so many bytes from an offset on, or so many at its end. */
export type StoreRange = {
    readonly offset: number;
    readonly length: number;
} | {
    readonly suffixLength: number;
};
/**
 * A Zarr store: objects by their keys. Any store of zarrita is one (`FetchStore`, `ZipFileStore`, a `Map`), and so is one that can
 * do more, as `ListableStore` has it.
 *
 * What is not there is `undefined`. What is there but not given out is thrown as an `OmescopeError` with the code
 * `store-denied`, or with zarrita's words "Unexpected response status 403 Forbidden"; any other error ends the call.
 */
export interface Store {
    get(key: StoreKey, options?: ReadOptions): Promise<Uint8Array | undefined> | Uint8Array | undefined;
    /** A part of the object at a key, which is shorter where the object ends before; without it, all of it is read. */
    getRange?(key: StoreKey, range: StoreRange, options?: ReadOptions): Promise<Uint8Array | undefined> | Uint8Array | undefined;
}
/** What was noticed of the host of a store, as far as viewers depend on it. */
export interface HostNotice {
    /** Status with which HEAD was refused, as `405 Method Not Allowed`. */
    headRefused?: string;
    /** Whether all of an object was sent where a part was asked for. */
    rangesIgnored?: boolean;
    /** The `Content-Encoding` of answers, where there is one. */
    encoding?: string;
}
/** A store that knows more than its objects, which makes reading cheaper and lets more be found. */
export interface ListableStore {
    /** Name of the folder or archive, for messages and commands. */
    readonly name?: string | undefined;
    /** Its address, where it has one. */
    readonly url?: string | undefined;
    /** Grows while reading. */
    readonly notes?: readonly Note[] | undefined;
    /** Of a store in an archive, once it was opened. */
    readonly zip?: ZipNotice | undefined;
    get(key: StoreKey, options?: ReadOptions): Promise<Uint8Array | undefined>;
    getRange?(key: StoreKey, range: StoreRange, options?: ReadOptions): Promise<Uint8Array | undefined>;
    /** Grows while reading. */
    readonly host?: Readonly<HostNotice> | undefined;
    /** Bytes of the object at a key, where that is cheaper than reading it. */
    sizeOf?(key: StoreKey, options?: ReadOptions): Promise<number | undefined>;
    /** Names of the folders and files right below a path; `undefined` where the store cannot list. */
    names?(path: StoreKey, options?: ListOptions): Promise<readonly string[] | undefined>;
}
export interface ListOptions extends ReadOptions {
    /** Called with the number of names so far, for folders that take long. */
    readonly onNames?: ((count: number) => void) | undefined;
}
/** Whether it is a store: anything with `get`. */
export declare function isStore(input: unknown): input is Store;
/** A store of somebody else's, of which it is known by `get` alone that it is one, with what else it turns out to have. */
export declare function listable(store: Store): ListableStore;
/** The parts of a key. What would lead out of the store, or be another file on some system, is refused. */
export declare function partsOf(key: string): string[];
/** The first and one past the last byte of a range of an object of this size. */
export declare function spanOf(range: StoreRange, size: number): readonly [start: number, end: number];
