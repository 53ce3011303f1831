/** Milliseconds before threads are thought of, and that they are to save work for: starting them takes about as long. */
const BEFORE = 200;
const WORTH = 400;

/** Waits until it is clear that a number of things takes long enough for threads. */
export interface Patience {
  /** When it is, or when all is done. */
  readonly over: Promise<void>;
  /** Tells how many are done. */
  done(count: number): void;
  /** Waits for nothing any more. */
  end(): void;
}

export function createPatience(total: number, now: () => number = () => performance.now()): Patience {
  const start = now();
  let some = false;
  let resolve: () => void = () => undefined;
  const over = new Promise<void>((settle) => (resolve = settle));
  // Where the first takes that long, the others may, too.
  const timer = setTimeout(() => {
    if (!some) resolve();
  }, BEFORE);
  const end = (): void => {
    clearTimeout(timer);
    resolve();
  };
  return {
    over,
    end,
    done(count) {
      some = true;
      const took = now() - start;
      const worthwhile = took >= BEFORE && (took / count) * (total - count) >= WORTH;
      if (worthwhile || count === total) end();
    },
  };
}
