import type { StoreRange } from './store.js';
import { spanOf } from './store.js';

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
