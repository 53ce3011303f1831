/** "At once" without a clock, which cannot tell slow code from a busy machine. */
import { vi } from 'vitest';

/** Enough for anything that is on its way already, on a machine of any speed. */
export const AT_ONCE = 20;
const MOST = 100_000;

/** Turns of the event loop until a promise settles; no more than there can be. */
export async function turnsUntil(promise: Promise<unknown>): Promise<number> {
  let [turns, settled] = [0, false];
  const settle = (): void => {
    settled = true;
  };
  promise.then(settle, settle);
  while (!settled && turns < MOST) {
    turns += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return turns;
}

/** A clock that goes on when it is told to, and by so many milliseconds each time somebody looks at it. */
export function useClock(each = 0): { pass: (milliseconds: number) => void; restore: () => void } {
  let now = 1_000_000;
  const pass = (milliseconds: number): number => (now += milliseconds);
  const spies = [Date, performance].map((clock) => vi.spyOn(clock, 'now').mockImplementation(() => pass(each)));
  return { pass, restore: () => spies.forEach((spy) => spy.mockRestore()) };
}

/** Records the delays that are waited for, and does not wait for those of this kind. */
export function useNoDelays(isSkipped: (delay: number) => boolean): { delays: number[]; restore: () => void } {
  const delays: number[] = [];
  const later = globalThis.setTimeout;
  const spy = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((work: () => void, delay = 0) => {
    delays.push(delay);
    return later(work, isSkipped(delay) ? 0 : delay);
  }) as typeof setTimeout);
  return { delays, restore: () => spy.mockRestore() };
}
