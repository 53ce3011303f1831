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

/** Lets each look at the clock take so many milliseconds, so that what is done now and then is done after so many looks. */
export function useTickingClock(milliseconds: number): { restore: () => void } {
  let now = 1_000_000;
  const tick = (): number => (now += milliseconds);
  const spies = [vi.spyOn(Date, 'now').mockImplementation(tick), vi.spyOn(performance, 'now').mockImplementation(tick)];
  return { restore: () => spies.forEach((spy) => spy.mockRestore()) };
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
