import { OmescopeError } from '../errors.js';
import { addressed, toSource, type Input, type ReadingOptions } from '../input.js';
import type { ReadOptions, Source } from '../source.js';
import { entryStore } from './entry.js';
import { filesStore } from './files.js';
import { handleStore } from './handle.js';
import { httpStore } from './http.js';
import { isStore, listable, type ListableStore, type Store } from './store.js';
import { zipStore } from './zip.js';

/** A folder as browsers hand it over: dropped, chosen by a picker, or as the list of all files in it. */
export type Folder = FileSystemDirectoryEntry | FileSystemDirectoryHandle | FileList | readonly File[];

/** Anything that a Zarr store can be given as. */
export type StoreInput = Input | Folder | Store | ListableStore;

export interface StoreOptions extends ReadingOptions {
  readonly signal?: AbortSignal | undefined;
}

/** Names of zip archives. One that is called like the store itself is one as well, as it is a file. */
const ARCHIVE = /\.(zip|ozx)$/i;
const STORE = /\.zarr$/i;
/** Extensions that stand for a format, and none that a folder has. */
const OTHER_FILE = /\.[a-z][a-z0-9]{1,6}$/i;

/**
 * Opens a Zarr store: a folder, a zip archive, the address of either, or any store of zarrita. What comes of it is a store for zarrita as well.
 *
 * @throws OmescopeError if the input is not a store, or an archive that cannot be read.
 */
export async function openStore(input: StoreInput, options: StoreOptions = {}): Promise<ListableStore> {
  const store = await findStore(input, options);
  if (store !== undefined) return store;
  const address = addressed(input as Input);
  // Whoever calls this knows that it is one.
  if (address !== undefined) return httpStore(address, options);
  return await zipStore(toSource(input as Input, options), readOptions(options));
}

/**
 * The store that an input is; `undefined` for what may be a TIFF. Types and names decide, and where an address has no telling
 * name, a look at what is there.
 */
export async function findStore(input: StoreInput, options: StoreOptions = {}): Promise<ListableStore | undefined> {
  if (isStore(input)) return listable(input);
  const folder = folderIn(input);
  if (folder !== undefined) return folder;
  const address = addressed(input as Input);
  if (address !== undefined) return await storeAt(address, options);
  const name = nameOf(input as Input);
  return ARCHIVE.test(name) || STORE.test(name) ? await zipStore(toSource(input as Input, options), readOptions(options)) : undefined;
}

async function storeAt(address: string | URL | Request, options: StoreOptions): Promise<ListableStore | undefined> {
  const path = pathOf(typeof address === 'object' && 'url' in address ? address.url : String(address));
  if (path === undefined) return undefined;
  if (ARCHIVE.test(path)) return await zipStore(toSource(address, options), readOptions(options));
  // A node in a store, as the address of one of its images, is read as a store of its own.
  if (path.split('/').some((part) => STORE.test(part))) return httpStore(address, options);
  return OTHER_FILE.test(path) || (await isTiff(address, options)) ? undefined : await probeStore(address, options);
}

async function isTiff(address: string | URL | Request, options: StoreOptions): Promise<boolean> {
  try {
    const start = await toSource(address, options).read(0, 4, readOptions(options));
    return ['II', 'MM'].includes(String.fromCharCode(...start.subarray(0, 2)));
  } catch {
    // Folders have no answer of their own, or a page; whoever reads it as a file says what is the matter.
    options.signal?.throwIfAborted();
    return false;
  }
}

/** A store at an address that does not say what it is, if there is one: its first keys are looked for. */
async function probeStore(address: string | URL | Request, options: StoreOptions): Promise<ListableStore | undefined> {
  const store = httpStore(address, options);
  const looks = ['/zarr.json', '/.zattrs', '/.zgroup', '/.zarray'] as const;
  const found = await Promise.all(looks.map((key) => looksLikeJson(store, key, options)));
  return found.includes(true) ? store : undefined;
}

/** A web application answers everything with its page; that is no object. */
async function looksLikeJson(store: ListableStore, key: `/${string}`, { signal }: StoreOptions): Promise<boolean> {
  try {
    const bytes = await store.get(key, { signal });
    return bytes !== undefined && new TextDecoder().decode(bytes.subarray(0, 64)).trimStart().startsWith('{');
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof OmescopeError) return false;
    throw error;
  }
}

function folderIn(input: StoreInput): ListableStore | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  if (Array.isArray(input) || (typeof FileList === 'function' && input instanceof FileList)) return filesStore(input as Iterable<File>);
  if ('kind' in input && input.kind === 'directory' && 'getFileHandle' in input) return handleStore(input);
  if ('isDirectory' in input && input.isDirectory && 'createReader' in input) return entryStore(input);
  return undefined;
}

function pathOf(href: string): string | undefined {
  const path = /^(?:https?|s3|gs):\/\/[^/?#]*([^?#]*)/i.exec(href.trim())?.[1];
  return path?.replace(/\/$/, '');
}

function nameOf(input: Input): string {
  const name = typeof input === 'object' && 'name' in input ? (input as Source).name : undefined;
  return typeof name === 'string' ? name : '';
}

function readOptions({ signal }: StoreOptions): ReadOptions {
  return { signal };
}
