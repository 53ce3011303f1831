import { OmescopeError } from '../errors.js';
import type { Note } from '../source.js';
import { decoded, plain, printableUrl } from './words.js';

/** What to ask for, worked out once from what the caller gave. */
export interface Address {
  /** Absolute, without fragment or credentials. */
  readonly href: string;
  /** For messages: secrets hidden. */
  readonly printable: string;
  readonly name: string;
  /** The caller's request, whose mode, credentials and other settings are kept. */
  readonly request: Request | undefined;
  readonly headers: Headers;
  /** Whether byte ranges can be asked for; not so for `data:` and `blob:`, which come whole. */
  readonly ranged: boolean;
  readonly note: Note | undefined;
}

/** Headers that would turn a plain range request into a conditional one, or into one that needs a preflight. */
const NEVER_SENT = ['If-Range', 'If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since', 'Range'];

export function addressOf(input: string | URL | Request): Address {
  const request = typeof input === 'object' && 'headers' in input ? acceptable(input) : undefined;
  const given = request?.url ?? String(input);
  const moved = typeof input === 'object' && request === undefined ? overHttp(given, decoded) : overHttp(given, asIs);
  const url = parsed(moved ?? given);
  const headers = new Headers(request?.headers);
  for (const name of NEVER_SENT) headers.delete(name);
  takeCredentials(url, headers);
  url.hash = '';
  const printable = printableUrl(url.href);
  return {
    href: url.href,
    printable,
    name: nameOf(url),
    request,
    headers,
    ranged: /^https?:$/.test(url.protocol),
    note:
      moved === undefined
        ? undefined
        : { code: 'url-rewritten', message: `${plain(given)} is read over HTTPS as ${printable}.` },
  };
}

function acceptable(request: Request): Request {
  if (request.method !== 'GET') {
    throw new OmescopeError('usage', `The request's method is ${plain(request.method)}; only GET reads a file.`);
  }
  if (request.mode === 'no-cors') {
    throw new OmescopeError('usage', "The request's mode is 'no-cors', which hides the bytes of every answer. Leave it out.");
  }
  return request;
}

/** `s3://bucket/key` and `gs://bucket/key` as the address that the storage serves over HTTPS. */
function overHttp(given: string, keyOf: (path: string) => string): string | undefined {
  const [, scheme, bucket = '', path = ''] = /^\s*(s3|gs):\/\/([\w.-]+)\/(.+?)\s*$/is.exec(given) ?? [];
  if (scheme === undefined) return undefined;
  const key = path.split('/').map((part) => encodeURIComponent(keyOf(part))).join('/');
  if (scheme.toLowerCase() === 'gs') return `https://storage.googleapis.com/${bucket}/${key}`;
  // The certificate of *.s3.amazonaws.com does not cover bucket names with dots.
  return bucket.includes('.')
    ? `https://s3.amazonaws.com/${bucket}/${key}`
    : `https://${bucket}.s3.amazonaws.com/${key}`;
}

/** Keys in `s3://` text are literal: `%` and `?` in them mean themselves. */
function asIs(path: string): string {
  return path;
}

function parsed(given: string): URL {
  const url = parse(given);
  if (url === undefined) {
    throw new OmescopeError('usage', `${plain(given) || 'An empty text'} is not a URL. Give a full one, such as https://host/image.ome.tif.`);
  }
  if (/^(https?|blob|data):$/.test(url.protocol)) return url;
  // One letter is a Windows drive.
  if (/^(file|[a-z]):$/.test(url.protocol)) {
    throw new OmescopeError(
      'usage',
      `${plain(given)} is on this computer and cannot be fetched. Give the file itself: a File or Blob in a browser, its path on the command line.`,
    );
  }
  throw new OmescopeError(
    'usage',
    `${printableUrl(url.href)} cannot be read: ${url.protocol} is not supported. Use an http: or https: address (s3: and gs: work for public files).`,
  );
}

function parse(given: string): URL | undefined {
  const { document, location } = globalThis as { document?: Document; location?: Location };
  try {
    return new URL(given, document?.baseURI ?? location?.href);
  } catch {
    return undefined;
  }
}

/** `fetch` refuses addresses with credentials; what they mean is a Basic `Authorization` header. */
function takeCredentials(url: URL, headers: Headers): void {
  if (url.username === '' && url.password === '') return;
  const pair = new TextEncoder().encode(`${decoded(url.username)}:${decoded(url.password)}`);
  if (!headers.has('Authorization')) headers.set('Authorization', `Basic ${btoa(String.fromCharCode(...pair))}`);
  url.username = '';
  url.password = '';
}

function nameOf(url: URL): string {
  if (!/^https?:$/.test(url.protocol)) return url.protocol.slice(0, -1);
  const segment = url.pathname.split('/').findLast((part) => part !== '');
  return segment === undefined ? url.host : plain(decoded(segment));
}
