/** A folder that only the page can read, as a store for the worker: entries of a drop cannot be handed over, so questions are. */
import type { ListableStore, ListOptions, StoreKey, StoreRange } from 'omescope/slim';

/** A question to the page. */
export type FolderAsk =
  | { readonly what: 'get' | 'size' | 'names'; readonly key: StoreKey }
  | { readonly what: 'part'; readonly key: StoreKey; readonly range: StoreRange };

/** What the page answers. A denial is what the store says of an object that it does not give out. */
export type FolderAnswer =
  | { readonly value: Uint8Array | number | readonly string[] | undefined }
  | { readonly count: number }
  | { readonly code: string | undefined; readonly message: string };

/** What came of a question. */
type Settle = { readonly resolve: (value: never) => void; readonly reject: (error: unknown) => void; readonly onNames: ListOptions['onNames'] };

export interface RemoteFolder {
  readonly store: ListableStore;
  take(number: number, answer: FolderAnswer): void;
}

/** The worker's end. `post` puts a question; `fail` makes an error of what the page says. */
export function remoteFolder(name: string, post: (number: number, ask: FolderAsk) => void, fail: (code: string | undefined, message: string) => Error): RemoteFolder {
  const open = new Map<number, Settle>();
  let asked = 0;
  const put = <T>(ask: FolderAsk, onNames?: ListOptions['onNames']): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      asked += 1;
      open.set(asked, { resolve, reject, onNames });
      post(asked, ask);
    });
  return {
    store: {
      name,
      get: (key) => put<Uint8Array | undefined>({ what: 'get', key }),
      getRange: (key, range) => put<Uint8Array | undefined>({ what: 'part', key, range }),
      sizeOf: (key) => put<number | undefined>({ what: 'size', key }),
      names: (key, options) => put<readonly string[]>({ what: 'names', key }, options?.onNames),
    },
    take(number, answer) {
      const waiting = open.get(number);
      if ('count' in answer) return waiting?.onNames?.(answer.count);
      open.delete(number);
      if ('value' in answer) waiting?.resolve(answer.value as never);
      else waiting?.reject(fail(answer.code, answer.message));
    },
  };
}

/** Milliseconds between two words on a folder that is being listed. */
const BREATH = 100;

/** The page's end: answers a question. */
export async function answerFolder(store: ListableStore, ask: FolderAsk, signal: AbortSignal, post: (answer: FolderAnswer) => void): Promise<void> {
  try {
    post({ value: await valueOf(store, ask, signal, post) });
  } catch (error) {
    const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
    post({ code, message: error instanceof Error ? error.message : String(error) });
  }
}

async function valueOf(store: ListableStore, ask: FolderAsk, signal: AbortSignal, post: (answer: FolderAnswer) => void): Promise<Uint8Array | number | readonly string[] | undefined> {
  if (ask.what === 'get') return await store.get(ask.key, { signal });
  if (ask.what === 'part') return await store.getRange?.(ask.key, ask.range, { signal });
  if (ask.what === 'size') return await store.sizeOf?.(ask.key, { signal });
  let told = performance.now();
  return await store.names?.(ask.key, {
    signal,
    onNames(count) {
      if (performance.now() - told < BREATH) return;
      told = performance.now();
      post({ count });
    },
  });
}
