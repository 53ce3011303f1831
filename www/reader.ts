/** The worker that reads, kept warm: it is there before the first job, and a new one is there after each that was stopped. */
import type { FromWorker, ToWorker } from './messages.js';
import { workerUrl } from './trusted.js';

/** What is needed to start workers, fetched once, so that starting one later needs no network. */
export interface Kit {
  readonly url: string;
  readonly module: WebAssembly.Module;
}

type Hear = (message: FromWorker) => void;

export interface Reader {
  /** Reads an input; a job that is running is stopped first, and nothing more is heard of it. */
  read(input: File | string, hear: Hear): void;
  /** Stops the job at once. */
  stop(): void;
}

/** Fetches the worker's script and the module from beside the page. */
export async function fetchKit(): Promise<Kit> {
  const [script, module] = await Promise.all([fetched('worker.js'), fetched('omescope.wasm')]);
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  return { url, module: await WebAssembly.compile(module) };
}

async function fetched(name: string): Promise<ArrayBuffer> {
  const response = await fetch(new URL(name, document.baseURI));
  if (response.ok) return await response.arrayBuffer();
  throw new Error(`${name} could not be loaded: the server answered ${response.status}.`);
}

/** Starts a worker; resolves when it is warm. */
export async function createReader(kit: Kit): Promise<Reader> {
  let hear: Hear | undefined;
  let worker: Worker | undefined;

  /** In place of the worker that is there. */
  function start(): Promise<void> {
    worker?.terminate();
    hear = undefined;
    const fresh = new Worker(workerUrl(kit.url), { type: 'module' });
    worker = fresh;
    return new Promise((resolve, reject) => {
      let warm = false;
      const died = (reason: string): void => {
        // What a worker that was replaced still has to say is of no interest.
        if (worker !== fresh) return;
        const listener = hear;
        // One that never came to life is not replaced before it is needed, or there would be no end.
        worker = undefined;
        hear = undefined;
        if (warm) void start().catch(() => undefined);
        reject(new Error(reason));
        listener?.(deathOf(reason));
      };
      fresh.onerror = ({ message }) => died(message);
      fresh.onmessageerror = () => died('what it found could not be handed over');
      fresh.onmessage = ({ data }: MessageEvent<FromWorker>) => {
        if (worker !== fresh) return;
        if (data.kind === 'ready') {
          warm = true;
          resolve();
        } else {
          const listener = hear;
          if (data.kind === 'outline' || data.kind === 'error') hear = undefined;
          if (data.kind === 'error') reject(new Error(data.failure.message));
          listener?.(data);
        }
      };
      post(fresh, { kind: 'prepare', module: kit.module });
    });
  }

  await start();
  return {
    read(input, listener) {
      if (hear || !worker) void start().catch(() => undefined);
      hear = listener;
      if (worker) post(worker, { kind: 'read', input });
    },
    stop() {
      if (hear) void start().catch(() => undefined);
    },
  };
}

function deathOf(reason: string): FromWorker {
  const because = reason === '' ? '' : ` (${reason})`;
  const message = `The part of this page that reads files stopped unexpectedly${because}. It has been started again.`;
  const help = 'Try once more. If it happens again, the file may need more memory than this browser has.';
  return { kind: 'error', failure: { code: 'worker-died', message, at: {}, help, partial: undefined } };
}

function post(worker: Worker, message: ToWorker): void {
  worker.postMessage(message);
}
