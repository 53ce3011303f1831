import { OmescopeError } from '../index.js';
import { clean, cleanLine, err, paint } from './terminal.js';

/** Exit codes, worst last: all well; findings; usage, or an input that cannot be read; a bug of omescope. */
export const EXIT = { ok: 0, findings: 1, usage: 2, internal: 3 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** The caller asked for something that cannot be done. */
export class UsageError extends Error {}

/** Prints why an input came to nothing; the exit code it deserves. */
export function reportFailure(name: string, error: unknown): Exit {
  const label = paint('error:', 'red', process.stderr);
  if (error instanceof UsageError) {
    err(`${label} ${cleanLine(error.message)}`);
    return EXIT.usage;
  }
  if (!(error instanceof OmescopeError)) {
    err(`${label} ${cleanLine(name)}: ${clean(error instanceof Error ? (error.stack ?? error.message) : String(error))}`);
    return EXIT.internal;
  }
  err(`${label} ${cleanLine(name)}: ${cleanLine(error.message)} ${paint(`[${error.code}]`, 'dim', process.stderr)}`);
  if (error.help !== undefined) err(indent(clean(error.help)));
  return exitOf(error);
}

/** A broken chain is a finding about a file that could be read; what is no TIFF could not be. */
export function exitOf(error: OmescopeError): Exit {
  if (error.code === 'internal') return EXIT.internal;
  return error.code.startsWith('ifd-') ? EXIT.findings : EXIT.usage;
}

export function indent(text: string): string {
  return text.split('\n').map((line) => (line === '' ? '' : `      ${line}`)).join('\n');
}
