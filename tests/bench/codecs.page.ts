/** The measurement as a page runs it; `tests/bench/codecs.bench.ts` calls it. */
import { measure } from './measure.js';
import type { Tile } from './tiles.js';

const unpack = (text: string): Uint8Array => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

/** A JPEG of an RGB tile by the browser's own encoder, and the pixels its own decoder makes of it. */
async function jpegTile(rgb: Tile, quality: number): Promise<Tile> {
  const { width, height } = rgb.spec;
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let index = 0; index < width * height; index += 1) rgba.set(rgb.samples.subarray(index * 3, index * 3 + 3), index * 4);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context?.putImageData(new ImageData(rgba, width, height), 0, 0);
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
  context?.drawImage(await createImageBitmap(blob), 0, 0);
  const shown = context?.getImageData(0, 0, width, height).data ?? rgba;
  const samples = Uint8Array.from({ length: width * height * 3 }, (_, at) => shown[Math.floor(at / 3) * 4 + (at % 3)] ?? 0);
  return { name: `JPEG quality ${quality * 100}, H&E-like RGB`, spec: { ...rgb.spec, compression: 7, predictor: 1, color: 'rgb' }, packed: new Uint8Array(await blob.arrayBuffer()), samples };
}

Object.assign(globalThis, {
  async measureTiles(packed: (Omit<Tile, 'packed' | 'samples'> & { packed: string; samples: string })[]) {
    const tiles: Tile[] = packed.map((tile) => ({ ...tile, packed: unpack(tile.packed), samples: unpack(tile.samples) }));
    const rgb = tiles.find((tile) => tile.spec.samples === 3);
    if (rgb !== undefined) tiles.push(await jpegTile(rgb, 0.75), await jpegTile(rgb, 0.95));
    return await measure(tiles);
  },
});
