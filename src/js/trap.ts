import { OmescopeError, type ErrorCode } from './errors.js';

/** Calls into the module. It throws its own errors as JSON text; anything else means that it trapped: `internal`. */
export function guarded<T>(call: () => T): T {
  try {
    return call();
  } catch (thrown) {
    if (thrown instanceof OmescopeError) throw thrown;
    if (typeof thrown === 'string') throw fromCore(thrown);
    throw new OmescopeError('internal', `omescope failed: ${messageOf(thrown)}`, {
      cause: thrown,
      help: 'This is a bug of omescope, not of your file. Please report it, with the file if you can.',
    });
  }
}

function fromCore(json: string): OmescopeError {
  const { code, what, byte } = JSON.parse(json) as { code: ErrorCode; what: string; byte?: number };
  return new OmescopeError(code, what, { at: byte === undefined ? {} : { byte } });
}

/** JSON for the module, whose texts have no halves of characters in them. */
export function toCore(value: unknown): string {
  return JSON.stringify(value, (_, text: unknown) => (typeof text === 'string' ? text.replace(/[\ud800-\udfff]/gu, '\ufffd') : text));
}

export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
