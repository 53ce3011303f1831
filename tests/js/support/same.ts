/** Files of several kinds whose reports have to be the same wherever they are made. */
import { join } from 'node:path';
import { corpus, fixturePath, root } from './fixtures.js';

export interface SameFile {
  readonly name: string;
  readonly path: string;
}

const TIFF = ['ome-pyramid.ome.tif', 'ome-pyramid-bigtiff-be.ome.tif', 'ome-pyramid-one-level.ome.tif', 'alternating-lzw-be.tif', 'contiguous-bigtiff-be.tif', 'float32-predictor3.tif', 'rgb-planar.tif', 'strips-odd-rows.tif', 'nested-subifds.tif', 'minimal-tags.tif'];
const BROKEN = ['cycle-to-first.tif', 'html.tif', 'empty.tif', 'subifd-outside.tif', 'cut-in-entries.tif'];

export function sameFiles(): SameFile[] {
  const samples = ['cells.ome.tif', 'broken.ome.tif'].map((name) => join(root, 'www', 'samples', name));
  const own = [...TIFF.map((name) => fixturePath('tiff', name)), ...BROKEN.map((name) => fixturePath('broken', name))];
  const found = corpus();
  // One in four: they are many.
  const real = (found?.tiffs ?? []).filter(({ path }) => /ome|pyramid/.test(path)).filter((_, index) => index % 4 === 0).map(({ path }) => join(found?.folder ?? '', path));
  return [...samples, ...own, ...real].map((path) => ({ name: path.split('/').at(-1) ?? '', path }));
}
