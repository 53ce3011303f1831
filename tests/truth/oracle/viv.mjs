// @vivjs/loaders as npm has it.
import { pathToFileURL } from 'node:url';
import { forViv } from './environment.mjs';
import { installed } from './places.mjs';

/** Codecs that load their code when they are first used: done beforehand, so that it does not shift requests into other rounds. */
const CODES = [1, 5, 7, 8, 32773, 34887];

export async function viv() {
  await forViv();
  const { loadOmeTiff } = await import(pathToFileURL(installed('@vivjs', 'loaders', 'dist', 'index.mjs')).href);
  const { getDecoder } = await import(pathToFileURL(installed('geotiff', 'dist-module', 'geotiff.js')).href);
  const { decompress } = await import(pathToFileURL(installed('lzw-tiff-decoder', 'index.mjs')).href);
  await Promise.all(CODES.map((Compression) => getDecoder({ Compression, BitsPerSample: [8], ImageWidth: 1, ImageLength: 1, LercParameters: [4, 0] })));
  await decompress(new Uint8Array([0x80, 0x00, 0x60, 0x10, 0x10]), 1);
  return {
    async open({ url, offsets }) {
      const loaded = await loadOmeTiff(url, { offsets, images: 'all', pool: false });
      return { images: loaded, start: loaded.map(({ data }) => startSelections(data[0])), view: {} };
    },
  };
}

/**
 * The planes that Avivator reads from the lowest level when it starts: up to four channels, at the middle section and time point; one
 * where samples are interleaved. (buildDefaultSelection of sites/avivator, which is not on npm.)
 */
export function startSelections({ labels, shape }) {
  const size = (label) => shape[labels.indexOf(label)];
  const middle = { z: Math.floor(size('z') / 2), t: Math.floor(size('t') / 2) };
  const interleaved = [3, 4].includes(shape.at(-1));
  const count = interleaved ? 1 : Math.min(4, size('c'));
  return Array.from({ length: count }, (_, c) => ({ c, ...middle }));
}
