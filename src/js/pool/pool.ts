import { onAbort } from '../abort.js';
import type { TileEngines } from '../engine.js';
import { OmescopeError } from '../errors.js';
import { version } from '../generated/core/glue.js';
import { samplesIn, type Decoded, type Samples } from '../tiff/decode.js';
import { moduleOf } from '../tiff/module.js';
import { numbersOf } from '../tiff/spec.js';
import type { TileSpec } from '../tiff/storage.js';
import { decodeAs, type BlockOptions } from '../tiff/stored.js';
import { heard, type Answer, type TileModule, type Work } from './protocol.js';

/** What is used of a worker: those of browsers are such, and whatever behaves like one. */
export interface PoolWorker {
  postMessage(message: unknown): void;
  addEventListener(type: 'message' | 'error' | 'messageerror', listener: (event: { readonly data?: unknown; preventDefault?(): void }) => void): void;
  terminate(): void;
}

export interface PoolOptions {
  /** Most workers; each is started when it is needed first. One less than the processors, 4 at most. 0: no workers. */
  readonly size?: number;
  /** Starts a worker with `omescope/pool-worker.js`, for bundlers that do not follow `new Worker(new URL(…))`. */
  readonly create?: () => PoolWorker;
  /** Milliseconds without an answer after which a worker counts as dead. 10,000. */
  readonly patience?: number;
}

export interface PoolJobOptions {
  /** Content of JPEGTables (tag 347). */
  readonly jpegTables?: Uint8Array | undefined;
  /** A job that waits is given up at once; one that runs is not waited for. */
  readonly signal?: AbortSignal | undefined;
  /** Asked for whenever a worker is free: the job with the largest goes first, of equal ones the one that waits longest. 0. */
  readonly priority?: (() => number) | undefined;
}

/** Workers that decode tiles, so that the thread of the page stays free. */
export interface Pool {
  /** Workers that run. 0 where there are none, as in Node.js, or where the page forbids them: then tiles are decoded in place. */
  readonly running: number;
  /** As `decodeTile`. The bytes are copied. */
  decodeTile(bytes: Uint8Array, spec: TileSpec, options?: PoolJobOptions): Promise<Samples>;
  /** Ends the workers. What still waits is rejected. */
  close(): void;
}

type BlockPoolOptions = PoolJobOptions & BlockOptions;

/** Beside that: what our own readers want of it. */
export interface BlockPool extends Pool {
  decodeBlock(bytes: Uint8Array, spec: TileSpec, options?: BlockPoolOptions): Promise<Decoded>;
}

interface Job {
  readonly bytes: Uint8Array;
  readonly spec: TileSpec;
  readonly options: BlockPoolOptions;
  readonly name: TileModule;
  readonly module: WebAssembly.Module;
  readonly resolve: (decoded: Decoded) => void;
  readonly reject: (error: unknown) => void;
  /** How often it was begun. */
  tries: number;
  over: boolean;
}

interface Member {
  readonly worker: PoolWorker;
  readonly jobs: Map<number, Job>;
  readonly has: Set<TileModule>;
  ready: boolean;
  watch: ReturnType<typeof setTimeout> | undefined;
}

/** Jobs that a worker has at a time: the second one is there when the first one ends. */
const DEPTH = 2;
/** Two workers may die of the same job before it counts as the reason. */
const MOST_TRIES = 2;
const PATIENCE = 10_000;
const MOST_WORKERS = 4;

export function createPoolWith(engines: TileEngines, { size = defaultSize(), create, patience = PATIENCE }: PoolOptions = {}): BlockPool {
  if (!(Number.isInteger(size) && size >= 0)) throw new OmescopeError('usage', `The pool has a size of ${size}; it is a whole number of at least 0.`);
  if (!(patience > 0)) throw new OmescopeError('usage', `The patience of the pool is ${patience} ms; it is a number above 0.`);
  const start = create ?? ('Worker' in globalThis ? createWorker : undefined);
  let inPlace = size === 0 || start === undefined;
  let closed = false;
  let last = 0;
  const members = new Set<Member>();
  const waiting: Job[] = [];

  function hire(): Member | undefined {
    try {
      const member: Member = { worker: (start as () => PoolWorker)(), jobs: new Map(), has: new Set(), ready: false, watch: undefined };
      member.worker.addEventListener('message', ({ data }) => hear(member, data as Answer));
      member.worker.addEventListener('error', (event) => {
        event.preventDefault?.();
        if (member.ready) lose(member);
        else giveUpWorkers();
      });
      member.worker.addEventListener('messageerror', () => lose(member));
      members.add(member);
      return member;
    } catch {
      // A policy of the page forbids it, or the address is none.
      giveUpWorkers();
      return undefined;
    }
  }

  /** Workers cannot be had here: all is decoded in this thread, which is slower and no less right. */
  function giveUpWorkers(): void {
    inPlace = true;
    const jobs = [...members].flatMap((member) => dismiss(member));
    for (const job of [...jobs, ...waiting.splice(0)]) settle(job, decodeAs(engines, job.bytes, job.spec, job.options));
  }

  function dismiss(member: Member): Job[] {
    clearTimeout(member.watch);
    members.delete(member);
    member.worker.terminate();
    return [...member.jobs.values()];
  }

  /** A worker that is dead or hangs is replaced, and what it had is begun once more elsewhere. */
  function lose(member: Member): void {
    if (!members.has(member)) return;
    for (const job of dismiss(member)) again(job, new OmescopeError('internal', `A worker died or did not answer for ${patience} ms while it decoded a tile.`));
    serve();
  }

  function again(job: Job, error: OmescopeError): void {
    if (job.over) return;
    if (job.tries < MOST_TRIES) waiting.unshift(job);
    else job.reject(error);
  }

  function hear(member: Member, answer: Answer): void {
    if (!members.has(member)) return;
    if ('ready' in answer) {
      member.ready = true;
      // A cache may hold the script of another release.
      if (answer.ready !== version) giveUpWorkers();
      return;
    }
    const job = member.jobs.get(answer.id);
    member.jobs.delete(answer.id);
    watch(member);
    if (job !== undefined && 'error' in answer) {
      const error = heard(answer.error);
      if (error.code === 'internal') again(job, error);
      else job.reject(error);
    } else if (job !== undefined && 'buffer' in answer) {
      const { type, buffer, damage } = answer;
      // Half numbers come as they are stored only where that was asked for.
      const data = job.options.stored !== undefined && type === 'float16' ? new Uint16Array(buffer) : samplesIn(type, buffer);
      job.resolve({ data, type, damage: damage && heard(damage) });
    }
    serve();
  }

  function watch(member: Member): void {
    clearTimeout(member.watch);
    member.watch = member.jobs.size === 0 ? undefined : setTimeout(() => lose(member), patience);
  }

  function serve(): void {
    while (waiting.length > 0 && !closed && !inPlace) {
      const free = [...members].filter(({ jobs }) => jobs.size < DEPTH).sort((one, other) => one.jobs.size - other.jobs.size)[0];
      const member = (free === undefined || free.jobs.size > 0) && members.size < size ? hire() : free;
      if (member === undefined) return;
      const [job] = waiting.splice(firstOf(waiting), 1);
      if (job !== undefined && !job.over) assign(member, job);
    }
  }

  function assign(member: Member, job: Job): void {
    const id = (last += 1);
    const { bytes, spec, options, name } = job;
    const whole = bytes.byteLength === bytes.buffer.byteLength;
    // Of a view, all of the buffer below it would be copied.
    const work: Work = { id, name, module: member.has.has(name) ? undefined : job.module, bytes: whole ? bytes : bytes.slice(), spec, jpegTables: options.jpegTables, stored: options.stored };
    job.tries += 1;
    member.jobs.set(id, job);
    member.has.add(name);
    try {
      member.worker.postMessage(work);
    } catch (error) {
      member.jobs.delete(id);
      job.reject(error);
      return;
    }
    if (member.watch === undefined) watch(member);
  }

  async function decode(bytes: Uint8Array, spec: TileSpec, options: BlockPoolOptions = {}): Promise<Decoded> {
    const { signal } = options;
    signal?.throwIfAborted();
    if (closed) throw shut();
    // What is only copied takes less time than the way to a worker.
    if (inPlace || isCopy(spec)) return await decodeAs(engines, bytes, spec, options);
    numbersOf(spec);
    const name = moduleOf(spec.compression);
    const module = await engines[name].compiled();
    signal?.throwIfAborted();
    if (closed) throw shut();
    return await new Promise<Decoded>((resolve, reject) => {
      const ended = <T>(how: (value: T) => void) => (value: T): void => {
        job.over = true;
        release();
        how(value);
      };
      const job: Job = { bytes, spec, options, name, module, resolve: ended(resolve), reject: ended(reject), tries: 0, over: false };
      let release = (): void => {};
      waiting.push(job);
      if (signal !== undefined) {
        release = onAbort(signal, () => {
          const at = waiting.indexOf(job);
          if (at >= 0) waiting.splice(at, 1);
          job.reject(signal.reason);
        });
      }
      if (inPlace) giveUpWorkers();
      else serve();
    });
  }

  return {
    get running() {
      return members.size;
    },
    decodeBlock: decode,
    async decodeTile(bytes, spec, options) {
      const { data, damage } = await decode(bytes, spec, options);
      if (damage !== undefined) throw damage;
      return data;
    },
    close() {
      closed = true;
      const jobs = [...members].flatMap((member) => dismiss(member));
      for (const job of [...jobs, ...waiting.splice(0)]) job.reject(shut());
    },
  };
}

function settle(job: Job, work: Promise<Decoded>): void {
  work.then(job.resolve, job.reject);
}

/** The job that goes first. */
function firstOf(waiting: readonly Job[]): number {
  let best = 0;
  let most = -Infinity;
  for (const [index, { options }] of waiting.entries()) {
    const priority = options.priority?.() ?? 0;
    if (priority > most) [best, most] = [index, priority];
  }
  return best;
}

function isCopy({ compression, predictor = 1, bits, bigEndian = false }: TileSpec): boolean {
  return compression === 1 && predictor === 1 && (bits === 8 || !bigEndian) && bits % 8 === 0;
}

function shut(): OmescopeError {
  return new OmescopeError('usage', 'The pool was closed.');
}

/** As bundlers know it: they make a file of their own of the script. */
function createWorker(): PoolWorker {
  return new Worker(new URL('./pool-worker.js', import.meta.url), { type: 'module' });
}

function defaultSize(): number {
  const { navigator } = globalThis as { navigator?: { hardwareConcurrency?: number } };
  return Math.max(1, Math.min(MOST_WORKERS, (navigator?.hardwareConcurrency ?? 2) - 1));
}
