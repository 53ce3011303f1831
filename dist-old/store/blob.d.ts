import { type ListableStore, type StoreRange } from './store.js';
/** How a folder finds its files: all else of a store follows from that. */
export interface Files {
    /** The file of a key; `undefined` where there is none. */
    fileAt(key: string): File | undefined | Promise<File | undefined>;
    readonly names: NonNullable<ListableStore['names']>;
}
/** A folder of files as a store. */
export declare function storeOfFiles(name: string | undefined, { fileAt, names }: Files): ListableStore;
/** A part of a file, in an array of its own. */
export declare function partOfBlob(blob: Blob, range: StoreRange): Promise<Uint8Array>;
export declare function bytesOfBlob(blob: Blob): Promise<Uint8Array>;
/** Browsers say by the name of the exception that there is no such entry, or that it is of the other sort. */
export declare function absentOrThrow(error: unknown): undefined;
