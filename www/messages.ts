/** What the page and its worker say to each other. All of it is plain data, so that it can be posted. */
import type { At, Census, CensusProgress, Note, Progress, Report } from 'omescope/slim';
import type { Outline } from './outline.js';
import type { FolderAnswer, FolderAsk } from './remote.js';

/** An error as plain data. `code` is `undefined` for what the package did not throw on purpose. */
export interface Failure {
  readonly code: string | undefined;
  readonly message: string;
  readonly at: At;
  readonly help: string | undefined;
  readonly partial: readonly number[] | undefined;
}

/** Bytes and requests so far, and IFDs of the pass that is running. */
export type Spent = Pick<Progress, 'bytes' | 'requests' | 'ifds' | 'size'>;

/** The modules of the package that are used here, by the names that `omescope/slim` has for them. */
export type ModuleName = 'check' | 'zarr';

/** What is read: a file, an address, or a folder that the page reads for the worker. */
export type Readable = File | string | { readonly folder: string };

export type Task =
  /** Reads an image: report, offsets, structure. `offsets`: an offsets.json that came with it. */
  | { readonly kind: 'read'; readonly input: Readable; readonly offsets: File | undefined }
  /** Judges an image once more, with this offsets.json. What the task `of` has read of it is not read again. */
  | { readonly kind: 'judge'; readonly of: number; readonly input: File | string; readonly offsets: File };

/** `id` numbers the tasks; answers have that of their task. */
export type ToWorker =
  /** Something will be read soon that needs this module. */
  | { readonly kind: 'prepare'; readonly name: ModuleName }
  /** To the question for a module. */
  | { readonly kind: 'module'; readonly name: ModuleName; readonly module: WebAssembly.Module }
  | { readonly kind: 'no-module'; readonly name: ModuleName; readonly why: string }
  | { readonly kind: 'task'; readonly id: number; readonly task: Task }
  /** To a question about the folder. */
  | { readonly kind: 'folder'; readonly number: number; readonly answer: FolderAnswer };

export type FromWorker =
  | { readonly kind: 'ready' }
  /** A module is needed. */
  | { readonly kind: 'module'; readonly name: ModuleName }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer }
  /** A question about the folder of a task. */
  | { readonly kind: 'folder'; readonly id: number; readonly number: number; readonly ask: FolderAsk };

export type Answer =
  | { readonly kind: 'progress'; readonly spent: Spent }
  | { readonly kind: 'report'; readonly report: Report; readonly spent: Spent }
  /** The report on a Zarr store. `counting`: its chunks are being counted now. */
  | { readonly kind: 'store'; readonly report: Report; readonly counting: boolean }
  | { readonly kind: 'counting'; readonly progress: CensusProgress }
  | { readonly kind: 'census'; readonly census: Census }
  /** It could not be judged; what else there is to find comes all the same. */
  | { readonly kind: 'unjudged'; readonly failure: Failure; readonly spent: Spent }
  /** The offsets are known; where the chain is broken, those before it, and why. */
  | { readonly kind: 'offsets'; readonly offsets: readonly number[]; readonly broken: Failure | undefined; readonly spent: Spent }
  | { readonly kind: 'outline'; readonly outline: Outline; readonly notes: readonly Note[]; readonly spent: Spent }
  /** All is known. */
  | { readonly kind: 'done' }
  /** The task ended with it. */
  | { readonly kind: 'error'; readonly failure: Failure };
