/** What the page says of an image: verdicts, findings, facts, cost. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { check, reportText } from 'omescope';
import { faults, startFaultServer, type Fault, type FaultServerOptions } from '../js/support/fault-server.js';
import { root } from '../js/support/fixtures.js';
import { makeOmeTiff, omeXml } from '../js/support/ome.js';
import { download, drop, readAll, stage, structure, verdict } from './support/acts.js';
import { useSite } from './support/site.js';

const site = useSite();
const sample = (name: string): Buffer => readFileSync(join(root, 'www', 'samples', name));
const cells = sample('cells.ome.tif');
const offsetsOfCells = sample('cells.offsets.json').toString();

async function withServer<T>(options: Partial<FaultServerOptions>, work: (server: Awaited<ReturnType<typeof startFaultServer>>) => Promise<T>): Promise<T> {
  const server = await startFaultServer({ file: cells, path: '/a/cells.ome.tif', ...options });
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

/** Answers requests for JSON with this text. */
const beside =
  (text: string): Fault =>
  (exchange) =>
    /\.json$/.test(exchange.request.url ?? '') ? exchange.send({ status: 200, body: text, headers: { 'Content-Type': 'application/json' } }) : faults.none(exchange);

const verdicts = (page: Page): Promise<(string | undefined)[]> =>
  page.locator('.verdicts li').evaluateAll((lines) => lines.map((line) => `${(line as HTMLElement).dataset['viewer']}: ${(line as HTMLElement).dataset['verdict']}`));

test('an image with all in order: a line for each viewer in words, facts, levels and cost', async () => {
  const { page, troubles } = await site.open('?url=samples/cells.ome.tif');
  expect(await verdict(page, /Loads/)).toBe('Loads in Vitessce, Viv and Avivator');
  await readAll(page, 'cells.ome.tif');
  expect(await verdicts(page)).toEqual(['vitessce@4.0.8: loads', 'viv@0.21: loads', 'avivator: loads', 'ome-spec: loads']);
  expect(await page.locator('.verdicts li').allTextContents()).toEqual(['Vitessce 4.0.8loads', 'Viv 0.21loads', 'Avivatorloads', 'OME-TIFF specificationvalid']);
  expect(await page.locator('.verdicts svg.icon.good').count()).toBe(4);
  expect(await page.locator('.finding').count()).toBe(0);
  expect(await page.locator('.report').textContent()).toContain('Nothing was found that keeps it from opening, rendering correctly or loading fast.');

  const contents = page.locator('.contents');
  expect(await contents.locator('.facts').textContent()).toBe(
    'NamecellsPixels1,024 × 768, uint16Channels3Sections1Time points1Dimension orderXYCZTPixel size0.325 × 0.325 µmHow Viv reads it3 resolutions, tiles of 256 × 256, 3 channels',
  );
  expect(await contents.locator('.channels li').allTextContents()).toEqual(['DAPI', 'E-cadherin', 'Mitochondria']);
  expect(await contents.locator('tbody tr').allTextContents()).toEqual([
    '001,024 × 768uint1612 tiles of 256 × 256Deflate, horizontal predictor120 kB12.9 kB',
    '10.0512 × 384uint164 tiles of 256 × 256Deflate, horizontal predictor33.8 kB12.5 kB',
    '20.1256 × 192uint161 tile of 256 × 256Deflate, horizontal predictor11.1 kB11.1 kB',
  ]);
  await contents.locator('summary', { hasText: 'coordinateTransformations' }).click();
  expect(await contents.locator('pre').textContent()).toBe('"coordinateTransformations": [{"type":"scale","scale":[0.325,0.325,1,1,1]}]');
  expect(await contents.locator('details').textContent()).toContain('Vitessce multiplies it by the one that it reads from the file (here 0.325 × 0.325 µm)');

  const costs = await page.locator('.cost tbody tr').allTextContents();
  expect(costs.map((text) => text.replace(/\d.*/, ''))).toEqual(['Opening', 'First view', 'Switching to the next channel', 'A tile of the last planenone']);
  const { cost } = await check(new File([cells], 'cells.ome.tif'));
  const first = cost?.withoutOffsets.firstView;
  expect(costs[1]).toMatch(new RegExp(`^First view${first?.requests}190 kB0\\.11 s`));
  expect(troubles).toEqual([]);
});

test('the parts stand in this order: verdict, findings, notes, contents, cost, offsets, structure', async () => {
  const { page } = await site.open('?url=samples/broken.ome.tif');
  await readAll(page, 'broken.ome.tif');
  const order = await page.evaluate(() =>
    ['.report > h2', '.verdicts', '.report > .findings', '.report > details', '.contents', '.cost', '.offsets > h2', '.structure'].map((part) => {
      const found = document.querySelector(part);
      return found === null ? Number.NaN : [...document.querySelectorAll('*')].indexOf(found);
    }),
  );
  expect(order).not.toContain(Number.NaN);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  // Worst first.
  const effects = await page.locator('.finding').evaluateAll((findings) => findings.map((finding) => (finding as HTMLElement).dataset['effect']));
  const worst = ['fails', 'wrong', 'slow', 'note'];
  expect(effects).toEqual(effects.toSorted((a, b) => worst.indexOf(a ?? '') - worst.indexOf(b ?? '')));
  expect(new Set(effects)).toEqual(new Set(['wrong', 'note']));
  expect(await page.locator('.report > details').evaluate((details) => (details as HTMLDetailsElement).open)).toBe(false);
});

test('the verdict is on the screen before list and structure, and has the focus', async () => {
  const { page } = await site.open();
  await page.evaluate(() => {
    const seen: string[] = [];
    Object.assign(window, { seen });
    const parts = { '.report': 'verdict', '.offsets': 'offsets', '.structure': 'structure' };
    new MutationObserver(() => {
      for (const [part, name] of Object.entries(parts)) {
        if (!seen.includes(name) && document.querySelector(part)) seen.push(name, `focus on ${document.activeElement?.tagName}`);
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
  await drop(page, { name: 'cells.ome.tif', content: cells });
  await readAll(page, 'cells.ome.tif');
  expect(await page.evaluate(() => Reflect.get(window, 'seen'))).toEqual(['verdict', 'focus on H2', 'offsets', 'focus on H2', 'structure', 'focus on H2']);
  expect(await page.locator('#said').textContent()).toBe('offsets.json is ready: 3 IFDs');
});

test('a finding says what, where, why, whom, and what to do, with the command to copy', async () => {
  const { page } = await site.open('', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.getByRole('link', { name: 'one that no viewer opens' }).click();
  expect(await verdict(page, /Fails/)).toBe('Fails in Vitessce, Viv and Avivator');
  expect(await page.locator('.verdicts li').first().textContent()).toMatch(/^Vitessce 4\.0\.8failsZodError: Image\.0\.Pixels\.attr\.PhysicalSizeXUnit.*received 'um'$/);
  const unit = page.locator('[data-rule="ome-xml/unit"]');
  expect(await unit.locator('h4').textContent()).toBe('Fails: Image[0]/Pixels/@PhysicalSizeXUnit is "um", which is not a unit of the OME data model');
  expect(await unit.locator('.places > p').textContent()).toMatch(/^OME-XML Image\[0\]\/Pixels\/@PhysicalSizeXUnit, line 1, column \d+$/);
  const words = (await unit.textContent()) ?? '';
  expect(words).toContain('the micro sign in µm is U+00B5');
  expect(words).toMatch(/Vitessce 4\.0\.8 and Viv 0\.21: fails, says ZodError/);
  expect(words).toContain('Avivator: fails, says Something has gone wrong loading your image.');
  expect(words).toContain('OME-TIFF specification: not valid');

  expect(await unit.locator('.places li').isVisible()).toBe(false);
  await unit.locator('summary', { hasText: 'and 1 more place' }).click();
  expect(await unit.locator('.places li').textContent()).toMatch(/@PhysicalSizeYUnit, line 1, column \d+: Image\[0\]\/Pixels\/@PhysicalSizeYUnit is "um"/);

  await unit.getByRole('button', { name: 'Copy' }).click();
  await unit.getByRole('button', { name: 'Copied' }).waitFor();
  const { findings } = await check(new File([sample('strips.ome.tif')], 'strips.ome.tif'));
  const command = findings.find(({ rule }) => rule === 'ome-xml/unit')?.fix.command;
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(command);
  expect(await unit.locator('pre').textContent()).toBe(command);
  expect(await page.locator('.finding.slow').count()).toBe(2);
});

test('very many places are counted, and the first twenty listed', async () => {
  const { page } = await site.open();
  const { bytes } = makeOmeTiff(omeXml({ channels: Array.from({ length: 30 }, (_, index) => `C${index}`) }), { planes: 30, rows: 16 });
  await drop(page, { name: 'many.ome.tif', content: bytes });
  const strips = page.locator('[data-rule="tiles/strips"]');
  await strips.locator('summary', { hasText: 'and 29 more places' }).click();
  const places = await strips.locator('.places li').allTextContents();
  expect(places).toHaveLength(20);
  expect(places.at(-1)).toBe('10 more, not listed');
  expect(await page.locator('.channels li').count()).toBe(30);
});

test('the report that is saved is the one of the package, byte for byte', async () => {
  const { page } = await site.open();
  for (const name of ['cells.ome.tif', 'strips.ome.tif', 'broken.ome.tif']) {
    await drop(page, { name, content: sample(name) });
    await readAll(page, name);
    const saved = await download(page, /^Save the report/);
    expect(saved.name).toBe(name.replace('ome.tif', 'report.json'));
    expect(saved.text).toBe(reportText(await check(new File([sample(name)], name))));
  }
});

test('what was not checked is said, with the reason', async () => {
  const { page } = await site.open();
  // A table of tiles that is larger than what is read of tables: 1 x 1 tiles of an image of a million pixels.
  const { bytes } = makeOmeTiff(omeXml({}, { width: 1000, height: 1000 }), { width: 1000, height: 1000 });
  const view = new DataView(bytes.buffer);
  for (const entry of Array.from({ length: 10 }, (_, index) => 10 + 12 * index)) {
    const tag = view.getUint16(entry, true);
    if (tag === 273 || tag === 279) view.setUint32(entry + 4, 1_000_000, true);
    if (tag === 273 || tag === 279) view.setUint32(entry + 8, 0, true);
    if (tag === 278) view.setUint32(entry + 8, 1, true);
  }
  await drop(page, { name: 'many.ome.tif', content: bytes, zeros: 4_000_000 });
  await readAll(page, 'many.ome.tif');
  expect(await page.locator('.unchecked li').allTextContents()).toEqual([expect.stringMatching(/^Places and sizes of the tiles of 1 IFDs\. Reading them would take more bytes/)]);
});

const STALE = '[9,99,999]';

test('an offsets.json that is dropped along counts for the verdict', async () => {
  const { page } = await site.open();
  await drop(page, { name: 'cells.ome.tif', content: cells }, { name: 'cells.offsets.json', content: STALE }, { name: 'other.json', content: offsetsOfCells });
  await verdict(page, /Fails in .*Avivator/);
  const finding = page.locator('[data-rule="index/offsets-stale"]');
  expect(await finding.locator('h4').textContent()).toBe('Fails: cells.offsets.json does not fit this image: offset 0 is 9, but IFD 0 is at byte 8');
  await page.locator('.check', { hasText: 'cells.offsets.json does not fit' }).waitFor();
  await page.locator('.check', { hasText: 'other.json fits' }).waitFor();
  await finding.getByRole('link', { name: 'offsets.json' }).click();
  expect(new URL(page.url()).hash).toBe('#offsets');
});

test('one that is dropped later has the image judged once more, and the newest counts', async () => {
  const { page } = await site.open();
  await drop(page, { name: 'cells.ome.tif', content: cells });
  await verdict(page, /Loads/);
  await readAll(page, 'cells.ome.tif');
  await drop(page, { name: 'old.json', content: STALE });
  await verdict(page, /Fails in/);
  expect(await page.locator('#said').textContent()).toMatch(/^With old\.json: Fails in .*Avivator/);
  // The verdict had the focus, and has it still.
  expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Fails in .*Avivator/);
  await drop(page, { name: 'new.json', content: offsetsOfCells });
  await verdict(page, /Loads in/);
  expect(await page.locator('.check').allTextContents()).toEqual([expect.stringContaining('new.json fits'), expect.stringContaining('old.json does not fit')]);
  expect((await download(page, /^Save the report/)).text).toContain('"verdict": "loads"');
});

test('one that comes while the image is still being judged counts, too', async () => {
  const { page } = await site.open();
  const encode = (content: Uint8Array | string): string => Buffer.from(content).toString('base64');
  await page.evaluate(
    ([image, list]) => {
      for (const [name, base64] of [['cells.ome.tif', image], ['cells.offsets.json', list]]) {
        const transfer = new DataTransfer();
        transfer.items.add(new File([Uint8Array.from(atob(base64 ?? ''), (character) => character.charCodeAt(0))], name ?? ''));
        document.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: transfer }));
      }
    },
    [encode(cells), encode(STALE)],
  );
  await page.locator('[data-rule="index/offsets-stale"]').waitFor();
  await verdict(page, /Fails in .*Avivator/);
});

test('of an image on the web the list next to it counts, and nothing is read twice', () =>
  withServer({ rules: [{ fault: beside(STALE) }] }, async ({ url, log, script }) => {
    const { page } = await site.open(`?url=${url}`);
    await verdict(page, /Fails/);
    await readAll(page, 'cells.ome.tif');
    const places = log.filter(({ path }) => path.endsWith('.tif')).map(({ range }) => range?.start);
    expect(new Set(places).size).toBe(places.length);
    expect(log.filter(({ path }) => path === '/a/cells.offsets.json')).toHaveLength(1);
    // The owner puts it right, and looks again.
    script([{ fault: beside(offsetsOfCells) }]);
    await page.getByRole('button', { name: /next to it/ }).click();
    await verdict(page, /Loads in/);
    await page.locator('.check', { hasText: 'cells.offsets.json fits this image' }).waitFor();
    expect(log.map(({ path }) => path)).toEqual(['/a/cells.offsets.json']);
  }));

test('where tiles cannot be read, the reason stands in place of the verdict, and the offsets come all the same', () =>
  // The last tile of the first plane.
  withServer({ rules: [{ place: { start: 119_500, end: 121_900 }, fault: faults.status(410, { 'Access-Control-Allow-Origin': '*' }) }] }, async ({ url }) => {
    const { page } = await site.open(`?url=${url}`);
    await verdict(page, /could not be checked/);
    await verdict(page, /ready: 3 IFDs/);
    expect(await page.locator('.bench article').first().textContent()).toContain('HTTP status410');
    await structure(page).waitFor();
    expect(await page.getByRole('button', { name: /found before/ }).count()).toBe(0);
  }));

test('a TIFF without OME-XML is told from one with it', async () => {
  const { page } = await site.open();
  await drop(page, { name: 'plain.tif', content: readFileSync(join(root, 'tests', 'fixtures', 'tiff', 'classic-le-single.tif')) });
  await verdict(page, /Fails/);
  expect(await page.locator('.contents').textContent()).toContain('A TIFF without OME-XML');
  expect(await page.locator('.report .foot').textContent()).toMatch(/TIFF without OME-XML of [\d.]+ kB, checked by omescope [\d.]+ for Vitessce 4\.0\.8 \(/);
  expect(await page.locator('.cost').textContent()).toContain('No forecast');
});

const EVIL = '"><img src=x onerror="window.hacked=1"></script><script>window.hacked=1</script>\u202egnp.exe\u2066\u200b';
const ACTIVE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

test('an image whose names hold script, markup and signs that turn text around is shown inert, and so is its name', async () => {
  const { page, requests, troubles } = await site.open();
  const before = requests.length;
  const { bytes } = makeOmeTiff(omeXml({ name: EVIL, unit: EVIL, type: EVIL, channels: [EVIL, `${EVIL}2`] }), { planes: 2 });
  await drop(page, { name: `${EVIL}.ome.tif`, content: bytes }, { name: `${EVIL}.json`, content: JSON.stringify([EVIL]) });
  await verdict(page, /Fails/);
  await structure(page).waitFor();
  await page.locator('.check').waitFor();
  await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
  const text = (await stage(page).textContent()) ?? '';
  // In the name of the image, of its channels, in the findings on unit and type, and in commands.
  expect(text.split('<img src=x onerror=').length).toBeGreaterThan(6);
  expect(await page.locator('[data-rule="ome-xml/unit"]').count()).toBe(1);
  expect(text).not.toMatch(ACTIVE);
  expect(await page.locator('#stage img, #stage script').count()).toBe(0);
  expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
  for (const command of await page.locator('.finding pre').allTextContents()) expect(command).not.toMatch(ACTIVE);
  const attributes = await page.evaluate(() => [...document.querySelectorAll('#stage *')].flatMap((element) => element.getAttributeNames().filter((name) => /^on|^href$|^src$/.test(name) && element.getAttribute(name) !== '#offsets')));
  expect(attributes).toEqual([]);
  expect(requests.slice(before).filter((url) => !url.endsWith('omescope-check.wasm'))).toEqual([]);
  expect(troubles).toEqual([]);
});

test('by keyboard: from the verdict to a command and its copy button, and to the folded notes', async () => {
  const { page } = await site.open('?url=samples/strips.ome.tif', { permissions: ['clipboard-read', 'clipboard-write'] });
  await structure(page).waitFor();
  const here = (): Promise<string> => page.evaluate(() => `${document.activeElement?.tagName} ${document.activeElement?.textContent?.slice(0, 20)}`);
  const next = async (): Promise<string> => {
    await page.keyboard.press('Tab');
    return await here();
  };
  // Past whatever else stands before it.
  const until = async (beginning: string): Promise<void> => {
    let there = await next();
    for (let more = 0; more < 20 && !there.startsWith(beginning); more += 1) there = await next();
    expect(there.slice(0, beginning.length)).toBe(beginning);
  };
  expect(await here()).toMatch(/^H2 /);
  await until('PRE python3 -c');
  expect(await next()).toBe('BUTTON Copy');
  await page.keyboard.press('Enter');
  await page.locator('.finding').first().getByRole('button', { name: 'Copied' }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^python3 -c .* strips\.ome\.tif/s);
  await page.goto(`${site.server.url}?url=samples/broken.ome.tif`);
  await structure(page).waitFor();
  expect(await here()).toMatch(/^H2 Shows something/);
  await until('SUMMARY 1 note');
  await page.keyboard.press('Space');
  await page.locator('[data-rule="index/offsets-missing"]').waitFor();
});

test('in forced colours signs and words are there, and nothing is told by colour alone', async () => {
  const { page } = await site.open('?url=samples/strips.ome.tif', { forcedColors: 'active' });
  await structure(page).waitFor();
  const signs = await page.locator('.verdicts svg.icon, .finding svg.icon').evaluateAll((icons) =>
    icons.map((sign) => [getComputedStyle(sign).stroke !== 'none', (sign.nextElementSibling?.textContent ?? '').length > 0, sign.getAttribute('aria-hidden')]),
  );
  expect(signs.length).toBeGreaterThan(6);
  for (const sign of signs) expect(sign).toEqual([true, true, 'true']);
  // Each verdict has a shape of its own.
  const shapes = await page.locator('.verdicts svg path, .finding svg path').evaluateAll((paths) => paths.map((path) => path.getAttribute('d')));
  expect(new Set(shapes).size).toBe(2);
});
