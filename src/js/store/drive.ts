import { abortable, follow } from '../abort.js';
import type { ZarrGlue, Engine } from '../engine.js';
import { OmescopeError } from '../errors.js';
import { guarded, messageOf } from '../trap.js';
import { spanOf, type ListableStore, type StoreKey } from './store.js';

/** How far the reading of a store is. */
export interface StoreProgress {
  readonly requests: number;
  readonly bytes: number;
  readonly rounds: number;
}

export interface StoreDriveOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: StoreProgress) => void) | undefined;
}

type Ask =
  | { readonly kind: 'key' | 'size' | 'names'; readonly path: string }
  | { readonly kind: 'part'; readonly path: string; readonly start: number; readonly len: number };

/** Runs a session on a store to its end and takes its result. */
export async function converseWithStore<T>(
  engine: Engine<ZarrGlue>,
  store: ListableStore,
  begin: (instance: ZarrGlue) => void,
  options: StoreDriveOptions,
  result: (instance: ZarrGlue) => T,
): Promise<T> {
  options.signal?.throwIfAborted();
  const instance = await abortable(engine.take(), options.signal);
  const { controller, release } = follow(options.signal);
  let trapped = false;
  try {
    guarded(() => begin(instance));
    await feed(instance, store, controller.signal, options);
    return guarded(() => result(instance));
  } catch (error) {
    trapped = error instanceof OmescopeError && error.code === 'internal';
    throw error;
  } finally {
    release();
    controller.abort(new DOMException('The job is over.', 'AbortError'));
    if (!trapped) engine.give(instance);
  }
}

async function feed(instance: ZarrGlue, store: ListableStore, signal: AbortSignal, { onProgress }: StoreDriveOptions): Promise<void> {
  const spent = { requests: 0, bytes: 0, rounds: 0 };
  let before = '';
  for (;;) {
    const wanted = guarded(() => instance.stepStore());
    const asks = JSON.parse(wanted) as Ask[];
    if (asks.length === 0) return;
    // The same questions twice: the answers did not help, and never would.
    if (wanted === before) throw new OmescopeError('internal', `omescope asks for ${asks[0]?.path} again and again.`);
    before = wanted;
    spent.rounds += 1;
    spent.requests += asks.length;
    const answers = await abortable(Promise.all(asks.map((ask) => answer(store, ask, signal))), signal);
    for (const supply of answers) spent.bytes += guarded(() => supply(instance));
    onProgress?.({ ...spent });
  }
}

/** Hands an answer in; it gives the bytes that were read for it. All answers of a round are handed in together. */
type Supply = (instance: ZarrGlue) => number;

/** Puts a question to the store. */
async function answer(store: ListableStore, ask: Ask, signal: AbortSignal): Promise<Supply> {
  try {
    return await ANSWERS[ask.kind](store, ask as never, signal);
  } catch (error) {
    signal.throwIfAborted();
    const why = reasonOfDenial(error);
    if (why === undefined) throw readFailed(ask.path, error);
    // What cannot be listed for whatever reason is not listed.
    if (ask.kind === 'names') return supplyNames(ask.path, undefined);
    return given((instance) => instance.supplyDenied(ask.path, why));
  }
}

const ANSWERS: { readonly [K in Ask['kind']]: (store: ListableStore, ask: Extract<Ask, { kind: K }> & Ask, signal: AbortSignal) => Promise<Supply> } = {
  async key(store, { path }, signal) {
    const bytes = await store.get(keyOf(path), { signal });
    if (bytes === undefined) return given((instance) => instance.supplyAbsent(path));
    return (instance) => {
      instance.supplyKey(path, bytes);
      return bytes.length;
    };
  },
  async part(store, ask, signal) {
    const { path, start, len } = ask as Extract<Ask, { kind: 'part' }>;
    const bytes = await partOf(store, keyOf(path), { offset: start, length: len }, signal);
    return (instance) => {
      instance.supplyKeyPart(path, start, len, bytes);
      return bytes?.length ?? 0;
    };
  },
  async size(store, { path }, signal) {
    const size = store.sizeOf === undefined ? (await store.get(keyOf(path), { signal }))?.length : await store.sizeOf(keyOf(path), { signal });
    return given((instance) => instance.supplySize(path, size ?? -1));
  },
  async names(store, { path }, signal) {
    return supplyNames(path, await store.names?.(keyOf(path), { signal }));
  },
};

/** A part of an object: cut out of all of it where the store gives nothing less. */
async function partOf(store: ListableStore, key: StoreKey, range: { offset: number; length: number }, signal: AbortSignal): Promise<Uint8Array | undefined> {
  if (store.getRange !== undefined) return await store.getRange(key, range, { signal });
  const bytes = await store.get(key, { signal });
  return bytes?.subarray(...spanOf(range, bytes.length));
}

function keyOf(path: string): StoreKey {
  return `/${path}`;
}

function supplyNames(path: string, names: readonly string[] | undefined): Supply {
  return given((instance) => instance.supplyNames(path, names));
}

function given(supply: (instance: ZarrGlue) => void): Supply {
  return (instance) => {
    supply(instance);
    return 0;
  };
}

/** What a store says that has the object and does not give it out: in words of our own, or in zarrita's. */
export function reasonOfDenial(error: unknown): string | undefined {
  if (error instanceof OmescopeError) return error.code === 'store-denied' ? error.message : undefined;
  if (!(error instanceof Error)) return undefined;
  return /^Unexpected response status (\d{3}\b.*)$/s.exec(error.message)?.[1]?.trim();
}

export function readFailed(path: string, cause: unknown): OmescopeError {
  if (cause instanceof OmescopeError) return cause;
  return new OmescopeError('read-failed', `${path} could not be read: ${messageOf(cause)}`, { cause });
}
