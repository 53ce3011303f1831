import { onAbort } from '../abort.js';

/** Tells requests that failed whether others of the same time came through. */
export interface Waiting {
  /** A request begins; call the result when it is over. */
  begin(): () => void;
  answered(): void;
  /** Whether the server has ever answered; waits for the requests that are under way. */
  anyAnswer(signal: AbortSignal): Promise<boolean>;
}

export function createWaiting(): Waiting {
  let [answered, running, stuck] = [false, 0, 0];
  const waits = new Set<() => void>();
  const wake = (): void => {
    if (answered || stuck >= running) for (const go of waits) go();
  };
  return {
    begin() {
      running += 1;
      return () => {
        running -= 1;
        wake();
      };
    },
    answered() {
      answered = true;
      wake();
    },
    async anyAnswer(signal) {
      if (answered) return true;
      stuck += 1;
      try {
        await new Promise<void>((resolve) => {
          const go = (): void => {
            waits.delete(go);
            resolve();
          };
          waits.add(go);
          onAbort(signal, go);
          wake();
        });
        return answered;
      } finally {
        stuck -= 1;
      }
    },
  };
}
