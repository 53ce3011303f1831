import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { OmescopeError, type ErrorCode } from '../../src/js/errors.js';
import { type HttpLimits, type HttpSource, httpSource } from '../../src/js/http/source.js';
import { type Fault, type FaultServer, type FaultServerOptions, faults, type Rule, startFaultServer } from './support/fault-server.js';
import { AT_ONCE, turnsUntil, useNoDelays } from './support/turns.js';

/** Bytes without a pattern, so that bytes from a wrong place are never the right ones by chance. */
function noise(length: number, seed = 1): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

const FILE = noise(300_000);
const SIZE = FILE.length;

const PLACES = {
  'the start': { start: 0, end: 2000 },
  'the middle': { start: 150_001, end: 152_002 },
  'the last bytes': { start: SIZE - 2000, end: SIZE },
  'across the end': { start: SIZE - 1000, end: SIZE + 1000 },
} as const;
type Place = keyof typeof PLACES;
const EVERYWHERE = Object.keys(PLACES) as Place[];

/** Longer than any answer takes on a busy machine; only faults that are silences use short ones. */
const PATIENT: HttpLimits = { headerTimeout: 120_000, stallTimeout: 120_000, retryDelays: [1, 1] };
const IMPATIENT: HttpLimits = { ...PATIENT, headerTimeout: 150 };
const UNSTALLED: HttpLimits = { ...PATIENT, stallTimeout: 150 };
/** For silences that end: the answer after them must not time out on a busy machine. */
const WARY: HttpLimits = { headerTimeout: 5000, stallTimeout: 5000, retryDelays: [1, 1] };

const open: FaultServer[] = [];

async function serve(options: Partial<FaultServerOptions> = {}): Promise<FaultServer> {
  const server = await startFaultServer({ file: FILE, ...options });
  open.push(server);
  return server;
}

const clean: Rule = { fault: faults.none };
const once = (fault: Fault): Rule[] => [{ fault, times: 1 }];
const twice = (fault: Fault): Rule[] => [{ fault, times: 2 }];
const always = (fault: Fault): Rule[] => [{ fault }];
/** The first answer is right: the source knows the file by then. */
const afterOne = (fault: Fault): Rule[] => [{ ...clean, requests: [0] }, { fault }];

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
const BIG: HttpLimits = { ...PATIENT, wholeFile: 100_000 };

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

afterEach(() => {
  vi.unstubAllGlobals();
});

afterAll(async () => {
  await Promise.all(open.map((server) => server.close()));
});

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

function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

/** The error that the promise rejects with. */
async function failure(promise: Promise<unknown>): Promise<OmescopeError> {
  const outcome = await failureOf(promise);
  expect(outcome).toBeInstanceOf(OmescopeError);
  return outcome as OmescopeError;
}

function ranges({ log }: FaultServer): string[] {
  return log.map(({ range }) => `${range?.start}-${range?.end}`);
}

function readAll(source: HttpSource, spans: readonly (readonly [number, number])[], signal?: AbortSignal): Promise<Uint8Array[]> {
  return Promise.all(spans.map(([start, end]) => source.read(start, end - start, { signal })));
}

/** As long as the test may take. */
const waitFor = (check: () => unknown): Promise<unknown> => vi.waitFor(check, { timeout: 240_000 });
const pass = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe('reads of one tick', () => {
  const KIB = 1024;
  it.each([
    ['adjacent ones merge', [[0, 100], [100, 200]], ['0-200']],
    ['overlapping ones merge', [[50, 300], [0, 100], [60, 70]], ['0-300']],
    ['equal ones merge', [[0, 100], [0, 100]], ['0-100']],
    ['ones 4 KiB apart merge', [[0, 100], [100 + 4 * KIB, 5000]], ['0-5000']],
    ['ones further apart do not', [[0, 100], [101 + 4 * KIB, 5000]], ['0-100', '4197-5000']],
    ['requests go out in the order of the reads', [[90_000, 90_100], [50_000, 50_100], [0, 100]], ['90000-90100', '50000-50100', '0-100']],
    ['ones past the end merge too', [[SIZE - 100, SIZE], [SIZE, SIZE + 100]], [`${SIZE - 100}-${SIZE + 100}`]],
  ] as [string, [number, number][], string[]][])('%s', async (_, spans, requests) => {
    const server = await serve();
    const parts = await readAll(httpSource(server.url, { limits: PATIENT }), spans);
    expect(ranges(server)).toEqual(requests);
    for (const [index, [start, end]] of spans.entries()) {
      expect(parts[index]).toEqual(FILE.slice(start, end));
      expect(parts[index]?.byteOffset).toBe(0);
      expect(parts[index]?.buffer.byteLength).toBe(parts[index]?.length);
    }
    expect(new Set(parts.map(({ buffer }) => buffer)).size).toBe(parts.length);
  });

  it('merge into requests of at most 4 MiB', async () => {
    const MIB = KIB * KIB;
    const file = noise(10 * MIB);
    const server = await serve({ file });
    const source = httpSource(server.url, { limits: PATIENT });
    const spans = Array.from({ length: 10 }, (_, index): [number, number] => [index * MIB, (index + 1) * MIB]);
    const parts = await readAll(source, spans);
    expect(ranges(server)).toEqual([`0-${4 * MIB}`, `${4 * MIB}-${8 * MIB}`, `${8 * MIB}-${10 * MIB}`]);
    expect(Buffer.concat(parts).equals(file)).toBe(true);
    const [long, inside] = await readAll(source, [[0, 6 * MIB], [5 * MIB, 5 * MIB + 10]]);
    expect(ranges(server).slice(3)).toEqual([`0-${6 * MIB}`]);
    expect(Buffer.from(long ?? []).equals(file.subarray(0, 6 * MIB))).toBe(true);
    expect(inside).toEqual(file.slice(5 * MIB, 5 * MIB + 10));
  });

  it('are not mixed up with reads of another tick', async () => {
    const server = await serve();
    const source = httpSource(server.url, { limits: PATIENT });
    const first = source.read(0, 100);
    await Promise.resolve();
    await Promise.all([first, source.read(100, 100)]);
    expect(ranges(server)).toEqual(['0-100', '100-200']);
  });

  it('fail together when their request fails', async () => {
    const server = await serve({ rules: always(faults.status(404)) });
    const source = httpSource(server.url, { limits: PATIENT });
    const errors = await Promise.all([failure(source.read(0, 10)), failure(source.read(10, 10)), failure(source.read(90_000, 10))]);
    expect(errors.map(({ code }) => code)).toEqual(['http-status', 'http-status', 'http-status']);
    expect(server.log).toHaveLength(2);
  });
});

describe('concurrency', () => {
  const SPANS = Array.from({ length: 30 }, (_, index): [number, number] => [index * 9000, index * 9000 + 100]);
  const read = async (limits: HttpLimits, most: number) => {
    const server = await serve({ latency: 40 });
    server.gather(most);
    const parts = await readAll(httpSource(server.url, { limits: { ...PATIENT, ...limits } }), SPANS);
    expect(parts).toEqual(SPANS.map(([start, end]) => FILE.slice(start, end)));
    expect(server.log).toHaveLength(30);
    return server.mostAtOnce;
  };

  it('is 6 when nothing else is said', async () => {
    expect(await read({}, 6)).toBe(6);
  });

  it('is what the caller says', async () => {
    expect(await read({ concurrency: 3 }, 3)).toBe(3);
    expect(await read({ concurrency: 11 }, 11)).toBe(11);
  });

  it.each([
    ['h2', {}, 30],
    ['h3', {}, 30],
    ['http/1.1', {}, 6],
    ['', {}, 6],
    ['h2', { concurrency: 3 }, 3],
  ])('with the protocol %j and the limits %j is at most %i', async (nextHopProtocol, limits, most) => {
    const server = await serve({ latency: 60 });
    vi.stubGlobal('performance', { now: () => Date.now(), getEntriesByName: (name: string) => (name === server.url ? [{ nextHopProtocol }] : []) });
    const source = httpSource(server.url, { limits: { ...PATIENT, ...limits } });
    await source.read(0, 10);
    server.gather(most);
    await readAll(source, SPANS);
    expect(server.mostAtOnce).toBe(most);
  });

  it('does not count the time in line as waiting for an answer', async () => {
    const server = await serve({ latency: 500 });
    const source = httpSource(server.url, { limits: { concurrency: 1, headerTimeout: 4000, attempts: 1 } });
    await readAll(source, SPANS.slice(0, 9));
    expect(server.log).toHaveLength(9);
  });

  it('gives the turn of a read that was aborted in line to the next', async () => {
    const server = await serve({ rules: [{ fault: faults.slow(1, 20), requests: [0] }] });
    const source = httpSource(server.url, { limits: { ...PATIENT, concurrency: 1 } });
    const stop = new AbortController();
    const outcomes = Promise.allSettled([source.read(0, 10), source.read(50_000, 10, { signal: stop.signal }), source.read(90_000, 10)]);
    await waitFor(() => expect(server.log).toHaveLength(1));
    stop.abort();
    expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(ranges(server)).toEqual(['0-10', '90000-90010']);
  });

  it('frees the place of a request that failed or was aborted', async () => {
    const server = await serve({ rules: [{ fault: faults.silent, requests: [0] }, { fault: faults.status(404), requests: [1] }] });
    const source = httpSource(server.url, { limits: { ...PATIENT, concurrency: 1 } });
    const stop = new AbortController();
    const outcomes = Promise.allSettled([
      source.read(0, 10, { signal: stop.signal }),
      source.read(50_000, 10),
      source.read(90_000, 10),
    ]);
    await waitFor(() => expect(server.log).toHaveLength(1));
    stop.abort();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  });
});

describe('an abort', () => {
  const REASON = new Error('the user left');

  /** Starts the read, aborts when `ready`, and checks that it rejects with the reason, at once. */
  async function expectAbort(server: FaultServer, limits: HttpLimits, ready: () => unknown): Promise<void> {
    const stop = new AbortController();
    const read = httpSource(server.url, { limits }).read(1000, 1000, { signal: stop.signal });
    const outcome = read.then(
      () => 'bytes',
      (error: unknown) => error,
    );
    await waitFor(ready);
    stop.abort(REASON);
    expect(await turnsUntil(read)).toBeLessThan(AT_ONCE);
    expect(await outcome).toBe(REASON);
    await server.idle();
  }

  it('before the read sends nothing', async () => {
    const server = await serve();
    await expect(httpSource(server.url).read(0, 10, { signal: AbortSignal.abort(REASON) })).rejects.toBe(REASON);
    expect(server.log).toHaveLength(0);
  });

  it('in the same tick sends nothing', async () => {
    const server = await serve();
    const stop = new AbortController();
    const read = httpSource(server.url).read(0, 10, { signal: stop.signal });
    stop.abort(REASON);
    await expect(read).rejects.toBe(REASON);
    await pass(20);
    expect(server.log).toHaveLength(0);
  });

  it('while the server is silent closes the connection', async () => {
    const server = await serve({ rules: always(faults.silent) });
    await expectAbort(server, PATIENT, () => expect(server.log).toHaveLength(1));
    expect(server.log[0]?.cut).toBe(true);
  });

  it('while the server is silent closes the connection, though memory was cleaned up meanwhile', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const server = await serve({ rules: always(faults.silent) });
    const stop = new AbortController();
    const read = failureOf(httpSource(server.url, { limits: PATIENT }).read(0, 10, { signal: stop.signal }));
    await waitFor(() => expect(server.log).toHaveLength(1));
    for (let time = 0; time < 4; time += 1) {
      await pass(5);
      collectGarbage();
    }
    stop.abort(REASON);
    expect(await read).toBe(REASON);
    await server.idle();
    expect(server.log[0]?.cut).toBe(true);
  });

  it('within the body closes the connection', async () => {
    const server = await serve({ rules: always(faults.stalled(0.5)) });
    await expectAbort(server, PATIENT, () => expect(server.log[0]?.sent).toBe(500));
    expect(server.log[0]?.cut).toBe(true);
  });

  it('within a slow body closes the connection', async () => {
    const server = await serve({ rules: always(faults.slow(1, 10)) });
    await expectAbort(server, PATIENT, () => expect(server.log[0]?.sent).toBeGreaterThan(2));
    expect(server.log[0]?.cut).toBe(true);
  });

  it('between two tries sends no more', async () => {
    const server = await serve({ rules: always(faults.status(503)) });
    await expectAbort(server, { ...PATIENT, retryDelays: [60_000] }, () => expect(server.log).toHaveLength(1));
    await pass(20);
    expect(server.log).toHaveLength(1);
  });

  it('of one reader leaves the others of its request alone', async () => {
    const server = await serve({ rules: always(faults.slow(1000, 20)) });
    const source = httpSource(server.url, { limits: PATIENT });
    const stop = new AbortController();
    const aborted = source.read(0, 4000, { signal: stop.signal });
    const others = [source.read(4000, 1000), source.read(2000, 500, { signal: new AbortController().signal })];
    const caught = expect(aborted).rejects.toBe(REASON);
    await waitFor(() => expect(server.log[0]?.sent).toBeGreaterThan(0));
    stop.abort(REASON);
    await caught;
    expect(await Promise.all(others)).toEqual([FILE.slice(4000, 5000), FILE.slice(2000, 2500)]);
    expect(ranges(server)).toEqual(['0-5000']);
  });

  it('of all readers ends the request', async () => {
    const server = await serve({ rules: always(faults.silent) });
    const source = httpSource(server.url, { limits: PATIENT });
    const stops = [new AbortController(), new AbortController()];
    const reads = Promise.allSettled(stops.map(({ signal }, index) => source.read(index * 100, 100, { signal })));
    await waitFor(() => expect(server.log).toHaveLength(1));
    stops[0]?.abort();
    await pass(20);
    expect(server.log[0]?.cut).toBe(false);
    stops[1]?.abort();
    await reads;
    await server.idle();
    expect(server.log[0]?.cut).toBe(true);
  });

  it('of the request that was given counts as well', async () => {
    const server = await serve({ rules: always(faults.silent) });
    const stop = new AbortController();
    const source = httpSource(new Request(server.url, { signal: stop.signal }), { limits: PATIENT });
    const read = source.read(0, 10);
    const caught = read.catch((error: unknown) => error);
    await waitFor(() => expect(server.log).toHaveLength(1));
    stop.abort(REASON);
    expect(await caught).toBe(REASON);
  });

  it('takes effect though a fetch of the caller ignores it, and the late answer is let go of', async () => {
    const cancelled = vi.fn();
    let answer = (_: Response): void => {};
    const source = httpSource('https://example.org/a.tif', { fetch: () => new Promise((resolve) => (answer = resolve)), limits: PATIENT });
    const stop = new AbortController();
    const read = source.read(0, 10, { signal: stop.signal });
    const caught = read.catch((error: unknown) => error);
    await pass(5);
    stop.abort(REASON);
    expect(await caught).toBe(REASON);
    answer(new Response(new ReadableStream({ cancel: cancelled }), { status: 206 }));
    await pass(5);
    expect(cancelled).toHaveBeenCalledOnce();
  });

  it('of sixty reads with one signal gives no warning of a leak', async () => {
    const warned = vi.fn();
    process.on('warning', warned);
    const server = await serve();
    const { signal } = new AbortController();
    await readAll(httpSource(server.url, { limits: PATIENT }), Array.from({ length: 60 }, (_, index) => [index * 5000, index * 5000 + 9] as const), signal);
    await pass(5);
    process.off('warning', warned);
    expect(warned.mock.calls.filter(([{ message }]) => /abort listeners/.test(message))).toEqual([]);
  });
});

describe('a file that changes', () => {
  const NEXT = noise(310_000, 7);

  it('voids every read under way, and the next read begins anew', async () => {
    const server = await serve({ rules: [{ ...clean, requests: [0] }, { fault: faults.stalled(0.5), requests: [1] }] });
    const source = httpSource(server.url, { limits: PATIENT });
    await source.read(0, 100);
    const stalled = failure(source.read(1000, 2000));
    await waitFor(() => expect(server.log[1]?.sent).toBeGreaterThan(0));
    server.replace(NEXT);
    const error = await failure(source.read(50_000, 100));
    expect(error).toMatchObject({ code: 'http-changed', retryable: true });
    expect(source.size).toBeUndefined();
    expect(await source.read(0, 100)).toEqual(NEXT.slice(0, 100));
    expect(source.size).toBe(NEXT.length);
    expect((await stalled).code).toBe('http-changed');
    await server.idle();
    expect(server.log[1]?.cut).toBe(true);
    expect(await source.read(1000, 2000)).toEqual(NEXT.slice(1000, 3000));
  });

  it('does not send what stood in line for the old one', async () => {
    const server = await serve({ rules: [{ ...clean, requests: [0] }] });
    const source = httpSource(server.url, { limits: { ...PATIENT, concurrency: 1 } });
    await source.read(0, 100);
    server.replace(NEXT);
    const errors = await Promise.all([failure(source.read(50_000, 100)), failure(source.read(90_000, 100))]);
    expect(errors.map(({ code }) => code)).toEqual(['http-changed', 'http-changed']);
    expect(server.log).toHaveLength(2);
  });

  it('is noticed between the two halves of a broken read', async () => {
    const server = await serve();
    const cutAndReplace: Fault = (exchange) => {
      server.replace(NEXT);
      return faults.cut(0.5)(exchange);
    };
    server.script(once(cutAndReplace));
    expect((await failure(httpSource(server.url, { limits: PATIENT }).read(1000, 2000))).code).toBe('http-changed');
    expect(ranges(server)).toEqual(['1000-3000', '2000-3000']);
  });

  it('is read right by one restart, and reported when it changes again', async () => {
    /** What a driver does: all or nothing, and once more from the start. */
    const drive = async (source: HttpSource, onPart: () => void): Promise<Uint8Array> => {
      for (let restarts = 0; ; restarts += 1) {
        try {
          const parts: Uint8Array[] = [];
          for (let at = 0; at < 3; at += 1) {
            parts.push(await source.read(at * 100, 100));
            onPart();
          }
          return Buffer.concat(parts);
        } catch (error) {
          if (!(error instanceof OmescopeError) || error.code !== 'http-changed' || restarts === 1) throw error;
        }
      }
    };
    const server = await serve();
    let parts = 0;
    const bytes = await drive(httpSource(server.url, { limits: PATIENT }), () => {
      parts += 1;
      if (parts === 2) server.replace(NEXT);
    });
    expect(Buffer.from(bytes).equals(NEXT.subarray(0, 300))).toBe(true);
    let seed = 10;
    const error = await failure(drive(httpSource(server.url, { limits: PATIENT }), () => server.replace(noise(200_000 + ++seed, seed))));
    expect(error).toMatchObject({ code: 'http-changed', retryable: true });
  });
});

describe('a server that ignores ranges', () => {
  it('sends a small file once for all reads, side by side or later', async () => {
    const server = await serve({ rules: always(faults.whole) });
    const source = httpSource(server.url, { limits: PATIENT });
    const spans: [number, number][] = [[0, 100], [50_000, 50_100], [SIZE - 50, SIZE + 50], [SIZE + 9, SIZE + 20]];
    const parts = await readAll(source, spans);
    expect(parts).toEqual(spans.map(([start, end]) => FILE.slice(start, end)));
    expect(source.size).toBe(SIZE);
    expect(source.transfer.bytes).toBe(SIZE);
    const before = server.log.length;
    const again = await readAll(source, spans);
    expect(again).toEqual(parts);
    expect(again.every(({ buffer, length }) => buffer.byteLength === length)).toBe(true);
    expect(server.log).toHaveLength(before);
    await server.idle();
  });

  it('is stopped at once when the file is large', async () => {
    const file = noise(48 * 1024 * 1024);
    const server = await serve({ file, rules: always(faults.whole) });
    const source = httpSource(server.url, { limits: PATIENT });
    const error = await failure(source.read(0, 100));
    expect(error.code).toBe('http-range-ignored');
    expect(error.message).toContain('48 MiB, over the 32 MiB that are taken whole');
    await server.idle();
    expect(source.transfer).toEqual({ requests: 1, bytes: 0 });
    expect(server.log[0]).toMatchObject({ cut: true });
    expect(server.log[0]?.sent).toBeLessThan(file.length / 2);
  });

  it('is stopped at the limit when it does not tell the size, and not asked again', async () => {
    const server = await serve({ rules: always(faults.wholeChunked) });
    const source = httpSource(server.url, { limits: { ...PATIENT, wholeFile: 100_000 } });
    const [one, two] = await Promise.all([failure(source.read(0, 100)), failure(source.read(50_000, 100))]);
    expect([one.code, two.code]).toEqual(['http-range-ignored', 'http-range-ignored']);
    expect(source.transfer.bytes).toBeLessThan(100_000 + 2 * 65_536);
  });
});

describe('the size', () => {
  it('comes from Content-Range, and then spares requests past the end', async () => {
    const server = await serve();
    const source = httpSource(server.url, { limits: PATIENT });
    expect(source.size).toBeUndefined();
    await source.read(0, 1);
    expect(source.size).toBe(SIZE);
    expect(await source.read(SIZE, 100)).toEqual(new Uint8Array());
    expect(await source.read(SIZE - 1, 100)).toEqual(FILE.slice(SIZE - 1));
    expect(ranges(server)).toEqual(['0-1', `${SIZE - 1}-${SIZE}`]);
  });

  it.each([0, 1000])('comes from the 416 for a read that begins %i bytes past the end', async (by) => {
    const server = await serve();
    const source = httpSource(server.url, { limits: PATIENT });
    expect(await source.read(SIZE + by, 100)).toEqual(new Uint8Array());
    expect(source.size).toBe(SIZE);
    expect(server.log[0]?.status).toBe(416);
  });

  it('is 0 for an empty file, by 416 or by 200', async () => {
    const empty = await serve({ file: new Uint8Array() });
    const silent = await serve({ file: new Uint8Array(), rules: always(faults.status(416)) });
    const whole = await serve({ file: new Uint8Array(), rules: always(faults.whole) });
    for (const { url } of [empty, silent, whole]) {
      const source = httpSource(url, { limits: PATIENT });
      expect(await source.read(0, 100)).toEqual(new Uint8Array());
      expect(source.size).toBe(0);
    }
  });

  it('is found by trying when Content-Range is not shown, once', async () => {
    const server = await serve({ rules: always(faults.unseen) });
    const source = httpSource(server.url, { limits: PATIENT });
    expect(await source.read(SIZE - 10, 100)).toEqual(FILE.slice(SIZE - 10));
    expect(source.size).toBe(SIZE);
    expect(await source.read(SIZE - 10, 100)).toEqual(FILE.slice(SIZE - 10));
    expect(ranges(server)).toEqual([`${SIZE - 10}-${SIZE + 90}`, `${SIZE}-${SIZE + 90}`, `${SIZE - 10}-${SIZE}`]);
    const [note, ...more] = source.notes;
    expect(more).toEqual([]);
    expect(note?.message).toMatch(/wrong place of the file cannot be noticed/);
    for (const server of ['Amazon S3', 'Google Cloud Storage', 'nginx', 'Apache', 'Caddy', 'npx http-server --cors']) {
      expect(note?.help).toContain(server);
    }
  });

  it('stays unknown when only bytes far past the end were asked for', async () => {
    const server = await serve({ rules: always(faults.status(416)) });
    const source = httpSource(server.url, { limits: PATIENT });
    expect(await source.read(SIZE + 1000, 100)).toEqual(new Uint8Array());
    expect(source.size).toBeUndefined();
  });
});

describe('tries', () => {
  it('ask only for what is missing', async () => {
    const server = await serve({ rules: twice(faults.cut(0.5)) });
    expect(await httpSource(server.url, { limits: PATIENT }).read(1000, 1000)).toEqual(FILE.slice(1000, 2000));
    expect(ranges(server)).toEqual(['1000-2000', '1500-2000', '1750-2000']);
  });

  it('wait as long as the server asks', async () => {
    const server = await serve({ rules: once(faults.status(429, { 'Retry-After': '1' })) });
    const { delays, restore } = useNoDelays((delay) => delay === 1000);
    await httpSource(server.url, { limits: PATIENT }).read(0, 10).finally(restore);
    expect(delays).toContain(1000);
    expect(server.log).toHaveLength(2);
  });

  it('wait a quarter and half a second, varied by half, when nothing else is said', async () => {
    const fetch = vi.fn(async (): Promise<Response> => await Promise.reject(new TypeError('fetch failed')));
    const { delays, restore } = useNoDelays((delay) => delay < 1000);
    await failure(httpSource('https://example.org/a.tif', { fetch }).read(0, 10)).finally(restore);
    expect(fetch).toHaveBeenCalledTimes(3);
    const [first = 0, second = 0, ...more] = delays.filter((delay) => delay > 100 && delay < 1000);
    expect(more).toEqual([]);
    expect(first).toBeGreaterThanOrEqual(125);
    expect(first).toBeLessThanOrEqual(375);
    expect(second).toBeGreaterThanOrEqual(250);
    expect(second).toBeLessThanOrEqual(750);
  });

  it('are as many as the caller says', async () => {
    const server = await serve({ rules: always(faults.status(503)) });
    const error = await failure(httpSource(server.url, { limits: { ...PATIENT, attempts: 1 } }).read(0, 10));
    expect(error.message).not.toContain('Tried');
    await failure(httpSource(server.url, { limits: { ...PATIENT, attempts: 5 } }).read(0, 10));
    expect(server.log).toHaveLength(6);
  });

  it('are reported when nobody listens at the address', async () => {
    const server = await startFaultServer({ file: FILE });
    await server.close();
    const error = await failure(httpSource(server.url, { limits: PATIENT }).read(0, 10));
    expect(error).toMatchObject({ code: 'http-network', retryable: true });
    expect(error.message).toMatch(/ECONNREFUSED.*Tried 3 times\. Check the address/);
  });

  it('are reported when the server does not speak TLS', async () => {
    const server = await serve();
    const error = await failure(httpSource(server.url.replace('http:', 'https:'), { limits: PATIENT }).read(0, 10));
    expect(error.code).toBe('http-network');
    expect(error.message).toMatch(/could not be reached: .*certificate/);
  });

  it('are not made for an error that a fetch of the caller throws as its own', async () => {
    const own = new OmescopeError('usage', 'no token');
    const fetch = vi.fn(() => {
      throw own;
    });
    await expect(httpSource('https://example.org/a.tif', { fetch }).read(0, 10)).rejects.toBe(own);
    expect(fetch).toHaveBeenCalledOnce();
  });
});

describe('what is sent and counted', () => {
  it('keeps the headers of a request, and drops those that would make it conditional', async () => {
    const server = await serve();
    const request = new Request(server.url, { headers: { Authorization: 'Bearer x', 'If-Range': '"a"', 'If-Match': '"a"', Range: 'bytes=5-6' } });
    const source = httpSource(request, { limits: PATIENT });
    expect(await source.read(10, 10)).toEqual(FILE.slice(10, 20));
    expect(await source.read(20, 10)).toEqual(FILE.slice(20, 30));
    expect(server.log[1]?.headers).toMatchObject({ authorization: 'Bearer x', range: 'bytes=20-29' });
    expect(server.log[1]?.headers).not.toHaveProperty('if-range');
    expect(server.log[1]?.headers).not.toHaveProperty('if-match');
  });

  it('turns a user name and password in the address into a header, and never prints them', async () => {
    const server = await serve({ rules: always(faults.status(404)) });
    const url = `${server.url.replace('://', '://j%C3%B6rg:geheim@')}?X-Amz-Signature=abc&x=1&sig=def&token=ghi#there`;
    const error = await failure(httpSource(url, { limits: PATIENT }).read(0, 10));
    expect(server.log[0]?.headers.authorization).toBe(`Basic ${Buffer.from('j\u00f6rg:geheim').toString('base64')}`);
    expect(server.log[0]?.path).toBe('/image.ome.tif?X-Amz-Signature=abc&x=1&sig=def&token=ghi');
    expect(error.at.url).toBe(`${server.url}?X-Amz-Signature=…&x=1&sig=…&token=…`);
    expect(error.message).toContain(error.at.url);
    expect(JSON.stringify([error.message, error.at])).not.toMatch(/geheim|abc|def|ghi/);
  });

  it('counts requests and bytes, and tells of them', async () => {
    const server = await serve({ rules: once(faults.status(503, {}, 'busy')) });
    const told: { requests: number; bytes: number }[] = [];
    const source = httpSource(server.url, { limits: PATIENT, onTransfer: (transfer) => told.push(transfer) });
    expect(source.transfer).toEqual({ requests: 0, bytes: 0 });
    await source.read(0, 1000);
    expect(source.transfer).toEqual({ requests: 2, bytes: 1004 });
    expect(told[0]).toEqual({ requests: 1, bytes: 0 });
    expect(told.at(-1)).toEqual({ requests: 2, bytes: 1004 });
  });

  it('reads a response body of any pieces', async () => {
    const pieces = [FILE.slice(0, 1), new Uint8Array(), FILE.slice(1, 700), FILE.slice(700, 1000)];
    const body = () =>
      new ReadableStream({
        start(controller) {
          for (const piece of pieces) controller.enqueue(piece);
          controller.close();
        },
      });
    const source = httpSource('https://example.org/a.tif', {
      fetch: async () => new Response(body(), { status: 206, headers: { 'Content-Range': `bytes 0-999/${SIZE}` } }),
    });
    expect(await source.read(0, 1000)).toEqual(FILE.slice(0, 1000));
  });

  it.each([
    ['past the end', 416, {}],
    ['too large', 200, { 'Content-Length': '99999999' }],
    ['compressed', 206, { 'Content-Encoding': 'gzip' }],
    ['too long', 206, {}],
  ])('lets go of a body that is %s, though a fetch of the caller ignores the signal', async (_, status, headers) => {
    const cancel = vi.fn();
    const body = () => new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(100)), cancel }, { highWaterMark: 0 });
    const source = httpSource('https://example.org/a.tif', { fetch: async () => new Response(body(), { status, headers }) });
    await source.read(10, 250).catch(() => {});
    expect(cancel).toHaveBeenCalledOnce();
  });

  it('does not take a part of a whole file for the file, though a fetch of the caller does not notice', async () => {
    const lengths = [5000, 4000, 3000];
    const source = httpSource('https://example.org/a.tif', {
      fetch: async () => new Response(FILE.slice(0, 3000), { headers: { 'Content-Length': `${lengths.shift()}` } }),
      limits: PATIENT,
    });
    expect(await source.read(0, 10)).toEqual(FILE.slice(0, 10));
    expect(source).toMatchObject({ size: 3000, transfer: { requests: 3 } });
  });

  it('cuts and cleans what a server says', async () => {
    const body = `\u001b[2J\u202eevil\r\n${'x'.repeat(3000)}`;
    const server = await serve({ rules: always(faults.status(403, {}, body)) });
    const { message } = await failure(httpSource(server.url, { limits: PATIENT }).read(0, 10));
    const [, said = ''] = /says "(.*?)"/.exec(message) ?? [];
    expect(said).toMatch(/^\[2J evil x+…$/);
    expect(said).toHaveLength(200);
  });

  it('asks Chromium, and it alone, not to use its cache, unless the caller chose a mode', async () => {
    const caches: string[] = [];
    const fetch = async (request: Request) => {
      caches.push(request.cache);
      return new Response(FILE.slice(0, 1), { status: 206, headers: { 'Content-Range': `bytes 0-0/${SIZE}` } });
    };
    for (const userAgent of [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0',
    ]) {
      vi.stubGlobal('navigator', { userAgent });
      await httpSource('https://example.org/a.tif', { fetch }).read(0, 1);
    }
    expect(caches).toEqual(['no-store', 'no-store', 'default']);
    vi.stubGlobal('navigator', { userAgent: 'Chrome/140.0.0.0' });
    await httpSource(new Request('https://example.org/a.tif', { cache: 'force-cache' }), { fetch }).read(0, 1);
    expect(caches.at(-1)).toBe('force-cache');
  });
});

describe('addresses', () => {
  const ask = async (input: string | URL | Request) => {
    let asked = '';
    const source = httpSource(input, {
      fetch: async ({ url }) => {
        asked = url;
        return new Response(FILE.slice(0, 1), { status: 206, headers: { 'Content-Range': `bytes 0-0/${SIZE}` } });
      },
    });
    await source.read(0, 1);
    return { asked, name: source.name, notes: source.notes };
  };

  it.each([
    ['https://example.org/a/b%20c.ome.tif?x=1', 'https://example.org/a/b%20c.ome.tif?x=1', 'b c.ome.tif', 0],
    ['https://example.org/data.zarr/', 'https://example.org/data.zarr/', 'data.zarr', 0],
    ['https://example.org', 'https://example.org/', 'example.org', 0],
    ['https://example.org/100%.tif', 'https://example.org/100%.tif', '100%.tif', 0],
    ['s3://bucket/dir/a b+c?.tif', 'https://bucket.s3.amazonaws.com/dir/a%20b%2Bc%3F.tif', 'a b+c?.tif', 1],
    ['s3://my.bucket/a.tif', 'https://s3.amazonaws.com/my.bucket/a.tif', 'a.tif', 1],
    [new URL('s3://bucket/a b.tif'), 'https://bucket.s3.amazonaws.com/a%20b.tif', 'a b.tif', 1],
    ['gs://bucket/dir/a.tif', 'https://storage.googleapis.com/bucket/dir/a.tif', 'a.tif', 1],
    [new Request('https://example.org/r.tif'), 'https://example.org/r.tif', 'r.tif', 0],
  ])('%s is fetched', async (input, url, name, notes) => {
    const result = await ask(input);
    expect(result).toMatchObject({ asked: url, name });
    expect(result.notes.map(({ code }) => code)).toEqual(notes === 1 ? ['url-rewritten'] : []);
    if (notes === 1) expect(result.notes[0]?.message).toContain(url);
  });

  it.each([
    ['file:///home/me/a.tif', /file itself/],
    ['C:\\data\\a.tif', /file itself/],
    ['ftp://user:secret@example.org/a.tif', /^ftp:\/\/example\.org\/a\.tif cannot be read: ftp: is not supported/],
    ['a.tif', /a\.tif is not a URL/],
    ['', /not a URL/],
    ['s3://bucket', /s3: is not supported/],
    [new Request('https://example.org/', { method: 'POST', body: 'x' }), /POST; only GET/],
    [new Request('https://example.org/', { mode: 'no-cors' }), /no-cors/],
  ])('%s is refused', (input, says) => {
    const refused = (): unknown => httpSource(input);
    expect(refused).toThrow(OmescopeError);
    expect(refused).toThrow(says);
  });

  it.each([[-1, 1], [0.5, 1], [Number.NaN, 1], [0, -1], [2 ** 53, 1]])('offset %d with length %d is refused', async (offset, length) => {
    expect((await failure(httpSource('https://example.org/a.tif').read(offset, length))).code).toBe('usage');
  });

  it.each([{ concurrency: 0 }, { headerTimeout: Number.NaN }, { attempts: 0 }, { wholeFile: -1 }])('limits %j are refused', (limits) => {
    expect(() => httpSource('https://example.org/a.tif', { limits })).toThrow(/limits\.\w+ is/);
  });

  it('takes blob: and data: addresses whole', async () => {
    const blob = URL.createObjectURL(new Blob([FILE]));
    const source = httpSource(blob, { limits: PATIENT });
    expect(await source.read(SIZE - 10, 100)).toEqual(FILE.slice(SIZE - 10));
    expect(source.size).toBe(SIZE);
    const error = await failure(httpSource(blob, { limits: BIG }).read(0, 10));
    expect(error).toMatchObject({ code: 'http-range-ignored', message: expect.stringMatching(/Give the File or Blob itself/) });
    URL.revokeObjectURL(blob);
    expect(await httpSource('data:,hello', { limits: PATIENT }).read(1, 3)).toEqual(new TextEncoder().encode('ell'));
  });

  it('are read against the address of the page', async () => {
    vi.stubGlobal('document', { baseURI: 'https://example.org/app/' });
    expect(await ask('../data/a.tif')).toMatchObject({ asked: 'https://example.org/data/a.tif' });
  });
});

describe('in a browser, no answer', () => {
  const HTTPS = { protocol: 'https:', origin: 'https://app.example', href: 'https://app.example/' };
  const HTTP = { protocol: 'http:', origin: 'http://app.example', href: 'http://app.example/' };
  const limits: HttpLimits = { retryDelays: [0, 0] };

  /** A browser's fetch: fails for this page, and answers unread requests if the server is there. */
  function browser(
    location: object,
    { reachable, readable = false }: { reachable: boolean; readable?: boolean },
    navigator: object = { onLine: true },
  ) {
    const asked: string[] = [];
    const fetch = vi.fn(async ({ mode, method, headers }: Request) => {
      asked.push(`${method} ${mode}${headers.has('Range') ? ' range' : ''}`);
      if (mode === 'no-cors' ? reachable : readable && !headers.has('Range')) return new Response();
      throw new TypeError('Failed to fetch');
    });
    vi.stubGlobal('location', location);
    vi.stubGlobal('navigator', navigator);
    vi.stubGlobal('fetch', fetch);
    return asked;
  }

  it('to an http: address from an https: page is mixed content', async () => {
    const asked = browser(HTTPS, { reachable: true });
    const error = await failure(httpSource('http://data.example/a.tif', { limits }).read(0, 10));
    expect(error.code).toBe('http-network');
    expect(error.message).toMatch(/mixed content.*\(http:\/\/data\.example\/a\.tif, bytes 0-9\)\. Tried 3 times\. Serve the file over https:/);
    expect(asked).toEqual(['GET cors range', 'GET cors range', 'GET cors range']);
  });

  it.each(['localhost', '127.0.0.1', '[::1]', 'x.localhost'])('from %s is not called mixed content', async (host) => {
    browser(HTTPS, { reachable: false });
    const { message } = await failure(httpSource(`http://${host}:8080/a.tif`, { limits }).read(0, 10));
    expect(message).not.toContain('mixed content');
    expect(message).toContain('could not be reached');
  });

  it('from a server that answers others is very likely CORS, said as a guess', async () => {
    const asked = browser(HTTPS, { reachable: true });
    const error = await failure(httpSource('https://data.example/a.tif', { limits }).read(0, 10));
    expect(error.code).toBe('http-network');
    expect(error.message).toMatch(/very likely does not allow this page to read it \(CORS\).*guess.*Access-Control-Allow-Origin for https:\/\/app\.example.*"not found" without that header looks the same/);
    for (const server of ['Amazon S3', 'Google Cloud Storage', 'nginx', 'Apache', 'Caddy', 'npx http-server --cors']) expect(error.help).toContain(server);
    for (const header of ['Content-Range', 'Content-Length', 'ETag', 'Accept-Ranges']) expect(error.help?.split(header).length).toBeGreaterThan(6);
    expect(asked).toEqual(['GET cors range', 'GET cors range', 'GET cors range', 'HEAD no-cors', 'GET cors']);
  });

  it('to ranges alone is very likely compression', async () => {
    browser(HTTPS, { reachable: true, readable: true });
    const error = await failure(httpSource('https://data.example/a.tif', { limits }).read(0, 10));
    expect(error.code).toBe('http-network');
    expect(error.message).toMatch(/rejects its answers to byte ranges; very likely it compresses them.*Turn compression off/);
    expect(error.help).toContain('gzip off;');
  });

  it.each([
    ['https://bucket.s3.eu-west-1.amazonaws.com/a.tif', 'AllowedOrigins'],
    ['https://storage.googleapis.com/bucket/a.tif', 'gcloud storage'],
  ])('from %s comes with the setting for that storage alone', async (url, setting) => {
    browser(HTTPS, { reachable: true });
    const { help } = await failure(httpSource(url, { limits }).read(0, 10));
    expect(help).toContain(setting);
    expect(help).not.toContain('nginx');
  });

  it('from a server that answers nobody is "could not be reached"', async () => {
    browser(HTTP, { reachable: false });
    const error = await failure(httpSource('http://data.example/a.tif', { limits }).read(0, 10));
    expect(error.message).toMatch(/could not be reached: Failed to fetch/);
    expect(error.help).toBeUndefined();
  });

  it('to a page opened from disk names it so', async () => {
    browser({ protocol: 'file:', origin: 'null', href: 'file:///app/index.html' }, { reachable: true });
    const { message } = await failure(httpSource('https://data.example/a.tif', { limits }).read(0, 10));
    expect(message).toContain('Access-Control-Allow-Origin for a page opened from disk');
  });

  it('while offline says so', async () => {
    const asked = browser(HTTPS, { reachable: false }, { onLine: false });
    const { message } = await failure(httpSource('https://data.example/a.tif', { limits }).read(0, 10));
    expect(message).toContain('no network connection');
    expect(asked).not.toContain('HEAD no-cors');
  });

  it('from the same origin, or through a fetch of the caller, is not looked into', async () => {
    const asked = browser(HTTPS, { reachable: true });
    const same = await failure(httpSource('https://app.example/a.tif', { limits }).read(0, 10));
    const fetch = vi.fn(async () => {
      throw new TypeError('Failed to fetch');
    });
    const own = await failure(httpSource('https://data.example/a.tif', { limits, fetch }).read(0, 10));
    expect(fetch).toHaveBeenCalledTimes(3);
    for (const { message } of [same, own]) expect(message).toContain('could not be reached');
    expect(asked).not.toContain('HEAD no-cors');
  });

  it('after answers is not called CORS', async () => {
    const asked = browser(HTTPS, { reachable: true });
    vi.mocked(globalThis.fetch).mockImplementationOnce(
      async () => new Response(FILE.slice(0, 10), { status: 206, headers: { 'Content-Range': `bytes 0-9/${SIZE}` } }),
    );
    const source = httpSource('https://data.example/a.tif', { limits });
    await source.read(0, 10);
    const { message } = await failure(source.read(10, 10));
    expect(message).toContain('could not be reached');
    expect(asked).not.toContain('HEAD no-cors');
  });
});
