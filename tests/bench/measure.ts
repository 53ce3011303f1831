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
const REPEATS = 6;

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
      } as never);
      return new Uint8Array(await decoder.decode(packed.slice().buffer));
    },
    async DecompressionStream({ packed, spec }) {
      if (spec.compression !== 8 || (spec.predictor ?? 1) !== 1) throw new Error('');
      const stream = new Blob([packed.slice()]).stream().pipeThrough(new DecompressionStream('deflate'));
      return new Uint8Array(await new Response(stream).arrayBuffer());
    },
  };
}

function equal(found: Uint8Array, wanted: Uint8Array): boolean {
  return found.length === wanted.length && found.every((byte, index) => byte === wanted[index]);
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
        times[name] = equal(await decode(tile), tile.samples) ? Infinity : 'wrong pixels';
      } catch (error) {
        times[name] = error instanceof Error ? error.message.slice(0, 30) : String(error);
      }
    }
    if (typeof times['omescope'] === 'string') throw new Error(`${tile.name}: omescope: ${times['omescope']}`);
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [tile, times] of results) {
      for (const [name, decode] of Object.entries(all)) {
        for (let repeat = 0; repeat < REPEATS && typeof times[name] === 'number'; repeat += 1) {
          const start = performance.now();
          await decode(tile);
          times[name] = Math.min(times[name] as number, performance.now() - start);
        }
      }
    }
  }
  return [...results].map(([{ name }, times]) => ({ name, times }));
}
