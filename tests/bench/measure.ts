/** Decoders beside each other, one tile after the other in each round, in Node.js or in a page. */
import { getDecoder } from 'geotiff';
import { decodeInto, decodeTile, type Samples } from 'omescope';
import type { Tile } from './tiles.js';

export interface Measured {
  readonly name: string;
  /** Milliseconds a tile, by decoder; a text says why there is no time. */
  readonly times: Record<string, number | string>;
}

type Decoder = (tile: Tile) => Promise<Uint8Array>;

const ROUNDS = 5;
/** Milliseconds that are measured at a time: clocks of browsers are coarse. */
const SPAN = 20;

function bytesOf(samples: Samples): Uint8Array {
  return new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
}

function decoders(): Record<string, Decoder> {
  const targets = new Map<Tile, Samples>();
  return {
    async omescope(tile) {
      const target = targets.get(tile) ?? (await decodeTile(tile.packed, tile.spec));
      targets.set(tile, target);
      return bytesOf(await decodeInto(tile.packed, tile.spec, target));
    },
    async 'geotiff.js 3.0.5'({ packed, spec }) {
      const decoder = await getDecoder(spec.compression, {
        tileWidth: spec.width,
        tileHeight: spec.height,
        predictor: spec.predictor ?? 1,
        bitsPerSample: Array.from({ length: spec.samples }, () => spec.bits),
        planarConfiguration: 1,
        samplesPerPixel: spec.samples,
      } as never);
      return new Uint8Array(await decoder.decode(packed.slice().buffer));
    },
    async 'createImageBitmap + getImageData'({ packed, spec }) {
      if (spec.compression !== 7 || typeof OffscreenCanvas === 'undefined') throw new Error('');
      const bitmap = await createImageBitmap(new Blob([packed.slice()], { type: 'image/jpeg' }));
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true });
      context?.drawImage(bitmap, 0, 0);
      return new Uint8Array(context?.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer ?? new ArrayBuffer(0));
    },
    async DecompressionStream({ packed, spec }) {
      if (spec.compression !== 8 || (spec.predictor ?? 1) !== 1) throw new Error('');
      const stream = new Blob([packed.slice()]).stream().pipeThrough(new DecompressionStream('deflate'));
      return new Uint8Array(await new Response(stream).arrayBuffer());
    },
  };
}

/** Whether the pixels are right; of JPEG, which others deliver as YCbCr or RGBA, ours only, to two grey levels. */
function isRight(name: string, found: Uint8Array, { spec, samples }: Tile): boolean {
  if (spec.compression !== 7) return found.length === samples.length && found.every((byte, index) => byte === samples[index]);
  return name !== 'omescope' || (found.length === samples.length && found.every((byte, index) => Math.abs(byte - (samples[index] ?? 0)) <= 2));
}

/** Compares all outputs first, then measures: the fastest of all repeats. */
export async function measure(tiles: readonly Tile[]): Promise<Measured[]> {
  const all = decoders();
  const results = new Map<Tile, Record<string, number | string>>();
  for (const tile of tiles) {
    const times: Record<string, number | string> = {};
    results.set(tile, times);
    for (const [name, decode] of Object.entries(all)) {
      try {
        times[name] = isRight(name, await decode(tile), tile) ? Infinity : 'wrong pixels';
      } catch (error) {
        times[name] = error instanceof Error ? error.message.slice(0, 30) : String(error);
      }
    }
    if (typeof times['omescope'] === 'string') throw new Error(`${tile.name}: omescope: ${times['omescope']}`);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [tile, times] of results) {
      for (const [name, decode] of Object.entries(all)) {
        if (typeof times[name] === 'string') continue;
        const estimate = Number.isFinite(times[name]) ? (times[name] as number) : 1;
        const count = Math.max(1, Math.min(500, Math.ceil(SPAN / Math.max(estimate, 0.01))));
        const start = performance.now();
        for (let repeat = 0; repeat < count; repeat += 1) await decode(tile);
        times[name] = Math.min(times[name] as number, (performance.now() - start) / count);
      }
    }
  }
  return [...results].map(([{ name }, times]) => ({ name, times }));
}
