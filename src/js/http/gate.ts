import { onAbort } from '../abort.js';

/** Lets a limited number of tasks run at once; the others wait in line, first come first served. */
export interface Gate {
  /** Runs the task when its turn comes. An abort takes a waiting task out of the line and rejects with the reason. */
  pass<T>(task: () => Promise<T>, signal: AbortSignal): Promise<T>;
  widen(width: number): void;
}

export function createGate(width: number): Gate {
  const line = new Set<() => void>();
  let running = 0;

  return {
    async pass(task, signal) {
      signal.throwIfAborted();
      if (running < width) running += 1;
      else await turn(signal);
      try {
        // A turn is granted in one tick and taken in the next: an abort may have come between.
        signal.throwIfAborted();
        return await task();
      } finally {
        running -= 1;
        admit();
      }
    },
    widen(wider) {
      width = Math.max(width, wider);
      admit();
    },
  };

  function turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      let release = (): void => {};
      const enter = (): void => {
        release();
        resolve();
      };
      line.add(enter);
      release = onAbort(signal, () => {
        line.delete(enter);
        reject(signal.reason);
      });
    });
  }

  /** Counts a task as running when its turn is granted, so that nobody can slip in before it takes it. */
  function admit(): void {
    for (const enter of line) {
      if (running >= width) return;
      line.delete(enter);
      running += 1;
      enter();
    }
  }
}
