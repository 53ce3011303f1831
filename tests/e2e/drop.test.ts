/** Files that are dropped or chosen. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { corpus, fixturePath, fixtures, readFixture } from '../js/support/fixtures.js';
import { makeTiff } from '../js/support/tiff.js';
import { copied, download, drop, dropPaths, stage, structure, verdict } from './support/acts.js';
import { useSite } from './support/site.js';

const site = useSite();

test('a dropped TIFF gives its offsets as a download with the name that viewers look for', async () => {
  const { page, troubles } = await site.open();
  const { bytes, offsets } = makeTiff(40, { gap: (index) => 10 * (index % 7) });
  await drop(page, { name: 'plate 3.ome.tif', content: bytes });
  expect(await verdict(page, /ready/)).toBe('offsets.json is ready: 40 IFDs');
  const { name, text } = await download(page);
  expect(name).toBe('plate 3.offsets.json');
  expect(JSON.parse(text)).toEqual(offsets);
  expect(troubles).toEqual([]);
});

test('every fixture that is dropped gives the offsets that are expected of it, to be copied', async () => {
  const { page } = await site.open('', { permissions: ['clipboard-read', 'clipboard-write'] });
  for (const [name, bytes, expected] of fixtures('tiff')) {
    await drop(page, { name, content: bytes });
    await page.locator('article > .place', { hasText: name }).waitFor();
    const count = expected.offsets.length;
    expect(await verdict(page, /ready/), name).toBe(`offsets.json is ready: ${count} ${count === 1 ? 'IFD' : 'IFDs'}`);
    expect(await copied(page), name).toBe(`${JSON.stringify(expected.offsets)}\n`);
  }
});

test('a file that is chosen is read like one that is dropped, and can be chosen again', async () => {
  const { page } = await site.open();
  for (let time = 0; time < 2; time += 1) {
    await page.locator('#files').setInputFiles(fixturePath('tiff', 'ome-pyramid.ome.tif'));
    await verdict(page, /ready: 3 IFDs/);
    await structure(page).waitFor();
    expect(await stage(page).textContent()).toMatch(/SubIFDs6Format.*TIFF, little-endian/);
  }
});

test('IFDs that say the same are told of in one row', async () => {
  const { page } = await site.open();
  await drop(page, { name: 'a.tif', content: readFixture('tiff', 'contiguous-le.tif') });
  await structure(page).waitFor();
  expect(await structure(page).locator('tbody tr').allTextContents()).toEqual([expect.stringMatching(/^0\d+ × \d+/), 'IFDs 1 to 39: the same']);
});

test("the browser's own drag and drop works, also beside the drop zone", async () => {
  const { page } = await site.open();
  await dropPaths(page, fixturePath('tiff', 'contiguous-le.tif'));
  await verdict(page, /ready: 40 IFDs/);
});

test('a folder that comes with an image is left alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'omescope-'));
  try {
    mkdirSync(join(folder, 'cells.ome.zarr'));
    writeFileSync(join(folder, 'cells.ome.zarr', '.zattrs'), '{}');
    const { page, troubles } = await site.open();
    await dropPaths(page, join(folder, 'cells.ome.zarr'), fixturePath('tiff', 'classic-le-single.tif'));
    await verdict(page, /ready: 1 IFD/);
    expect(await page.locator('.remarks').textContent()).toBe('Only classic-le-single.tif is read: one at a time. Ignored: cells.ome.zarr.');
    expect(troubles).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('an archive that pretends to be a TIFF is declined by its content', async () => {
  const { page } = await site.open();
  await drop(page, { name: 'cells.tif', content: readFixture('broken', 'zip.tif') });
  await verdict(page, /not a TIFF/);
  expect(await stage(page).textContent()).toContain('zip archive');
});

test('of several images the first is read, and the others are named', async () => {
  const { page } = await site.open();
  const { bytes } = makeTiff(2);
  await drop(page, { name: 'a.tif', content: bytes }, { name: 'b.tif', content: bytes }, { name: 'c.tif', content: bytes });
  await verdict(page, /ready: 2 IFDs/);
  expect(await page.locator('.remarks').textContent()).toBe('Only a.tif is read: one at a time. Ignored: b.tif, c.tif.');
});

test('a file name that is HTML is shown as text, and harms nothing', async () => {
  const { page, requests, troubles } = await site.open();
  const name = '<img src=x onerror=alert(1)>.tif';
  const before = requests.length;
  await drop(page, { name, content: makeTiff(3).bytes }, { name: '<b>x</b>.json', content: '[1]' });
  await verdict(page, /ready/);
  expect(await page.locator('article > .place').textContent()).toBe(name);
  await page.locator('.check', { hasText: '<b>x</b>.json' }).waitFor();
  expect(await page.locator('#stage img, #stage b').count()).toBe(0);
  expect((await download(page)).name).toMatch(/img src=x onerror=alert\(1\).*\.offsets\.json$/);
  expect(requests.slice(before).filter((url) => !url.endsWith('omescope-check.wasm'))).toEqual([]);
  expect(troubles).toEqual([]);
});

test('a file name with signs that turn text around is shown without them', async () => {
  const { page } = await site.open();
  await drop(page, { name: 'cells\u202efit.emo\u0007.tif', content: makeTiff(1).bytes });
  await verdict(page, /ready/);
  expect(await page.locator('article > .place').textContent()).toBe('cells\ufffdfit.emo\ufffd.tif');
});

test('a tree of a thousand different IFDs is shown in 200 rows, and the rest is counted', async () => {
  const { page } = await site.open();
  const { bytes } = makeTiff(1000);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < 1000; index += 1) view.setUint32(8 + index * 18 + 10, index, true);
  await drop(page, { name: 'many.tif', content: bytes });
  await structure(page).waitFor();
  expect(await structure(page).locator('tbody tr').count()).toBe(200);
  expect(await stage(page).textContent()).toContain('800 more rows not shown.');
  expect(JSON.parse((await download(page)).text)).toHaveLength(1000);
});

const real = corpus();
if (real === undefined) console.warn('skipped: there is no corpus (OMESCOPE_CORPUS names its folder)');

test.runIf(real)('three real images give the offsets of their manifest', async () => {
  const candidates = (real?.tiffs ?? []).filter((entry) => entry.expect === 'ok' && entry.offsets);
  const wanted = ['ome-pyramid/', 'many-ifds/', 'lzw/'].map((part) => candidates.find(({ path }) => path.startsWith(part)));
  const { page } = await site.open();
  for (const entry of wanted) {
    if (!entry) throw new Error('the corpus lacks one of the parts');
    const path = join(real?.folder ?? '', entry.path);
    await drop(page, { name: basename(path), content: readFileSync(path) });
    await page.locator('article > .place', { hasText: basename(path) }).waitFor();
    await verdict(page, /ready/);
    expect(JSON.parse((await download(page)).text), entry.path).toEqual(entry.offsets);
  }
});
