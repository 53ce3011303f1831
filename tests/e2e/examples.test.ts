/** The page of examples/, without a bundler. */
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { expect, test } from 'vitest';
// @ts-expect-error: plain JavaScript without declarations
import { chromiumArgs, findChromium } from '../../scripts/lib/chromium.mjs';
// @ts-expect-error: plain JavaScript without declarations
import { serve } from '../../scripts/lib/serve.mjs';
import { root } from '../js/support/fixtures.js';

test('examples/page.html checks a file that is chosen', async () => {
  const server = (await serve({ root: '.' })) as { url: string; close(): Promise<void> };
  const browser = await chromium.launch({ executablePath: (await findChromium()) as string, args: chromiumArgs as string[] });
  try {
    const page = await browser.newPage();
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(`${error}`));
    await page.goto(`${server.url}examples/page.html`);
    await page.locator('#file').setInputFiles(join(root, 'www', 'samples', 'strips.ome.tif'));
    await page.locator('#report', { hasText: 'Viv 0.21: fails' }).waitFor();
    expect(await page.locator('#report').textContent()).toContain('which is not a unit of the OME data model');
    expect(troubles).toEqual([]);
  } finally {
    await browser.close();
    await server.close();
  }
});
