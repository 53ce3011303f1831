/** Damaged files: what, where, and what is left. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fixtures, readFixture, root } from '../js/support/fixtures.js';
import { download, drop, readAll, stage, structure, verdict } from './support/acts.js';
import { useSite } from './support/site.js';

const site = useSite();

test('the broken sample says where its cycle is, and offers the offsets before it as what they are', async () => {
  const { page } = await site.open();
  await page.getByRole('link', { name: 'a broken one' }).click();
  await verdict(page, /The chain of IFDs is broken: the list is incomplete/);
  const text = await stage(page).textContent();
  expect(text).toContain('IFD 3: the next-IFD pointer of IFD 2 (byte 6640) leads back to IFD 0 at byte 8.');
  expect(text).toContain('IFD3Byte6,640');
  expect(text).toContain('3 IFDs come before that place. A viewer will not find any that come after it');
  expect(await page.getByRole('button', { name: /^Download/ }).allTextContents()).toEqual(['Download the 3 offsets found before the damage']);
  expect(await page.locator('.usage').count()).toBe(0);
  const { name, text: saved } = await download(page);
  expect(name).toBe('broken.offsets.json');
  const file = readFileSync(join(root, 'www', 'samples', 'broken.ome.tif'));
  expect(JSON.parse(saved)[0]).toBe(file.readUInt32LE(4));
  expect(JSON.parse(saved)).toHaveLength(3);
  await structure(page).waitFor();
});

test('every broken fixture ends with a verdict and its place, and none with a failure of the page', async () => {
  const { page, troubles } = await site.open();
  for (const [name, bytes, expected] of fixtures('broken')) {
    await drop(page, { name, content: bytes });
    await page.locator('article > .place', { hasText: name }).waitFor();
    if (expected.defect === 'not-tiff') {
      expect(await stage(page).textContent(), name).toContain('This is not a TIFF file');
      continue;
    }
    await readAll(page, name);
    expect(await stage(page).textContent(), name).not.toContain('went wrong in this page');
    expect(await page.locator('.verdicts li').count(), name).toBe(4);
    const all = (await stage(page).textContent()) ?? '';
    expect(all, name).toMatch(/is ready|incomplete|there are no offsets/);
    if (!/is ready/.test(all)) expect(all, name).toMatch(/Byte\d/);
  }
  expect(troubles).toEqual([]);
});

test('a defect outside the chain leaves the offsets right, and is listed with its IFD and byte', async () => {
  const { page } = await site.open();
  await drop(page, { name: 'a.tif', content: readFixture('broken', 'subifd-outside.tif') });
  await verdict(page, /ready: 2 IFDs/);
  await page.locator('.defects').waitFor();
  expect(await page.locator('.defects li').allTextContents()).toEqual([expect.stringMatching(/^IFD 0\.1: .*past the end of the file\. IFD 0\.1, byte [\d,]+$/)]);
});

test('a file without any IFD has nothing to download', async () => {
  const { page } = await site.open();
  await drop(page, { name: 'a.tif', content: readFixture('broken', 'first-zero.tif') });
  await verdict(page, /there are no offsets/);
  expect(await page.getByRole('button', { name: /Download/ }).count()).toBe(0);
});
