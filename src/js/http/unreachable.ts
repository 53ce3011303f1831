import { late, within } from './abort.js';
import type { Address } from './address.js';
import { ENCODING_ADVICE, corsAdvice } from './advice.js';
import { fetchHeld } from './held.js';
import { countRequest, type Link } from './link.js';
import { plain, reasonOf } from './words.js';

/** Why a request got no answer at all. Browsers do not tell, so some of this is a guess and says so. */
export interface Diagnosis {
  readonly what: string;
  readonly todo: string;
  readonly help?: string;
}

/** The page or worker this runs in. */
interface Place {
  readonly origin: string;
}

interface Surroundings {
  /** Its origin, and not its protocol: that of a worker that was started from a blob: address is `blob:`. */
  readonly location?: Place;
  readonly navigator?: { readonly onLine?: boolean };
}

export async function diagnose(link: Link, cause: unknown, signal: AbortSignal): Promise<Diagnosis> {
  const { location, navigator } = globalThis as Surroundings;
  if (location === undefined) return unreachable(cause);
  if (isMixedContent(location, link.address)) return mixedContent(link.address);
  if (navigator?.onLine === false) {
    return { what: 'There is no network connection', todo: 'This computer says that it is offline. Connect it, and try again.' };
  }
  // A server that has let this page read before has not closed itself to it.
  if (link.answered || !link.ownFetch || isSameOrigin(location, link.address)) return unreachable(cause);
  const { href, request, headers } = link.address;
  // A request whose answer nobody may read is allowed to any page. HEAD, so that no body is sent for nothing.
  const unread = new Request(href, { method: 'HEAD', mode: 'no-cors', credentials: 'omit', cache: 'no-store' });
  if (!(await isAnswered(link, unread, signal))) return unreachable(cause);
  // Browsers also reject a compressed answer to a range as a whole. Then the file itself, without a range, can be read.
  const plainly = new Request(request ?? href, { headers, cache: 'no-store' });
  return (await isAnswered(link, plainly, signal)) ? rangesRejected(link.address) : notAllowed(location, link.address);
}

function unreachable(cause: unknown): Diagnosis {
  return {
    what: `The server could not be reached: ${reasonOf(cause)}`,
    todo: 'Check the address and the network (VPN, proxy, firewall, certificate), and try again.',
  };
}

function mixedContent({ href }: Address): Diagnosis {
  return {
    what: 'The browser does not let a page that was loaded over https: read an http: address (mixed content)',
    todo: `Serve the file over https: (try https://${new URL(href).host}/), or give the downloaded file instead.`,
  };
}

function notAllowed({ origin }: Place, { href }: Address): Diagnosis {
  const page = origin === 'null' || origin.startsWith('file:') ? 'a page opened from disk' : plain(origin);
  return {
    what:
      'The server answers, but very likely does not allow this page to read it (CORS). The browser does not say, so this is a guess',
    todo: `Let the server send Access-Control-Allow-Origin for ${page}, and check that the file exists: "not found" without that header looks the same.`,
    help: corsAdvice(href),
  };
}

function rangesRejected({ href }: Address): Diagnosis {
  return {
    what: 'The server lets this page read the file, but the browser rejects its answers to byte ranges; very likely it compresses them',
    todo: 'Turn compression off for this file on the server, and let it allow the Range header.',
    help: `${ENCODING_ADVICE}\n\n${corsAdvice(href)}`,
  };
}

/** Browsers make an exception for this computer itself. */
function isMixedContent({ origin }: Place, { href }: Address): boolean {
  const url = new URL(href);
  const isHere = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  return origin.startsWith('https:') && url.protocol === 'http:' && !isHere;
}

function isSameOrigin({ origin }: Place, { href }: Address): boolean {
  return origin === new URL(href).origin;
}

/** Whether there is an answer that the browser does not reject. It is not read. */
async function isAnswered(link: Link, probe: Request, signal: AbortSignal): Promise<boolean> {
  const stop = new AbortController();
  const patience = Math.min(5000, link.limits.headerTimeout);
  countRequest(link);
  try {
    return (await within(fetchHeld(link.fetch, new Request(probe, { signal: stop.signal })), patience, signal)) !== late;
  } catch {
    signal.throwIfAborted();
    return false;
  } finally {
    stop.abort();
  }
}
