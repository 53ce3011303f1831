/** The package as it is, without a bundler, in a page of a browser. */
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
// @ts-expect-error: plain JavaScript without declarations
import { chromiumArgs, findChromium } from '../../../scripts/lib/chromium.mjs';
// @ts-expect-error: plain JavaScript without declarations
import { serve } from '../../../scripts/lib/serve.mjs';

/** Serves the repository and opens a page of its origin for the tests of one file; `prepare` brings into it what they need. */
export function usePackagePage(prepare: (page: Page) => Promise<unknown>): { readonly page: Page } {
  const opened = {} as { page: Page; browser?: Browser; server?: { readonly url: string; close(): Promise<void> } };
  beforeAll(async () => {
    opened.server = (await serve({ root: '.' })) as { readonly url: string; close(): Promise<void> };
    opened.browser = await chromium.launch({ executablePath: (await findChromium()) as string, args: chromiumArgs as string[] });
    opened.page = await opened.browser.newPage();
    await opened.page.goto(`${opened.server.url}package.json`);
    await prepare(opened.page);
  });
  afterAll(async () => {
    await opened.browser?.close();
    await opened.server?.close();
  });
  return opened;
}
