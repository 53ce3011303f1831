/** The package in projects of each sort of bundler: what a page of theirs fetches, and whether a tile comes out right. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type Page, type Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { root } from '../js/support/fixtures.js';
import { useProject } from './support/project.js';
// @ts-expect-error: plain JavaScript without declarations
import { chromiumArgs, findChromium } from '../../scripts/lib/chromium.mjs';
// @ts-expect-error: plain JavaScript without declarations
import { serve } from '../../scripts/lib/serve.mjs';

/** Decodes an image with each of two modules. */
const APP = `
import { createPool } from 'omescope/pool';
import { decodeTile, openTiff } from 'omescope/tiff';
async function hashOf(name) {
  const image = await (await fetch(name)).arrayBuffer();
  const { data } = await (await (await openTiff(image)).ifd(0)).plane();
  return Array.from(new Uint8Array(await crypto.subtle.digest('SHA-256', data)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
globalThis.decode = hashOf;
globalThis.pooled = async () => {
  const pool = createPool({ size: 1 });
  const bytes = new Uint8Array(await new Response(new Blob(['tile']).stream().pipeThrough(new CompressionStream('deflate'))).arrayBuffer());
  const data = await pool.decodeTile(bytes, { compression: 8, width: 4, height: 1, samples: 1, bits: 8, format: 'uint' });
  const { running } = pool;
  pool.close();
  return { text: String.fromCharCode(...data), running };
};
globalThis.failing = () => decodeTile(new Uint8Array(1), { compression: 1, width: 1, height: 1, samples: 1, bits: 8, format: 'uint' })
  .then(() => undefined, ({ code, message, help, retryable }) => ({ code, message, help, retryable }));
document.title = 'ready';
`;
const PAGE = '<!doctype html><title>starting</title><link rel="icon" href="data:,"><script type="module" src="./SCRIPT"></script>';
const IMAGES = ['lzw.tif', 'jpeg2000.tif'];
const wanted = createHash('sha256').update(readFileSync(join(root, 'tests/fixtures/more/rgb.raw'))).digest('hex');

const project = useProject();
const { put, folder } = project;
let browser: Browser;

beforeAll(async () => {
  put('app.js', APP);
  put('index.html', PAGE.replace('SCRIPT', 'app.js'));
  for (const name of IMAGES) put(name, readFileSync(join(root, 'tests', 'fixtures', 'more', name)));
  browser = await chromium.launch({ executablePath: (await findChromium()) as string, args: chromiumArgs as string[] });
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => await browser?.close());

/** Where a built project is served from, and what ends that. */
interface Served {
  readonly url: string;
  /** The folder that was written. */
  readonly folder?: string;
  close(): Promise<void>;
}

/** A folder of the project; its page is written here, with the images beside it. */
async function served(out: string, script: string): Promise<Served> {
  put(join(out, 'index.html'), PAGE.replace('SCRIPT', script));
  for (const name of IMAGES) put(join(out, name), readFileSync(join(folder, name)));
  return { ...((await serve({ root: join(folder, out) })) as Served), folder: out };
}

/** Bytes of the judge, and of each file in a folder. */
const JUDGE = statSync(join(root, 'dist', 'omescope-check.wasm')).size;
const sizesIn = (path: string): number[] => readdirSync(path, { recursive: true }).map((name) => statSync(join(path, String(name))).size);

const BUNDLERS: Record<string, () => Promise<Served>> = {
  async 'Vite, built'() {
    const { build } = await import('vite');
    await build({ root: folder, base: './', logLevel: 'error', configFile: false, build: { outDir: 'vite', target: 'es2022' } });
    for (const name of IMAGES) put(join('vite', name), readFileSync(join(folder, name)));
    return { ...((await serve({ root: join(folder, 'vite') })) as Served), folder: 'vite' };
  },
  async 'Vite, development server'() {
    const { createServer } = await import('vite');
    const server = await createServer({ root: folder, logLevel: 'error', configFile: false, server: { host: '127.0.0.1', port: 0, watch: null, hmr: false } });
    await server.listen();
    return { url: server.resolvedUrls?.local[0] ?? '', close: () => server.close() };
  },
  async webpack() {
    const { default: webpack } = await import('webpack');
    const compiler = webpack({ context: folder, mode: 'production', performance: { hints: false }, entry: './app.js', output: { path: join(folder, 'webpack'), publicPath: 'auto' } });
    await new Promise<void>((done, failed) => {
      compiler?.run((error, stats) => (error || stats?.hasErrors() || stats?.hasWarnings() ? failed(error ?? new Error(stats?.toString())) : compiler.close(() => done())));
    });
    return await served('webpack', 'main.js');
  },
  async Rollup() {
    const { rollup } = await import('rollup');
    // Without a plugin it does not look into node_modules.
    const resolveId = (name: string): string | undefined => /^omescope\/(tiff|pool)$/.test(name) ? join(folder, `node_modules/omescope/dist/${name.slice(9)}.js`) : undefined;
    const bundle = await rollup({ input: join(folder, 'app.js'), plugins: [{ name: 'resolve', resolveId }], onwarn: ({ message }) => expect(message).toBe('') });
    await bundle.write({ dir: join(folder, 'rollup'), format: 'es' });
    await bundle.close();
    return await served('rollup', 'app.js');
  },
  async 'esbuild, split'() {
    const { build } = await import('esbuild');
    const { warnings } = await build({ absWorkingDir: folder, entryPoints: ['app.js'], bundle: true, splitting: true, format: 'esm', outdir: 'esbuild' });
    expect(warnings).toEqual([]);
    return await served('esbuild', 'app.js');
  },
  async 'esbuild, one file'() {
    const { build } = await import('esbuild');
    await build({ absWorkingDir: folder, entryPoints: ['app.js'], bundle: true, format: 'esm', outfile: 'single/app.js' });
    return await served('single', 'app.js');
  },
  async 'no bundler, an import map'() {
    put('plain.html', `<!doctype html><title>starting</title><link rel="icon" href="data:,"><script type="importmap">{"imports":{"omescope/tiff":"./node_modules/omescope/dist/tiff.js","omescope/pool":"./node_modules/omescope/dist/pool.js"}}</script><script type="module" src="./app.js"></script>`);
    const server = (await serve({ root: folder })) as Served;
    return { ...server, url: `${server.url}plain.html` };
  },
};

/** Opens a page and waits for its script; what it fetches, with the kinds of answers. */
async function open(url: string, prepare: (page: Page) => Promise<void> = async () => undefined): Promise<{ page: Page; fetched: { name: string; status: number }[]; troubles: string[] }> {
  const page = await (await browser.newContext()).newPage();
  const fetched: { name: string; status: number }[] = [];
  const troubles: string[] = [];
  page.on('response', (response) => fetched.push({ name: resolve('/', new URL(response.url()).pathname), status: response.status() }));
  page.on('pageerror', (error) => troubles.push(String(error)));
  await prepare(page);
  await page.goto(url);
  await page.waitForFunction(() => document.title === 'ready');
  return { page, fetched, troubles };
}

const decode = (page: Page, name: string): Promise<string> => page.evaluate(async (image) => await (globalThis as unknown as { decode(name: string): Promise<string> }).decode(image), name);
const isModule = ({ name, status }: { name: string; status: number }): boolean => /\.wasm$/.test(name) && status === 200;

/** Which of them bring the bytes of the modules along; with the others they are taken from text. */
const BRINGS: Record<string, boolean> = { 'Vite, built': true, 'Vite, development server': true, webpack: true, Rollup: false, 'esbuild, split': false, 'esbuild, one file': false, 'no bundler, an import map': true };

test.each(Object.keys(BUNDLERS))('%s: tiles come out right, and each module is fetched when it is needed, and nothing of the judge', async (name) => {
  const server = await (BUNDLERS[name] as () => Promise<Served>)();
  try {
    const { page, fetched, troubles } = await open(server.url);
    expect(fetched.filter(isModule)).toEqual([]);
    const before = fetched.length;
    expect(await decode(page, 'lzw.tif')).toBe(wanted);
    const first = fetched.slice(before);
    expect(await decode(page, 'jpeg2000.tif')).toBe(wanted);
    const modules = fetched.filter(isModule).map((one) => one.name);
    if (BRINGS[name]) {
      expect(modules).toEqual([expect.stringMatching(/omescope[^-]*(-[\w-]{8})?\.wasm$|[0-9a-f]{16,}\.wasm$/), expect.stringMatching(/omescope-more.*\.wasm$|[0-9a-f]{16,}\.wasm$/)]);
      // Nothing is fetched in vain, and no text of a module.
      expect(fetched.filter(({ status, name: path }) => status >= 400 || /inline[^/]*$/.test(path))).toEqual([]);
    } else {
      expect(modules).toEqual([]);
      // Where the first is not, the second is not looked for.
      expect([...fetched].filter(({ status }) => status === 404)).toHaveLength(1);
    }
    expect(first.length).toBeGreaterThan(0);
    // The names of files, as a development server tells the folder of the clone as well.
    expect(fetched.filter(({ name: path }) => /(check|jxl)[^/]*$/.test(path))).toEqual([]);
    if (server.folder !== undefined) expect(sizesIn(join(folder, server.folder))).not.toContain(JUDGE);
    // Whoever brings the bytes along brings the script of workers, too; elsewhere tiles are decoded in place.
    const pooled = await page.evaluate(async () => await (globalThis as unknown as { pooled(): Promise<unknown> }).pooled());
    expect(pooled).toEqual({ text: 'tile', running: BRINGS[name] ? 1 : 0 });
    expect(troubles).toEqual([]);
  } finally {
    await server.close();
  }
});

test('a server that answers with its page where a module should be does no harm', async () => {
  const server = await BUNDLERS['esbuild, split']!();
  const answerWithPage = (route: Route): Promise<void> => route.fulfill({ status: 200, contentType: 'text/html', body: '<!doctype html><title>App</title>' });
  try {
    const { page } = await open(server.url, (opened) => opened.route('**/*.wasm', answerWithPage));
    expect(await decode(page, 'lzw.tif')).toBe(wanted);
  } finally {
    await server.close();
  }
});

test('where neither bytes nor text of a module can be had, the error says what helps, and the next call tries again', async () => {
  const server = await BUNDLERS['no bundler, an import map']!();
  const fail = (route: Route): Promise<void> => route.abort();
  try {
    const { page } = await open(server.url, async (opened) => {
      await opened.route('**/*.wasm', fail);
      await opened.route('**/inline.js', fail);
    });
    const error = await page.evaluate(async () => await (globalThis as unknown as { failing(): Promise<unknown> }).failing());
    expect(error).toMatchObject({ code: 'no-module', retryable: true, message: expect.stringContaining('could not be loaded'), help: expect.stringMatching(/wasm-unsafe-eval[^]*optimizeDeps[^]*omescope\/slim/) });
    await page.unroute('**/*.wasm');
    expect(await decode(page, 'lzw.tif')).toBe(wanted);
  } finally {
    await server.close();
  }
});

test('in Node.js, bundled into one file, tiles come out right', async () => {
  const { build } = await import('esbuild');
  put('node-app.js', `import { openTiff } from 'omescope/tiff'; import { readdirSync, readFileSync, statSync } from 'node:fs'; import { createHash } from 'node:crypto';
    for (const name of ${JSON.stringify(IMAGES)}) {
      const { data } = await (await (await openTiff(readFileSync(name))).ifd(0)).plane();
      console.log(createHash('sha256').update(data).digest('hex'));
    }`);
  await build({ absWorkingDir: folder, entryPoints: ['node-app.js'], bundle: true, format: 'esm', platform: 'node', outfile: 'node/app.mjs' });
  for (const script of ['node/app.mjs', 'node-app.js']) expect(project.run(process.execPath, [script]).trim().split('\n')).toEqual([wanted, wanted]);
});
