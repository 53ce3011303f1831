/** Workers that decode tiles, in a browser: those of `omescope/pool`, and of geotiff.js with decoders of ours. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openTiff } from 'omescope/tiff';
import { usePackagePage } from './support/package.js';

/** What the page has for these tests. */
interface Tools {
  readonly pool: typeof import('omescope/pool');
  readonly geotiff: typeof import('omescope/geotiff');
  readonly tiff: typeof import('omescope/tiff');
  /** `count` tiles of Deflate, each with other values, and what they decode to. */
  tiles(count: number): Promise<{ bytes: Uint8Array; spec: import('omescope/tiff').TileSpec; wanted: number[] }[]>;
}
declare const tools: Tools;

// As text: what runs the tests puts calls of its own where `import` stands.
const TOOLS = `
import * as pool from '/dist/pool.js';
import * as geotiff from '/dist/geotiff.js';
import * as tiff from '/dist/tiff.js';
const tiles = (count) =>
  Promise.all(
    Array.from({ length: count }, async (_, number) => {
      const samples = new Uint8Array(256 * 256).map((_, at) => (at * 31 + (at >> 8) * number) & 0xff);
      const deflated = new Response(new Blob([samples]).stream().pipeThrough(new CompressionStream('deflate')));
      const spec = { compression: 8, width: 256, height: 256, samples: 1, bits: 8, format: 'uint' };
      return { bytes: new Uint8Array(await deflated.arrayBuffer()), spec, wanted: [...samples] };
    }),
  );
globalThis.tools = { pool, geotiff, tiff, tiles };`;

async function prepare(page: Page): Promise<void> {
  await page.addScriptTag({ type: 'module', content: TOOLS });
  await page.waitForFunction(() => 'tools' in globalThis);
}

const opened = usePackagePage(prepare);

test('tiles of many callers are decoded in workers, to what they hold', async () => {
  const said = await opened.page.evaluate(async () => {
    const pool = tools.pool.createPool({ size: 2 });
    const tiles = await tools.tiles(64);
    const decoded = await Promise.all(tiles.map(({ bytes, spec }) => pool.decodeTile(bytes, spec)));
    const { running } = pool;
    const right = decoded.filter((data, index) => String(data) === String(tiles[index]?.wanted)).length;
    // The bytes are the caller's still.
    const kept = tiles.every(({ bytes }) => bytes.length > 0);
    pool.close();
    return { right, running, kept, after: pool.running };
  });
  expect(said).toEqual({ right: 64, running: 2, kept: true, after: 0 });
});

test('workers that are killed are replaced, and what they were at work on comes out right', async () => {
  const said = await opened.page.evaluate(async () => {
    const workers: Worker[] = [];
    const create = (): Worker => {
      const worker = new Worker(new URL('/dist/pool-worker.js', location.origin), { type: 'module' });
      workers.push(worker);
      return worker;
    };
    const pool = tools.pool.createPool({ size: 2, create, patience: 1000 });
    const tiles = await tools.tiles(40);
    const work = tiles.map(({ bytes, spec }) => pool.decodeTile(bytes, spec));
    await work[0];
    workers[0]?.terminate();
    const decoded = await Promise.all(work);
    pool.close();
    return { right: decoded.filter((data, index) => String(data) === String(tiles[index]?.wanted)).length, replaced: workers.length > 2 };
  });
  expect(said).toEqual({ right: 40, replaced: true });
});

test('a job that waits is given up by its signal, and the others go on; the largest priority goes first', async () => {
  const said = await opened.page.evaluate(async () => {
    const pool = tools.pool.createPool({ size: 1 });
    const tiles = await tools.tiles(12);
    const order: number[] = [];
    const controller = new AbortController();
    const work = tiles.map(({ bytes, spec }, index) =>
      pool.decodeTile(bytes, spec, { priority: () => index, ...(index === 5 && { signal: controller.signal }) }).then(
        () => void order.push(index),
        (error: Error) => error.message,
      ),
    );
    controller.abort(new Error('out of view'));
    const ends = await Promise.all(work);
    pool.close();
    return { aborted: ends[5], order };
  });
  expect(said.aborted).toBe('out of view');
  expect(said.order).toHaveLength(11);
  // Two are under way before the others have come.
  expect(said.order.filter((index) => index > 5).slice(-6)).toEqual(said.order.filter((index) => index > 5).slice(-6).sort((one, other) => other - one));
});

test('where a worker cannot be started, tiles are decoded in place; a damaged one is an error in either', async () => {
  const said = await opened.page.evaluate(async () => {
    const [tile] = await tools.tiles(1);
    if (tile === undefined) throw new Error('no tile');
    const pools = {
      missing: tools.pool.createPool({ create: () => new Worker(new URL('/nothing-here.js', location.origin), { type: 'module' }) }),
      refused: tools.pool.createPool({
        create() {
          throw new Error('refused');
        },
      }),
      none: tools.pool.createPool({ size: 0 }),
      workers: tools.pool.createPool(),
    };
    const results: unknown[] = [];
    for (const pool of Object.values(pools)) {
      const right = String(await pool.decodeTile(tile.bytes, tile.spec)) === String(tile.wanted);
      const broken = await pool.decodeTile(tile.bytes.slice(0, 100), tile.spec).catch(({ code, message }: { code: string; message: string }) => `${code}: ${message}`);
      const { running } = pool;
      pool.close();
      const shut = await pool.decodeTile(tile.bytes, tile.spec).catch(({ code }: { code: string }) => code);
      results.push({ right, broken, running, shut });
    }
    return results as { right: boolean; broken: string; running: number; shut: string }[];
  });
  const [first] = said;
  expect(first?.broken).toMatch(/^tile-broken: /);
  expect(said).toEqual([0, 0, 0, 1].map((running) => ({ right: true, broken: first?.broken, running, shut: 'usage' })));
});

const folder = join('tests', 'fixtures', 'tiles');
test.each(['geotiff2', 'geotiff', 'geotiffbeta'])('%s in a page: its own pool with our worker, and our pool behind its decoders', async (release) => {
  for (const name of ['lzw-le.tif', 'deflate-be.tif', 'zstd-le.tif', 'lerc-le.tif']) {
    const bytes = readFileSync(join(folder, name));
    const known = await openTiff(bytes);
    const wanted = await (await known.ifd(0)).plane();
    await opened.page.reload();
    await prepare(opened.page);
    await opened.page.addScriptTag({ url: `/node_modules/${release}/dist-browser/geotiff.js` });
    const said = await opened.page.evaluate(
      async ({ name }) => {
        const library = (globalThis as unknown as { GeoTIFF: any }).GeoTIFF;
        const { geotiff: ours } = tools;
        const file = await (await fetch(`/tests/fixtures/tiles/${name}`)).arrayBuffer();
        const read = async (options: object): Promise<string> => String(await (await (await library.fromArrayBuffer(file.slice(0))).getImage(0)).readRasters({ interleave: true, ...options }));
        const pool = ours.createPool({ size: 2 });
        ours.registerDecoders(library.addDecoder, { GeoTIFFImage: library.GeoTIFFImage, pool });
        const theirs = new library.Pool(2, ours.createWorker);
        const values = { decoders: await read({}), ownPool: await read({ pool: theirs }), asPool: await read({ pool: ours.asGeotiffPool(pool) }), running: pool.running };
        pool.close();
        await theirs.destroy();
        return values;
      },
      { name },
    );
    const text = String(wanted.data);
    expect(said.decoders === text, `${name} by decoders`).toBe(true);
    expect(said.ownPool === text, `${name} in the pool of geotiff.js`).toBe(true);
    expect(said.asPool === text, `${name} with our pool`).toBe(true);
    expect(said.running).toBeGreaterThan(0);
  }
});
