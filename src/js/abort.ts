/** Who is to be told of each signal. One listener serves them all: Node warns of a leak from the eleventh on. */
const told = new WeakMap<AbortSignal, Set<() => void>>();

/** Calls `stop` when the signal aborts (now, if it has). The answer calls that off. */
export function onAbort(signal: AbortSignal, stop: () => void): () => void {
  if (signal.aborted) {
    stop();
    return () => {};
  }
  const stops = told.get(signal) ?? listenTo(signal);
  stops.add(stop);
  return () => stops.delete(stop);
}

function listenTo(signal: AbortSignal): Set<() => void> {
  const stops = new Set<() => void>();
  told.set(signal, stops);
  signal.addEventListener('abort', () => stops.forEach((stop) => stop()), { once: true });
  return stops;
}

/** The result of `work`, or a rejection with the signal's reason as soon as it is aborted. */
export async function abortable<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await work;
  signal.throwIfAborted();
  let release = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    release = onAbort(signal, () => reject(signal.reason));
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    release();
    // Where the abort won, nobody waits for the work any more.
    work.catch(() => undefined);
  }
}

/** A controller that also follows a signal from outside. Call `release` when its work is over. */
export function follow(signal: AbortSignal | undefined): { controller: AbortController; release: () => void } {
  const controller = new AbortController();
  const release = signal === undefined ? () => {} : onAbort(signal, () => controller.abort(signal.reason));
  return { controller, release };
}
