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

test('after a drop the page makes no network request at all, not for a check, a broken file, a cancel or a crash either', async () => {
  const { page, requests, troubles } = await site.open();
  const [asked, served] = [requests.length, site.server.requests.length];
  const { bytes, offsets } = makeTiff(5);
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

test('the watch would have seen a request: those of a URL are counted', async () => {
  const { page, requests } = await site.open();
  const asked = requests.length;
  await page.locator('#url').fill('samples/cells.ome.tif');
  await page.locator('#url').press('Enter');
  await verdict(page, /ready/);
  expect(requests.slice(asked).filter((url) => url.endsWith('samples/cells.ome.tif')).length).toBeGreaterThan(0);
});

test('files are read with the network unplugged', async () => {
  const { page } = await site.open();
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
  expect([...asked].sort()).toEqual(['/', '/favicon.svg', '/main.js', '/omescope-check.wasm', '/omescope-more.wasm', '/omescope.wasm', '/style.css', '/worker.js']);
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
