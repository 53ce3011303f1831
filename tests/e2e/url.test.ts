/** Images on the web. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { faults, startFaultServer, type FaultServerOptions } from '../js/support/fault-server.js';
import { root } from '../js/support/fixtures.js';
import { makeTiff } from '../js/support/tiff.js';
import { download, drop, stage, structure, verdict } from './support/acts.js';
import { useSite } from './support/site.js';

const site = useSite();
const samples = join(root, 'www', 'samples');

async function withServer<T>(options: Partial<FaultServerOptions>, work: (server: Awaited<ReturnType<typeof startFaultServer>>) => Promise<T>): Promise<T> {
  const server = await startFaultServer({ file: makeTiff(3).bytes, ...options });
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

test('?url= starts at once, and the sample has the offsets of generate-tiff-offsets', async () => {
  const { page, troubles } = await site.open('?url=samples/cells.ome.tif');
  await verdict(page, /ready: 3 IFDs/);
  const { name, text } = await download(page);
  expect(name).toBe('cells.offsets.json');
  expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(join(samples, 'cells.offsets.json'), 'utf8')));
  await structure(page).waitFor();
  expect(await stage(page).textContent()).toMatch(/SubIFDs6Format.*TIFF, little-endian.*in \d+ requests, (.*% of|as much as) the/);
  expect(await page.locator('.usage pre').textContent()).toContain(`"offsetsUrl": "${site.server.url}samples/cells.offsets.json"`);
  expect(troubles).toEqual([]);
});

test('a URL that is read stands in the address of the page, and a file takes it out again', async () => {
  const { page } = await site.open();
  await page.getByRole('link', { name: 'without problems' }).click();
  await verdict(page, /ready/);
  expect(page.url()).toBe(`${site.server.url}?url=samples/cells.ome.tif`);
  expect(await page.locator('#url').inputValue()).toBe('samples/cells.ome.tif');
  await drop(page, { name: 'a.tif', content: makeTiff(1).bytes });
  await verdict(page, /ready: 1 IFD/);
  expect(page.url()).toBe(site.server.url);
});

test('an address with a query survives its way through the address of the page', () =>
  withServer({ path: '/a%20b/image.ome.tif?x=1&y=a%2Bb#part' }, async ({ url, log }) => {
    const { page } = await site.open();
    await page.locator('#url').fill(url);
    await page.locator('#url').press('Enter');
    await verdict(page, /ready/);
    await page.reload();
    await verdict(page, /ready/);
    expect(await page.locator('#url').inputValue()).toBe(url);
    // Avivator keeps the query when it looks for the offsets file, so this does.
    expect(new Set(log.map(({ path }) => path))).toEqual(new Set(['/a%20b/image.ome.tif?x=1&y=a%2Bb', '/a%20b/image.offsets.json?x=1&y=a%2Bb']));
  }));

test('a server without CORS headers is named as the likely reason, with settings to copy', () =>
  withServer({ cors: 'none' }, async ({ url }) => {
    const { page } = await site.open(`?url=${url}`);
    await verdict(page, /could not be read/);
    const text = await stage(page).textContent();
    expect(text).toContain('very likely does not allow this page to read it (CORS)');
    expect(text).toContain(`Access-Control-Allow-Origin for ${new URL(site.server.url).origin}`);
    const nginx = page.locator('details', { hasText: 'nginx' });
    await nginx.locator('summary').click();
    expect(await nginx.locator('pre').textContent()).toMatch(/^add_header Access-Control-Allow-Origin/);
    expect(await nginx.getByRole('button', { name: 'Copy' }).count()).toBe(1);
  }));

test('a snippet is copied as it stands', () =>
  withServer({ cors: 'none' }, async ({ url }) => {
    const { page } = await site.open(`?url=${url}`, { permissions: ['clipboard-read', 'clipboard-write'] });
    const caddy = page.locator('details', { hasText: 'Caddy' });
    await caddy.locator('summary').click();
    await caddy.getByRole('button', { name: 'Copy' }).click();
    await caddy.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await caddy.locator('pre').textContent());
  }));

test('a file that is missing is said to be missing, with its address and status', () =>
  withServer({ rules: [{ fault: faults.status(404, { 'Access-Control-Allow-Origin': '*' }) }] }, async ({ url }) => {
    const { page } = await site.open(`?url=${url}`);
    await verdict(page, /could not be read/);
    const text = await stage(page).textContent();
    expect(text).toContain('There is no file at this address');
    expect(text).toMatch(/HTTP status404URLhttp:/);
  }));

test('what was found before a server failed is offered, and said to be incomplete', () => {
  const { bytes, offsets } = makeTiff(40, { gap: () => 300_000 });
  const place = { start: (offsets[20] ?? 0) - 1000, end: bytes.length };
  return withServer({ file: bytes, rules: [{ place, fault: faults.status(410, { 'Access-Control-Allow-Origin': '*' }) }] }, async ({ url }) => {
    const { page } = await site.open(`?url=${url}`);
    await verdict(page, /could not be read/);
    const { text } = await download(page, /found before the error/);
    const partial = JSON.parse(text) as number[];
    expect(partial.length).toBeGreaterThan(0);
    expect(partial).toEqual(offsets.slice(0, partial.length));
  });
});

test('what the server keeps from the page is noted, with the setting that helps', () =>
  withServer({ cors: 'read', file: makeTiff(200, { gap: () => 5000 }).bytes }, async ({ url }) => {
    const { page } = await site.open(`?url=${url}`);
    await verdict(page, /ready: 200 IFDs/);
    await page.locator('.notes').waitFor();
    expect(await page.locator('.notes').textContent()).toContain('Access-Control-Expose-Headers');
  }));

test('the offsets.json beside an image is looked for once with the image, and compared on request', async () => {
  const before = site.server.requests.length;
  const { page } = await site.open('?url=samples/cells.ome.tif');
  await structure(page).waitFor();
  expect(site.server.requests.slice(before).filter(({ url }) => url === '/samples/cells.offsets.json')).toHaveLength(1);
  const served = site.server.requests.length;
  await page.getByRole('button', { name: 'Check the cells.offsets.json next to it' }).click();
  await page.locator('.check', { hasText: 'cells.offsets.json fits this image' }).waitFor();
  expect(site.server.requests.slice(served).map(({ url }) => url)).toEqual(['/samples/cells.offsets.json']);
});

test('where there is no offsets.json beside an image, that is said plainly', async () => {
  const { page } = await site.open('?url=samples/broken.ome.tif');
  await page.getByRole('button', { name: /next to it/ }).click();
  await page.locator('.check', { hasText: 'broken.offsets.json does not exist' }).waitFor();
  expect(await page.locator('.check').textContent()).toContain('404');
});

test('a web page in place of the offsets.json beside an image is told from one that fits', () =>
  withServer({ path: '/a/b.ome.tif', cors: 'exposed', rules: [] }, async ({ url, script }) => {
    const { page } = await site.open(`?url=${url}`);
    await structure(page).waitFor();
    script([{ fault: ({ send, headers }) => send({ status: 200, headers: { 'Content-Range': undefined }, body: '<!doctype html><title>App</title>' }) }]);
    await page.getByRole('button', { name: /next to it/ }).click();
    await page.locator('.check', { hasText: 'b.offsets.json is not an offsets.json' }).waitFor();
  }));

test.each([
  ['javascript:alert(1)', /cannot be read/i],
  ['"><img src=x onerror=alert(1)>', /read/i],
  ['C:\\data\\cells.ome.tif', /computer/i],
  ['file:///etc/passwd', /computer/i],
])('%s as an address is declined, and is inert', async (typed, words) => {
  const { page, troubles } = await site.open(`?url=${encodeURIComponent(typed)}`);
  await verdict(page, /read/);
  expect(await stage(page).textContent()).toMatch(words);
  expect(await page.locator('#stage img').count()).toBe(0);
  expect(troubles).toEqual([]);
});

test('an address without a scheme is taken as one of this computer or of the web', () =>
  withServer({}, async ({ url }) => {
    const { page } = await site.open();
    await page.locator('#url').fill(url.replace('http://', ''));
    await page.locator('#url').press('Enter');
    await verdict(page, /ready: 3 IFDs/);
  }));

// The worker is started from a blob: address, whose `location.protocol` is not that of the page.
test('on a page that came over https: an http: address is named as mixed content', async () => {
  const { page } = await site.open();
  const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', wasm: 'application/wasm' };
  await page.context().route('https://omescope.test/**', async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1) || 'index.html';
    await route.fulfill({ contentType: types[name.split('.').at(-1) ?? ''] ?? '', body: readFileSync(join(root, 'build', 'site', name)) });
  });
  await page.goto('https://omescope.test/?url=http://example.test/a.ome.tif');
  await verdict(page, /could not be read/);
  expect(await stage(page).textContent()).toContain('mixed content');
});
