/** Counting the chunks of stores. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { census, check, isSuspicious, type ArrayCensus, type Census, type CensusOptions, type ListableStore, type Report } from 'omescope';
import { AT_A_TIME } from '../../src/js/store/job.js';
import { makeBigStore } from './support/big-store.js';
import { useBench } from './support/cli.js';
import { root } from './support/fixtures.js';
import { entryOf, type Asked } from './support/folders.js';
import { problemsOf } from './support/schema.js';
import { useClock } from './support/turns.js';
import { makeZip } from './support/zip.js';

const bench = useBench('census');
const sample = join(root, 'www', 'samples', 'cells.ome.zarr');
const text = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

const v2 = (shape: number[], chunks: number[], separator?: string): object => ({
  zarr_format: 2,
  shape,
  chunks,
  dtype: '|u1',
  compressor: null,
  fill_value: 0,
  order: 'C',
  filters: null,
  ...(separator !== undefined && { dimension_separator: separator }),
});
const v3 = (shape: number[], chunks: number[], encoding: object, codecs: object[] = [{ name: 'bytes' }]): object => ({
  zarr_format: 3,
  node_type: 'array',
  shape,
  data_type: 'uint8',
  chunk_grid: { name: 'regular', configuration: { chunk_shape: chunks } },
  chunk_key_encoding: encoding,
  fill_value: 0,
  codecs,
});

/** An archive with one array and files of these sizes. */
async function counted(metadata: object, files: Record<string, number>, options?: CensusOptions): Promise<ArrayCensus> {
  const name = (metadata as { zarr_format: number }).zarr_format === 3 ? 'zarr.json' : '.zarray';
  const archive = makeZip([{ name, data: text(metadata) }, ...Object.entries(files).map(([key, size]) => ({ name: key, data: new Uint8Array(size) }))]);
  const { arrays } = await census(new File([archive], 'a.zip'), options);
  expect(arrays).toHaveLength(1);
  return arrays[0] as ArrayCensus;
}

const keys = (...names: string[]): Record<string, number> => Object.fromEntries(names.map((name) => [name, 4]));

describe('chunks are found by their keys', () => {
  test.each<[string, object, Record<string, number>, Partial<ArrayCensus>]>([
    ['0.0', v2([4, 4], [2, 2]), keys('0.0', '0.1', '1.1'), { declared: 4, present: 3, missing: 1, missingKeys: ['1.0'] }],
    ['0/0', v2([4, 4], [2, 2], '/'), keys('0/0', '1/0', '1/1'), { declared: 4, present: 3, missing: 1, missingKeys: ['0/1'] }],
    ['c/0/0', v3([4, 4], [2, 2], { name: 'default' }), keys('c/0/0', 'c/1/1'), { present: 2, missingKeys: ['c/0/1', 'c/1/0'] }],
    ['c.0.0', v3([4, 4], [2, 2], { name: 'default', configuration: { separator: '.' } }), keys('c.0.0'), { present: 1 }],
    ['v2 in Zarr 3', v3([4, 4], [2, 2], { name: 'v2' }), keys('0.0', '1.1'), { present: 2 }],
    ['one axis', v2([4], [2]), keys('0', '1'), { declared: 2, missing: 0 }],
    ['no axis', v2([], []), keys('0'), { declared: 1, present: 1 }],
    ['no axis in Zarr 3', v3([], [], { name: 'default' }), keys('c'), { declared: 1, present: 1 }],
    ['an axis of nothing', v2([0, 4], [2, 2]), {}, { declared: 0, present: 0, missing: 0 }],
    ['edges', v2([5, 3], [2, 2]), keys('0.0', '2.1'), { declared: 6, present: 2 }],
    ['what is no chunk', v2([4, 4], [2, 2]), keys('00.0', '0.2', '2.0', '0', '0.0.0', 'x', '-1.0', '0.0x', '.DS_Store'), { present: 0, misnamed: null }],
    ['shards', v3([8], [4], { name: 'default' }, [{ name: 'sharding_indexed', configuration: { chunk_shape: [2], codecs: [{ name: 'bytes' }], index_codecs: [{ name: 'bytes' }, { name: 'crc32c' }] } }]), { 'c/0': 30 }, { declared: 2, present: 1, short: 0 }],
  ])('%s', async (_, metadata, files, expected) => {
    expect(await counted(metadata, files)).toMatchObject(expected);
  });

  test.each<[string, object, string[], ArrayCensus['misnamed']]>([
    ['dots for slashes', v2([4, 4], [2, 2], '/'), ['0.0', '0.1', '1.0', '1.1'], { stated: '0/0', found: '0.0', count: 4 }],
    ['slashes for dots, which Zarr 2 means where it says nothing', v2([4, 4], [2, 2]), ['0/0', '1/1'], { stated: '0.0', found: '0/0', count: 2 }],
    ['no prefix', v3([4, 4], [2, 2], { name: 'default' }), ['0/0', '0/1'], { stated: 'c/0/0', found: '0/0', count: 2 }],
    ['a prefix too much', v3([4, 4], [2, 2], { name: 'v2', configuration: { separator: '/' } }), ['c/0/0'], { stated: '0/0', found: 'c/0/0', count: 1 }],
    ['no prefix on one axis', v3([4], [2], { name: 'default' }), ['0', '1'], { stated: 'c/0', found: '0', count: 2 }],
  ])('keys that no viewer looks for: %s', async (_, metadata, names, misnamed) => {
    const array = await counted(metadata, keys(...names));
    expect([array.present, array.misnamed, isSuspicious(array)]).toEqual([0, misnamed, true]);
  });

  test('chunks of no bytes and chunks that are cut off are told of, and only where no compression makes them shorter', async () => {
    const files = { '0.0': 4, '0.1': 0, '1.0': 3, '1.1': 4 };
    expect(await counted(v2([4, 4], [2, 2]), files)).toMatchObject({ sized: 4, empty: 1, emptyKeys: ['0.1'], short: 1, shortKeys: ['1.0'] });
    expect(await counted({ ...v2([4, 4], [2, 2]), compressor: { id: 'zstd', level: 1 } }, files)).toMatchObject({ empty: 1, short: 0 });
    expect(await counted(v2([4, 4], [2, 2]), files, { sizes: 2 })).toMatchObject({ sized: 2 });
    expect(await counted(v2([4, 4], [2, 2]), files, { sizes: 0 })).toMatchObject({ sized: 0, empty: 0, short: 0 });
  });
});

describe('stores that are hard to count', () => {
  const listing = (files: Record<string, unknown>, names: (path: string) => string[]): ListableStore => ({
    get: async (key) => await Promise.resolve(files[key] === undefined ? undefined : text(files[key])),
    sizeOf: async () => await Promise.resolve(1),
    names: async (path) => await Promise.resolve(names(path)),
  });

  test('a grid of 10^12 chunks costs what is there', async () => {
    let listings = 0;
    const few = (): string[] => {
      listings += 1;
      return ['.zarray', '0.0', '5.0', '999999999999.0'];
    };
    const { arrays } = await census(listing({ '/.zarray': v2([1e12, 1e6], [1, 1e6]) }, few));
    expect(arrays[0]).toMatchObject({ declared: 1e12, present: 3, missing: 1e12 - 3 });
    const huge = await census(listing({ '/.zarray': v2(new Array<number>(30).fill(1e15), new Array<number>(30).fill(1)) }, () => ['.zarray']));
    expect(huge.arrays[0]).toMatchObject({ declared: null, present: 0 });
    expect(listings).toBeLessThan(10);
  });

  test('a grid of sixteen million chunks of which one is there is counted', async () => {
    expect(await counted(v2([16_000_000], [1]), { '3': 1 })).toMatchObject({ present: 1, missingKeys: Array.from({ length: 21 }, (_, at) => String(at)).filter((key) => key !== '3') });
  });

  test('a store that cannot be listed says so', async () => {
    const { arrays, unlisted } = await census({ get: async (key) => await Promise.resolve(key === '/.zarray' ? text(v2([4], [2])) : undefined) });
    expect([unlisted, arrays[0]?.declared, arrays[0]?.present]).toEqual([true, 2, null]);
  });

  test('metadata that does not say what chunks there are is told of', async () => {
    for (const metadata of [v2([4, 4], [0, 2]), v2([4], [2, 2]), { ...v2([4], [2]), dimension_separator: '_' }, v3([4], [2], { name: 'fancy' })]) {
      const name = (metadata as { zarr_format: number }).zarr_format === 3 ? '/zarr.json' : '/.zarray';
      expect((await census(listing({ [name]: metadata }, () => []))).arrays[0]).toMatchObject({ declared: null, present: null });
    }
  });

  test('a listing that never ends is left by an abort', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    const store: ListableStore = { get: async (key) => await Promise.resolve(key === '/.zarray' ? text(v2([4], [2])) : undefined), names: () => new Promise(() => undefined) };
    setTimeout(() => controller.abort(reason), 20);
    await expect(census(store, { signal: controller.signal })).rejects.toBe(reason);
  });
});

describe('on the command line', () => {
  test('a census is printed behind the findings, and counts for the exit code', async () => {
    const good = await bench.omescope([sample, '--census']);
    expect([good.code, good.out]).toEqual([0, expect.stringContaining('chunks 3 arrays with 51 chunks, all there')]);
    const silent = bench.put('silent.zip', makeZip([{ name: '.zarray', data: text(v2([4, 4], [2, 2])) }, { name: '0/0', data: new Uint8Array(4) }]));
    const bad = await bench.omescope([silent, '--census', '--format', 'pretty']);
    expect([bad.code, bad.out]).toEqual([1, expect.stringContaining('root: 1 chunk stored as 0/0, but the metadata says 0.0: viewers find none')]);
    expect((await bench.omescope([silent, '--census', '--fail-on', 'fails', '--format', 'markdown'])).out).toContain('Chunks: ');
    const json = JSON.parse((await bench.omescope([silent, '--census', '--format', 'json'])).out) as Report;
    expect([problemsOf(json), json.census?.arrays[0]?.misnamed?.count]).toEqual([[], 1]);
    const plain = JSON.parse((await bench.omescope([silent, '--format', 'json'])).out) as Report;
    expect(plain.census).toBeUndefined();
  });
});

describe('a store of 100,000 chunks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'omescope-big-'));
  let big = '';
  beforeAll(() => {
    big = makeBigStore(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('no chunks are listed before the verdict, and few files are read', async () => {
    const asked: Asked = { files: 0, listings: 0, listed: [] };
    await check(entryOf(big, asked));
    expect(asked.listed?.filter((path) => path !== big)).toEqual([]);
    expect(asked.files).toBeLessThan(1000);
  });

  test('the command line has a verdict, and a census where one is asked for', async () => {
    const { code } = await bench.omescope([big]);
    const whole = JSON.parse((await bench.omescope([big, '--census', '--format', 'json'])).out) as Report;
    expect([code, whole.census?.arrays.map(({ present }) => present)]).toEqual([0, [100_000, 1]]);
  });

  test('a census tells how far it is, and ends soon after an abort', async () => {
    const told: number[] = [];
    const clock = useClock(1);
    try {
      const full = await census(entryOf(big), { onProgress: ({ files }) => told.push(files) });
      expect(full.arrays.map(({ present }) => present)).toEqual([100_000, 1]);
      expect(told.length).toBeGreaterThanOrEqual(3);
      expect(told.some((files) => files > 0 && files < 100_001)).toBe(true);
      expect(told).toEqual(told.toSorted((a, b) => a - b));
      expect(told.at(-1)).toBeGreaterThanOrEqual(100_001);
      const controller = new AbortController();
      const asked: Asked = { files: 0, listings: 0 };
      let before: Asked | undefined;
      const work: Promise<Census> = census(entryOf(big, asked), {
        signal: controller.signal,
        onProgress({ files }) {
          if (files === 0 || before !== undefined) return;
          before = { ...asked };
          controller.abort();
        },
      });
      await expect(work).rejects.toThrow('aborted');
      // What was under way may still be asked for: as much as is at a time.
      expect(before).toBeDefined();
      expect(asked.listings - (before?.listings ?? 0)).toBeLessThanOrEqual(AT_A_TIME);
      expect(asked.files - (before?.files ?? 0)).toBeLessThanOrEqual(AT_A_TIME);
    } finally {
      clock.restore();
    }
  });
});
