import { OmescopeError, type Report } from '../slim.js';
import { UsageError } from './failure.js';

/** Why there is no report. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly help?: string;
}

/** What became of an input, as it was written on the command line. An error stands in the place of a report also where programs read it. */
export type Outcome = { readonly input: string; readonly report: Report; /** Whether there was an offsets.json, where that is known. */ readonly indexed?: boolean } | { readonly input: string; readonly error: Failure };

export function failureOf(error: unknown): Failure {
  if (error instanceof OmescopeError) {
    const { code, message, help } = error;
    return { code, message, ...(help !== undefined && { help }) };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: error instanceof UsageError ? 'read-failed' : 'internal', message };
}
