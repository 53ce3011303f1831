import { spanOf, type ListableStore, type StoreRange } from './store.js';

/** How a folder finds its files: all else of a store follows from that. */
export interface Files {
  /** The file of a key; `undefined` where there is none. */
  fileAt(key: string): File | undefined | Promise<File | undefined>;
  readonly names: NonNullable<ListableStore['names']>;
}

/** A folder of files as a store. */
export function storeOfFiles(name: string | undefined, { fileAt, names }: Files): ListableStore {
  return {
    name,
    async get(key) {
      const file = await fileAt(key);
      return file && (await bytesOfBlob(file));
    },
    async getRange(key, range) {
      const file = await fileAt(key);
      return file && (await partOfBlob(file, range));
    },
    async sizeOf(key) {
      return (await fileAt(key))?.size;
    },
    names,
  };
}

/** A part of a file, in an array of its own. */
export async function partOfBlob(blob: Blob, range: StoreRange): Promise<Uint8Array> {
  const [start, end] = spanOf(range, blob.size);
  return await bytesOfBlob(blob.slice(start, end));
}

export async function bytesOfBlob(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

/** Browsers say by the name of the exception that there is no such entry, or that it is of the other sort. */
export function absentOrThrow(error: unknown): undefined {
  const name = typeof error === 'object' && error !== null && 'name' in error ? error.name : undefined;
  if (name === 'NotFoundError' || name === 'TypeMismatchError') return undefined;
  throw error;
}
