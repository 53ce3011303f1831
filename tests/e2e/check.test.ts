/** Whether an existing offsets.json fits. */
import { expect, test } from 'vitest';
import { readFixture } from '../js/support/fixtures.js';
import { makeTiff } from '../js/support/tiff.js';
import { drop, structure, verdict } from './support/acts.js';
import { useSite } from './support/site.js';

const site = useSite();
const { bytes, offsets } = makeTiff(6, { gap: () => 40 });
const image = { name: 'cells.ome.tif', content: bytes };
const other = offsets.map((offset, index) => (index < 2 ? offset : offset + 4));

const CASES: [what: string, text: string, verdict: string, words: RegExp][] = [
  ['one that fits', JSON.stringify(offsets), 'equal', /fits this image.*All 6 entries are right/],
  ['one of another version', JSON.stringify(other), 'stale', /does not fit.*Entry 2 is 128, but IFD 2 of the image is at byte 124/],
  ['one that is too short', JSON.stringify(offsets.slice(0, 4)), 'wrong-length', /wrong length.*It has 4 entries, but the image has 6 IFDs/],
  ['one that is too long', JSON.stringify([...offsets, 9999]), 'wrong-length', /wrong length.*It has 7 entries/],
  ['a web page', '<!doctype html><title>Not found</title>', 'not-offsets', /is not an offsets\.json.*looks like a web page/],
  ['something else that is JSON', '{"offsets": []}', 'not-offsets', /is not an offsets\.json.*a JSON object/],
  ['nothing', '', 'not-offsets', /is not an offsets\.json/],
  ['HTML in JSON', '["<img src=x onerror=alert(1)>"]', 'not-offsets', /entry 0 is "<img src=x/i],
];

test.each(CASES)('%s is recognised when it comes with the image', async (_what, text, expected, words) => {
  const { page, troubles } = await site.open();
  await drop(page, { name: 'cells.offsets.json', content: text }, image);
  await verdict(page, /ready/);
  const check = page.locator('.check');
  await check.waitFor();
  expect(await check.getAttribute('data-verdict')).toBe(expected);
  expect(await check.textContent()).toMatch(words);
  expect(troubles).toEqual([]);
});

test('one that comes after the image is checked against it, and the newest verdict stands first', async () => {
  const { page } = await site.open();
  await drop(page, image);
  await verdict(page, /ready/);
  await drop(page, { name: 'old.json', content: JSON.stringify(other) });
  await page.locator('.check', { hasText: 'old.json does not fit' }).waitFor();
  await drop(page, { name: 'new.json', content: JSON.stringify(offsets) });
  await page.locator('.check', { hasText: 'new.json fits' }).waitFor();
  expect(await page.locator('.check').first().textContent()).toContain('new.json');
  expect(await page.locator('#said').textContent()).toContain('new.json fits');
});

test('one that comes before its image waits for it', async () => {
  const { page } = await site.open();
  await drop(page, { name: 'cells.offsets.json', content: JSON.stringify(offsets) });
  await page.locator('.remarks', { hasText: 'will be checked as soon as you drop or choose its image' }).waitFor();
  await drop(page, image);
  await page.locator('.check', { hasText: 'fits this image' }).waitFor();
});

test('one that came with an image that cannot be read is not held against the next', async () => {
  const { page } = await site.open();
  await drop(page, { name: 'page.tif', content: '<html>' }, { name: 'page.json', content: '[1]' });
  await verdict(page, /not a TIFF/);
  await drop(page, image);
  await structure(page).waitFor();
  expect(await page.locator('.check').count()).toBe(0);
});

test('against a damaged image only what comes before the damage is compared', async () => {
  const { page } = await site.open();
  const content = readFixture('broken', 'cycle-to-first.tif');
  await drop(page, { name: 'broken.tif', content });
  await verdict(page, /broken/);
  await drop(page, { name: 'junk.json', content: '[1,2,3]' });
  await page.locator('.check', { hasText: 'junk.json does not fit' }).waitFor();
  await drop(page, { name: 'broken.tif', content }, { name: 'more.json', content: '[]' });
  await page.locator('.check[data-verdict=wrong-length]').waitFor();
});
