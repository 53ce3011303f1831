import { follow } from '../abort.js';
import { OmescopeError } from '../errors.js';
import { late, pause, within } from '../http/abort.js';
import { addressOf, type Address } from '../http/address.js';
import { declaredLength, parseContentRange, retryAfter } from '../http/answer.js';
import { discard, joined, noPieces, readBody } from '../http/body.js';
import { cutOff, noAnswer, stalled } from '../http/failures.js';
import { fetchHeld } from '../http/held.js';
import { bodyLimits, countRequest, openLink, type Link } from '../http/link.js';
import { widenIfMultiplexed } from '../http/multiplex.js';
import type { HttpOptions } from '../http/options.js';
import type { Problem } from '../http/problem.js';
import { isPassing, statusOf } from '../http/refusal.js';
import { diagnose } from '../http/unreachable.js';
import { partsOf, type HostNotice, type ListableStore, type StoreRange } from './store.js';
import { createWaiting } from './waiting.js';

/** Longest wait that a server may ask for before another try. */
const LONGEST_WAIT = 10_000;
/** Bytes of one object that are read at most. */
const MOST_BYTES = 1 << 30;

/** One answer of the server. Its body is still to be read, or to be let go. */
interface Answer {
  readonly response: Response;
  readonly signal: AbortSignal;
  close(): void;
}

/**
 * A folder on a web server as a store. Objects are asked for as viewers do: whole ones by a plain GET, parts by a range, sizes by
 * HEAD. 404 means that there is nothing; any other refusal is told with its status. It cannot be listed.
 */
export function httpStore(input: string | URL | Request, options: HttpOptions = {}): ListableStore {
  const address = addressOf(input);
  const link = openLink(address, options);
  const waiting = createWaiting();
  const host: HostNotice = {};
  /** Whether HEAD told the size of any object, and whether it denies what GET gives out: hosts that know no HEAD may say 404. */
  let [headWorks, headDenies] = [false, false];

  /** Puts one request, as often as it fails for the moment. */
  async function ask<T>(key: string, method: 'GET' | 'HEAD', range: string | undefined, given: AbortSignal | undefined, use: (answer: Answer) => Promise<T | Problem>): Promise<T | undefined> {
    const href = hrefOf(address, key);
    const { controller, release } = follow(given);
    const { signal } = controller;
    const { attempts, retryDelays } = link.limits;
    try {
      // Ends: every turn is one of a fixed number of tries.
      for (let tries = 1; ; tries += 1) {
        const outcome = await link.gate.pass(() => turn(href, method, range, signal, use), signal);
        if ('value' in outcome) return outcome.value;
        if (tries < Math.min(attempts, outcome.most ?? attempts) && outcome.passing) {
          await pause(Math.max(outcome.wait ?? 0, (retryDelays[Math.min(tries, retryDelays.length) - 1] ?? 0) * (0.5 + Math.random())), signal);
          continue;
        }
        if (outcome.denied !== undefined) throw new OmescopeError('store-denied', outcome.denied, { at: { url: addressOf(href).printable } });
        throw failureOf(addressOf(href).printable, tries, outcome.problem);
      }
    } finally {
      release();
      controller.abort(new DOMException('The object was read.', 'AbortError'));
    }
  }

  async function turn<T>(href: string, method: 'GET' | 'HEAD', range: string | undefined, signal: AbortSignal, use: (answer: Answer) => Promise<T | Problem>): Promise<Turn<T>> {
    const done = waiting.begin();
    try {
      const response = await send(link, href, method, range, signal);
      if (response === late) return failed(noAnswer(link.limits.headerTimeout));
      link.answered = true;
      waiting.answered();
      const { status } = response;
      notice(host, method, range, response);
      if (status === 404) return letGo(response, { value: undefined });
      if (status !== 200 && status !== 206 && status !== 416) return letGo(response, refused(response));
      const value = await use({ response, signal, close: () => discard(response.body) });
      if (isProblem(value)) return failed(value);
      widenIfMultiplexed(link);
      return { value };
    } catch (cause) {
      signal.throwIfAborted();
      if (cause instanceof OmescopeError) throw cause;
      // An error without CORS headers looks to a page like no answer at all. Where other objects of the store can be read, only
      // this one is not given out.
      if ((await waiting.anyAnswer(signal)) && link.ownFetch && 'location' in globalThis) return { denied: 'no answer that this page may read', passing: true, most: 2, problem: noAnswer(0) };
      return failed({ code: 'http-network', ...(await diagnose({ ...link, address: addressOf(href) }, cause, signal)), cause, retryable: true });
    } finally {
      done();
    }
  }

  async function read(key: string, range: StoreRange | undefined, signal: AbortSignal | undefined): Promise<Uint8Array | undefined> {
    return await ask(key, 'GET', range && headerOf(range), signal, async (answer) => {
      const { response } = answer;
      if (response.status === 416) {
        answer.close();
        return new Uint8Array();
      }
      const pieces = noPieces();
      const body = await readBody(response, pieces, { ...bodyLimits(link), most: MOST_BYTES }, answer.signal);
      if (body.end === 'too-long') throw new OmescopeError('store-denied', `${response.status}: it has more than ${MOST_BYTES} bytes`);
      if (body.end === 'stalled') return stalled(link.limits.stallTimeout, pieces.length);
      if (body.end === 'cut') return cutOff(pieces.length, body.cause);
      const bytes = joined(pieces);
      // A server that ignores ranges sends all of it.
      if (range !== undefined && response.status === 200) return cut(bytes, range);
      return bytes;
    });
  }

  /** The length that HEAD tells; nothing where it says that there is no object. */
  async function lengthByHead(key: string, signal: AbortSignal | undefined): Promise<{ length: number | undefined } | undefined> {
    const length = await ask(key, 'HEAD', undefined, signal, (answer) => Promise.resolve({ length: declaredLength(answer.response) })).catch((error: unknown) => {
      // Servers that know no HEAD refuse it with one of these.
      if (error instanceof OmescopeError && error.code === 'store-denied' && /^(400|403|405|501)\b|^no answer/.test(error.message)) return { length: undefined };
      throw error;
    });
    if (length?.length !== undefined) headWorks = true;
    return length;
  }

  return {
    name: address.name,
    url: address.href,
    notes: link.notes,
    host,
    get: (key, { signal } = {}) => read(key, undefined, signal),
    getRange: (key, range, { signal } = {}) => read(key, range, signal),
    async sizeOf(key, { signal } = {}) {
      const length = headDenies ? { length: undefined } : await lengthByHead(key, signal);
      if (length?.length !== undefined) return length.length;
      if (length === undefined && headWorks) return undefined;
      const size = await ask(key, 'GET', 'bytes=0-0', signal, async ({ response, close }) => {
        const total = parseContentRange(response.headers.get('Content-Range') ?? '')?.total;
        close();
        return await Promise.resolve({ total: response.status === 200 ? declaredLength(response) : total });
      });
      if (length === undefined && size !== undefined) headDenies = true;
      return size === undefined ? undefined : (size.total ?? (await read(key, undefined, signal))?.length);
    },
  };
}

/** What viewers would stumble over. */
function notice(host: HostNotice, method: 'GET' | 'HEAD', range: string | undefined, response: Response): void {
  const { status } = response;
  if (method === 'HEAD' && [400, 405, 501].includes(status)) host.headRefused = statusOf(response);
  if (method === 'GET' && range !== undefined && status === 200) host.rangesIgnored = true;
  const encoding = response.headers.get('Content-Encoding');
  if (encoding !== null && encoding !== 'identity' && status !== 404) host.encoding = encoding;
}

/** What, where, what to do. */
function failureOf(url: string, tries: number, { code, what, todo, help, cause, retryable }: Problem): OmescopeError {
  const tried = tries > 1 ? ` Tried ${tries} times.` : '';
  const details = { at: { url }, ...(help !== undefined && { help }), ...(cause !== undefined && { cause }), ...(retryable !== undefined && { retryable }) };
  return new OmescopeError(code, `${what} (${url}).${tried} ${todo}`, details);
}

type Turn<T> = { readonly value: T | undefined } | { readonly problem: Problem; readonly passing: boolean; readonly wait?: number | undefined; readonly denied?: string; readonly most?: number };

function failed(problem: Problem): { readonly problem: Problem; readonly passing: boolean } {
  return { problem, passing: true };
}

function refused(response: Response): Turn<never> {
  const wait = retryAfter(response);
  const passing = isPassing(response.status) && (wait === undefined || wait <= LONGEST_WAIT);
  return { denied: statusOf(response), passing, wait, problem: noAnswer(0) };
}

function letGo<T>(response: Response, outcome: T): T {
  discard(response.body);
  return outcome;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'todo' in value;
}

async function send(link: Link, href: string, method: string, range: string | undefined, signal: AbortSignal): Promise<Response | typeof late> {
  const { address } = link;
  const headers = new Headers(address.headers);
  if (range !== undefined) headers.set('Range', range);
  countRequest(link);
  const like = address.request === undefined ? href : new Request(href, address.request);
  const answer = fetchHeld(link.fetch, new Request(like, { method, headers, signal }));
  return await within(answer, link.limits.headerTimeout, signal);
}

/** The address of an object. The query goes with every one, as in viewers: it may hold a signature. */
export function hrefOf({ href }: Address, key: string): string {
  const url = new URL(href);
  const folder = url.pathname.endsWith('/') ? url.pathname : `${url.pathname}/`;
  url.pathname = folder + partsOf(key).map(encodeURIComponent).join('/');
  return url.href;
}

function headerOf(range: StoreRange): string {
  return 'suffixLength' in range ? `bytes=-${range.suffixLength}` : `bytes=${range.offset}-${range.offset + range.length - 1}`;
}

function cut(bytes: Uint8Array, range: StoreRange): Uint8Array {
  return 'suffixLength' in range ? bytes.slice(-range.suffixLength) : bytes.slice(range.offset, range.offset + range.length);
}
