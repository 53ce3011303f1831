/** Nothing is uploaded: what the page asks the network for, and what it does not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { readFixture, root } from '../js/support/fixtures.js';
import { makeTiff } from '../js/support/tiff.js';
import { download, drop, dropEndless, readAll, stage, structure, verdict } from './support/acts.js';
import { useSite } from './support/site.js';

const site = useSite();

test('for a drop the page fetches the judge alone, and from then on nothing at all: not for a check, a broken file, a cancel or a crash', async () => {
  const { page, requests, troubles } = await site.open();
  const { bytes, offsets } = makeTiff(5);
  const start = requests.length;
  await drop(page, { name: 'first.ome.tif', content: bytes });
  await readAll(page, 'first.ome.tif');
  expect(requests.slice(start)).toEqual([`${site.server.url}omescope-check.wasm`]);
  const [asked, served] = [requests.length, site.server.requests.length];
  await drop(page, { name: 'a.ome.tif', content: bytes }, { name: 'a.offsets.json', content: JSON.stringify(offsets) });
  await page.locator('.check', { hasText: 'fits this image' }).waitFor();
  await structure(page).waitFor();
  await download(page);
  await drop(page, { name: 'late.json', content: '[1]' });
  await page.locator('[data-rule="index/offsets-stale"]').waitFor({ state: 'attached' });
  await drop(page, { name: 'b.tif', content: readFixture('broken', 'cycle-to-first.tif') });
  await verdict(page, /broken/);
  await dropEndless(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await verdict(page, /Cancelled/);
  await dropEndless(page);
  await crash(page);
  await verdict(page, /stopped unexpectedly/);
  await drop(page, { name: 'c.tif', content: bytes });
  await readAll(page, 'c.tif');
  expect(requests.slice(asked)).toEqual([]);
  expect(site.server.requests.slice(served)).toEqual([]);
  expect(troubles.filter((text) => !text.includes('on purpose'))).toEqual([]);
});

test('no module is fetched before there is something to read, and then the one that is needed, once', async () => {
  const wasm = (requests: readonly string[]): string[] => requests.filter((url) => url.endsWith('.wasm')).map((url) => url.replace(site.server.url, ''));
  const { page, requests } = await site.open();
  await page.waitForLoadState('networkidle');
  expect(wasm(requests)).toEqual([]);
  await drop(page, { name: 'a.tif', content: makeTiff(3).bytes });
  await readAll(page, 'a.tif');
  expect(wasm(requests)).toEqual(['omescope-check.wasm']);
  await drop(page, { name: 'b.tif', content: makeTiff(3).bytes });
  await readAll(page, 'b.tif');
  expect(wasm(requests)).toEqual(['omescope-check.wasm']);
});

test('for a store the page fetches the judge of stores, and nothing else', async () => {
  const { page, requests } = await site.open();
  // Key by key: what has been typed before the end says nothing yet.
  await page.locator('#url').pressSequentially('samples/cells.ome.zarr');
  await page.locator('#url').press('Enter');
  await readAll(page, 'cells.ome.zarr');
  expect(requests.filter((url) => url.endsWith('.wasm')).map((url) => url.replace(site.server.url, ''))).toEqual(['omescope-zarr.wasm']);
});

test.each([
  ['an image is dragged over the page', (page: Page) => page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([], 'cells.ome.tif', { type: 'image/tiff' }));
    document.dispatchEvent(new DragEvent('dragenter', { bubbles: true, dataTransfer }));
  })],
  ['an address is typed', (page: Page) => page.locator('#url').fill('https://example.org/cells.ome.tif')],
  ['the button for files is pressed', (page: Page) => page.locator('label[for=files]').dispatchEvent('pointerdown')],
] as const)('the judge is fetched as soon as %s', async (_, act) => {
  const { page, requests } = await site.open();
  const fetched = page.waitForResponse((response) => response.url().endsWith('omescope-check.wasm'));
  await act(page);
  expect((await fetched).status()).toBe(200);
  expect(requests.filter((url) => url.endsWith('.wasm'))).toHaveLength(1);
});

test('where the judge cannot be fetched the page says so, and the next file is read when it can', async () => {
  const { page } = await site.open();
  await page.context().setOffline(true);
  await drop(page, { name: 'a.tif', content: makeTiff(2).bytes });
  await page.locator('.bench', { hasText: 'there is no network' }).waitFor();
  await page.context().setOffline(false);
  await drop(page, { name: 'b.tif', content: makeTiff(2).bytes });
  await verdict(page, /ready: 2 IFDs/);
});

test('the watch would have seen a request: those of a URL are counted', async () => {
  const { page, requests } = await site.open();
  const asked = requests.length;
  await page.locator('#url').fill('samples/cells.ome.tif');
  await page.locator('#url').press('Enter');
  await verdict(page, /ready/);
  expect(requests.slice(asked).filter((url) => url.endsWith('samples/cells.ome.tif')).length).toBeGreaterThan(0);
});

test('after the first file, files are read with the network unplugged', async () => {
  const { page } = await site.open();
  await drop(page, { name: 'first.tif', content: makeTiff(1).bytes });
  await readAll(page, 'first.tif');
  await page.context().setOffline(true);
  await dropEndless(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await verdict(page, /Cancelled/);
  await drop(page, { name: 'a.tif', content: makeTiff(7).bytes });
  await verdict(page, /ready: 7 IFDs/);
});

test('the page loads what it needs from its own server, and from no other', async () => {
  const { requests } = await site.open();
  const asked = new Set(requests.map((url) => url.replace(site.server.url, '/')));
  expect([...asked].sort()).toEqual(['/', '/favicon.svg', '/main.js', '/style.css', '/worker.js']);
});

test('the security policy of the page stops inline scripts, other hosts, and text that would become HTML', async () => {
  const html = readFileSync(join(root, 'build', 'site', 'index.html'), 'utf8');
  expect(html).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=|(src|href)=.https?:/);
  const { page } = await site.open();
  const outcome = await page.evaluate(() => {
    const attempt = (act: () => unknown): string => {
      try {
        act();
        return 'done';
      } catch {
        return 'stopped';
      }
    };
    const script = document.createElement('script');
    script.append('window.inlined = true');
    document.body.append(script);
    return [
      attempt(() => document.body.insertAdjacentHTML('beforeend', '<p>x</p>')),
      attempt(() => new Worker('worker.js')),
      attempt(() => Reflect.get(window, 'trustedTypes').createPolicy('other', {})),
      'inlined' in window ? 'done' : 'stopped',
    ];
  });
  expect(outcome).toEqual(['stopped', 'stopped', 'stopped', 'stopped']);
  expect(await stage(page).textContent()).toBe('');
});

/** Makes the worker end with an error that nobody catches. */
async function crash(page: Page): Promise<void> {
  const worker = page.workers().at(-1);
  await worker?.evaluate(() => void setTimeout(() => { throw new Error('on purpose'); }, 0));
}
