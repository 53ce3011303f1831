import { OmescopeError } from '../errors.js';
import { late, within } from './abort.js';
import type { Ask, Outcome } from './ask.js';
import { discard } from './body.js';
import { noAnswer } from './failures.js';
import { fetchHeld } from './held.js';
import { countRequest, type Link } from './link.js';
import type { Problem } from './problem.js';
import { diagnose } from './unreachable.js';

/**
 * Sends the request for one range and waits for its status line and headers. `stop` closes the connection, `signal` says
 * that nobody waits any more.
 */
export async function send(ask: Ask, stop: AbortController, signal: AbortSignal): Promise<Response | Outcome> {
  const { link } = ask;
  const { headerTimeout } = link.limits;
  countRequest(link);
  const answer = answerTo(ask, stop.signal);
  try {
    const response = await within(answer, headerTimeout, signal);
    if (response !== late) return response;
  } catch (cause) {
    dropLate(answer);
    signal.throwIfAborted();
    if (cause instanceof OmescopeError) throw cause;
    return { kind: 'failed', problem: () => networkProblem(link, cause, signal) };
  }
  dropLate(answer);
  return { kind: 'failed', problem: () => noAnswer(headerTimeout) };
}

/** A replacement for `fetch` may throw at once instead of rejecting; here both reject. */
async function answerTo({ link, span }: Ask, signal: AbortSignal): Promise<Response> {
  const { address } = link;
  const headers = new Headers(address.headers);
  // One plain range, so that browsers need not ask for permission first; nor If-Range or If-Match, for the same reason.
  if (address.ranged) headers.set('Range', `bytes=${span.start}-${span.end - 1}`);
  const cache = avoidsCache(address) ? { cache: 'no-store' as const } : {};
  return await fetchHeld(link.fetch, new Request(address.request ?? address.href, { headers, signal, ...cache }));
}

/** An answer that comes when nobody waits any more must not keep its connection. */
function dropLate(answer: Promise<Response>): void {
  answer.then(
    ({ body }) => discard(body),
    () => {},
  );
}

/**
 * Chromium answers the ranges of one URL one after the other as long as its HTTP cache has a part in them: 24 ranges at
 * 30 ms each took 790 to 910 ms with the cache and 150 to 190 ms without. On Windows its cache has handed out the bytes of
 * one range for another besides. A mode that the caller chose is kept.
 */
function avoidsCache({ request }: Link['address']): boolean {
  const { navigator } = globalThis as { navigator?: { readonly userAgent?: string } };
  const chosen = request !== undefined && request.cache !== 'default';
  return !chosen && /Chrom(e|ium)\//.test(navigator?.userAgent ?? '');
}

async function networkProblem(link: Link, cause: unknown, signal: AbortSignal): Promise<Problem> {
  return { code: 'http-network', ...(await diagnose(link, cause, signal)), cause, retryable: true };
}
