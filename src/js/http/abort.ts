/** Waiting that ends at once when a signal aborts. */
import { onAbort } from '../abort.js';

/** Returned by `within` when the time is up. */
export const late = Symbol('late');

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
