/** The range client and servers, proxies and hosts with every fault there is: right bytes, or an error that says what is wrong. */
import { describe, expect, it } from 'vitest';
import { OmescopeError, type ErrorCode } from '../../src/js/errors.js';
import { type HttpLimits, httpSource } from '../../src/js/http/source.js';
import { type Fault, type FaultServerOptions, faults, type Rule } from './support/fault-server.js';
import { afterOne, always, BIG, FILE, IMPATIENT, once, PATIENT, serve, SIZE, twice, UNSTALLED, useServers, WARY } from './support/http.js';

useServers();

const PLACES = {
  'the start': { start: 0, end: 2000 },
  'the middle': { start: 150_001, end: 152_002 },
  'the last bytes': { start: SIZE - 2000, end: SIZE },
  'across the end': { start: SIZE - 1000, end: SIZE + 1000 },
} as const;
type Place = keyof typeof PLACES;
const EVERYWHERE = Object.keys(PLACES) as Place[];

interface Case {
  readonly fault: string;
  readonly rules: Rule[] | (() => Promise<Rule[]>);
  /** Where it is tried, if not everywhere. */
  readonly places?: readonly Place[];
  readonly limits?: HttpLimits;
  readonly server?: Partial<FaultServerOptions>;
  /** Reads the first 16 bytes first, which succeeds. */
  readonly primed?: boolean;
}

interface Recovers extends Case {
  readonly note?: string;
  readonly requests?: number;
}

interface Fails extends Case {
  readonly code: ErrorCode;
  /** Part of the message. */
  readonly says: RegExp;
  readonly requests?: number;
  readonly retryable?: boolean;
}

/** The right bytes arrive in spite of these. */
const RECOVERED: Recovers[] = [
  { fault: 'none', rules: [], requests: 1 },
  ...[408, 425, 429, 500, 502, 503, 504].map((status) => ({ fault: `${status} once`, rules: once(faults.status(status)), requests: 2 })),
  { fault: '503 twice', rules: twice(faults.status(503)), requests: 3 },
  { fault: '503 with Retry-After: 0', rules: once(faults.status(503, { 'Retry-After': '0' })), requests: 2 },
  { fault: '503 with a date long past to retry after', rules: once(faults.status(503, { 'Retry-After': 'Thu, 01 Jan 2026 00:00:00 GMT' })), requests: 2 },
  { fault: 'connection reset once', rules: once(faults.reset), requests: 2 },
  { fault: 'connection reset twice', rules: twice(faults.reset), requests: 3 },
  { fault: 'connection cut in the body once', rules: once(faults.cut(0.5)), requests: 2 },
  { fault: 'connection cut in the body twice', rules: twice(faults.cut(0.3)), requests: 3 },
  { fault: 'connection cut before the body', rules: once(faults.cut(0)), requests: 2 },
  { fault: 'cut and then 503', rules: [...once(faults.cut(0.5)), ...once(faults.status(503))], requests: 3 },
  { fault: 'an answer that is not HTTP, once', rules: once(faults.garbled), requests: 2 },
  { fault: 'no answer once', rules: once(faults.silent), limits: WARY, requests: 2 },
  { fault: 'stalled body once', rules: once(faults.stalled(0.5)), limits: WARY, requests: 2 },
  { fault: 'slow body (20 bytes a tick)', rules: always(faults.slow(20, 1)), limits: WARY, requests: 1 },
  { fault: 'slow server', rules: [], server: { latency: 40 }, requests: 1 },
  { fault: 'short body once', rules: once(faults.short(0.5)), requests: 2 },
  { fault: 'empty body once', rules: once(faults.short(0)), requests: 2 },
  { fault: 'honest part of the range once', rules: once(faults.part(0.5)), requests: 2 },
  { fault: 'chunked without Content-Length', rules: always(faults.chunked), requests: 1 },
  { fault: 'HEAD forbidden', rules: [], server: { head: false }, requests: 1 },
  { fault: 'no validators', rules: [], server: { headers: { ETag: undefined, 'Last-Modified': undefined } }, primed: true },
  { fault: 'weak ETag that changes', rules: afterOne(faults.headers({ ETag: 'W/"b"' })), server: { headers: { ETag: 'W/"a"' } }, primed: true },
  { fault: 'other date under the same strong ETag', rules: afterOne(faults.headers({ 'Last-Modified': 'Tue, 06 Jan 2026 10:00:00 GMT' })), primed: true },
  { fault: 'total not told (bytes a-b/*)', rules: always(unknownTotal), places: ['the start', 'the middle', 'the last bytes'] },
  { fault: 'Content-Range not shown', rules: always(faults.unseen), note: 'http-cors-expose' },
  { fault: 'Content-Range not shown, short body once', rules: once(faults.short(0.5, { 'Content-Range': undefined })), note: 'http-cors-expose' },
  { fault: 'Content-Range not shown, cut once', rules: [...once(faults.cut(0.5, { 'Content-Range': undefined })), ...always(faults.unseen)], note: 'http-cors-expose' },
  { fault: 'ranges over the end refused, size told', rules: always(faults.noOverhang()) },
  { fault: '200 with a small file', rules: always(faults.whole), requests: 1 },
  { fault: '200 with a small file, chunked', rules: always(faults.wholeChunked), requests: 1 },
  { fault: '200 with a small file, compressed on the way', rules: always(faults.wholeGzipped), requests: 1 },
  { fault: '200 with a small file after 206', rules: afterOne(faults.whole), primed: true, requests: 2 },
  { fault: 'small whole file cut once', rules: once(({ send, file }) => send({ status: 200, body: file, stopAfter: { bytes: 9000, by: 'cutting' } })), requests: 2 },
  {
    fault: 'redirect to another origin',
    rules: async () => always(faults.redirect((await serve()).url)),
    requests: 1,
  },
];

const PAGE = '<!DOCTYPE html>\n<html><head><title>My \u0007App</title></head><body><div id="root"></div></body></html>'.padEnd(5000);
const S3_ERROR = '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';

/** An error, never bytes. */
const FAILED: Fails[] = [
  { fault: '200 with a large file', rules: always(faults.whole), limits: BIG, code: 'http-range-ignored', says: /ignored the byte range/, requests: 1 },
  { fault: '200 with a large file, chunked', rules: always(faults.wholeChunked), limits: BIG, code: 'http-range-ignored', says: /ignored the byte range/, requests: 1 },
  { fault: 'shifted bytes, honest Content-Range', rules: always(faults.shifted(100)), code: 'http-wrong-range', says: /other bytes.*Content-Range is "bytes/, requests: 1 },
  { fault: 'Content-Range that cannot be read', rules: always(faults.headers({ 'Content-Range': 'bytes 0_9/x\u0085' })), code: 'http-wrong-range', says: /Content-Range is "bytes 0_9\/x/ },
  { fault: 'Content-Range that runs backwards', rules: always(faults.headers({ 'Content-Range': 'bytes 9-0/300000' })), code: 'http-wrong-range', says: /Content-Range/ },
  { fault: 'Content-Range beyond its total', rules: always(faults.headers({ 'Content-Range': 'bytes 0-1999/100' })), code: 'http-wrong-range', says: /Content-Range/ },
  { fault: 'longer than asked, and says so', rules: always(longerRange), places: ['the start', 'the middle'], code: 'http-wrong-range', says: /Content-Range/ },
  { fault: 'longer than asked', rules: always(faults.long(5000)), code: 'http-wrong-range', says: /more than the \d+ bytes/, requests: 1 },
  { fault: 'longer than asked, chunked, unseen', rules: always(faults.long(5000, { 'Content-Length': undefined, 'Content-Range': undefined })), code: 'http-wrong-range', says: /more than the \d+ bytes/, requests: 1 },
  { fault: 'multipart', rules: always(faults.multipart), code: 'http-wrong-range', says: /multipart/ },
  { fault: 'short body always', rules: always(faults.short(0.5)), code: 'http-short', says: /only \d+ of \d+ bytes/, requests: 2, retryable: true },
  { fault: 'short body always, Content-Range not shown', rules: always(faults.short(0.4, { 'Content-Range': undefined })), code: 'http-short', says: /only \d+ of \d+ bytes/, requests: 3 },
  { fault: 'empty body always', rules: always(faults.short(0)), code: 'http-short', says: /only 0 of \d+ bytes/, requests: 2 },
  { fault: 'honest part of the range always', rules: always(faults.part(0.5)), code: 'http-short', says: /only \d+ of \d+ bytes/, requests: 2 },
  { fault: 'connection cut always', rules: always(faults.cut(0.5)), code: 'http-network', says: /connection broke after.*Tried 3 times/, requests: 3, retryable: true },
  { fault: 'connection reset always', rules: always(faults.reset), code: 'http-network', says: /could not be reached: .*Tried 3 times/, requests: 3, retryable: true },
  { fault: 'never HTTP', rules: always(faults.garbled), code: 'http-network', says: /could not be reached: .*Tried 3 times/, requests: 3 },
  { fault: 'redirect to itself', rules: always(({ send, request }) => send({ status: 302, bare: true, headers: { Location: request.url } })), code: 'http-network', says: /could not be reached: .*redirect/ },
  { fault: 'redirect to a large file sent whole', rules: async () => always(faults.redirect((await serve({ rules: always(faults.whole) })).url)), limits: BIG, code: 'http-range-ignored', says: /redirected to http:/ },
  { fault: 'no answer', rules: always(faults.silent), limits: IMPATIENT, code: 'http-timeout', says: /did not answer within 150 ms.*Tried 3 times/, requests: 3, retryable: true },
  { fault: 'stalled body', rules: always(faults.stalled(0.5)), limits: UNSTALLED, code: 'http-timeout', says: /then nothing for 150 ms.*Tried 3 times/, requests: 3, retryable: true },
  { fault: 'stalled whole file', rules: always(({ send, file }) => send({ status: 200, body: file, stopAfter: { bytes: 9000, by: 'stalling' } })), limits: UNSTALLED, code: 'http-timeout', says: /then nothing for/, requests: 3 },
  { fault: 'compressed slice', rules: always(faults.gzippedSlice), code: 'http-encoded', says: /Content-Encoding: gzip.*Turn compression off/, requests: 1 },
  { fault: 'slice of the compressed file', rules: always(faults.sliceOfGzipped), code: 'http-encoded', says: /Content-Encoding: gzip/, requests: 1 },
  { fault: 'replaced: other ETag', rules: afterOne(faults.headers({ ETag: '"v2"' })), primed: true, code: 'http-changed', says: /ETag went from "300000-\d+" to "v2"/, retryable: true },
  { fault: 'replaced: other date, no ETag', rules: afterOne(faults.headers({ 'Last-Modified': 'Tue, 06 Jan 2026 10:00:00 GMT' })), server: { headers: { ETag: undefined } }, primed: true, code: 'http-changed', says: /date went from/ },
  { fault: 'replaced: other date under a weak ETag', rules: afterOne(faults.headers({ 'Last-Modified': 'Tue, 06 Jan 2026 10:00:00 GMT' })), server: { headers: { ETag: 'W/"a"' } }, primed: true, code: 'http-changed', says: /date went from/ },
  { fault: 'total changes', rules: afterOne(grown), server: { headers: { ETag: undefined } }, primed: true, code: 'http-changed', says: /size went from 300000 to 300007 bytes/ },
  { fault: 'replaced by a page', rules: afterOne(faults.other(PAGE)), primed: true, places: ['the start'], code: 'http-changed', says: /size went from/ },
  { fault: 'replaced by a smaller whole file', rules: afterOne(({ send }) => send({ status: 200, body: FILE.subarray(0, 5000) })), primed: true, code: 'http-changed', says: /size went from 300000 to 5000/ },
  { fault: 'shrunk, and no size told', rules: afterOne(faults.status(416)), primed: true, code: 'http-changed', says: /ends before byte/, places: ['the middle', 'the last bytes', 'across the end'] },
  { fault: '416 for bytes that are there', rules: always(faults.status(416, { 'Content-Range': `bytes */${SIZE}` })), code: 'http-wrong-range', says: /no such bytes in a file of 300000/ },
  { fault: 'index.html with 200', rules: always(faults.status(200, { 'Content-Type': 'text/html' }, PAGE)), code: 'http-not-data', says: /a web page that says "My App"/, requests: 1 },
  { fault: 'page with 200 and no type', rules: always(faults.status(200, {}, PAGE)), code: 'http-not-data', says: /a web page that says "My App"/ },
  { fault: 'page with 206', rules: always(faults.other(PAGE)), places: ['the start'], code: 'http-not-data', says: /a web page that says "My App"/ },
  { fault: 'XML error with 200', rules: always(faults.status(200, {}, S3_ERROR)), code: 'http-not-data', says: /an error document that says "AccessDenied: Access Denied"/ },
  { fault: 'XML error with 206', rules: always(faults.other(S3_ERROR)), places: ['the start'], code: 'http-not-data', says: /an error document that says "AccessDenied/ },
  { fault: '401', rules: always(faults.status(401)), code: 'http-status', says: /401 Unauthorized.*login/, requests: 1, retryable: false },
  { fault: '403', rules: always(faults.status(403, { 'Content-Type': 'application/xml' }, S3_ERROR)), code: 'http-status', says: /403 Forbidden that says "AccessDenied: Access Denied".*missing or not public/, requests: 1, retryable: false },
  { fault: '404', rules: always(faults.status(404)), code: 'http-status', says: /404 Not Found.*no file at this address/, requests: 1, retryable: false },
  { fault: '410', rules: always(faults.status(410)), code: 'http-status', says: /410 Gone.*removed/, requests: 1, retryable: false },
  ...[204, 400, 405, 451, 501, 505].map(
    (status): Fails => ({ fault: `${status}`, rules: always(faults.status(status)), code: 'http-status', says: new RegExp(`answered ${status}`), requests: 1, retryable: false }),
  ),
  { fault: '503 always', rules: always(faults.status(503, {}, '<h1>Down for\u001b[31m maintenance</h1>')), code: 'http-status', says: /503 Service Unavailable.*Tried 3 times/, requests: 3, retryable: true },
  { fault: '429 with Retry-After: 3600', rules: always(faults.status(429, { 'Retry-After': '3600' })), code: 'http-status', says: /429.*asks to wait 3600 s/, requests: 1, retryable: true },
  { fault: '503 with a far date to retry after', rules: always(faults.status(503, { 'Retry-After': new Date(Date.now() + 3_600_000).toUTCString() })), code: 'http-status', says: /asks to wait \d+/, requests: 1 },
  { fault: 'stalled error page', rules: always(({ send }) => send({ status: 404, bare: true, body: 'no such thing, and more', stopAfter: { bytes: 13, by: 'stalling' } })), limits: WARY, code: 'http-status', says: /404 Not Found that says "no such thing"/ },
];

/**
 * What no client can tell from a right answer, because nothing in the answer is wrong. Wrong bytes come through; these
 * cases are here so that they are known, and the reader of a file finds out at the earliest by what the bytes mean.
 */
const UNDETECTABLE: (Case & { readonly because: string; readonly note?: string })[] = [
  { fault: 'shifted bytes under the right Content-Range', rules: always(faults.shiftedUnseen(100)), because: 'every header is that of the right answer' },
  { fault: 'shifted bytes, Content-Range not shown', rules: always(faults.shiftedUnseen(100, { 'Content-Range': undefined })), places: ['the start', 'the middle'], note: 'http-cors-expose', because: 'without Content-Range an answer does not say where its bytes are from; the note says so' },
  { fault: 'a flipped byte', rules: always(faults.flipped), because: 'ranges have no checksum in HTTP' },
  { fault: 'replaced by a file of equal size without validators', rules: afterOne(faults.flipped), server: { headers: { ETag: undefined, 'Last-Modified': undefined } }, primed: true, because: 'nothing names the version of the file' },
  { fault: '416 with no size in the midst of a file not read before', rules: always(faults.status(416)), because: 'it is also the answer past the end of a shorter file' },
  { fault: 'page with 206, read from within', rules: always(faults.other(PAGE.padEnd(SIZE))), places: ['the middle'], because: 'only the start of a page looks like one; a file is read from its start first' },
];

function unknownTotal(exchange: Parameters<Fault>[0]): void | Promise<void> {
  const { start, end } = exchange.span;
  return start >= end ? faults.none(exchange) : faults.headers({ 'Content-Range': `bytes ${start}-${end - 1}/*` })(exchange);
}

function longerRange({ send, file, span }: Parameters<Fault>[0]): void | Promise<void> {
  const end = span.end + 500;
  return send({ body: file.subarray(span.start, end), headers: { 'Content-Range': `bytes ${span.start}-${end - 1}/${file.length}` } });
}

function grown({ send, file, span }: Parameters<Fault>[0]): void | Promise<void> {
  return send({ body: file.subarray(span.start, span.end), headers: { 'Content-Range': `bytes ${span.start}-${span.end - 1}/${file.length + 7}` } });
}

/** A browser follows twenty redirects with each. */
const MOST_REQUESTS = 6;

/** Runs one cell and says how it went. */
async function tryCell({ rules, limits = PATIENT, server: options = {}, primed = false }: Case, place: Place) {
  const server = await serve({ ...options, rules: typeof rules === 'function' ? await rules() : rules });
  const source = httpSource(server.url, { limits });
  if (primed) expect(await source.read(0, 16)).toEqual(FILE.slice(0, 16));
  const { start, end } = PLACES[place];
  const outcome = await source.read(start, end - start).then(
    (bytes) => ({ bytes, error: undefined }),
    (error: unknown) => ({ bytes: undefined, error }),
  );
  // Three tries, two answers of a part each, and what asks for the size.
  expect(server.log.filter(({ status }) => status !== 302).length).toBeLessThanOrEqual(MOST_REQUESTS);
  expect(server.log.length).toBeLessThanOrEqual(MOST_REQUESTS + 3 * 20);
  // Nothing of it is left running, or this waits until the test times out.
  await server.idle();
  return { ...outcome, server, source, right: FILE.slice(start, Math.min(end, SIZE)) };
}

function cells<C extends Case>(cases: readonly C[]): [string, Place, C][] {
  return cases.flatMap((one) => (one.places ?? EVERYWHERE).map((place): [string, Place, C] => [one.fault, place, one]));
}

describe.concurrent('right bytes in spite of', () => {
  it.each(cells(RECOVERED))('%s, at %s', async (_, place, one) => {
    const { bytes, error, server, source, right } = await tryCell(one, place);
    expect(error).toBeUndefined();
    expect(bytes).toEqual(right);
    if (one.requests !== undefined) expect(server.log).toHaveLength(one.requests);
    expect(source.notes.map(({ code }) => code)).toEqual(one.note === undefined ? [] : [one.note]);
    for (const { method, headers } of server.log) {
      expect(method).toBe('GET');
      expect(headers.range).toMatch(/^bytes=\d+-\d+$/);
      expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['if-range']));
      expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['if-match']));
    }
  });
});

describe.concurrent('an error, not bytes, for', () => {
  it.each(cells(FAILED))('%s, at %s', async (_, place, one) => {
    const { bytes, error, server } = await tryCell(one, place);
    expect(bytes).toBeUndefined();
    expect(error).toBeInstanceOf(OmescopeError);
    const { code, message, at, retryable, help } = error as OmescopeError;
    expect(message).toMatch(one.says);
    expect(code).toBe(one.code);
    // What, where, what to do: the place is in brackets, and a whole sentence follows it.
    expect(message).toMatch(/^[A-Z].*\(http:\/\/127\.0\.0\.1:\d+\/image\.ome\.tif, (redirected to \S+, )?bytes \d+-\d+\)\. [A-Z].*\.$/);
    expect(message).toContain(server.url);
    expect(message).not.toMatch(/\p{Cc}/u);
    expect(at).toMatchObject({ url: server.url, range: [expect.any(Number), expect.any(Number)] });
    if (one.retryable !== undefined) expect(retryable).toBe(one.retryable);
    if (one.requests !== undefined) expect(server.log).toHaveLength(one.requests);
    if (code === 'http-range-ignored' || code === 'http-encoded') expect(help).toContain('nginx');
  });
});

describe.concurrent('cannot be noticed over HTTP alone:', () => {
  it.each(cells(UNDETECTABLE))('%s, at %s', async (_, place, one) => {
    const { bytes, error, source, right } = await tryCell(one, place);
    // If one of these fails, it has become noticeable: move it to the errors.
    expect(error, one.because).toBeUndefined();
    expect(bytes, one.because).not.toEqual(right);
    expect(source.notes.map(({ code }) => code)).toEqual(one.note === undefined ? [] : [one.note]);
  });
});

it('tries at least 24 faults in at least 160 cells', () => {
  expect(RECOVERED.length + FAILED.length).toBeGreaterThanOrEqual(24);
  expect(cells(RECOVERED).length + cells(FAILED).length).toBeGreaterThanOrEqual(160);
});
