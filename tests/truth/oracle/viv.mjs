// @vivjs/loaders as npm has it.
import { pathToFileURL } from 'node:url';
import { forViv } from './environment.mjs';
import { installed } from './places.mjs';
import { vivOf } from './avivator.mjs';

/** Codecs that load their code when they are first used: done beforehand, so that it does not shift requests into other rounds. */
const CODES = [1, 5, 7, 8, 32773, 34887];

export async function viv() {
  await forViv();
  const { loadOmeTiff } = await import(pathToFileURL(installed('@vivjs', 'loaders', 'dist', 'index.mjs')).href);
  const { getDecoder } = await import(pathToFileURL(installed('geotiff', 'dist-module', 'geotiff.js')).href);
  const { decompress } = await import(pathToFileURL(installed('lzw-tiff-decoder', 'index.mjs')).href);
  await Promise.all(CODES.map((Compression) => getDecoder({ Compression, BitsPerSample: [8], ImageWidth: 1, ImageLength: 1, LercParameters: [4, 0] })));
  await decompress(new Uint8Array([0x80, 0x00, 0x60, 0x10, 0x10]), 1);
  return vivOf(loadOmeTiff);
}
