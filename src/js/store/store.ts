import { OmescopeError } from '../errors.js';
import { decoded, plain } from '../http/words.js';
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
  /** Bytes of the archive and of its central directory, which is read whole. */
  readonly size?: number | undefined;
  readonly directory?: number | undefined;
  /** Whether the plain end of central directory is not enough, and points to that of ZIP64. */
  readonly needsZip64?: boolean | undefined;
  /** Bytes that compressed objects have in the archive, by key without the slash in front; of many objects the first. */
  readonly packed?: Readonly<Record<string, number>> | undefined;
}

/** A key of a store: its path from the root, with a slash in front. The root itself is `/`. */
export type StoreKey = `/${string}`;

/** A part of an object: so many bytes from an offset on, or so many at its end. */
export type StoreRange = { readonly offset: number; readonly length: number } | { readonly suffixLength: number };

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
export function isStore(input: unknown): input is Store {
  return typeof input === 'object' && input !== null && typeof (input as Partial<Store>).get === 'function';
}

/** A store of somebody else's, of which it is known by `get` alone that it is one, with what else it turns out to have. */
export function listable(store: Store): ListableStore {
  const { name, url, zip, getRange, sizeOf, names } = store as Store & Partial<Record<keyof ListableStore, unknown>>;
  const given = store as ListableStore;
  const address = typeof url === 'string' || url instanceof URL ? String(url) : undefined;
  return {
    name: typeof name === 'string' ? name : nameIn(address),
    url: address,
    zip: zip as ZipNotice | undefined,
    get notes() {
      return Array.isArray(given.notes) ? given.notes : [];
    },
    get: async (key, options) => await store.get(key, options),
    ...(typeof getRange === 'function' && { getRange: async (key, range, options) => await store.getRange?.(key, range, options) }),
    ...(typeof sizeOf === 'function' && { sizeOf: async (key, options) => await given.sizeOf?.(key, options) }),
    ...(typeof names === 'function' && { names: async (path, options) => await given.names?.(path, options) }),
  };
}

function nameIn(url: string | undefined): string | undefined {
  if (url === undefined || !URL.canParse(url)) return undefined;
  const last = new URL(url).pathname.split('/').findLast((part) => part !== '');
  return last === undefined ? undefined : plain(decoded(last));
}

/** The parts of a key. What would lead out of the store, or be another file on some system, is refused. */
export function partsOf(key: string): string[] {
  const inside = key.startsWith('/') ? key.slice(1) : key;
  if (inside === '') return [];
  const parts = inside.split('/');
  const bad = parts.find((part) => part === '' || part === '.' || part === '..' || /[\\\u0000]/.test(part));
  if (bad === undefined) return parts;
  throw new OmescopeError('store-denied', `${key} is no key of a store: it has the part ${JSON.stringify(bad)}`);
}

/** The first and one past the last byte of a range of an object of this size. */
export function spanOf(range: StoreRange, size: number): readonly [start: number, end: number] {
  if ('suffixLength' in range) return [Math.max(0, size - range.suffixLength), size];
  return [Math.min(range.offset, size), Math.min(range.offset + range.length, size)];
}
