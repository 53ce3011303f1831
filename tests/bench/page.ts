/** A page in Chromium whose script is bundled from one of these files. */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium, type Browser, type Page } from 'playwright-core';

export interface Opened {
  readonly browser: Browser;
  /** A page of its own context: nothing of what another one compiled or cached is there. */
  open(): Promise<Page>;
  close(): Promise<void>;
}

/** Serves `script`, bundled, and whatever `serve` has; opens nothing yet. */
export async function startBrowser(root: string, script: string, serve: (path: string) => Uint8Array | undefined): Promise<Opened> {
  const { outputFiles } = await build({ absWorkingDir: root, entryPoints: [script], bundle: true, format: 'esm', platform: 'browser', external: ['module'], write: false, minify: true });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    const bytes = path === '/page.js' ? code : serve(path);
    const type = path === '/page.js' ? 'text/javascript' : bytes === undefined ? 'text/html' : path.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type, 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' });
    response.end(bytes ?? '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { findChromium, chromiumArgs } = await import(join(root, 'scripts', 'lib', 'chromium.mjs'));
  const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumArgs });
  const address = `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
  return {
    browser,
    async open() {
      const page = await (await browser.newContext()).newPage();
      await page.goto(address);
      return page;
    },
    async close() {
      await browser.close();
      server.close();
    },
  };
}
