/** The worker that reads, kept warm: it is there before the first task, and a new one is there after each that was stopped. */
import { openStore, type Folder, type ListableStore } from 'omescope/slim';
import type { Kit } from './kit.js';
import type { Answer, FromWorker, ModuleName, Readable, Task, ToWorker } from './messages.js';
import { answerFolder } from './remote.js';
import { workerUrl } from './trusted.js';

export type Hear = (answer: Answer) => void;

export interface Reader {
  /** Reads an image; what is under way is stopped first, and nothing more is heard of it. The number of the task. */
  read(input: File | string | Folder, offsets: File | undefined, hear: Hear): number;
  /** Judges an image that the task `of` has read once more, with an offsets.json. Stops nothing. */
  judge(of: number, input: File | string, offsets: File, hear: Hear): void;
  /** Stops what is under way at once. */
  stop(): void;
  /** Something will be read soon that needs this module. */
  prepare(name: ModuleName): void;
}

/** Starts a worker; resolves when its script runs. */
export async function createReader(kit: Kit): Promise<Reader> {
  /** Who waits for answers, by the numbers of their tasks. */
  const listeners = new Map<number, Hear>();
  let worker: Worker | undefined;
  let tasks = 0;
  const prepared = new Set<ModuleName>();
  /** The folder that the task under way is about. */
  let given: { readonly store: Promise<ListableStore>; readonly stop: AbortController } | undefined;

  /** In place of the worker that is there. */
  function start(): Promise<void> {
    worker?.terminate();
    given?.stop.abort();
    given = undefined;
    listeners.clear();
    const fresh = new Worker(workerUrl(kit.url), { type: 'module' });
    worker = fresh;
    return new Promise((resolve, reject) => {
      let warm = false;
      const died = (reason: string): void => {
        // What a worker that was replaced still has to say is of no interest.
        if (worker !== fresh) return;
        const waiting = [...listeners.values()];
        // One that never came to life is not replaced before it is needed, or there would be no end.
        worker = undefined;
        listeners.clear();
        if (warm) void start().catch(() => undefined);
        reject(new Error(reason));
        for (const hear of waiting) hear(deathOf(reason));
      };
      fresh.onerror = ({ message }) => died(message);
      fresh.onmessageerror = () => died('its result could not be passed on');
      fresh.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (worker !== fresh) return;
        if (data.kind === 'ready') {
          warm = true;
          resolve();
        } else if (data.kind === 'module') void supply(fresh, data.name);
        else if (data.kind === 'folder') {
          const { number, ask } = data;
          const { store, stop } = given ?? {};
          if (store && stop) void store.then((opened) => answerFolder(opened, ask, stop.signal, (reply) => post(fresh, { kind: 'folder', number, answer: reply })));
        }
        else answer(data.id, data.answer);
      };
      // One that takes the place of another is about to be used.
      for (const name of prepared) post(fresh, { kind: 'prepare', name });
    });
  }

  async function supply(to: Worker, name: ModuleName): Promise<void> {
    try {
      const module = await kit.module(name);
      post(to, { kind: 'module', name, module });
    } catch (error) {
      post(to, { kind: 'no-module', name, why: error instanceof Error ? error.message : String(error) });
    }
  }

  function prepare(name: ModuleName): void {
    if (prepared.has(name)) return;
    prepared.add(name);
    if (worker) post(worker, { kind: 'prepare', name });
  }

  function answer(id: number, given: Answer): void {
    const hear = listeners.get(id);
    if (given.kind === 'done' || given.kind === 'error') listeners.delete(id);
    hear?.(given);
  }

  function send(task: Task, hear: Hear): number {
    if (!worker) void start().catch(() => undefined);
    tasks += 1;
    listeners.set(tasks, hear);
    if (worker) post(worker, { kind: 'task', id: tasks, task });
    return tasks;
  }

  function stop(): void {
    if (listeners.size > 0) void start().catch(() => undefined);
  }

  await start();
  return {
    read(input, offsets, hear) {
      stop();
      if (input instanceof File || typeof input === 'string') return send({ kind: 'read', input, offsets }, hear);
      const task = send({ kind: 'read', input: { folder: nameOfFolder(input) }, offsets: undefined }, hear);
      // Behind the task, as a worker that has to be started first lets go of the folder of the one before.
      given = { store: openStore(input), stop: new AbortController() };
      return task;
    },
    judge: (of, input, offsets, hear) => void send({ kind: 'judge', of, input, offsets }, hear),
    stop,
    prepare,
  };
}

/** The name that a folder goes by. */
export function nameOfFolder(folder: Folder): string {
  if ('name' in folder && typeof folder.name === 'string') return folder.name;
  const [first] = folder as readonly File[];
  return first?.webkitRelativePath.split('/')[0] || 'folder';
}

function deathOf(reason: string): Answer {
  const because = reason === '' ? '' : ` (${reason})`;
  const message = `The part of this page that reads files stopped unexpectedly${because}. It has been started again.`;
  const help = 'Try once more. If it happens again, the file may need more memory than this browser has.';
  return { kind: 'error', failure: { code: 'worker-died', message, at: {}, help, partial: undefined } };
}

/** What was read of a folder is handed over, not copied. */
function post(worker: Worker, message: ToWorker): void {
  const value = message.kind === 'folder' && 'value' in message.answer ? message.answer.value : undefined;
  worker.postMessage(message, value instanceof Uint8Array ? [value.buffer] : []);
}
