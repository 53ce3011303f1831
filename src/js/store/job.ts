import type { ListableStore } from './store.js';

/** Folders that are listed, and sizes that are looked at, at a time. */
export const AT_A_TIME = 16;
/** Keys that are told of each sort. */
export const MOST_KEYS = 20;

/** A census: the work that arrays share. */
export interface Job {
  readonly store: ListableStore;
  readonly signal: AbortSignal | undefined;
  readonly sizes: number;
  /** Counts files, tells of it, and lets others work, when it is time. */
  breathe(files: number): Promise<void> | undefined;
  found(files: number): void;
}

export async function breathe(job: Job, files: number): Promise<void> {
  const pause = job.breathe(files);
  if (pause === undefined) return;
  await pause;
  job.signal?.throwIfAborted();
}

/** Does the work for each, so many at a time. Ends at the first failure. */
export async function inTurn<T>(items: Iterable<T>, signal: AbortSignal | undefined, work: (item: T) => Promise<void>, width: number): Promise<void> {
  const line = items[Symbol.iterator]();
  let failed = false;
  const worker = async (): Promise<void> => {
    // Ends: every turn takes an item off the line.
    for (let next = line.next(); next.done !== true && !failed; next = line.next()) {
      try {
        signal?.throwIfAborted();
        await work(next.value);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: width }, worker));
}

/** The path of something below a path. */
export function join(path: string, name: string): string {
  return path === '' ? name : `${path}/${name}`;
}
