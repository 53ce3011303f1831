/** How the range client reads: together, side by side, until it is told to stop, and from files that change. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it, vi } from 'vitest';
import { OmescopeError } from '../../src/js/errors.js';
import { type HttpLimits, type HttpSource, httpSource } from '../../src/js/http/source.js';
import { type Fault, type FaultServer, faults } from './support/fault-server.js';
import { always, clean, failure, failureOf, FILE, noise, once, pass, PATIENT, ranges, readAll, serve, SIZE, useServers, waitFor } from './support/http.js';
import { AT_ONCE, turnsUntil } from './support/turns.js';

useServers();

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
