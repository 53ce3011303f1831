/** Results that wait for one that comes before them in the order; more, and no further work is begun. */
const MOST_WAITING = 256;

/** Does an item at a time, until it has had enough: the others do the rest. */
export interface Doer<T, R> {
  work(item: T): Promise<R>;
  /** Before which it does nothing. */
  readonly ready?: Promise<void>;
  over?(): boolean;
}

/** What is to be done with many items. */
export interface Jobs<T, R> {
  readonly items: readonly T[];
  /** At least one of them is never over. */
  readonly workers: readonly Doer<T, R>[];
  /** Takes results: in the order of the items, or as they come. */
  readonly take: (result: R, item: T) => void;
  readonly ordered: boolean;
}

/** Does the work on all items. Ends at the first failure of a worker, after what was begun; results up to there are taken. */
export async function workOff<T, R>({ items, workers, take, ordered }: Jobs<T, R>): Promise<void> {
  const waiting = new Map<number, R>();
  let [next, taken, failed] = [0, 0, false];
  const wake: (() => void)[] = [];

  function done(at: number, result: R): void {
    if (!ordered) {
      take(result, items[at] as T);
      return;
    }
    waiting.set(at, result);
    // Ends: each turn takes one away.
    for (let first = waiting.get(taken); first !== undefined; first = waiting.get(taken)) {
      waiting.delete(taken);
      take(first, items[taken] as T);
      taken += 1;
    }
    for (const go of wake.splice(0)) go();
  }

  async function lane(doer: Doer<T, R>): Promise<void> {
    await doer.ready;
    // Ends: every turn takes an item, or waits for the one that holds up the others, which another lane is at work on.
    while (next < items.length && !failed && !doer.over?.()) {
      if (ordered && next - taken >= MOST_WAITING) {
        await new Promise<void>((resolve) => wake.push(resolve));
        continue;
      }
      const at = next;
      next += 1;
      try {
        done(at, await doer.work(items[at] as T));
      } catch (error) {
        failed = true;
        for (const go of wake.splice(0)) go();
        throw error;
      }
    }
  }

  const ends = await Promise.allSettled(workers.map(lane));
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}
