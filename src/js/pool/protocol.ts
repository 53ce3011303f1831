import { OmescopeError, type At, type ErrorCode } from '../errors.js';
import type { SampleType, TileSpec } from '../tiff/storage.js';
import type { Stored } from '../tiff/stored.js';

/** The modules that tiles are decoded with. */
export type TileModule = 'core' | 'more' | 'jxl';

/** One block for a worker to decode. */
export interface Work {
  readonly id: number;
  readonly name: TileModule;
  /** The compiled module, the first time that this worker needs it. */
  readonly module: WebAssembly.Module | undefined;
  readonly bytes: Uint8Array;
  readonly spec: TileSpec;
  readonly jpegTables: Uint8Array | undefined;
  /** The form in which the block is wanted as the file has it, without its compression and predictor; else as samples of this machine. */
  readonly stored: Stored | undefined;
}

/** An error on its way between threads: classes do not pass, and engines drop members that they do not know. */
export interface ToldError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly at: At;
  readonly help: string | undefined;
  readonly retryable: boolean;
}

/** What a worker says: that it is there, and for each job what became of it. */
export type Answer =
  | { readonly ready: string }
  | { readonly id: number; readonly buffer: ArrayBuffer; readonly type: SampleType; readonly damage: ToldError | undefined }
  | { readonly id: number; readonly error: ToldError };

export function tell(error: unknown): ToldError {
  if (error instanceof OmescopeError) {
    const { code, message, at, help, retryable } = error;
    return { code, message, at, help, retryable };
  }
  return { code: 'internal', message: error instanceof Error ? error.message : String(error), at: {}, help: undefined, retryable: false };
}

export function heard({ code, message, at, help, retryable }: ToldError): OmescopeError {
  return new OmescopeError(code, message, { at, retryable, ...(help !== undefined && { help }) });
}
