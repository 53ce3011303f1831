/** Decoding tiles in Node.js and in Chromium, one thread, copies in and out included, beside what viewers have today. */
import { createServer } from 'node:http';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { measure, type Measured } from './measure.js';
import { machine, printTable } from './table.js';
import { makeTiles, type Tile } from './tiles.js';

const root = process.cwd();

function print(title: string, tiles: readonly Tile[], measured: readonly Measured[]): void {
  const rows = measured.map(({ name, times }, index) => {
    const bytes = tiles[index]?.samples.length ?? 512 * 512 * 3;
    const speed = (time: number | string | undefined): string => (typeof time === 'number' ? `${Math.round(bytes / time / 1000)}` : (time ?? ''));
    const [ours, theirs] = [times['omescope'], times['geotiff.js 3.0.5']];
    const ratio = typeof ours === 'number' && typeof theirs === 'number' ? `${(theirs / ours).toFixed(1)} x` : '';
    return [name, speed(ours), speed(theirs), ratio, speed(times['DecompressionStream']), speed(times['createImageBitmap + getImageData'])];
  });
  printTable(title, ['512 x 512 tile', 'omescope MB/s', 'geotiff.js 3.0.5', 'ratio', 'DecompressionStream', 'createImageBitmap + getImageData'], rows);
}

async function inChromium(tiles: readonly Tile[]): Promise<Measured[]> {
  const { outputFiles } = await build({ absWorkingDir: root, entryPoints: ['tests/bench/codecs.page.ts'], bundle: true, format: 'esm', platform: 'browser', write: false, minify: true });
  const script = outputFiles[0]?.text ?? '';
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.writeHead(200, { 'Content-Type': isScript ? 'text/javascript' : 'text/html' });
    response.end(isScript ? script : '<!doctype html><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { findChromium, chromiumArgs } = await import(join(root, 'scripts', 'lib', 'chromium.mjs'));
  const browser = await chromium.launch({ executablePath: await findChromium(), args: chromiumArgs });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as { port: number }).port}/`);
    console.log(`Chromium ${browser.version()}`);
    const packed = tiles.map((tile) => ({ ...tile, packed: Buffer.from(tile.packed).toString('base64'), samples: Buffer.from(tile.samples).toString('base64') }));
    return await page.evaluate(async (all) => await (globalThis as unknown as { measureTiles(tiles: unknown): Promise<Measured[]> }).measureTiles(all), packed);
  } finally {
    await browser.close();
    server.close();
  }
}

console.log(machine());
const tiles = makeTiles();
print('Tiles in Node.js', tiles, await measure(tiles));
print('Tiles in Chromium', tiles, await inChromium(tiles));
