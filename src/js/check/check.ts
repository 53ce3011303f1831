import { converse, REACH, type Progress } from '../drive.js';
import type { CheckGlue, JudgeEngines } from '../engine.js';
import { addressOf, type Address } from '../http/address.js';
import { OmescopeError } from '../errors.js';
import { addressed, toSource, type Input } from '../input.js';
import type { Limits } from '../read.js';
import type { Source } from '../source.js';
import { converseWithStore, type StoreProgress } from '../store/drive.js';
import { takeCensus, type Census, type CensusOptions } from '../store/census.js';
import { readMending, type Mending, type MendOptions } from '../store/mend.js';
import { findStore, openStore, type StoreInput, type StoreOptions } from '../store/open.js';
import type { ListableStore } from '../store/store.js';
import { storeTold, type StoreView } from '../store/told.js';
import { readTree, type StoreTree, type TreeOptions } from '../store/tree.js';
import { guarded } from '../trap.js';
import { findOffsets, type OffsetsInput } from './offsets.js';
import type { Report } from './report.js';

/** How much a rule counts: not at all, as something slow, or as a failure. */
export type RuleLevel = 'off' | 'warn' | 'error';

export interface CheckLimits extends Limits {
  /** Bytes that are read of tables and tiles, beyond the structure; 3 MiB by default. */
  readonly bytes?: number;
}

export interface CheckOptions {
  /** Viewers to judge for, such as `viv@0.21`; see `viewers()`. The usual ones by default. */
  readonly viewers?: readonly string[];
  /** The offsets file that goes with the image. */
  readonly offsets?: OffsetsInput;
  /** Path in a Zarr store of the group or array to judge; its root by default. */
  readonly path?: string;
  /** What a Vitessce view config asks of a Zarr store, beside what is looked at anyway. */
  readonly view?: StoreView;
  /** Rules that count otherwise than by themselves. */
  readonly rules?: Readonly<Record<string, RuleLevel>>;
  /** Ends the call; it rejects with `signal.reason`. */
  readonly signal?: AbortSignal;
  /** Used instead of the platform's `fetch`: for credentials, headers, signing. */
  readonly fetch?: (request: Request) => Promise<Response>;
  readonly onProgress?: (progress: Progress) => void;
  readonly limits?: CheckLimits;
}

/** Anything that can be judged: a TIFF, or a Zarr store. */
export type CheckInput = StoreInput;

/** Reads what is needed and judges it. */
export async function readReport(engines: JudgeEngines, input: CheckInput, options: CheckOptions = {}): Promise<Report> {
  const store = await findStore(input, options);
  return store === undefined ? await readFileReport(engines, input as Input, options) : await readStoreReport(engines, store, options);
}

async function readFileReport(engines: JudgeEngines, input: Input, options: CheckOptions): Promise<Report> {
  if (options.view !== undefined && Object.keys(options.view).length > 0) throw new OmescopeError('usage', 'What a view asks for goes with a Zarr store, and this is a file.');
  if (options.path !== undefined && options.path !== '') throw new OmescopeError('usage', `There is no ${options.path} in a TIFF: a path goes with a Zarr store.`);
  const source = toSource(input, options);
  const address = addressIn(input, source);
  // The address as it may be shown: reports are handed on.
  const told = { name: source.name, url: address?.ranged === true ? address.printable : undefined, limits: options.limits };
  const offsets = await findOffsets(options.offsets, address, options);
  // Memory is read like a disk, so that the report does not hang on how a file was given. The list of offsets is known before the file is
  // read: viewers go where it says, and what they find there is looked at.
  const begin = (instance: CheckGlue, size: number, reach: number): void => {
    instance.beginCheck(told, size, Math.max(reach, REACH.disk));
    instance.learnOffsets(offsets.kind, offsets.place ?? '', offsets.text ?? offsets.why ?? '');
  };
  const report = await converse(engines.check, source, begin, { ...options, partial: true }, (instance) => JSON.parse(instance.report(options)) as Omit<Report, 'notes'>);
  return { ...report, notes: [...(source.notes ?? [])] };
}

/** The address of an input, or of what a source reads from. */
function addressIn(input: Input, { url }: Source): Address | undefined {
  const given = addressed(input) ?? (url !== undefined && /^https?:/i.test(url) && URL.canParse(url) ? url : undefined);
  return given === undefined ? undefined : addressOf(given);
}

async function readStoreReport(engines: JudgeEngines, store: ListableStore, options: CheckOptions): Promise<Report> {
  const { signal, onProgress } = options;
  const told = storeTold(store, options.path, options.viewers, options.view);
  const report = await converseWithStore(engines.zarr, store, (instance) => instance.beginStore(told), { signal, ...(onProgress && { onProgress: progressOf(onProgress) }) }, (instance) => {
    return JSON.parse(instance.report({ viewers: options.viewers, rules: options.rules, host: store.host })) as Omit<Report, 'notes'>;
  });
  return { ...report, notes: [...(store.notes ?? [])] };
}

/** The groups and arrays of a store. */
export async function readStoreTree(engines: JudgeEngines, input: StoreInput, options: StoreOptions & TreeOptions): Promise<StoreTree> {
  return await readTree(engines.zarr, await openStore(input, options), options);
}

/** Which chunks of a store are there. */
export async function readCensus(engines: JudgeEngines, input: StoreInput, options: StoreOptions & CensusOptions): Promise<Census> {
  return await takeCensus(engines.zarr, await openStore(input, options), options);
}

/** What can be mended of a store. */
export async function readMends(engines: JudgeEngines, input: StoreInput, options: StoreOptions & MendOptions): Promise<Mending> {
  return await readMending(engines.zarr, await openStore(input, options), options);
}

/** Whether attributes are as OME-NGFF has them. */
export async function readAttributes(engines: JudgeEngines, text: Uint8Array | string): Promise<JudgedAttributes> {
  const instance = await engines.zarr.shared();
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return guarded(() => instance.judgeAttributes(bytes));
}

export interface JudgedAttributes {
  readonly valid: boolean;
  /** Why not, or of which version they are and what they describe. */
  readonly message: string;
}

function progressOf(onProgress: (progress: Progress) => void): (progress: StoreProgress) => void {
  return (progress) => onProgress({ ...progress, ifds: 0, size: undefined });
}
