import { abortable, follow } from './abort.js';
import type { CheckGlue, Engine, SessionGlue } from './engine.js';
import { amended, OmescopeError, type At } from './errors.js';
import { bytesOf, type Reach, type Source } from './source.js';
import { guarded, messageOf } from './trap.js';

/** How far a job is. */
export interface Progress {
  /** Bytes read so far. */
  readonly bytes: number;
  /** Reads so far; over HTTP, requests. */
  readonly requests: number;
  /** Rounds so far: reads that were asked for together count once. */
  readonly rounds: number;
  /** IFDs found so far. */
  readonly ifds: number;
  /** Size of the file in bytes, once it is known. */
  readonly size: number | undefined;
}

export interface DriveOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
  /** Whether an error has the offsets that were found before it. */
  readonly partial?: boolean;
}

/** Numbers of the sorts of reach, as the core knows them. */
export const REACH: Record<Reach, number> = { memory: 0, disk: 1, network: 2 };
/** Milliseconds between two reports of progress, and between two pauses that let other work happen. */
const BREATH = 50;

/** Starts a session in an instance: the size of the file, negative where it is not known, and how expensive a read is. */
export type Begin<G> = (instance: G, size: number, reach: number) => void;

/**
 * Runs a session to its end and takes its result. A file that is replaced while it is read is read once more
 * from the start; what was found of the old one does not count.
 */
export async function converse<T, G extends SessionGlue>(
  engine: Engine<G>,
  source: Source,
  begin: Begin<G>,
  options: DriveOptions,
  result: (instance: G) => T,
): Promise<T> {
  try {
    return await converseOnce(engine, source, begin, options, result);
  } catch (error) {
    if (!(error instanceof OmescopeError && error.code === 'http-changed')) throw error;
    return await converseOnce(engine, source, begin, options, result);
  }
}

async function converseOnce<T, G extends SessionGlue>(
  engine: Engine<G>,
  source: Source,
  begin: Begin<G>,
  options: DriveOptions,
  result: (instance: G) => T,
): Promise<T> {
  options.signal?.throwIfAborted();
  const instance = await abortable(engine.take(), options.signal);
  const { controller, release } = follow(options.signal);
  let trapped = false;
  try {
    guarded(() => begin(instance, source.size ?? -1, REACH[source.reach ?? 'disk']));
    await feed(instance, source, controller.signal, options);
    return guarded(() => result(instance));
  } catch (error) {
    trapped = error instanceof OmescopeError && error.code === 'internal';
    throw trapped || options.partial !== true ? error : withPartial(error, instance);
  } finally {
    release();
    // Reads that nobody waits for any more.
    controller.abort(new DOMException('The job is over.', 'AbortError'));
    if (!trapped) engine.give(instance);
  }
}

async function feed(instance: SessionGlue, source: Source, signal: AbortSignal, options: DriveOptions): Promise<void> {
  const count = { bytes: 0, requests: 0, rounds: 0 };
  const alone = roundOfFile(instance, source.file);
  const report = (): void => {
    const { bytes, requests } = alone === undefined ? (source.transfer ?? count) : count;
    options.onProgress?.({ bytes, requests, rounds: count.rounds, ifds: guarded(() => instance.found()), size: source.size });
  };
  const round = alone ?? roundOfSource(instance, source, signal);
  let breath = now();
  for (;;) {
    const done = round(count);
    const waited = done instanceof Promise;
    if (!(waited ? await done : done)) break;
    count.rounds += 1;
    signal.throwIfAborted();
    const { size } = source;
    if (size !== undefined) guarded(() => instance.learnSize(size));
    if (now() - breath >= BREATH) {
      report();
      // A source that answers at once would keep everything else waiting, the abort too.
      if (!waited) await pause();
      signal.throwIfAborted();
      breath = now();
    }
  }
  report();
}

/** Steps, and answers what is asked then; whether anything was. */
type Round = (count: { bytes: number; requests: number }) => boolean | Promise<boolean>;

/** The module reads by itself: the judge can, where it is a file in a worker of a browser. */
function roundOfFile(instance: SessionGlue | CheckGlue, file: Blob | undefined): Round | undefined {
  if (file === undefined || !('FileReaderSync' in globalThis) || !('stepBlob' in instance)) return undefined;
  return (count) => {
    const [requests = 0, bytes = 0] = fileGuarded(() => instance.stepBlob(file));
    count.requests += requests;
    count.bytes += bytes;
    return requests > 0;
  };
}

function fileGuarded<T>(call: () => T): T {
  try {
    return guarded(call);
  } catch (error) {
    // What the browser says of the file, and no trap.
    if (error instanceof OmescopeError && error.cause instanceof DOMException) throw unreadable('The file', error.cause, {});
    throw error;
  }
}

function roundOfSource(instance: SessionGlue, source: Source, signal: AbortSignal): Round {
  return (count) => {
    const asks = guarded(() => instance.step());
    if (asks.length === 0) return false;
    count.requests += asks.length / 2;
    const take = (answers: readonly Uint8Array[]): true => {
      for (const [index, answer] of answers.entries()) {
        count.bytes += answer.length;
        guarded(() => instance.supply(asks[2 * index] ?? 0, answer));
      }
      return true;
    };
    const answers = readAll(source, asks, signal);
    return Array.isArray(answers) ? take(answers) : answers.then(take);
  };
}

/** All answers of one round; no promise where the source gave none. */
function readAll(source: Source, asks: Float64Array, signal: AbortSignal): Uint8Array[] | Promise<Uint8Array[]> {
  const answers: (Uint8Array | Promise<Uint8Array>)[] = [];
  for (let index = 0; index < asks.length; index += 2) {
    answers.push(readOne(source, asks[index] ?? 0, asks[index + 1] ?? 0, signal));
  }
  const atOnce = answers.every((answer) => answer instanceof Uint8Array);
  return atOnce ? (answers as Uint8Array[]) : abortable(Promise.all(answers), signal);
}

function readOne(source: Source, offset: number, length: number, signal: AbortSignal): Uint8Array | Promise<Uint8Array> {
  const failed = (cause: unknown): never => {
    signal.throwIfAborted();
    if (cause instanceof OmescopeError) throw cause;
    throw unreadable(`Bytes ${offset} to ${offset + length}`, cause, { byte: offset, range: [offset, offset + length] });
  };
  const checked = (answer: unknown): Uint8Array => bytesOf(answer, offset, length);
  try {
    const answer = source.read(offset, length, { signal });
    return answer instanceof Uint8Array ? checked(answer) : Promise.resolve(answer).then(checked, failed);
  } catch (cause) {
    return failed(cause);
  }
}

function unreadable(what: string, cause: unknown, at: At): OmescopeError {
  return new OmescopeError('read-failed', `${what} could not be read: ${messageOf(cause)}`, {
    at,
    cause,
    help: 'A file that was changed, moved or deleted after it was chosen has to be chosen again.',
  });
}

/** An error keeps what had been found before it. */
function withPartial(error: unknown, instance: SessionGlue): unknown {
  if (!(error instanceof OmescopeError) || error.partial !== undefined || error.code === 'not-tiff') return error;
  return amended(error, { partial: Array.from(instance.offsets()) });
}

function now(): number {
  return performance.now();
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
