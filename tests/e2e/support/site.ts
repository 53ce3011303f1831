/** The built page in a browser, watched: what it asks the network for, and what its security policy stops. */
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
// @ts-expect-error: plain JavaScript without declarations
import { chromiumArgs, findChromium } from '../../../scripts/lib/chromium.mjs';
// @ts-expect-error: plain JavaScript without declarations
import { serve } from '../../../scripts/lib/serve.mjs';

interface Server {
  readonly url: string;
  readonly requests: { readonly method: string; readonly url: string; readonly range?: string }[];
  close(): Promise<void>;
}

export interface Opened {
  readonly page: Page;
  /** Addresses of all requests over a network, the workers' too. */
  readonly requests: string[];
  /** Errors of scripts, of the page and its workers, and what the security policy stopped. */
  readonly troubles: string[];
}

export interface Site {
  readonly server: Server;
  /** Opens the page and waits until it is ready for files. */
  open(path?: string, options?: BrowserContextOptions): Promise<Opened>;
}

/** Milliseconds to wait for what comes on a busy machine, too: for what never comes, the test ends. */
export const PATIENCE = 240_000;

/** Serves the page and starts a browser for the tests of one file. */
export function useSite(): Site {
  const site = {} as { server: Server; browser: Browser };
  beforeAll(async () => {
    site.server = (await serve({ root: 'build/site' })) as Server;
    site.browser = await chromium.launch({ executablePath: (await findChromium()) as string, args: chromiumArgs as string[], timeout: PATIENCE });
  });
  afterEach(async () => {
    for (const context of site.browser.contexts()) await context.close();
  });
  afterAll(async () => {
    await site.browser?.close();
    await site.server?.close();
  });
  return {
    get server() {
      return site.server;
    },
    async open(path = '', options = {}) {
      const context = await site.browser.newContext({ viewport: { width: 1100, height: 800 }, ...options });
      context.setDefaultTimeout(PATIENCE);
      const page = await context.newPage();
      const requests: string[] = [];
      const troubles: string[] = [];
      context.on('request', (request) => {
        if (/^(https?|wss?):/.test(request.url())) requests.push(request.url());
      });
      page.on('pageerror', (error) => troubles.push(`${error}`));
      page.on('dialog', (dialog) => {
        troubles.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      page.on('console', (message) => {
        if (/Content Security Policy|Trusted/i.test(message.text())) troubles.push(message.text());
      });
      await page.addInitScript(() => {
        addEventListener('securitypolicyviolation', (event) => console.warn(`Content Security Policy: ${event.violatedDirective} ${event.blockedURI}`));
      });
      await page.goto(site.server.url + path);
      await page.waitForSelector('html[data-ready]');
      return { page, requests, troubles };
    },
  };
}
