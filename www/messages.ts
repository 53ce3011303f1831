/** What the page and its worker say to each other. All of it is plain data, so that it can be posted. */
import type { At, Note, Progress } from 'omescope/slim';
import type { Outline } from './outline.js';

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

export type ToWorker =
  | { readonly kind: 'prepare'; readonly module: WebAssembly.Module }
  | { readonly kind: 'read'; readonly input: File | string };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly spent: Spent }
  /** The offsets are known; where the chain is broken, those before it, and why. */
  | { readonly kind: 'offsets'; readonly offsets: readonly number[]; readonly broken: Failure | undefined; readonly spent: Spent }
  /** All is known. */
  | { readonly kind: 'outline'; readonly outline: Outline; readonly notes: readonly Note[]; readonly spent: Spent }
  | { readonly kind: 'error'; readonly failure: Failure };
