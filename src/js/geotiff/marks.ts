import type { Place } from './directory.js';

/** What is known of a block beside its bytes. */
export interface Mark {
  readonly bigEndian: boolean;
  readonly place?: Place | undefined;
  /** Byte of the file at which it begins. */
  readonly byte?: number | undefined;
}

/** geotiff.js hands a decoder bytes without saying of which file and place they are. Who knows, notes it here. */
const marks = new WeakMap<ArrayBuffer, Mark>();

export function mark(bytes: ArrayBuffer, more: Mark): void {
  marks.set(bytes, { ...marks.get(bytes), ...more });
}

export function markOf(bytes: ArrayBuffer): Mark | undefined {
  return marks.get(bytes);
}
