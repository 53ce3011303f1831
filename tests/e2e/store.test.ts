/** Zarr stores that are dropped, chosen, or given by their address. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { makeBigStore } from '../js/support/big-store.js';
import { root } from '../js/support/fixtures.js';
import { contentsOf } from '../js/support/folders.js';
import { makeZip } from '../js/support/zip.js';
import { useBench } from '../js/support/cli.js';
import { download, drop, dropPaths, readAll, stage, verdict } from './support/acts.js';
import { useSite } from './support/site.js';

const site = useSite();
const bench = useBench('store-e2e');
const sample = join(root, 'www', 'samples', 'cells.ome.zarr');
const folder = mkdtempSync(join(tmpdir(), 'omescope-e2e-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const archive = (prefix = ''): Uint8Array => makeZip([...contentsOf(sample)].map(([key, data]) => ({ name: prefix + key.slice(1), data })));

/** The text of the report that the page saves. */
async function saved(page: Page): Promise<string> {
  return (await download(page, /^Save the report/)).text;
}

test('a dropped folder gives the report of the command line, byte by byte, and its chunks are counted; nothing goes over the network', async () => {
  const { page, requests, troubles } = await site.open();
  const before = requests.length;
  await dropPaths(page, sample);
  expect(await verdict(page, /Vitessce/)).toMatch(/^Loads in/);
  await readAll(page, 'cells.ome.zarr');
  expect(await stage(page).textContent()).toContain('3 arrays with 51 chunks: all are there.');
  expect(await stage(page).textContent()).toContain('OME-Zarr image');
  expect(await stage(page).textContent()).toContain('ChannelsDAPI, E-cadherin, Mitochondria');
  expect(await stage(page).textContent()).toContain('What it costs in vitessce@4.0.8');
  expect(await stage(page).textContent()).not.toContain('offsets.json');
  const { name, text } = await download(page, /^Save the report/);
  expect(name).toBe('cells.ome.report.json');
  expect(text).toBe((await bench.omescope([sample, '--format', 'json'])).out);
  expect(requests.slice(before).filter((url) => !url.endsWith('omescope-zarr.wasm'))).toEqual([]);
  expect(troubles).toEqual([]);
});

test('a dropped archive is a store, with the folder around it or without', async () => {
  const { page, troubles } = await site.open();
  for (const [name, bytes] of [['cells.ome.zarr.zip', archive()], ['wrapped.zip', archive('cells.ome.zarr/')], ['cells.ozx', archive()]] as const) {
    await drop(page, { name, content: bytes });
    await readAll(page, name);
    expect(await verdict(page, /Vitessce/), name).toMatch(/Vitessce/);
    expect(await stage(page).textContent(), name).toContain('51 chunks');
    expect(await saved(page), name).toBe((await bench.omescope([bench.put(name, bytes), '--format', 'json'])).out);
  }
  await drop(page, { name: 'broken.zip', content: 'PK' });
  await verdict(page, /archive/);
  expect(await stage(page).textContent()).toContain('no end of central directory record');
  expect(troubles).toEqual([]);
});

test('a folder is chosen by the picker, or as a list of files where there is none', async () => {
  const { page } = await site.open();
  // The picker is the browser's own window; a folder of the origin's private file system stands in for what it gives.
  await page.evaluate(async (files) => {
    const top = await (await navigator.storage.getDirectory()).getDirectoryHandle('picked.ome.zarr', { create: true });
    for (const [key, base64] of files) {
      const parts = key.split('/').slice(1);
      const name = parts.pop() ?? '';
      let at = top;
      for (const part of parts) at = await at.getDirectoryHandle(part, { create: true });
      const writable = await (await at.getFileHandle(name, { create: true })).createWritable();
      await writable.write(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
      await writable.close();
    }
    (globalThis as unknown as Record<string, unknown>)['showDirectoryPicker'] = () => Promise.resolve(top);
  }, [...contentsOf(sample)].map(([key, data]) => [key, Buffer.from(data).toString('base64')] as const));
  await page.getByRole('button', { name: 'Choose folder' }).click();
  await readAll(page, 'picked.ome.zarr');
  expect(await stage(page).textContent()).toContain('3 arrays with 51 chunks: all are there.');
  await page.evaluate(() => void delete (globalThis as unknown as Record<string, unknown>)['showDirectoryPicker']);
  await page.evaluate(() => void ((globalThis as unknown as Record<string, unknown>)['showDirectoryPicker'] = undefined));
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose folder' }).click()]);
  await chooser.setFiles(sample);
  await readAll(page, 'cells.ome.zarr');
  expect(await stage(page).textContent()).toContain('3 arrays with 51 chunks: all are there.');
});

test('the address of a store is read, and has a link of its own', async () => {
  const { page } = await site.open('?url=samples/cells.ome.zarr');
  await readAll(page, 'cells.ome.zarr');
  expect(await verdict(page, /Vitessce/)).toMatch(/^Loads in/);
  await page.getByRole('link', { name: 'the same as OME-Zarr' }).click();
  await readAll(page, 'cells.ome.zarr');
  expect(page.url()).toContain('?url=samples/cells.ome.zarr');
});

test('on another site, what is not there may be told without CORS headers; what is there must have them', async () => {
  const contents = contentsOf(sample);
  let open = true;
  const server = createServer((request, response) => {
    const bytes = contents.get((request.url ?? '').replace(/^\/[^/]*/, ''));
    if (bytes === undefined) return void response.writeHead(404).end();
    response.writeHead(200, open ? { 'Access-Control-Allow-Origin': '*' } : {}).end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const address = `http://127.0.0.1:${(server.address() as { port: number }).port}/cells.ome.zarr`;
    const { page } = await site.open(`?url=${address}`);
    expect(await verdict(page, /Vitessce/)).toMatch(/Vitessce/);
    await readAll(page, 'cells.ome.zarr');
    expect(await stage(page).textContent()).toContain('OME-Zarr image');
    open = false;
    await page.getByRole('button', { name: 'Read' }).click();
    await verdict(page, /could not be read/);
    expect(await stage(page).textContent()).toContain('does not allow this page to read it (CORS)');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('a folder that is no store says so', async () => {
  const { page } = await site.open();
  await dropPaths(page, join(root, 'www', 'samples', 'cells.ome.zarr', '0', '0'));
  await page.locator('.bench h2').waitFor();
  expect(await stage(page).textContent()).toMatch(/Not a Zarr store|checked by/);
});

test('a store of 100,000 chunks: a verdict before anything is listed, a census behind it, which ends at once when it is cancelled', async () => {
  const big = makeBigStore(folder);
  const { page, troubles } = await site.open();
  // What the page asks of the folder before there is a verdict.
  await page.evaluate(() => {
    const seen = { listings: 0 };
    (globalThis as unknown as { seen: typeof seen }).seen = seen;
    const give = DataTransferItem.prototype.webkitGetAsEntry;
    DataTransferItem.prototype.webkitGetAsEntry = function webkitGetAsEntry() {
      const entry = give.call(this) as FileSystemDirectoryEntry;
      const kind = Object.getPrototypeOf(entry) as FileSystemDirectoryEntry;
      const list = kind.createReader;
      kind.createReader = function createReader(this: FileSystemDirectoryEntry) {
        // The group itself may be listed: it is small.
        if (document.querySelector('.bench h2') === null && this.fullPath.split('/').length > 2) seen.listings += 1;
        return list.call(this);
      };
      DataTransferItem.prototype.webkitGetAsEntry = give;
      return entry;
    };
  });
  /** What the page says while it counts, or what happens when that is cancelled as soon as it can be. */
  const watch = (cancels: boolean): Promise<{ told: string[]; turns: number }> =>
    page.evaluate(async (cancel) => {
      const breath = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, 2));
      const told = new Set<string>();
      while (!document.querySelector('.counting')) await breath();
      if (cancel) {
        let turns = 0;
        document.querySelector<HTMLButtonElement>('.counting button')?.click();
        while (!document.querySelector('.bench')?.textContent?.includes('The chunks were not counted: cancelled.')) {
          turns += 1;
          await breath();
        }
        return { told: [], turns };
      }
      while (!document.querySelector('.census')) {
        told.add(document.querySelector('.counting dd')?.textContent ?? '');
        await breath();
      }
      return { told: [...told], turns: 0 };
    }, cancels);
  const counting = watch(false);
  await dropPaths(page, big);
  await page.locator('.bench h2').waitFor();
  expect(await page.evaluate(() => (globalThis as unknown as { seen: { listings: number } }).seen.listings)).toBe(0);
  const { told } = await counting;
  expect(told.length).toBeGreaterThan(3);
  expect(await stage(page).textContent()).toContain('2 arrays with 100,001 chunks: all are there.');

  await page.reload();
  await page.waitForSelector('html[data-ready]');
  const cancelled = watch(true);
  await dropPaths(page, big);
  const { turns } = await cancelled;
  expect(await verdict(page, /Vitessce/)).toMatch(/^Loads in/);
  // The next one does not wait for it.
  await drop(page, { name: 'cells.ome.zarr.zip', content: archive() });
  await readAll(page, 'cells.ome.zarr.zip');
  expect(troubles).toEqual([]);
  expect(turns).toBeLessThan(20);
});

test('chunks under keys that no viewer looks for are told of', async () => {
  const files = [...contentsOf(sample)].map(([key, data]) => ({ name: key.slice(1), data: key === '/0/.zarray' ? Buffer.from(readFileSync(join(sample, '0', '.zarray'), 'utf8').replace('"/"', '"."')) : data }));
  const { page } = await site.open();
  await drop(page, { name: 'silent.zarr.zip', content: makeZip(files) });
  await readAll(page, 'silent.zarr.zip');
  expect(await page.locator('.census').textContent()).toMatch(/0: 36 chunks are stored as 0\/0\/0, but the metadata says 0\.0\.0/);
});
