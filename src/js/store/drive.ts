import { abortable, follow } from '../abort.js';
import type { CheckGlue, Engine } from '../engine.js';
import { OmescopeError } from '../errors.js';
import { guarded, messageOf, toCore } from '../trap.js';
import type { Store } from './store.js';

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
  engine: Engine<CheckGlue>,
  store: Store,
  begin: (instance: CheckGlue) => void,
  options: StoreDriveOptions,
  result: (instance: CheckGlue) => T,
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

async function feed(instance: CheckGlue, store: Store, signal: AbortSignal, { onProgress }: StoreDriveOptions): Promise<void> {
  const spent = { requests: 0, bytes: 0, rounds: 0 };
  for (;;) {
    const asks = JSON.parse(guarded(() => instance.stepStore())) as Ask[];
    if (asks.length === 0) return;
    spent.rounds += 1;
    spent.requests += asks.length;
    const answers = await abortable(Promise.all(asks.map((ask) => answer(store, ask, signal))), signal);
    for (const supply of answers) spent.bytes += guarded(() => supply(instance));
    onProgress?.({ ...spent });
  }
}

/** Puts a question to the store. What comes of it is handed in later, all answers of a round together; it gives its bytes. */
async function answer(store: Store, ask: Ask, signal: AbortSignal): Promise<(instance: CheckGlue) => number> {
  const { kind, path } = ask;
  try {
    if (kind === 'part') return await part(store, ask, signal);
    if (kind === 'names') return given((await store.names?.(path, { signal })) ?? null, (instance, names) => instance.supplyNames(path, toCore(names)));
    if (kind === 'size') return given(await sizeOf(store, path, signal), (instance, size) => instance.supplySize(path, size ?? -1));
    const bytes = await store.get(path, { signal });
    if (bytes === undefined) return given(path, (instance) => instance.supplyAbsent(path));
    return (instance) => {
      instance.supplyKey(path, bytes);
      return bytes.length;
    };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof OmescopeError && error.code === 'store-denied')) throw readFailed(path, error);
    return given(error.message, (instance, why) => instance.supplyDenied(path, why));
  }
}

/** A part of an object: all of it where the store gives nothing less. */
async function part(store: Store, { path, start, len }: Ask & { kind: 'part' }, signal: AbortSignal): Promise<(instance: CheckGlue) => number> {
  const bytes = store.getRange
    ? await store.getRange(path, { start, len }, { signal })
    : (await store.get(path, { signal }))?.subarray(start, start + len);
  return (instance) => {
    instance.supplyKeyPart(path, start, len, bytes);
    return bytes?.length ?? 0;
  };
}

function given<T>(value: T, supply: (instance: CheckGlue, value: T) => void): (instance: CheckGlue) => number {
  return (instance) => {
    supply(instance, value);
    return 0;
  };
}

async function sizeOf(store: Store, path: string, signal: AbortSignal): Promise<number | undefined> {
  return store.size ? await store.size(path, { signal }) : (await store.get(path, { signal }))?.length;
}

function readFailed(path: string, cause: unknown): OmescopeError {
  if (cause instanceof OmescopeError) return cause;
  return new OmescopeError('read-failed', `${path} could not be read: ${messageOf(cause)}`, { cause });
}
