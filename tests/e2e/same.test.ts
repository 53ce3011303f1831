/** A report made in Chromium is that of the command line and of Node.js, byte by byte. */
import { readFileSync } from 'node:fs';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { check, reportText } from 'omescope';
import { useBench } from '../js/support/cli.js';
import { sameFiles } from '../js/support/same.js';
// @ts-expect-error: plain JavaScript without declarations
import { chromiumArgs, findChromium } from '../../scripts/lib/chromium.mjs';
// @ts-expect-error: plain JavaScript without declarations
import { serve } from '../../scripts/lib/serve.mjs';

const bench = useBench('same-e2e');
let server: { readonly url: string; close(): Promise<void> };
let browser: Browser;
let page: Page;

beforeAll(async () => {
  // The package as it is, without a bundler: the page of the samples is only there to import it from.
  server = await serve({ root: '.' });
  browser = await chromium.launch({ executablePath: (await findChromium()) as string, args: chromiumArgs as string[] });
  page = await browser.newPage();
  await page.goto(`${server.url}package.json`);
  await page.addScriptTag({ type: 'module', content: "import * as omescope from '/dist/index.js'; globalThis.omescope = omescope;" });
  await page.waitForFunction(() => 'omescope' in globalThis);
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** The text of a report made in the page, of a File or of bytes without a name. */
async function inPage(bytes: Uint8Array, name: string | undefined): Promise<string> {
  return await page.evaluate(
    async ({ base64, named }) => {
      const { check: judge, reportText: textOf } = (globalThis as unknown as { omescope: typeof import('omescope') }).omescope;
      const data = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      return textOf(await judge(named === undefined ? data.buffer : new File([data], named)));
    },
    { base64: Buffer.from(bytes).toString('base64'), named: name },
  );
}

test.each(sameFiles())('$name', async ({ path, name }) => {
  const bytes = new Uint8Array(readFileSync(path));
  const { out } = await bench.omescope([path, '--format', 'json', '--offsets', 'none']);
  expect(await inPage(bytes, name)).toBe(out);
  expect(await inPage(bytes, undefined)).toBe(reportText(await check(bytes)));
});
