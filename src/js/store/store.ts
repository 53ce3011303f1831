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

/**
 * A Zarr store: objects by their keys, which have no slash in front. Implement this to read from anywhere.
 *
 * What is not there is `undefined`. What is there but not given out is thrown as an `OmescopeError` with the code
 * `store-denied`; any other error ends the call.
 */
export interface Store {
  /** Name of the folder or archive, for messages and commands. */
  readonly name?: string | undefined;
  /** Its address, where it has one. */
  readonly url?: string | undefined;
  /** Grows while reading. */
  readonly notes?: readonly Note[] | undefined;
  /** Of a store in an archive, once it was opened. */
  readonly zip?: ZipNotice | undefined;
  get(key: string, options?: ReadOptions): Promise<Uint8Array | undefined>;
  /** A part of the object at a key, which is shorter where the object ends before; without it, all of it is read. */
  getRange?(key: string, range: { readonly start: number; readonly len: number }, options?: ReadOptions): Promise<Uint8Array | undefined>;
  /** Bytes of the object at a key, where that is cheaper than reading it. */
  size?(key: string, options?: ReadOptions): Promise<number | undefined>;
  /** Names of the folders and files right below a path, the root being empty; `undefined` where the store cannot list. */
  names?(path: string, options?: ReadOptions): Promise<readonly string[] | undefined>;
}
