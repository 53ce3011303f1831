import { type Input, type ReadingOptions } from '../input.js';
import { type ListableStore, type Store } from './store.js';
/** A folder as browsers hand it over: dropped, chosen by a picker, or as the list of all files in it. */
export type Folder = FileSystemDirectoryEntry | FileSystemDirectoryHandle | FileList | readonly File[];
/** Anything that a Zarr store can be given as. */
export type StoreInput = Input | Folder | Store | ListableStore;
export interface StoreOptions extends ReadingOptions {
    readonly signal?: AbortSignal | undefined;
}
/**
 * Opens a Zarr store: a folder, a zip archive, the address of either, or any store of zarrita. What comes of it is a store for zarrita as well.
 *
 * @throws OmescopeError if the input is not a store, or an archive that cannot be read.
 */
export declare function openStore(input: StoreInput, options?: StoreOptions): Promise<ListableStore>;
/**
 * The store that an input is; `undefined` for what may be a TIFF. Types and names decide, and where an address has no telling
 * name, a look at what is there.
 */
export declare function findStore(input: StoreInput, options?: StoreOptions): Promise<ListableStore | undefined>;
