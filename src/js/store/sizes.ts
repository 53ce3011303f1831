import type { ArrayCensus } from './census.js';
import { reasonOfDenial } from './drive.js';
import { AT_A_TIME, breathe, inTurn, join, MOST_KEYS, type Job } from './job.js';
import { indexAt, keyOf, type KeyForm } from './keys.js';
import type { Marks } from './marks.js';
import type { ListableStore } from './store.js';
import type { StoreArray } from './tree.js';

/** Codecs that change no number of bytes. */
const PLAIN = ['bytes', 'transpose'];

type Sizes = Pick<ArrayCensus, 'sized' | 'empty' | 'emptyKeys' | 'short' | 'shortKeys'>;

/** Sizes of chunks that are there: of all, or of some that are spread evenly. */
export async function look(job: Job, path: string, form: KeyForm, array: StoreArray, marks: Marks): Promise<Sizes> {
  const { store, sizes, signal } = job;
  const grid = array.grid ?? [];
  if (store.sizeOf === undefined || sizes <= 0) return { sized: 0, empty: 0, emptyKeys: [], short: 0, shortKeys: [] };
  const whole = array.innerChunks === null && array.codecs.every((codec) => PLAIN.includes(codec)) ? array.chunkBytes : null;
  const [empty, short]: [string[], string[]] = [[], []];
  const found = { sized: 0, empty: 0, short: 0 };
  await inTurn(spread(marks, sizes), signal, async (place) => {
    const key = keyOf(form, indexAt(place, grid));
    const size = await sizeOf(store, join(path, key), signal);
    if (size === undefined) return;
    found.sized += 1;
    if (size === 0) {
      found.empty += 1;
      if (empty.length < MOST_KEYS) empty.push(key);
    } else if (whole !== null && size < whole) {
      found.short += 1;
      if (short.length < MOST_KEYS) short.push(key);
    }
    if (found.sized % 1024 === 0) await breathe(job, 0);
  }, AT_A_TIME);
  return { ...found, emptyKeys: empty, shortKeys: short };
}

/** What is not given out, or is a folder, has no size. */
async function sizeOf(store: ListableStore, path: string, signal: AbortSignal | undefined): Promise<number | undefined> {
  try {
    return await store.sizeOf?.(`/${path}`, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    if (reasonOfDenial(error) === undefined) throw error;
    return undefined;
  }
}

function* spread(marks: Marks, most: number): Iterable<number> {
  const step = Math.max(1, marks.count / most);
  let [next, at] = [0, 0];
  for (const place of marks.places(true)) {
    if (at >= next) {
      yield place;
      next += step;
    }
    at += 1;
  }
}
