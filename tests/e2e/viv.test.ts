// Images through Viv's own layers in Chromium: what the graphics card holds and what the canvas shows, loaded by omescope and by Viv.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page as BrowserPage } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
// @ts-expect-error: plain JavaScript without declarations
import { chromiumArgs, findChromium } from '../../scripts/lib/chromium.mjs';
// @ts-expect-error: plain JavaScript without declarations
import { serve } from '../../scripts/lib/serve.mjs';
import { root } from '../js/support/fixtures.js';
import { makeImageTiff, omeOf, pixelsOf, type Page } from '../js/support/image-tiff.js';
import { files as truthFiles } from '../truth/oracle/files.mjs';
import { generateFiles } from '../truth/oracle/generate.mjs';
import { expectedOutcomes } from '../truth/oracle/outcomes.mjs';
import { buildExample, buildPage, folder, installLayers } from './support/viv.js';

const FIRST_RUN_MS = 1_800_000;

interface Shown {
  readonly dtype: string;
  readonly shapes: readonly number[][];
  readonly width: number;
  readonly height: number;
  /** Bytes, RGBA, and numbers of 64 bits, in base64. */
  readonly canvas: string;
  readonly tiles: readonly { x: number; y: number; width: number; height: number; dtype: string; tileSize: number; values: string }[];
}

interface Case {
  readonly name: string;
  /** Files by name; one is opened over HTTP where `web` is set. */
  readonly files: Readonly<Record<string, Uint8Array | string>>;
  readonly web?: boolean;
  readonly selection?: object;
  readonly level?: number;
  readonly limits?: readonly [number, number];
  /** The picture that is to be shown. */
  readonly picture: Page;
  /** By how much a sample may differ, where a compression loses some. */
  readonly tolerance?: number;
  /** What Viv's own loader does with it. */
  readonly viv: 'right' | 'wrong' | 'fails';
}

const pattern = (plane: number) => (x: number, y: number, sample: number) => (x * 7 + y * 13 + plane * 31 + sample * 59 + ((x * y) >> 3)) % 251;
const page = (width: number, height: number, plane = 0, more: Partial<Page> = {}): Page => ({ width, height, value: pattern(plane), ...more });
const one = (name: string, picture: Page, viv: Case['viv'], { type = picture.type ?? 'uint8', bigEndian = false, tileAt = 0, pages = [picture], xml = '', ...more }: { type?: string; bigEndian?: boolean; tileAt?: number; pages?: Page[]; xml?: string } & Partial<Case> = {}): Case => {
  const description = xml || omeOf({ type: type.replace('float32', 'float'), sizes: { x: pages[0]?.width ?? 0, y: pages[0]?.height ?? 0, c: pages.length } });
  return { name, files: { 'image.ome.tif': makeImageTiff(pages, { bigEndian, tileAt, description }) }, picture, viv, ...more };
};

const whole = (more: Partial<Page>) => page(300, 260, 0, { tile: [256, 256], ...more });
const colours = (samples: number, planar: boolean) => page(280, 200, 0, { samples, planar, tile: [128, 128] });
const rgbXml = (attributes: string) => omeOf({ sizes: { x: 280, y: 200, c: 3 }, attributes, channels: '<Channel ID="Channel:0:0" SamplesPerPixel="3"/>' });
const pyramid = (factors: readonly number[], inChain = false) => {
  const levels = factors.map((factor) => page(512 / factor, 384 / factor, factor, { tile: [128, 128], ...(inChain ? { subfile: 1 } : {}) }));
  return { base: page(512, 384, 0, { tile: [128, 128], ...(inChain ? {} : { levels }) }), levels };
};
const setXml = omeOf({ sizes: { x: 64, y: 48, c: 2 }, tiffData: [0, 1].map((c) => `<TiffData FirstC="${c}" FirstZ="0" FirstT="0" IFD="0" PlaneCount="1"><UUID FileName="c${c}.ome.tif">urn:uuid:${c}</UUID></TiffData>`).join('') });
const halved = pyramid([2]);
const quartered = pyramid([4]);

const CASES: readonly Case[] = [
  one('uint16 in tiles, Deflate', whole({ type: 'uint16', deflate: true }), 'right'),
  one('uint16, big-endian', whole({ type: 'uint16' }), 'right', { bigEndian: true }),
  one('int8', whole({ type: 'int8', value: (x, y) => ((x + y) % 200) - 100 }), 'right', { limits: [-100, 100] }),
  one('float32', whole({ type: 'float32', value: (x, y) => (x + y) / 3 }), 'right'),
  one('12 bits', page(300, 40, 0, { type: 'uint16', bits: 12, value: (x, y) => (x * 11 + y * 5) % 4096 }), 'right', { limits: [0, 4095] }),
  one('strips of sixteen rows', page(300, 40, 0, { rows: 16 }), 'right'),
  one('the second channel where TiffData says', page(40, 30, 1), 'wrong', {
    pages: [page(40, 30, 1), page(40, 30, 0)],
    xml: omeOf({ sizes: { x: 40, y: 30, c: 2 }, tiffData: '<TiffData FirstC="0" IFD="1" PlaneCount="1"/><TiffData FirstC="1" IFD="0" PlaneCount="1"/>' }),
    selection: { c: 1 },
  }),
  one('16 bits that the OME-XML calls 8', page(40, 30, 0, { type: 'uint16', value: (x, y) => 300 + x + y }), 'fails', { type: 'uint8', limits: [0, 500] }),
  one('RGB, interleaved', colours(3, false), 'right', { xml: rgbXml('Interleaved="true"') }),
  one('RGB, interleaved, and the OME-XML does not say so', colours(3, false), 'wrong', { xml: rgbXml('') }),
  one('RGB, planar', colours(3, true), 'wrong', { xml: rgbXml('') }),
  one('a pyramid of factor 2, from afar', halved.levels[0] as Page, 'right', { pages: [halved.base], level: 1 }),
  one('a pyramid of factor 4, from afar', quartered.levels[0] as Page, 'wrong', { pages: [quartered.base], level: 2 }),
  one('a pyramid in the main chain', pyramid([2], true).levels[0] as Page, 'wrong', { pages: [pyramid([2], true).base, pyramid([2], true).levels[0] as Page], xml: omeOf({ sizes: { x: 512, y: 384 } }), level: 1 }),
  one('a tile that ends at a multiple of 64 KiB, over HTTP', page(256, 256, 0, { type: 'uint16', tile: [256, 256] }), 'fails', { tileAt: 65_536, web: true }),
  {
    name: 'a set with a companion, dropped',
    files: { 'set.companion.ome': setXml, 'c0.ome.tif': makeImageTiff([page(64, 48, 0)]), 'c1.ome.tif': makeImageTiff([page(64, 48, 1)]) },
    picture: page(64, 48, 1),
    selection: { c: 1 },
    viv: 'fails',
  },
  {
    name: 'a TIFF without OME-XML',
    files: { 'image.tif': makeImageTiff([page(64, 48, 2)]) },
    picture: page(64, 48, 2),
    viv: 'fails',
  },
];

/** Files of tests/truth, one of each compression: what another program wrote. */
const COMPRESSED = ['good/lzw-uint16', 'good/lzw-uint16-big-endian', 'good/deflate-predictor-2-uint16', 'good/packbits-uint16', 'good/lerc-uint16', 'good/lerc-zstd-uint16', 'good/jpeg-gray', 'good/jpeg-ycbcr-420', 'good/jpeg-ycbcr-444', 'compression/zstd', 'compression/jpeg2000', 'compression/jpegxl'];

interface TruthFile {
  readonly id: string;
  readonly path: string;
  readonly pixels: string;
  readonly images: readonly { readonly samples: number; readonly tolerance: readonly [number, number]; readonly levels: readonly { readonly shape: readonly number[]; readonly dtype: 'uint8' | 'uint16'; readonly at: number }[] }[];
}

function ofTruth({ id, path, pixels, images: [image] }: TruthFile): Case {
  const [level] = image?.levels ?? [];
  if (image === undefined || level === undefined) throw new Error(`${id} has no image`);
  const [height = 0, width = 0] = level.shape.slice(-2);
  const bytes = readFileSync(pixels);
  const Samples = level.dtype === 'uint8' ? Uint8Array : Uint16Array;
  const planes = new Samples(bytes.buffer.slice(bytes.byteOffset + level.at, bytes.byteOffset + level.at + width * height * image.samples * Samples.BYTES_PER_ELEMENT));
  const picture: Page = { width, height, type: level.dtype, samples: image.samples, value: (x, y, sample) => planes[(sample * height + y) * width + x] as number };
  const viv = ({ loads: 'right', wrong: 'wrong', fails: 'fails' } as const)[((expectedOutcomes() as Record<string, Record<string, string>>)[id]?.['viv@0.21'] ?? 'fails').split(':')[0] as 'loads'];
  return { name: id, files: { 'image.ome.tif': new Uint8Array(readFileSync(path)) }, limits: [0, level.dtype === 'uint8' ? 255 : 65_535], picture, tolerance: image.tolerance[0], viv };
}

const missing = await generateFiles();
if (missing !== undefined) console.warn(`SKIPPED: compressions are not seen in Chromium: ${missing}`);
const compressed = missing === undefined ? (truthFiles() as TruthFile[]).filter(({ id }) => COMPRESSED.includes(id)).map(ofTruth) : [];

/** What is shown that is not so, in words; nothing where all is right. */
function falsehood({ picture, limits = [0, 255], tolerance = 0 }: Case, shown: Shown): string | undefined {
  const { width, height, samples = 1 } = picture;
  if (shown.width !== width || shown.height !== height) return `${shown.width} x ${shown.height} pixels`;
  const pixels = pixelsOf(picture);
  if (samples === 1) {
    const found = new Array<number>(width * height);
    for (const tile of shown.tiles) {
      const values = new Float64Array(Uint8Array.from(Buffer.from(tile.values, 'base64')).buffer);
      for (const [at, value] of values.entries()) {
        found[(tile.y * tile.tileSize + Math.floor(at / tile.width)) * width + tile.x * tile.tileSize + (at % tile.width)] = value;
      }
    }
    const at = pixels.findIndex((value, index) => !(Math.abs((found[index] as number) - Math.fround(value)) <= tolerance));
    if (at >= 0) return `${found[at]} for ${pixels[at]} in a texture, at pixel ${at}`;
  }
  const canvas = Buffer.from(shown.canvas, 'base64');
  for (let at = 0; at < width * height; at += 1) {
    for (const channel of [0, 1, 2]) {
      const value = pixels[at * samples + (samples === 1 ? 0 : channel)] as number;
      const wanted = samples === 1 ? Math.min(Math.max((255 * (value - limits[0])) / (limits[1] - limits[0]), 0), 255) : value;
      const got = canvas[at * 4 + channel] as number;
      if (Math.abs(got - wanted) > 1 + tolerance) return `${got} for ${wanted} on the canvas, at pixel ${at}`;
    }
  }
  return undefined;
}

describe('Viv in Chromium', () => {
  let browser: Browser;
  let server: { readonly url: string; close(): Promise<void> };
  let tab: BrowserPage;

  beforeAll(async () => {
    await installLayers();
    await buildPage();
    mkdirSync(join(folder, 'files'), { recursive: true });
    writeFileSync(join(folder, 'page.html'), '<!doctype html><script type="module" src="/page/page.js"></script>');
    server = (await serve({ root: join('build', 'viv') })) as typeof server;
    browser = await chromium.launch({ executablePath: (await findChromium()) as string, args: chromiumArgs as string[] });
    await freshPage();
  }, FIRST_RUN_MS);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function freshPage(): Promise<void> {
    await tab?.close();
    tab = await browser.newPage();
    await tab.goto(`${server.url}page.html`);
    await tab.waitForFunction(() => 'show' in globalThis);
  }

  async function show(loader: 'omescope' | 'viv', { files, web = false, selection = {}, limits = [0, 255], level = 0 }: Case): Promise<Shown> {
    const [[name, bytes]] = Object.entries(files) as [[string, Uint8Array | string]];
    if (web) writeFileSync(join(folder, 'files', name), bytes);
    const job = { loader, selection, limits, level, ...(web ? { address: `${server.url}files/${name}` } : { files: Object.entries(files).map(([each, content]) => ({ name: each, base64: Buffer.from(content).toString('base64') })) }) };
    return await tab.evaluate((given) => (globalThis as unknown as { show(job: unknown): Promise<Shown> }).show(given), job);
  }

  test.each([...CASES, ...compressed])('$name', async (each) => {
    const own = await show('omescope', each);
    expect(falsehood(each, own)).toBeUndefined();
    // What is not compressed is not sent to workers.
    const isSent = Object.values(each.files).length === 1 && each.picture.deflate === true;
    expect(await tab.evaluate(() => (globalThis as unknown as { pool: { running: number } }).pool.running)).toBeGreaterThanOrEqual(isSent ? 1 : 0);
    const viv = await show('viv', each).then(
      (shown) => falsehood(each, shown) ?? 'right',
      (error: unknown) => `fails: ${String(error).split('\n')[0]}`,
    );
    if (viv.startsWith('fails')) await freshPage();
    console.log(`${each.name}: omescope right; Viv's own loader ${viv}`);
    expect(viv === 'right' ? 'right' : viv.startsWith('fails') ? 'fails' : 'wrong').toBe(each.viv);
  });

  test('examples/viv shows an image that is chosen', async () => {
    const built = await buildExample();
    const site = (await serve({ root: built })) as typeof server;
    const example = await browser.newPage();
    try {
      const troubles: string[] = [];
      example.on('pageerror', (error) => troubles.push(`${error}`));
      await example.goto(site.url);
      await example.locator('#files').setInputFiles(join(root, 'www', 'samples', 'cells.ome.tif'));
      await example.locator('canvas[data-shown="Image:0"]').waitFor();
      expect(await example.locator('#about').textContent()).toBe('cells: 1024 x 768, DAPI, E-cadherin, Mitochondria');
      expect(troubles).toEqual([]);
    } finally {
      await example.close();
      await site.close();
    }
  });
});
