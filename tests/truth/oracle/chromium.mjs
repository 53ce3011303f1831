// Viv in Chromium on the same files: where a real browser differs from Node.js with jsdom.
import { join } from 'node:path';
import { build as bundle } from 'esbuild';
import { chromium } from 'playwright-core';
import { chromiumArgs, findChromium } from '../../../scripts/lib/chromium.mjs';
import { judged } from './judge.mjs';
import { build, root, viewers } from './places.mjs';
import { serve } from './server.mjs';

/** Pages hang too; there is no telling how much they compute. */
const STEP_MS = 45_000;

/** `{ id: seen }` of each file, as the child of pool.mjs would report it. */
export async function observeInChromium(files, { done = () => {} } = {}) {
  const script = join(build, 'browser.js');
  await bundle({ absWorkingDir: root, entryPoints: ['tests/truth/oracle/browser.mjs'], outfile: script, bundle: true, format: 'iife', nodePaths: [join(viewers, 'node_modules')], logLevel: 'warning' });
  const served = new Map([['/page.js', script]]);
  const server = await serve((path) => served.get(path));
  const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumArgs });
  const results = {};
  try {
    let page;
    for (const [index, file] of files.entries()) {
      page ??= await freshPage(browser, server.origin);
      const job = offered(file, index, server.origin, served);
      const seen = await oneFile(page, job);
      results[file.id] = { seen, ...judged(seen, file.unknown ? undefined : file.images) };
      done(file, results[file.id]);
      if (seen.end.ended !== 'done') {
        await page.context().close().catch(() => {});
        page = undefined;
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return results;
}

async function freshPage(browser, origin) {
  const page = await (await browser.newContext()).newPage();
  const heard = { tell: () => {} };
  await page.exposeFunction('tell', (text) => heard.tell(JSON.parse(text)));
  await page.route(`${origin}/page.html`, (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html><script src="/page.js"></script>' }));
  await page.goto(`${origin}/page.html`);
  page.heard = heard;
  return page;
}

function offered(file, index, origin, served) {
  const base = `/${index}/${file.file}`;
  served.set(base, file.path);
  served.set(`/${index}/pixels.bin`, file.pixels);
  if (file.sidecar) served.set(`/${index}/${file.sidecar}`, file.path.replace(/[^/\\]+$/, file.sidecar));
  return {
    url: origin + base.split('/').map(encodeURIComponent).join('/'),
    images: file.images,
    pixelsUrl: file.images.length ? `${origin}/${index}/pixels.bin` : undefined,
    offsetsUrl: file.sidecar ? `${origin}/${index}/${file.sidecar}` : undefined,
  };
}

function oneFile(page, job) {
  const seen = { reads: [], start: [], beta: [] };
  return new Promise((resolve) => {
    let step;
    let timer;
    const finish = (ended, more) => {
      clearTimeout(timer);
      page.heard.tell = () => {};
      resolve({ ...seen, end: { ended, step, ...more } });
    };
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(() => finish('hangs'), STEP_MS);
    };
    page.heard.tell = (message) => {
      again();
      if (message.step !== undefined) step = message.step;
      if (!message.found) return;
      if (Array.isArray(seen[message.found])) seen[message.found].push(message.value);
      else seen[message.found] = message.value;
    };
    again();
    page.evaluate((given) => globalThis.look(given), job).then(
      () => finish('done'),
      (error) => finish('dies', { text: String(error).split('\n')[0] }),
    );
  });
}
