/**
 * `offsets` and `inspect` over a server that fails: the right answer or a typed error, never a wrong answer. The range
 * client has a test of its own; this one shows that nothing is lost between it and the result.
 */
import { afterAll, describe, expect, test } from 'vitest';
import { inspect, offsets, OmescopeError, type Limits } from 'omescope';
import { readFixture } from './support/fixtures.js';
import { type Fault, type FaultServer, faults, startFaultServer } from './support/fault-server.js';
import { makeTiff } from './support/tiff.js';

/** IFDs far apart, so that each is a request of its own, and values that do not fit into the entries. */
const { bytes, offsets: wanted } = makeTiff(24, { gap: (index) => 150_000 + 997 * index * index });
const limits: Limits = { headerTimeout: 120_000, stallTimeout: 120_000, retryDelays: [1, 1], wholeFile: 1000 };
/** For silences; answers that come must come in this time on a busy machine. */
const WARY: Limits = { ...limits, headerTimeout: 2000, stallTimeout: 2000 };
const SILENCES = ['no answer', 'a stalled body', 'a body that stalls before its first byte'];
const limitsFor = (fault: string): Limits => (SILENCES.includes(fault) ? WARY : limits);
const servers: FaultServer[] = [];

async function serve(options: Omit<Parameters<typeof startFaultServer>[0], 'file'> & { file?: Uint8Array }): Promise<FaultServer> {
  const server = await startFaultServer({ file: bytes, ...options });
  servers.push(server);
  return server;
}
afterAll(() => Promise.all(servers.map((server) => server.close())));

const PLACES = {
  'the header': { start: 0, end: 16 },
  'an IFD in the middle': { start: wanted[12] ?? 0, end: (wanted[12] ?? 0) + 18 },
  'the last IFD': { start: wanted[23] ?? 0, end: (wanted[23] ?? 0) + 18 },
};

/** Each always or for the first time only: `once` is what has to be recovered from. */
const FAULTS: [name: string, fault: Fault, code: string | 'fine', once: 'recovers' | 'same'][] = [
  ['nothing', faults.none, 'fine', 'same'],
  ['404', faults.status(404), 'http-status', 'same'],
  ['403', faults.status(403), 'http-status', 'same'],
  ['401', faults.status(401), 'http-status', 'same'],
  ['429', faults.status(429), 'http-status', 'recovers'],
  ['500', faults.status(500), 'http-status', 'recovers'],
  ['503', faults.status(503), 'http-status', 'recovers'],
  ['reset', faults.reset, 'http-network', 'recovers'],
  ['no answer', faults.silent, 'http-timeout', 'recovers'],
  // Half of what was asked for arrives and holds the place; only the rest is asked for again.
  ['a connection cut in the body', faults.cut(0.5), 'fine', 'recovers'],
  ['a stalled body', faults.stalled(0.5), 'fine', 'recovers'],
  ['a short body', faults.short(0.5), 'fine', 'recovers'],
  ['a connection cut before the body', faults.cut(0), 'http-network', 'recovers'],
  ['a body that stalls before its first byte', faults.stalled(0), 'http-timeout', 'recovers'],
  ['an empty body', faults.short(0), 'http-short', 'recovers'],
  ['200 with a large file', faults.whole, 'http-range-ignored', 'same'],
  ['shifted bytes, honestly labelled', faults.shifted(64), 'http-wrong-range', 'same'],
  ['more than was asked', faults.long(5000), 'http-wrong-range', 'same'],
  ['multipart', faults.multipart, 'http-wrong-range', 'same'],
  ['compressed bytes', faults.headers({ 'Content-Encoding': 'br' }), 'http-encoded', 'same'],
  ['headers that cannot be seen', faults.unseen, 'fine', 'same'],
  ['an answer in chunks', faults.chunked, 'fine', 'same'],
];

async function outcome(url: string, given = limits): Promise<{ code: string; found: readonly number[]; message: string }> {
  try {
    const found = await offsets(url, { limits: given });
    const tree = await inspect(url, { limits: given });
    expect(tree.ifds.map((ifd) => ifd.offset)).toEqual(found);
    return { code: 'fine', found, message: '' };
  } catch (error) {
    if (!(error instanceof OmescopeError)) throw error;
    return { code: error.code, found: error.partial ?? [], message: error.message };
  }
}

const cells = FAULTS.flatMap((fault) => Object.entries(PLACES).map(([place, span]) => [fault[0], place, fault, span] as const));

describe.concurrent('a fault at every request of a place', () => {
  test.each(cells)('%s at %s', async (name, __, [, fault, code], place) => {
    const { url } = await serve({ rules: [{ fault, place }] });
    const result = await outcome(url, limitsFor(name));
    expect(result.code).toBe(code);
    if (code === 'fine') expect(result.found).toEqual(wanted);
    else expect(result.message).toContain(url);
    // What was found before the fault is right, and is not lost.
    expect(wanted.slice(0, result.found.length)).toEqual(result.found);
    if (code !== 'fine' && place.start > 1000) expect(result.found.length).toBeGreaterThan(0);
  });
});

describe.concurrent('a fault that passes', () => {
  const passing = cells.filter(([, , [, , , once]]) => once === 'recovers');
  test.each(passing)('%s at %s is recovered from', async (name, __, [, fault], place) => {
    const { url } = await serve({ rules: [{ fault, place, times: 1 }] });
    expect(await outcome(url, limitsFor(name))).toMatchObject({ code: 'fine', found: wanted });
  });
});

describe('a file that is replaced while it is read', () => {
  const other = makeTiff(9, { gap: () => 300_000 });

  test('is read again from the start', async () => {
    let server: FaultServer | undefined;
    const swap: Fault = ({ span: { start }, send }) => {
      server?.replace(other.bytes);
      const body = other.bytes.subarray(start, start + 1000);
      const range = `bytes ${start}-${start + body.length - 1}/${other.bytes.length}`;
      return send({ body, headers: { ETag: '"new"', 'Content-Range': range, 'Content-Length': String(body.length) } });
    };
    const renamed = faults.headers({ ETag: '"new"' });
    server = await serve({ rules: [{ fault: faults.none, requests: [0, 1, 2] }, { fault: swap, times: 1 }, { fault: renamed }] });
    expect(await offsets(server.url, { limits })).toEqual(other.offsets);
  });

  test('is an error when it goes on changing', async () => {
    let version = 0;
    const changing: Fault = (exchange) => faults.headers({ ETag: `"${(version += 1)}"` })(exchange);
    const { url } = await serve({ rules: [{ fault: changing }] });
    expect(await outcome(url)).toMatchObject({ code: 'http-changed' });
  });
});

test('a web page instead of the file is named', async () => {
  const page = new TextEncoder().encode('<!doctype html><html><head><title>Sign in</title></head></html>'.padEnd(50_000));
  const { url } = await serve({ file: page });
  const { code, message } = await outcome(url);
  expect(code).toBe('http-not-data');
  expect(message).toContain('Sign in');
});

test('a server that hides its headers is noted in the structure', async () => {
  const { url } = await serve({ rules: [{ fault: faults.unseen }] });
  const { notes } = await inspect(url, { limits });
  expect(notes.map(({ code }) => code)).toContain('http-cors-expose');
});

test('the IFDs of a pyramid and their values come in a handful of requests', async () => {
  const server = await serve({ file: readFixture('tiff', 'ome-pyramid.ome.tif') });
  await inspect(server.url);
  expect(server.log.length).toBeLessThanOrEqual(3);
});

test('an abort ends the requests that are under way', async () => {
  const server = await serve({ rules: [{ fault: faults.silent }] });
  const controller = new AbortController();
  const work = offsets(server.url, { signal: controller.signal });
  setTimeout(() => controller.abort(), 50);
  await expect(work).rejects.toMatchObject({ name: 'AbortError' });
  await server.idle();
});

test('an own fetch sees every request, with one plain range each', async () => {
  const { url } = await serve({});
  const seen: (string | null)[] = [];
  const own = (request: Request): Promise<Response> => {
    seen.push(request.headers.get('range'));
    return fetch(request);
  };
  expect(await offsets(new URL(url), { fetch: own })).toEqual(wanted);
  expect(await offsets(new Request(url), { fetch: own })).toEqual(wanted);
  for (const range of seen) expect(range).toMatch(/^bytes=\d+-\d+$/);
});
