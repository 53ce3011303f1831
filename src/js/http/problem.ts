import { type ErrorCode, OmescopeError } from '../errors.js';
import type { Address } from './address.js';
import { printableUrl } from './words.js';

/** The bytes a request is for: from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Problem {
  readonly code: ErrorCode;
  /** What happened, without a full stop; the place is added. */
  readonly what: string;
  /** What to do about it: a sentence or two. */
  readonly todo: string;
  /** Settings to paste. */
  readonly help?: string | undefined;
  readonly response?: Response | undefined;
  readonly cause?: unknown;
  readonly retryable?: boolean | undefined;
}

/** The error for a problem: what, where, what to do. */
export function errorOf(address: Address, span: Span, problem: Problem): OmescopeError {
  const { code, what, todo, help, response, cause, retryable } = problem;
  const place = [address.printable, ...redirection(response), ...bytesOf(address, span)].join(', ');
  return new OmescopeError(code, `${what} (${place}). ${todo}`, {
    at: {
      url: address.printable,
      range: [span.start, span.end],
      ...(response === undefined ? {} : { status: response.status }),
    },
    ...(help === undefined ? {} : { help }),
    ...(cause === undefined ? {} : { cause }),
    ...(retryable === undefined ? {} : { retryable }),
  });
}

/** Where a redirect led: the server at fault may not be the one in the address. */
function redirection(response: Response | undefined): string[] {
  return response?.redirected && response.url !== '' ? [`redirected to ${printableUrl(response.url)}`] : [];
}

function bytesOf(address: Address, { start, end }: Span): string[] {
  return address.ranged ? [`bytes ${start}-${end - 1}`] : [];
}
