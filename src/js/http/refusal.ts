import { retryAfter } from './answer.js';
import type { Problem } from './problem.js';
import { quoted } from './sniff.js';
import { duration, plain } from './words.js';

/** What it means that the server answers with a status other than 200, 206 and 416. */

/** Statuses that another try may well not meet again. */
const PASSING = new Set([408, 425, 429, 500, 502, 503, 504]);

export function isPassing(status: number): boolean {
  return PASSING.has(status);
}

/** Longest wait a server may ask for. */
const LONGEST_WAIT = 10_000;

export interface Refusal {
  readonly problem: Problem;
  /** Whether to try again. */
  readonly passing: boolean;
  /** Milliseconds the server asks to wait first. */
  readonly wait: number | undefined;
}

export function refusalOf(response: Response, saying: string): Refusal {
  const wait = retryAfter(response);
  const tooLong = wait !== undefined && wait > LONGEST_WAIT;
  const passing = isPassing(response.status);
  return {
    problem: {
      code: 'http-status',
      what: `The server answered ${statusOf(response)}${quoted(saying)}`,
      todo: passing && tooLong ? `It asks to wait ${duration(wait)}. Try again after that.` : todoFor(response.status),
      response,
      retryable: passing,
    },
    passing: passing && !tooLong,
    wait,
  };
}

export function statusOf({ status, statusText, type }: Response): string {
  if (type === 'opaqueredirect') return 'with a redirect that was not followed';
  const text = plain(statusText);
  return text === '' ? `${status}` : `${status} ${text}`;
}

function todoFor(status: number): string {
  if (PASSING.has(status)) return 'It is overloaded or out of order for the moment. Try again later.';
  switch (status) {
    case 401:
    case 407:
      return 'It wants a login. Use a signed URL, or pass a fetch option that adds the Authorization header.';
    case 403:
      return (
        'On S3 and similar storage this means missing or not public. Check the spelling (capitals count), make the file ' +
        'public, or get a new signed URL if this one has expired.'
      );
    case 404:
      return 'There is no file at this address. Check the spelling (capitals count).';
    case 410:
      return 'The file has been removed. Ask its owner for the new address.';
    default:
      return 'Check that the address opens the file itself, with a plain GET request.';
  }
}
