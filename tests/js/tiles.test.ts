/** Files of tifffile and imagecodecs through the built package; see tests/fixtures/tiles/generate.py. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openTiff, type Pixels } from 'omescope';
import { root } from './support/fixtures.js';

interface Page {
  readonly dtype: string;
  readonly predictor: number;
  readonly sha256: string;
  readonly sha256OfFloat32?: string;
}

const folder = join(root, 'tests', 'fixtures', 'tiles');
const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Record<string, Page[]>;

/** All samples of a pixel together. */
function chunky({ data, layout, samples, width, height }: Pixels): Uint8Array {
  if (layout !== 'planar' || samples === 1) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const together = (data as Uint8Array).slice();
  const pixels = width * height;
  for (let at = 0; at < together.length; at += 1) together[at] = (data as Uint8Array)[(at % samples) * pixels + Math.floor(at / samples)] ?? 0;
  return new Uint8Array(together.buffer);
}

test.each(Object.entries(expected))('%s decodes to the samples that were written', async (name, pages) => {
  const tiff = await openTiff(new Uint8Array(readFileSync(join(folder, name))));
  expect(tiff.images).toHaveLength(pages.length);
  for (const [index, page] of pages.entries()) {
    const pixels = await (await tiff.ifd(index)).plane();
    const hash = createHash('sha256').update(chunky(pixels)).digest('hex');
    expect(hash, `page ${index}: ${JSON.stringify(page)}`).toBe(page.sha256OfFloat32 ?? page.sha256);
  }
});
