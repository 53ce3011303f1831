/** Waiting that ends at once when a signal aborts. */

/** Returned by `within` when the time is up. */
export const late = Symbol('late');

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

/**
 * The work's own outcome, or `late` after that many milliseconds, or a rejection with `signal.reason`; whichever
 * comes first. What the work does afterwards is the caller's to clean up.
 */
export function within<T>(work: Promise<T>, milliseconds: number, signal: AbortSignal): Promise<T | typeof late> {
  return new Promise((resolve, reject) => {
    let release = (): void => {};
    const timer = setTimeout(() => settle(() => resolve(late)), milliseconds);
    const settle = (outcome: () => void): void => {
      clearTimeout(timer);
      release();
      outcome();
    };
    release = onAbort(signal, () => settle(() => reject(signal.reason)));
    work.then(
      (value) => settle(() => resolve(value)),
      (error: unknown) => settle(() => reject(error)),
    );
  });
}

export function pause(milliseconds: number, signal: AbortSignal): Promise<unknown> {
  return within(new Promise<never>(() => {}), milliseconds, signal);
}
