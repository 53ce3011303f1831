import type { Stamp } from './answer.js';
import { plain } from './words.js';

/**
 * What is known of the file as it is now. When an answer shows that the file has changed, the source drops the whole
 * object and starts a new one. Reads hold on to the one they began with, and end when it is dropped.
 */
export interface Version {
  /** Aborted with the error to report when the file has changed. */
  readonly dropped: AbortController;
  etag: string | undefined;
  modified: string | undefined;
  size: number | undefined;
  /** One past the furthest byte that has arrived: the file is at least this long. */
  seen: number;
  /** The file itself, when the server would only send it whole and it is small. */
  whole: Uint8Array | undefined;
  /** Whether the server would only send it whole and it is not small. */
  tooLarge: boolean;
}

export function newVersion(): Version {
  return {
    dropped: new AbortController(),
    etag: undefined,
    modified: undefined,
    size: undefined,
    seen: 0,
    whole: undefined,
    tooLarge: false,
  };
}

/** How the answer shows that this is another file now, in words; nothing while it may be the same. */
export function differenceOf(version: Version, stamp: Stamp): string | undefined {
  if (differ(version.size, stamp.total)) return `its size went from ${version.size} to ${stamp.total} bytes`;
  if (stamp.total !== undefined && stamp.total < version.seen) {
    return `its size went from at least ${version.seen} to ${stamp.total} bytes`;
  }
  if (differ(version.etag, stamp.etag)) return `its ETag went from ${plain(version.etag ?? '')} to ${plain(stamp.etag ?? '')}`;
  // Equal strong entity tags promise equal bytes; mirrors of one file may still tell different dates.
  if (version.etag !== undefined && version.etag === stamp.etag) return undefined;
  if (differ(version.modified, stamp.modified)) {
    return `its date went from ${plain(version.modified ?? '')} to ${plain(stamp.modified ?? '')}`;
  }
  return undefined;
}

/** Fills in what was not known yet. */
export function learn(version: Version, stamp: Stamp): void {
  version.etag ??= stamp.etag;
  version.modified ??= stamp.modified;
  version.size ??= stamp.total;
}

function differ<T>(before: T | undefined, now: T | undefined): boolean {
  return before !== undefined && now !== undefined && before !== now;
}
