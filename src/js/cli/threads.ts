import { Worker, type ResourceLimits } from 'node:worker_threads';

/** How worker threads are started. */
export interface Orders {
  readonly script: URL;
  readonly workerData: unknown;
  readonly resourceLimits?: ResourceLimits;
  readonly signal?: AbortSignal | undefined;
}

/** A worker thread that ended while it was at work on something. */
export class ThreadEnded extends Error {}

/** A worker thread, started when there is something to do, and again when it ended. */
export interface Thread<T> {
  /** Whether it has answered once: starting takes longer than many a file. */
  readonly up: boolean;
  /** Has it work on something: one thing at a time. */
  ask(message: unknown): Promise<T>;
  end(): Promise<void>;
}

export function createThread<T>({ script, workerData, resourceLimits, signal }: Orders): Thread<T> {
  let worker: Worker | undefined;
  let up = false;

  function start(): Worker {
    const made = new Worker(script, { workerData, ...(resourceLimits && { resourceLimits }) });
    // Whoever waits for an answer hears of it below; between two of them nobody has to.
    made.on('error', () => undefined);
    made.on('exit', () => {
      if (worker === made) worker = undefined;
    });
    return made;
  }

  async function end(): Promise<void> {
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  }

  return {
    get up() {
      return up;
    },
    end,
    async ask(message) {
      signal?.throwIfAborted();
      const at = (worker ??= start());
      const waiting = new AbortController();
      try {
        return await new Promise<T>((resolve, reject) => {
          const listen = { signal: waiting.signal };
          const lost = (why: string): void => {
            worker = undefined;
            reject(new ThreadEnded(why));
          };
          onOnce(at, 'message', (answer) => {
            up = true;
            resolve(answer as T);
          }, listen);
          onOnce(at, 'messageerror', (error) => lost(messageOf(error)), listen);
          onOnce(at, 'error', (error) => lost(messageOf(error)), listen);
          onOnce(at, 'exit', (code) => lost(`exit code ${String(code)}`), listen);
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true, signal: waiting.signal });
          at.postMessage(message);
        });
      } finally {
        waiting.abort();
      }
    },
  };
}

/** Listens until the wait is over: a thread works for hours, and listeners would add up. */
function onOnce(worker: Worker, event: string, listener: (value: unknown) => void, { signal }: { readonly signal: AbortSignal }): void {
  worker.on(event, listener);
  signal.addEventListener('abort', () => worker.off(event, listener), { once: true });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
