/**
 * The first verdict of a fresh process of the command line, and of a fresh page: of a small file and of one of 1 GB, by turns with
 * another build, whose folder OMESCOPE_BEFORE names. What both say is compared first.
 */
import { execFileSync } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, readdirSync, statSync, writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';
import { bigTiff } from '../js/support/big-tiff.js';
import { cpuOfPage } from './cpu.js';
import { machine, milliseconds, printTable } from './table.js';

const root = process.cwd();
const ROUNDS = Number(process.env['ROUNDS'] ?? 7);
/** Part of the time of the other build. */
const GOAL = 0.6;

interface Build {
  readonly name: string;
  readonly folder: string;
}

interface Sample {
  readonly processor: number;
  readonly wall: number;
  readonly said: string;
}

const folder = join(root, 'build', 'bench', 'verdict');
mkdirSync(folder, { recursive: true });
const small = join(folder, 'small.ome.tif');
copyFileSync(join(root, 'tests', 'fixtures', 'tiff', 'ome-pyramid.ome.tif'), small);
const large = join(folder, 'large.ome.tif');
makeLarge(large);

/** Four channels of 11,264 x 11,264 pixels of 16 bits with six levels: 1.35 GB, of which the tiles are holes. */
function makeLarge(path: string): void {
  const { size, parts } = bigTiff(4, 11_264, 6);
  if (existsSync(path) && statSync(path).size === size) return;
  const file = openSync(path, 'w');
  ftruncateSync(file, size);
  for (const { at, bytes } of parts) writeSync(file, bytes, 0, bytes.length, at);
  closeSync(file);
}

/** Processor time of processes that were started from here and have ended, in milliseconds, to ten of them. */
function ofChildren(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').replace(/^.*\) /s, '').split(' ');
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

function inProcess(args: readonly string[]): Promise<Sample> {
  const [before, start] = [ofChildren(), performance.now()];
  const said = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return Promise.resolve({ said, wall: performance.now() - start, processor: ofChildren() - before });
}

/** A static host as most are: it compresses what is text or program. */
async function host(site: string): Promise<{ readonly url: string; close(): void }> {
  const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.wasm': 'application/wasm' };
  const files = new Map(readdirSync(site).filter((name) => extname(name) in types).map((name) => [`/${name}`, gzipSync(readFileSync(join(site, name)), { level: 9 })]));
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '');
    const body = files.get(path);
    response.writeHead(body ? 200 : 404, { 'Content-Type': types[extname(path)] ?? 'text/plain', ...(body && { 'Content-Encoding': 'gzip' }), 'Cache-Control': 'no-store' }).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${(server.address() as { port: number }).port}/`, close: () => server.close() };
}

/** A link of 20 Mbit/s, where an answer takes 40 ms. */
const LINK = { offline: false, latency: 40, downloadThroughput: 20e6 / 8, uploadThroughput: 20e6 / 8 };

/** Calls `told` with the time since the page was opened, and with what it says: first when it is ready, then of the verdict. */
const WATCH = `new MutationObserver((_, observer) => {
  const ready = document.documentElement?.dataset.ready && !globalThis.wasReady;
  if (ready) { globalThis.wasReady = true; told(JSON.stringify({ at: performance.now(), said: 'ready' })); }
  const card = document.querySelector('.bench .result article');
  if (!card) return;
  observer.disconnect();
  told(JSON.stringify({ at: performance.now(), said: card.textContent.slice(0, 200) }));
}).observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-ready'] });`;

/** Opens the page and gives it a file, if there is one, as soon as it can take it. By the protocol alone, as helpers in the page take time, too. */
async function inPage(browser: Browser, url: string, path: string | undefined, link?: typeof LINK): Promise<Sample> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  if (link) await session.send('Network.emulateNetworkConditions', link);
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: 'told' });
  await page.addInitScript({ content: WATCH });
  const spent = await cpuOfPage(page);
  const before = await spent(true);
  const told = new Promise<{ at: number; said: string }>((done) => {
    session.on('Runtime.bindingCalled', ({ payload }) => {
      const given = JSON.parse(payload) as { at: number; said: string };
      if ((given.said === 'ready') === (path === undefined)) done(given);
    });
  });
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  if (path !== undefined) {
    await session.send('DOM.enable');
    const { root: document } = await session.send('DOM.getDocument');
    const { nodeId } = await session.send('DOM.querySelector', { nodeId: document.nodeId, selector: '#files' });
    await session.send('DOM.setFileInputFiles', { nodeId, files: [path] });
  }
  const { at, said } = await told;
  const after = await spent(true);
  await context.close();
  return { wall: at, said, processor: after - before };
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

async function compare(name: string, builds: readonly Build[], run: (build: Build) => Promise<Sample>): Promise<string[]> {
  const samples = new Map<Build, Sample[]>(builds.map((build) => [build, []]));
  for (let round = 0; round < ROUNDS; round += 1) for (const build of builds) samples.get(build)?.push(await run(build));
  const said = new Set([...samples.values()].flat().map((sample) => sample.said));
  if (said.size > 1) throw new Error(`${name}: the builds do not say the same: ${[...said].map((text) => text.slice(0, 400)).join('\n---\n')}`);
  const [ours, theirs] = builds.map((build) => samples.get(build) ?? []);
  const cells = (of: readonly Sample[] | undefined): string[] =>
    of === undefined ? [] : [milliseconds(mean(of.map(({ processor }) => processor))), milliseconds(median(of.map(({ wall }) => wall)))];
  const part = (pick: (sample: Sample) => number): number => mean((ours ?? []).map(pick)) / mean((theirs ?? []).map(pick));
  const [processor, wall] = [part((one) => one.processor), part((one) => one.wall)];
  return [name, ...cells(ours), ...cells(theirs), ...(theirs === undefined ? [] : [processor.toFixed(2), wall.toFixed(2), Math.min(processor, wall) <= GOAL ? 'met' : 'missed'])];
}

const before = process.env['OMESCOPE_BEFORE'];
const builds: Build[] = [{ name: 'this build', folder: root }, ...(before === undefined ? [] : [{ name: 'before', folder: before }])];
console.log(machine());
const rows: string[][] = [];
const cli = (build: Build, ...args: string[]): string[] => [join(build.folder, 'dist', 'cli', 'main.js'), ...args];
rows.push(await compare('node, which does nothing', builds, () => inProcess(['-e', '0'])));
rows.push(await compare('omescope --version', builds, (build) => inProcess(cli(build, '--version'))));
rows.push(await compare('omescope offsets, small', builds, (build) => inProcess(cli(build, 'offsets', '--stdout', small))));
for (const [size, path] of [['small', small], ['1 GB', large]] as const) {
  rows.push(await compare(`omescope, ${size}`, builds, (build) => inProcess(cli(build, '--fail-on', 'never', '--offsets', 'none', path))));
}

const { findChromium, chromiumArgs } = await import(join(root, 'scripts', 'lib', 'chromium.mjs'));
const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumArgs });
const servers = new Map<Build, { readonly url: string; close(): void }>();
for (const build of builds) servers.set(build, await host(join(build.folder, 'build', 'site')));
rows.push(await compare('fresh page, until it takes a file', builds, (build) => inPage(browser, servers.get(build)?.url ?? '', undefined)));
for (const [size, path] of [['small', small], ['1 GB', large]] as const) {
  rows.push(await compare(`fresh page, ${size}`, builds, (build) => inPage(browser, servers.get(build)?.url ?? '', path)));
  rows.push(await compare(`the same over 20 Mbit/s`, builds, (build) => inPage(browser, servers.get(build)?.url ?? '', path, LINK)));
}
await browser.close();
for (const server of servers.values()) server.close();
const columns = builds.flatMap(({ name }) => [`${name}, processor`, 'until it is there']);
printTable(`First verdicts: processor time (mean) and time (median) of ${ROUNDS} fresh starts`, ['', ...columns, ...(before === undefined ? [] : ['processor', 'time', `goal ${GOAL}`])], rows);
