import { abortable } from '../abort.js';
import type { ZarrGlue, Engine } from '../engine.js';
import { reasonOfDenial } from './drive.js';
import { AT_A_TIME, breathe, inTurn, join, MOST_KEYS, type Job } from './job.js';
import { exampleOf, FORMS, formOf, indexAt, indexIn, isSameForm, keyOf, numberIn, placeOf, type KeyForm } from './keys.js';
import { createMarks, type Marks } from './marks.js';
import { look } from './sizes.js';
import type { ListableStore, StoreKey } from './store.js';
import { readTree, type StoreArray } from './tree.js';

/** Which chunks of a store are there. Missing chunks are no mistake by themselves: readers take the fill value for them. */
export interface Census {
  readonly arrays: readonly ArrayCensus[];
  /** Whether the store cannot be listed: then it is not known which chunks are there. */
  readonly unlisted: boolean;
  /** Names below groups that were not looked at, as there are too many. */
  readonly omitted: number;
}

export interface ArrayCensus {
  readonly path: string;
  /** Chunks of its grid (with sharding, shards); `null` where its metadata does not say, or has keys of a form that is not known. */
  readonly declared: number | null;
  /** Chunks that are there; `null` where that is not known. */
  readonly present: number | null;
  readonly missing: number | null;
  /** Keys of the first that are missing. */
  readonly missingKeys: readonly string[];
  /** Chunks whose size was looked at: all of an archive, some of a folder. */
  readonly sized: number;
  /** Of these, those of no bytes, and the keys of the first. */
  readonly empty: number;
  readonly emptyKeys: readonly string[];
  /** Of these, those of an array without compression that are shorter than a chunk is, and the keys of the first. */
  readonly short: number;
  readonly shortKeys: readonly string[];
  /** Chunks whose keys are of another form than the metadata states: no reader finds them. `stated` and `found` as in `0.0` and `0/0`. */
  readonly misnamed: { readonly stated: string; readonly found: string; readonly count: number } | null;
}

/** How far a census is. */
export interface CensusProgress {
  readonly arrays: number;
  readonly arraysDone: number;
  /** Files that were found so far. */
  readonly files: number;
}

export interface CensusOptions {
  /** Path of the group or array to count; the root by default. */
  readonly path?: string | undefined;
  /** Chunks of each array whose size is looked at. All of an archive, 500 of a folder, spread over all that are there. */
  readonly sizes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: CensusProgress) => void) | undefined;
}

/** Sizes that are looked at in a folder. */
const SIZES = 500;
/** Milliseconds between two reports of progress, and between two pauses that let an abort come through. */
const BREATH = 50;

export async function takeCensus(engine: Engine<ZarrGlue>, store: ListableStore, { path, sizes, signal, onProgress }: CensusOptions): Promise<Census> {
  const tree = await readTree(engine, store, { path, signal });
  const arrays = tree.nodes.flatMap((node) => (node.array === null ? [] : [{ path: node.path, array: node.array }]));
  const lists = store.names !== undefined;
  const count = { arrays: arrays.length, arraysDone: 0, files: 0 };
  let breath = Date.now();
  let told = 0;
  // Folders are listed side by side, and what is in one is not always a chunk: the number never gets smaller all the same.
  const tell = (listed = 0): void => {
    told = Math.max(told, count.files + listed);
    onProgress?.({ ...count, files: told });
  };
  const job: Job = {
    store,
    signal,
    sizes: sizes ?? (store.zip === undefined ? SIZES : Number.MAX_SAFE_INTEGER),
    found(files) {
      if (Date.now() - breath < BREATH) return;
      breath = Date.now();
      tell(files);
    },
    breathe(files) {
      count.files += files;
      if (Date.now() - breath < BREATH) return undefined;
      breath = Date.now();
      tell();
      return new Promise((resolve) => setTimeout(resolve));
    },
  };
  const counted: ArrayCensus[] = [];
  for (const { path: at, array } of arrays) {
    signal?.throwIfAborted();
    counted.push(lists ? await countArray(job, at, array) : unknown(at, array));
    count.arraysDone += 1;
  }
  tell();
  return { arrays: counted, unlisted: !lists || counted.some(({ declared, present }) => declared !== null && present === null), omitted: tree.omitted };
}

function unknown(path: string, { grid }: StoreArray): ArrayCensus {
  const declared = grid === null ? null : finite(totalOf(grid));
  return { path, declared, present: null, missing: null, missingKeys: [], sized: 0, empty: 0, emptyKeys: [], short: 0, shortKeys: [], misnamed: null };
}

function totalOf(grid: readonly number[]): number {
  return grid.reduce((product, count) => product * count, 1);
}

/** A number of chunks that no number can hold is not told. */
function finite(count: number): number | null {
  return Number.isFinite(count) ? count : null;
}

async function countArray(job: Job, path: string, array: StoreArray): Promise<ArrayCensus> {
  const form = formOf(array);
  if (form === undefined || array.grid === null) return { ...unknown(path, array), declared: null };
  const { grid } = array;
  const total = totalOf(grid);
  const top = await namesAt(job, path);
  if (top === undefined) return unknown(path, array);
  const marks = createMarks(total);
  await walk(job, { path, form, grid, top, marks });
  const missing = total - marks.count;
  const sizes = await look(job, path, form, array, marks);
  const misnamed = missing === 0 ? null : await otherForms(job, path, form, grid, top);
  return { path, declared: finite(total), present: marks.count, missing: finite(missing), missingKeys: missing === 0 ? [] : firstKeys(marks.places(false), form, grid), ...sizes, misnamed };
}

function firstKeys(places: Iterable<number>, form: KeyForm, grid: readonly number[]): string[] {
  const keys: string[] = [];
  for (const place of places) {
    if (keys.length === MOST_KEYS) break;
    keys.push(keyOf(form, indexAt(place, grid)));
  }
  return keys;
}

interface Walk {
  readonly path: string;
  readonly form: KeyForm;
  readonly grid: readonly number[];
  /** Names in the folder of the array. */
  readonly top: readonly string[];
  readonly marks: Marks;
}

/** Marks all chunks whose keys have this form. */
async function walk(job: Job, { path, form, grid, top, marks }: Walk): Promise<void> {
  if (form.separator === '.' || grid.length === 0) {
    for (const [at, name] of top.entries()) {
      const index = indexIn(name, form, grid);
      if (index !== undefined) marks.add(placeOf(index, grid));
      if (at % 4096 === 4095) await breathe(job, 4096);
    }
    await breathe(job, top.length % 4096);
    return;
  }
  if (!form.prefixed) return await descend(job, path, [], top, grid, marks);
  if (top.includes('c')) await descend(job, join(path, 'c'), [], (await namesAt(job, join(path, 'c'))) ?? [], grid, marks);
}

/** Goes down a folder for each axis. */
async function descend(job: Job, path: string, above: readonly number[], names: readonly string[], grid: readonly number[], marks: Marks): Promise<void> {
  const axis = above.length;
  const numbers = names.map((name) => numberIn(name, grid[axis] ?? 0)).filter((number) => number !== undefined);
  if (axis === grid.length - 1) {
    for (const number of numbers) marks.add(placeOf([...above, number], grid));
    await breathe(job, numbers.length);
    return;
  }
  await inTurn(numbers, job.signal, async (number) => {
    const folder = join(path, String(number));
    await descend(job, folder, [...above, number], (await namesAt(job, folder)) ?? [], grid, marks);
  }, axis === 0 ? AT_A_TIME : 1);
}

/** Chunks under keys of another form: the one with the most. */
async function otherForms(job: Job, path: string, stated: KeyForm, grid: readonly number[], top: readonly string[]): Promise<ArrayCensus['misnamed']> {
  const rank = grid.length;
  let most: ArrayCensus['misnamed'] = null;
  for (const form of FORMS) {
    if (isSameForm(form, stated, rank)) continue;
    const marks = createMarks(totalOf(grid));
    await walk(job, { path, form, grid, top, marks });
    if (marks.count > (most?.count ?? 0)) most = { stated: exampleOf(stated, rank), found: exampleOf(form, rank), count: marks.count };
  }
  return most;
}

async function namesAt({ store, signal, found }: Job, path: string): Promise<readonly string[] | undefined> {
  signal?.throwIfAborted();
  const key: StoreKey = `/${path}`;
  try {
    return await abortable(Promise.resolve(store.names?.(key, { signal, onNames: found })), signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (reasonOfDenial(error) === undefined) throw error;
    return undefined;
  }
}

/** Whether a census found something that is certainly wrong: missing chunks may be meant. */
export function isSuspicious({ empty, short, misnamed }: ArrayCensus): boolean {
  return empty > 0 || short > 0 || misnamed !== null;
}
