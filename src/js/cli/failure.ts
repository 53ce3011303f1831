import { OmescopeError } from '../slim.js';
import { clean, cleanLine, err, painter, wantsColor, type Paint } from './terminal.js';

/** Exit codes, worst last: all well; findings; usage, or an input that cannot be read; a bug of omescope. */
export const EXIT = { ok: 0, findings: 1, usage: 2, internal: 3 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** The caller asked for something that cannot be done. */
export class UsageError extends Error {}

/** Why an input came to nothing, as text for standard error, and the exit code it deserves. */
export interface Told {
  readonly text: string;
  readonly exit: Exit;
}

/** Prints why an input came to nothing; the exit code. */
export function reportFailure(name: string, error: unknown): Exit {
  const { text, exit } = tellFailure(name, error, painter(wantsColor(process.stderr)));
  err(text);
  return exit;
}

export function tellFailure(name: string, error: unknown, paint: Paint): Told {
  const label = paint('error:', 'red');
  if (error instanceof UsageError) return { text: `${label} ${cleanLine(error.message)}`, exit: EXIT.usage };
  if (!(error instanceof OmescopeError)) {
    return { text: `${label} ${cleanLine(name)}: ${clean(error instanceof Error ? (error.stack ?? error.message) : String(error))}`, exit: EXIT.internal };
  }
  const line = `${label} ${cleanLine(name)}: ${cleanLine(error.message)} ${paint(`[${error.code}]`, 'dim')}`;
  return { text: error.help === undefined ? line : `${line}\n${indent(clean(error.help))}`, exit: exitOf(error) };
}

export function exitOf({ code }: { readonly code: string }): Exit {
  if (code === 'internal') return EXIT.internal;
  // A broken chain is a finding about a file that could be read; what is no TIFF could not be.
  return code.startsWith('ifd-') ? EXIT.findings : EXIT.usage;
}

export function indent(text: string): string {
  return text.split('\n').map((line) => (line === '' ? '' : `      ${line}`)).join('\n');
}
