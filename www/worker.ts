/** The worker: reads one input at a time and posts what it finds. To stop it, terminate it. */
import { census, check, findStore, initialize, inspect, judgeAttributes, offsets, OmescopeError, openSource, type ErrorCode, type ListableStore, type Progress, type Report, type Source } from 'omescope/slim';
import type { Answer, Failure, FromWorker, ModuleName, Readable, Spent, Task, ToWorker } from './messages.js';
import { outlineOf } from './outline.js';
import { remoteFolder, type RemoteFolder } from './remote.js';

/** The part of a dedicated worker's scope that is used here. */
interface Scope {
  postMessage(message: FromWorker): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
}

const scope = globalThis as unknown as Scope;

scope.addEventListener('message', ({ data }) => {
  if (data.kind === 'prepare') void prepare(data.name);
  else if (data.kind === 'module') modules.get(data.name)?.resolve(data.module);
  else if (data.kind === 'no-module') refuse(data.name, data.why);
  else if (data.kind === 'folder') folder?.take(data.number, data.answer);
  else void work(data.id, data.task);
});

interface Deferred<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
}

function deferred<T>(): Deferred<T> {
  let [resolve, reject]: [(value: T) => void, (error: unknown) => void] = [() => undefined, () => undefined];
  const promise = new Promise<T>((done, failed) => ([resolve, reject] = [done, failed]));
  return { promise, resolve, reject };
}

/** Who waits for modules, which the page loads: it keeps them for the worker that comes after this one. */
const modules = new Map<ModuleName, Deferred<WebAssembly.Module>>();

function moduleOf(name: ModuleName): Promise<WebAssembly.Module> {
  const known = modules.get(name);
  if (known !== undefined) return known.promise;
  const asked = deferred<WebAssembly.Module>();
  modules.set(name, asked);
  scope.postMessage({ kind: 'module', name });
  return asked.promise;
}

function refuse(name: ModuleName, why: string): void {
  modules.get(name)?.reject(new Error(why));
  // The next task asks again.
  modules.delete(name);
}

/** A judge is the first that a task needs: an instance of it is made by having it look at nothing, so that no task waits for that. */
async function prepare(name: ModuleName): Promise<void> {
  try {
    await (name === 'check' ? offsets(new Uint8Array()) : judgeAttributes(''));
  } catch {
    // Nothing is no TIFF. What else there is says the task that needs it.
  }
}

// One module for files: what the core does, the judge does as well. One for stores.
const initialized = initialize(undefined, { check: () => moduleOf('check'), zarr: () => moduleOf('zarr') });
scope.postMessage({ kind: 'ready' });

type Post = (answer: Answer) => void;

async function work(id: number, task: Task): Promise<void> {
  const post: Post = (answer) => scope.postMessage({ kind: 'answer', id, answer });
  try {
    await initialized;
    if (task.kind === 'read') await readAny(id, task.input, task.offsets, post);
    else post({ kind: 'report', report: await check(sourceOf(task.of, task.input), { offsets: task.offsets }), spent: NOTHING });
    post({ kind: 'done' });
  } catch (error) {
    post({ kind: 'error', failure: failureOf(error) });
  }
}

/** The folder that is read. */
let folder: RemoteFolder | undefined;

async function readAny(id: number, input: Readable, existing: File | undefined, post: Post): Promise<void> {
  const store = await storeOf(id, input);
  if (store !== undefined) await readStore(store, post);
  else if (input instanceof File || typeof input === 'string') await read(sourceOf(id, input), existing, post);
}

async function storeOf(id: number, input: Readable): Promise<ListableStore | undefined> {
  if (input instanceof File || typeof input === 'string') return await findStore(input);
  const ask = (number: number, question: Parameters<Parameters<typeof remoteFolder>[1]>[1]): void => scope.postMessage({ kind: 'folder', id, number, ask: question });
  // A code that the page sends is one of the package's own.
  folder = remoteFolder(input.folder, ask, (code, message) => (code === undefined ? new Error(message) : new OmescopeError(code as ErrorCode, message)));
  return folder.store;
}

/** The report on a store; then its chunks are counted, where it can be listed. */
async function readStore(store: ListableStore, post: Post): Promise<void> {
  const report = await check(store, { onProgress: ({ bytes, requests, ifds, size }) => post({ kind: 'progress', spent: { bytes, requests, ifds, size } }) });
  const counting = store.names !== undefined && report.input.kind !== 'unknown';
  post({ kind: 'store', report, counting });
  if (!counting) return;
  post({ kind: 'census', census: await census(store, { onProgress: (progress) => post({ kind: 'counting', progress }) }) });
}

/** What was read last, for whoever wants to look at it again. */
let latest: { readonly id: number; readonly source: Source } | undefined;

function sourceOf(id: number, input: File | string): Source {
  if (latest?.id !== id) latest = { id, source: openSource(input) };
  return latest.source;
}

const NOTHING: Spent = { bytes: 0, requests: 0, ifds: 0, size: undefined };

async function read(source: Source, existing: File | undefined, post: Post): Promise<void> {
  let spent = NOTHING;
  const onProgress = ({ bytes, requests, ifds, size }: Progress): void => {
    spent = { bytes, requests, ifds, size };
    post({ kind: 'progress', spent });
  };
  const report = await judge(source, existing, onProgress);
  if ('failure' in report) post({ kind: 'unjudged', ...report, spent });
  // What is no TIFF at all is an error here: the next pass throws it, with what it is instead.
  else if (report.facts !== null) post({ kind: 'report', report, spent });
  const { found, broken } = await readOffsets(source, onProgress);
  post({ kind: 'offsets', offsets: found, broken, spent });
  const structure = await inspect(source, { onProgress });
  post({ kind: 'outline', outline: outlineOf(structure), notes: structure.notes, spent });
}

/** The report, or why there is none where the offsets may be found all the same. */
async function judge(source: Source, existing: File | undefined, onProgress: (progress: Progress) => void): Promise<Report | { readonly failure: Failure }> {
  try {
    return await check(source, { ...(existing && { offsets: existing }), onProgress });
  } catch (error) {
    const worthwhile = error instanceof OmescopeError && (error.code === 'internal' || (error.partial ?? []).length > 0);
    if (!worthwhile) throw error;
    return { failure: failureOf(error) };
  }
}

/** The offsets; where the chain is broken, those before, and the reason. */
async function readOffsets(
  source: Source,
  onProgress: (progress: Progress) => void,
): Promise<{ found: readonly number[]; broken: Failure | undefined }> {
  try {
    return { found: await offsets(source, { onProgress }), broken: undefined };
  } catch (error) {
    if (!(error instanceof OmescopeError) || !error.code.startsWith('ifd-')) throw error;
    return { found: error.partial ?? [], broken: failureOf(error) };
  }
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof OmescopeError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: undefined, message, at: {}, help: undefined, partial: undefined };
  }
  const { code, message, at, help, partial } = error;
  return { code, message, at, help, partial };
}
