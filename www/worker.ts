/** The worker: reads one input at a time and posts what it finds. To stop it, terminate it. */
import { initialize, inspect, offsets, OmescopeError, type Progress } from 'omescope/slim';
import type { Failure, FromWorker, Spent, ToWorker } from './messages.js';
import { outlineOf } from './outline.js';

/** The part of a dedicated worker's scope that is used here. */
interface Scope {
  postMessage(message: FromWorker): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ToWorker>) => void): void;
}

const scope = globalThis as unknown as Scope;

scope.addEventListener('message', ({ data }) => {
  if (data.kind === 'prepare') void prepare(data.module);
  else void read(data.input);
});

/** Settles once the module is there; a read that comes earlier waits. */
let prepared: Promise<void> = Promise.resolve();

async function prepare(module: WebAssembly.Module): Promise<void> {
  prepared = initialize(module);
  await attempt(async () => {
    await prepared;
    scope.postMessage({ kind: 'ready' });
  });
}

async function read(input: File | string): Promise<void> {
  await attempt(async () => {
    await prepared;
    const meter = createMeter();
    const { found, broken } = await readOffsets(input, meter.onProgress);
    scope.postMessage({ kind: 'offsets', offsets: found, broken, spent: meter.spent() });
    meter.next();
    const structure = await inspect(input, { onProgress: meter.onProgress });
    scope.postMessage({ kind: 'outline', outline: outlineOf(structure), notes: structure.notes, spent: meter.spent() });
  });
}

/** The offsets; where the chain is broken, those before, and the reason. */
async function readOffsets(
  input: File | string,
  onProgress: (progress: Progress) => void,
): Promise<{ found: readonly number[]; broken: Failure | undefined }> {
  try {
    return { found: await offsets(input, { onProgress }), broken: undefined };
  } catch (error) {
    if (!(error instanceof OmescopeError) || !error.code.startsWith('ifd-')) throw error;
    return { found: error.partial ?? [], broken: failureOf(error) };
  }
}

/** Adds up what the two passes read, and posts it. */
function createMeter(): { onProgress: (progress: Progress) => void; spent: () => Spent; next: () => void } {
  let before = { bytes: 0, requests: 0 };
  let spent: Spent = { bytes: 0, requests: 0, ifds: 0, size: undefined };
  return {
    onProgress({ bytes, requests, ifds, size }) {
      spent = { bytes: before.bytes + bytes, requests: before.requests + requests, ifds, size };
      scope.postMessage({ kind: 'progress', spent });
    },
    spent: () => spent,
    next() {
      before = { bytes: spent.bytes, requests: spent.requests };
    },
  };
}

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    scope.postMessage({ kind: 'error', failure: failureOf(error) });
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
