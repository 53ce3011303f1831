import { onAbort } from '../abort.js';

interface Job<T> {
  readonly result: Promise<T>;
  readonly stop: AbortController;
  waiting: number;
  size: number;
}

/** Work that several ask for is done once; what came of it is kept while all of it is at most so many bytes. */
export interface Shared<T> {
  /** The result for a key. An abort ends this wait, and the work itself when nobody waits for it any more. */
  get(key: string, signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

export function createShared<T>(most: number, sizeOf: (result: T) => number): Shared<T> {
  const jobs = new Map<string, Job<T>>();
  let held = 0;

  function drop(key: string, job: Job<T>): void {
    if (jobs.get(key) !== job) return;
    jobs.delete(key);
    held -= job.size;
  }

  function begin(key: string, work: (signal: AbortSignal) => Promise<T>): Job<T> {
    const stop = new AbortController();
    const job: Job<T> = { result: work(stop.signal), stop, waiting: 0, size: 0 };
    jobs.set(key, job);
    job.result.then(
      (result) => {
        if (jobs.get(key) !== job) return;
        job.size = sizeOf(result);
        held += job.size;
        // Ends: every turn takes one away. Work that is not done has no size yet.
        for (const [other, { size }] of jobs) {
          if (held <= most) return;
          if (size > 0) drop(other, jobs.get(other) as Job<T>);
        }
      },
      () => drop(key, job),
    );
    return job;
  }

  return {
    get(key, signal, work) {
      signal?.throwIfAborted();
      const job = jobs.get(key) ?? begin(key, work);
      job.waiting += 1;
      return new Promise((resolve, reject) => {
        const release = signal === undefined ? () => true : onAbort(signal, () => {
          job.waiting -= 1;
          if (job.waiting === 0 && job.size === 0) {
            drop(key, job);
            job.stop.abort(signal.reason);
          }
          reject(signal.reason);
        });
        const end = (): void => {
          // Who has left is counted off already.
          if (signal?.aborted !== true) job.waiting -= 1;
          release();
        };
        job.result.then((result) => (end(), resolve(result)), (error: unknown) => (end(), reject(error)));
      });
    },
  };
}
