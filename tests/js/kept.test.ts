/** `openSource`: what was read once is not read again, however many calls look at it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { check, inspect, offsets, OmescopeError, openSource, openTiff, type ReadOptions, type Source } from 'omescope';
import { type FaultServer, faults, startFaultServer } from './support/fault-server.js';
import { fixtures, readFixture, root } from './support/fixtures.js';
import { makeTiff } from './support/tiff.js';

const cells = readFileSync(join(root, 'www', 'samples', 'cells.ome.tif'));
const servers: FaultServer[] = [];

async function serve(options: Parameters<typeof startFaultServer>[0]): Promise<FaultServer> {
  const server = await startFaultServer(options);
  servers.push(server);
  return server;
}
afterAll(() => Promise.all(servers.map((server) => server.close())));

describe('over HTTP', () => {
  test('after check, offsets and inspect of one source make no request, and find what they find alone', async () => {
    const server = await serve({ file: cells });
    const alone = [await check(server.url, { offsets: false }), await offsets(server.url), await inspect(server.url)] as const;
    const requestsAlone = server.log.length;
    server.script([]);
    const source = openSource(server.url);
    expect(await check(source, { offsets: false })).toEqual(alone[0]);
    const forCheck = server.log.length;
    expect(await offsets(source)).toEqual(alone[1]);
    expect(await inspect(source)).toEqual(alone[2]);
    expect(await check(source, { offsets: false })).toEqual(alone[0]);
    expect(server.log.length).toBe(forCheck);
    expect(server.log.length).toBeLessThan(requestsAlone);
  });

  test('the address is that of the source: Avivator looks for the offsets file beside it', async () => {
    const server = await serve({ file: cells, path: '/a/cells.ome.tif?x=1' });
    const source = openSource(`${server.url}#part`);
    expect(source).toMatchObject({ url: server.url, name: 'cells.ome.tif' });
    const { input } = await check(source);
    expect(input).toMatchObject({ url: server.url, name: 'cells.ome.tif' });
    expect(server.log.map(({ path }) => path)).toContain('/a/cells.offsets.json?x=1');
    expect(openSource('data:image/tiff;base64,SUkqAA==').url).toBeUndefined();
  });

  test('tiles that were decoded are not read again', async () => {
    const server = await serve({ file: cells });
    const source = openSource(server.url);
    const image = (await openTiff(source)).images[0];
    const first = await (await image?.level(0))?.tile(0, 0);
    const asked = server.log.length;
    expect(await (await (await openTiff(source)).images[0]?.level(0))?.tile(0, 0)).toEqual(first);
    expect(server.log.length).toBe(asked);
  });

  test('a file that changes drops what was kept', async () => {
    const before = makeTiff(40, { gap: () => 200_000 });
    const after = makeTiff(7, { gap: () => 100_000 });
    const server = await serve({ file: before.bytes });
    const source = openSource(server.url);
    expect(await offsets(source)).toEqual(before.offsets);
    server.replace(after.bytes);
    server.script([{ fault: faults.headers({ ETag: '"new"' }) }]);
    // Of the old file all was kept, so nobody has noticed.
    expect(await offsets(source)).toEqual(before.offsets);
    expect(server.log).toHaveLength(0);
    // Whoever needs a part that was not read gets all of the new one.
    await expect(source.read(150_000, 10)).rejects.toMatchObject({ code: 'http-changed' });
    expect(await offsets(source)).toEqual(after.offsets);
  });

  test('settings of HTTP are those of the source', async () => {
    const server = await serve({ file: cells });
    const seen: string[] = [];
    const source = openSource(server.url, {
      fetch: (request) => {
        seen.push(request.url);
        return fetch(request);
      },
    });
    await offsets(source);
    expect(seen.length).toBe(server.log.length);
    expect(source.transfer).toMatchObject({ requests: seen.length });
  });
});

test('every fixture is the same through it, broken ones too', async () => {
  for (const kind of ['tiff', 'broken'] as const) {
    for (const [name, bytes] of fixtures(kind)) {
      const file = new File([new Uint8Array(bytes)], name);
      const source = openSource(file);
      const outcome = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => `${error}`);
      expect(await outcome(check(source)), name).toEqual(await outcome(check(file)));
      expect(await outcome(offsets(source)), name).toEqual(await outcome(offsets(file)));
      expect(await outcome(inspect(source)), name).toEqual(await outcome(inspect(file)));
    }
  }
});

/** A source that notes what is asked of it. */
function noted(bytes: Uint8Array, answer: (offset: number, length: number) => Uint8Array | Promise<Uint8Array>, known = true): Source & { asked: [number, number][] } {
  const asked: [number, number][] = [];
  const read = (offset: number, length: number): Uint8Array | Promise<Uint8Array> => {
    asked.push([offset, offset + length]);
    return answer(offset, length);
  };
  return { ...(known && { size: bytes.length }), asked, read };
}

const noise = Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919 + (at >> 3)) & 255);

describe('reads', () => {
  test('bring the right bytes however they overlap, come short, or end the file', async () => {
    let state = 12345;
    const random = (below: number): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) % below;
    for (const known of [true, false]) {
      for (const later of [true, false]) {
        const inner = noted(noise, (offset, length) => {
          const bytes = noise.subarray(offset, offset + (random(3) === 0 ? Math.ceil(length / 2) : length));
          return later ? Promise.resolve(bytes) : bytes;
        }, known);
        const source = openSource(inner, { limits: { kept: 4000 } });
        for (let time = 0; time < 200; time += 1) {
          const reads = [0, 1].map(() => [random(5200), 1 + random(700)] as const);
          const answers = await Promise.all(reads.map(([offset, length]) => source.read(offset, length)));
          for (const [index, [offset, length]] of reads.entries()) {
            const answer = answers[index] ?? new Uint8Array();
            expect(Buffer.compare(answer, noise.subarray(offset, offset + answer.length))).toBe(0);
            expect(answer.length).toBeLessThanOrEqual(length);
            expect(answer.length > 0).toBe(offset < noise.length);
          }
        }
      }
    }
  });

  test('ask for what is missing, all of it at once, and with it for what is shorter than a read is worth', async () => {
    const file = new Uint8Array(600_000).map((_, at) => (at * 7919) >> 5);
    const inner = noted(file, async (offset, length) => file.subarray(offset, offset + length));
    const source = openSource(inner);
    await Promise.all([source.read(1000, 100), source.read(100_000, 100_000), source.read(300_000, 100)]);
    inner.asked.length = 0;
    const answer = source.read(0, 400_000);
    expect(inner.asked).toEqual([[0, 100_000], [200_000, 400_000]]);
    expect(Buffer.compare(await answer, file.subarray(0, 400_000))).toBe(0);
    inner.asked.length = 0;
    expect(source.read(50, 399_000)).toEqual(file.slice(50, 399_050));
    expect((await source.read(599_990, 100)).length).toBe(10);
    expect(inner.asked).toEqual([[599_990, 600_000]]);
    expect(source.transfer).toEqual({ requests: 6, bytes: 400_210 });
  });

  test('keep no more than they may: the oldest bytes go', async () => {
    const inner = noted(noise, (offset, length) => noise.subarray(offset, offset + length));
    const source = openSource(inner, { limits: { kept: 3000 } });
    for (const offset of [0, 1000, 2000, 3000]) await source.read(offset, 1000);
    inner.asked.length = 0;
    for (const offset of [3000, 2000, 0]) await source.read(offset, 1000);
    expect(inner.asked).toEqual([[0, 1000]]);
    expect(() => openSource(inner, { limits: { kept: -1 } })).toThrow(/limits\.kept is -1/);
  });

  test('that are over after the file has changed leave nothing behind', async () => {
    let fill = 1;
    const late: (() => void)[] = [];
    const source = openSource({
      read: (offset, length) => {
        const bytes = new Uint8Array(length).fill(fill);
        if (offset === 0) return new Promise((resolve) => late.push(() => resolve(bytes)));
        if (offset === 500) return Promise.reject(new OmescopeError('http-changed', 'It is another one now.'));
        return Promise.resolve(bytes);
      },
    });
    await source.read(100, 10);
    const old = source.read(0, 10);
    await expect(source.read(500, 10)).rejects.toThrow('another one');
    fill = 2;
    late.shift()?.();
    expect(await old).toEqual(new Uint8Array(10).fill(1));
    expect(await source.read(100, 10)).toEqual(new Uint8Array(10).fill(2));
    const fresh = source.read(0, 10);
    late.shift()?.();
    expect(await fresh).toEqual(new Uint8Array(10).fill(2));
  });

  test('that fail or are given up are tried anew', async () => {
    let healthy = false;
    const source = openSource({
      size: noise.length,
      read: async (offset, length, { signal }: ReadOptions = {}) => {
        if (!healthy) await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
        return noise.subarray(offset, offset + length);
      },
    });
    const controller = new AbortController();
    const given = source.read(0, 10, { signal: controller.signal });
    controller.abort();
    await expect(given).rejects.toMatchObject({ name: 'AbortError' });
    healthy = true;
    expect(await source.read(0, 10)).toEqual(noise.slice(0, 10));
    expect(() => source.read(0, 10, { signal: controller.signal })).toThrow();
  });
});

test('bytes in memory are not copied: the source is the plain one', () => {
  const bytes = new Uint8Array(readFixture('tiff', 'classic-le-single.tif'));
  const answer = openSource(bytes).read(0, 8);
  expect(answer instanceof Uint8Array && answer.buffer === bytes.buffer).toBe(true);
});

test('a check that a server ends keeps the offsets that it had found', async () => {
  const { bytes, offsets: wanted } = makeTiff(40, { gap: () => 300_000 });
  const place = { start: (wanted[20] ?? 0) - 1000, end: bytes.length };
  const { url } = await serve({ file: bytes, rules: [{ place, fault: faults.status(410) }] });
  const error: unknown = await check(url, { offsets: false }).catch((thrown: unknown) => thrown);
  if (!(error instanceof OmescopeError)) throw error;
  expect(error.code).toBe('http-status');
  expect(error.partial?.length).toBeGreaterThan(0);
  expect(error.partial).toEqual(wanted.slice(0, error.partial?.length));
});
