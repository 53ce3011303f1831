/** Zarr stores of every sort give one report, and nothing outside of them is read. */
import { mkdirSync, mkdtempSync, openAsBlob, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { check, findStore, inspectStore, openStore, OmescopeError, reportText, type CheckInput, type ListableStore, type Report, type StoreKey } from 'omescope';
import { useBench } from './support/cli.js';
import { root } from './support/fixtures.js';
import { contentsOf, entryOf, filesOf, handleOf, type Asked } from './support/folders.js';
import { makeZip, type ZipFile } from './support/zip.js';

const sample = join(root, 'www', 'samples', 'cells.ome.zarr');
const bench = useBench('stores');
const folder = mkdtempSync(join(tmpdir(), 'omescope-stores-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const contents = contentsOf(sample);
const text = (value: unknown): Uint8Array => new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));
const zipped = (prefix = '', change: Partial<ZipFile> = {}): ZipFile[] => [...contents].map(([key, data]) => ({ name: prefix + key.slice(1), data, ...change }));

async function entryNames(path: StoreKey): Promise<readonly string[] | undefined> {
  return await (await openStore(entryOf(sample))).names?.(path);
}

/** What differs between stores of one content is where they are, how they are packed, and how often they are asked until that is known. */
function told(report: Report): string {
  const findings = report.findings.filter(({ rule }) => !rule.startsWith('zip/'));
  return reportText({ ...report, findings, input: { ...report.input, name: '' }, transfer: { requests: 0, bytes: 0, rounds: 0 }, notes: [] });
}

/** The same of what is in an archive: there viewers ask for other things, Viv finds nothing, and its name tells Vitessce nothing. */
function toldOfContent({ verdicts, findings, store, ...report }: Report): unknown {
  const own = findings.filter(({ rule }) => rule !== 'store/address-suffix');
  const parsed = JSON.parse(told({ ...report, verdicts: [], findings: own, store } as Report)) as { store: object };
  return { ...parsed, store: { ...parsed.store, interactions: [] }, vitessce: verdicts.find(({ viewer }) => viewer.startsWith('vitessce@'))?.verdict };
}

async function failure(work: Promise<unknown>): Promise<OmescopeError> {
  const error = await work.then(() => new Error('nothing was thrown'), (thrown: unknown) => thrown);
  if (!(error instanceof OmescopeError)) throw error;
  return error;
}

describe('one content', () => {
  let expected: Report;
  beforeAll(async () => {
    const { out, code } = await bench.omescope([sample, '--format', 'json']);
    expect(code).toBe(0);
    expected = JSON.parse(out) as Report;
    expect(expected.input).toEqual({ name: 'cells.ome.zarr', kind: 'ome-zarr', size: null });
  });

  test.each<[string, () => CheckInput | Promise<CheckInput>]>([
    ['a dropped folder', () => entryOf(sample)],
    ['a handle of a folder', () => handleOf(sample)],
    ['a list of files', () => filesOf(sample)],
    ['a Map, as zarrita takes it', () => contents as unknown as ListableStore],
    ['a store with get alone', () => ({ get: async (key: StoreKey) => await Promise.resolve(contents.get(key)) })],
    ['what was opened before', () => openStore(entryOf(sample))],
  ])('%s', async (_, input) => {
    const report = await check(await input());
    expect(JSON.parse(told(report))).toEqual(JSON.parse(told(expected)));
  });

  test.each<[string, () => CheckInput]>([
    ['a zip archive', () => new File([makeZip(zipped())], 'cells.ome.zarr.zip')],
    ['a zip archive that is compressed', () => new File([makeZip(zipped('', { deflate: true }))], 'cells.zip')],
    ['a zip archive with the store in a folder', () => new File([makeZip([{ name: 'cells.ome.zarr/', data: new Uint8Array() }, ...zipped('cells.ome.zarr/'), { name: '__MACOSX/x', data: new Uint8Array() }])], 'cells.zip')],
    ['an .ozx archive of ZIP64', () => new File([makeZip(zipped(), { zip64: true, comment: '{"ome":{"version":"0.5"}}' })], 'cells.ozx')],
    ['a zip archive behind other bytes', () => new File([makeZip(zipped(), { before: 999 })], 'cells.zip')],
  ])('%s, which Vitessce opens and Viv does not', async (_, input) => {
    const report = await check(input());
    expect(toldOfContent(report)).toEqual(toldOfContent(expected));
    expect(report.verdicts.filter(({ verdict }) => verdict === 'fails').map(({ viewer, because }) => [viewer, because])).toEqual([['viv@0.21', ['zip/viv']], ['avivator', ['zip/viv']]]);
    const steps = (one: Report): readonly { readonly name: string; readonly requests: number }[] => one.store?.interactions.find(({ viewer }) => viewer.startsWith('vitessce@'))?.steps ?? [];
    // Each object is two requests, and the directory three.
    expect(steps(report)[0]?.requests).toBeGreaterThan(steps(expected)[0]?.requests ?? Infinity);
  });

  test('names are those of folders and archives', async () => {
    for (const input of [entryOf(sample), handleOf(sample), filesOf(sample)]) expect((await check(input)).input.name).toBe('cells.ome.zarr');
    expect((await check(new File([makeZip(zipped())], 'a.zip'))).input.name).toBe('a.zip');
  });

  test('a path leads to a node inside, on the command line too', async () => {
    const report = await check(entryOf(sample), { path: '/0/' });
    expect(report.input.kind).toBe('zarr-array');
    const { out } = await bench.omescope([sample, '--path', '0', '--format', 'json']);
    expect(told(JSON.parse(out) as Report)).toBe(told(report));
    expect((await failure(check(entryOf(sample), { path: '../x' }))).code).toBe('usage');
    expect((await failure(check(new Uint8Array(8), { path: '0' }))).code).toBe('usage');
  });

  test('archives are read on the command line as well', async () => {
    const path = bench.put('cells.ome.zarr.zip', makeZip(zipped()));
    const { out, code } = await bench.omescope([path, '--format', 'json']);
    expect(toldOfContent(JSON.parse(out) as Report)).toEqual(toldOfContent(expected));
    expect(code).toBe(1);
  });

  test('no chunks of a dropped folder are listed for the verdict', async () => {
    const asked: Asked = { files: 0, listings: 0, listed: [] };
    await check(entryOf(sample, asked));
    // A group may be: it is small. The folder of an array may not.
    expect(asked.listed?.filter((path) => path !== sample)).toEqual([]);
    expect(asked.files).toBeLessThan(60);
  });
});

describe('over HTTP', () => {
  let server: Server;
  let base = '';
  const requests: string[] = [];
  /** Keys that are answered otherwise. */
  let odd: Record<string, (response: ServerResponse) => void> = {};

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { pathname, search } = new URL(request.url ?? '', 'http://x');
      requests.push(`${request.method} ${pathname}${search}`);
      const key = decodeURIComponent(pathname).replace(/^\/[^/]*/, '');
      const other = Object.entries(odd).find(([name]) => name === key);
      if (other) return other[1](response);
      const bytes = contents.get(key);
      if (bytes === undefined) return void response.writeHead(404).end('no');
      response.writeHead(200, { 'Content-Length': bytes.length });
      response.end(request.method === 'HEAD' ? undefined : bytes);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  });
  afterAll(() => server.close());

  const status = (code: number, words?: string) => (response: ServerResponse): void => void response.writeHead(code, words).end();
  const quick = { limits: { attempts: 1 } };

  test('the address of a folder is read key by key, and its query goes with each', async () => {
    [requests.length, odd] = [0, {}];
    const report = await check(`${base}/cells.ome.zarr?token=secret&v=1`);
    expect(report.input).toEqual({ name: 'cells.ome.zarr', kind: 'ome-zarr', size: null, url: `${base}/cells.ome.zarr?token=…&v=1` });
    expect(requests.every((request) => request.endsWith('?token=secret&v=1'))).toBe(true);
    expect(requests).toContain('GET /cells.ome.zarr/.zattrs?token=secret&v=1');
    expect(told({ ...report, input: { name: '', kind: report.input.kind, size: null } })).toBe(told(await check(entryOf(sample))));
  });

  test('an address that does not say what it is, is looked at', async () => {
    [requests.length, odd] = [0, {}];
    expect((await check(`${base}/cells/`)).input.kind).toBe('ome-zarr');
    expect((await check(`${base}/cells`)).input.kind).toBe('ome-zarr');
    [requests.length, odd] = [0, { '/0/.zarray': status(404) }];
    await failure(check(`${base}/cells.tif`));
    expect(requests.some((request) => request.includes('.z'))).toBe(false);
    // A web application answers everything with its page.
    odd = Object.fromEntries(['', '/zarr.json', '/.zattrs', '/.zgroup', '/.zarray'].map((key) => [key, (response: ServerResponse) => void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>app</title>')]));
    expect((await failure(check(`${base}/app`))).code).toBe('http-not-data');
  });

  test('what is not given out is told with its status, in the words of zarrita', async () => {
    odd = { '/0/.zarray': status(500), '/1/.zarray': status(403) };
    const store = await openStore(`${base}/cells.ome.zarr`, quick);
    expect(await store.get('/nothing')).toBeUndefined();
    expect(await failure(Promise.resolve(store.get('/0/.zarray')))).toMatchObject({ code: 'store-denied', message: '500 Internal Server Error' });
    const tree = await inspectStore(`${base}/cells.ome.zarr`, quick);
    // Without a listing nodes are found by what attributes say; those that are not given out are not there.
    expect([tree.unlisted, tree.nodes.map(({ path }) => path)]).toEqual([true, ['', '2']]);
  });

  test('what a store of zarrita throws for a status is what the viewer says', async () => {
    const store = {
      async get(key: StoreKey) {
        if (key === '/0/.zarray') throw new Error('Unexpected response status 500 Internal Server Error');
        return await Promise.resolve(contents.get(key));
      },
      names: (path: StoreKey) => entryNames(path),
    };
    const report = await check(store, { viewers: ['vitessce@4.0.8'] });
    expect(report.verdicts[0]).toMatchObject({ verdict: 'fails', says: expect.stringContaining('Unexpected response status 500 Internal Server Error') as string });
    await expect(check({ get: async (key) => (key === '/.zattrs' ? await Promise.reject(new Error('disk on fire')) : undefined) })).rejects.toMatchObject({ code: 'read-failed', message: '.zattrs could not be read: disk on fire' });
  });

  test('an error that passes is tried again', async () => {
    let times = 0;
    odd = { '/.zgroup': (response) => ((times += 1) < 3 ? status(503)(response) : void response.writeHead(200).end('{"zarr_format": 2}')) };
    const store = await openStore(`${base}/cells.ome.zarr`, { limits: { retryDelays: [1] } });
    expect(new TextDecoder().decode((await store.get('/.zgroup')) ?? undefined)).toBe('{"zarr_format": 2}');
    expect(times).toBe(3);
  });

  test('sizes come from HEAD, or from the object where a server knows no HEAD; parts from servers that ignore ranges', async () => {
    odd = {};
    const store = await openStore(`${base}/cells.ome.zarr`);
    const whole = contents.get('/.zattrs') ?? new Uint8Array();
    [requests.length] = [0];
    expect(await store.sizeOf?.('/.zattrs')).toBe(whole.length);
    expect(requests).toEqual(['HEAD /cells.ome.zarr/.zattrs']);
    expect(await store.sizeOf?.('/nothing')).toBeUndefined();
    expect(await store.getRange?.('/.zattrs', { offset: 3, length: 5 })).toEqual(new Uint8Array(whole.subarray(3, 8)));
    expect(await store.getRange?.('/.zattrs', { suffixLength: 4 })).toEqual(new Uint8Array(whole.subarray(-4)));
    odd = { '/.zattrs': (response) => (response.req.method === 'HEAD' ? status(405)(response) : void response.writeHead(200).end(whole)) };
    expect(await store.sizeOf?.('/.zattrs')).toBe(whole.length);
  });

  test('a server that answers HEAD with 404 is not believed, until it has told a size', async () => {
    const whole = contents.get('/.zattrs') ?? new Uint8Array();
    odd = { '/.zattrs': (response) => (response.req.method === 'HEAD' ? status(404)(response) : void response.writeHead(200, { 'Content-Length': whole.length }).end(whole)) };
    const store = await openStore(`${base}/cells.ome.zarr`);
    expect(await store.sizeOf?.('/nothing')).toBeUndefined();
    expect(await store.sizeOf?.('/.zattrs')).toBe(whole.length);
    [requests.length] = [0];
    expect(await store.sizeOf?.('/.zattrs')).toBe(whole.length);
    expect(requests).toEqual(['GET /cells.ome.zarr/.zattrs']);
  });

  test('an archive is read by ranges', async () => {
    const archive = makeZip(zipped());
    let bytes = 0;
    const ranged = async (request: Request): Promise<Response> => {
      const [, from = '0', to = '0'] = /bytes=(\d+)-(\d+)/.exec(request.headers.get('Range') ?? '') ?? [];
      const part = archive.subarray(Number(from), Number(to) + 1);
      bytes += part.length;
      return await Promise.resolve(new Response(part, { status: 206, headers: { 'Content-Range': `bytes ${from}-${Number(from) + part.length - 1}/${archive.length}` } }));
    };
    const big = await check('https://x.invalid/cells.ome.zarr.zip', { fetch: ranged });
    expect([big.input.kind, big.input.url]).toEqual(['ome-zarr', 'https://x.invalid/cells.ome.zarr.zip']);
    expect(bytes).toBeGreaterThan(0);
  });

  test('nothing that answers at all is an error of the network', async () => {
    const error = await failure(check('http://127.0.0.1:9/cells.zarr', quick));
    expect(error.code).toBe('http-network');
  });

  test('an abort ends it with the reason', async () => {
    odd = { '/.zattrs': () => undefined };
    const controller = new AbortController();
    const reason = new Error('enough');
    const work = check(`${base}/cells.ome.zarr`, { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 50);
    await expect(work).rejects.toBe(reason);
    server.closeAllConnections();
  });
});

describe('hostile stores', () => {
  const bad: StoreKey[] = ['/../x', '/a/../../x', '/a//b', '/./a', '/a\\..\\b', '/a\u0000b', '//etc/passwd', '/..'];

  test('keys that lead out are refused by every sort of store', async () => {
    const stores = await Promise.all([entryOf(sample), handleOf(sample), filesOf(sample), new File([makeZip(zipped())], 'a.zip'), 'http://127.0.0.1:9/a.zarr'].map((input) => openStore(input as CheckInput)));
    for (const store of stores) {
      for (const key of bad) {
        for (const work of [store.get(key), store.getRange?.(key, { offset: 0, length: 1 }), store.sizeOf?.(key)].map(async (asked) => await asked)) {
          expect((await failure(work)).code, key).toBe('store-denied');
        }
      }
    }
  });

  test('keys that mean something to JavaScript are keys like others', async () => {
    for (const input of [entryOf(sample), filesOf(sample), new File([makeZip(zipped())], 'a.zip')]) {
      const store = await openStore(input as CheckInput);
      for (const key of ['/__proto__', '/constructor', '/0/__proto__', '/toString/valueOf'] as const) expect(await store.get(key)).toBeUndefined();
      expect(await store.names?.('/__proto__')).toEqual([]);
    }
    const archive = await openStore(new File([makeZip([{ name: '__proto__/polluted', data: text('x') }, { name: '.zgroup', data: text('{}') }])], 'a.zip'));
    expect(await archive.names?.('/__proto__')).toEqual(['polluted']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('links that lead out of a folder are not followed, those inside are', async () => {
    const store = join(folder, 'links.zarr');
    mkdirSync(join(store, '0'), { recursive: true });
    writeFileSync(join(folder, 'secret'), '{"secret": "s3cr3t"}');
    writeFileSync(join(store, '.zgroup'), '{"zarr_format": 2}');
    symlinkSync(join(folder, 'secret'), join(store, '.zattrs'));
    symlinkSync(folder, join(store, '1'));
    writeFileSync(join(store, 'array'), JSON.stringify({ zarr_format: 2, shape: [1], chunks: [1], dtype: '|u1', compressor: null, fill_value: 0, order: 'C', filters: null }));
    symlinkSync(join(store, 'array'), join(store, '0', '.zarray'));
    const inside = await bench.omescope([store, '--path', '0', '--format', 'json']);
    expect((JSON.parse(inside.out) as Report).input.kind).toBe('zarr-array');
    const { out, err, code } = await bench.omescope([store, '--format', 'json']);
    expect(code).not.toBe(3);
    expect(out + err).not.toContain('s3cr3t');
  });

  test('a store that nests its metadata very deep is judged', async () => {
    const deep = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`;
    const report = await check({ get: async (key) => await Promise.resolve(key === '/.zattrs' ? text(deep) : key === '/.zgroup' ? text('{"zarr_format": 2}') : undefined) });
    expect(report.report).toBe(1);
  });
});

describe('archives that are not as they should be', () => {
  const group = text('{"zarr_format": 2}');
  const open = (bytes: Uint8Array<ArrayBuffer>): Promise<ListableStore> => openStore(new File([bytes], 'a.zip'));

  test.each<[string, () => Uint8Array<ArrayBuffer>, RegExp]>([
    ['none at all', () => new Uint8Array(1000), /no end of central directory/],
    ['nothing', () => new Uint8Array(), /no end of central directory/],
    ['one that is cut off', () => makeZip(zipped()).slice(0, -400), /no end of central directory/],
    ['one whose beginning is missing', () => makeZip(zipped()).slice(4000), /does not fit into it/],
    ['one with a wrong number of entries', () => makeZip(zipped(), { entries: 3 }), /says that it has 3 entries/],
  ])('%s is told of', async (_, bytes, words) => {
    const error = await failure(open(bytes()));
    expect([error.code, words.test(error.message)], error.message).toEqual(['zip-broken', true]);
  });

  test('names that lead out are left alone, and told of', async () => {
    const names = ['../x', '/etc/passwd', 'a/../../b', 'C:/x', 'a\\b', 'a//b', 'a\u0000b'];
    const store = await open(makeZip([{ name: '.zgroup', data: group }, ...names.map((name) => ({ name, data: text('x') }))]));
    expect(await store.names?.('/')).toEqual(['.zgroup']);
    expect(store.notes?.[0]).toMatchObject({ code: 'zip-names', message: expect.stringContaining('7 entries') as string });
  });

  test('of two files of one name the last is read', async () => {
    const store = await open(makeZip([{ name: 'a', data: text('1') }, { name: 'a', data: text('2') }]));
    expect(await store.get('/a')).toEqual(text('2'));
    expect(store.notes?.map(({ code }) => code)).toEqual(['zip-doubled']);
  });

  test('a bomb is stopped at the size that it says', async () => {
    const zeros = new Uint8Array(50_000_000);
    const before = process.memoryUsage().rss;
    const store = await open(makeZip([{ name: 'a', data: zeros, deflate: true, said: { size: 100 } }, { name: 'b', data: zeros, deflate: true, said: { size: 0xfffffff0 } }]));
    expect((await failure(Promise.resolve(store.get('/a')))).message).toContain('more than the 100 bytes');
    expect((await failure(Promise.resolve(store.get('/b')))).message).toContain('more than 67108864 bytes');
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });

  test('files that share bytes are told of', async () => {
    const store = await open(makeZip([{ name: 'a', data: new Uint8Array(100) }, { name: 'b', data: new Uint8Array(100), said: { at: 50 } }]));
    expect(store.notes?.map(({ code }) => code)).toEqual(['zip-overlap']);
    expect((await failure(Promise.resolve(store.get('/b')))).message).toContain('there is no file at its place');
  });

  test.each<[string, ZipFile['said'], RegExp]>([
    ['encrypted', { flags: 1 }, /encrypted/],
    ['compressed in a way that is not known', { method: 99 }, /method 99/],
    ['in a place that is not there', { at: 0xfffffff }, /not in the archive/],
    ['longer than the archive', { packed: 900_000, size: 900_000 }, /reaches into the directory/],
    ['of two sizes', { size: 7 }, /two sizes/],
  ])('a file that is %s is not given out, and the others are', async (_, said, words) => {
    const store = await open(makeZip([{ name: 'a', data: text('aaaa'), said: said ?? {} }, { name: 'b', data: text('b') }]));
    const error = await failure(Promise.resolve(store.get('/a')));
    expect([error.code, words.test(error.message)], error.message).toEqual(['store-denied', true]);
    expect(await store.get('/b')).toEqual(text('b'));
  });

  test('noise never gets anything but an answer or a typed error', async () => {
    const good = makeZip(zipped('', { deflate: true }));
    let random = 1;
    for (let round = 0; round < 300; round += 1) {
      const bytes = good.slice();
      for (let change = 0; change < 8; change += 1) {
        random = (random * 1_103_515_245 + 12_345) % 2 ** 31;
        // Half of the changes are in the directory, at the end.
        const at = change % 2 === 0 ? random % bytes.length : bytes.length - 1 - (random % Math.min(4000, bytes.length));
        bytes[at] = (random >> 8) & 255;
      }
      await check(new File([bytes], 'a.zip')).catch((error: unknown) => {
        if (!(error instanceof OmescopeError) || error.code === 'internal') throw error;
      });
    }
  });
});

describe('what a store holds', () => {
  test('groups and arrays with shapes, chunks, types and codecs', async () => {
    const tree = await inspectStore(entryOf(sample));
    expect(tree.nodes.map(({ path, kind }) => `${path} ${kind}`)).toEqual([' group', '0 array', '1 array', '2 array']);
    expect(tree.nodes[0]).toMatchObject({ what: 'ome-zarr', zarrFormat: 2 });
    expect(tree.nodes[1]?.array).toMatchObject({ keys: 'v2', separator: '/' });
    const { out } = await bench.omescope(['inspect', sample, '--json']);
    expect(JSON.parse(out)).toEqual(tree);
    const lines = await bench.omescope(['inspect', sample]);
    expect(lines.out).toMatch(/cells\.ome\.zarr: Zarr 2, 1 group, 3 arrays\n {2}\/ {2}group of Zarr 2 {2}ome-zarr/);
  });

  test('what is no store is an error', async () => {
    const { code, err } = await bench.omescope(['inspect', bench.folder]);
    expect([code, err.includes('There is no Zarr group or array')]).toEqual([2, true]);
    expect(await findStore(new Blob(['x']))).toBeUndefined();
    expect(await findStore(new File([await (await openAsBlob(join(sample, '.zgroup'))).arrayBuffer()], basename('a.tif')))).toBeUndefined();
  });
});
