/** One decoder on one tile at a time: first whether its pixels are right, then how long it takes. */
import { NotMeant, type Decode, type Packed } from './decoders.js';

/** A tile with what it should be decoded to. */
export interface Known extends Packed {
  readonly samples: Uint8Array;
}

/** Milliseconds a tile by who decodes it, `omescope` in Chromium and `omescope, Node.js`; a text says why there is none. */
export type Times = Record<string, number | string>;

/** Whether the samples are right. Of JPEG, others deliver YCbCr or RGBA, and ours has to be equal to libjpeg-turbo's. */
function isRight(name: string, found: Uint8Array, { spec, samples }: Known): boolean {
  if (spec.compression === 7 && name !== 'omescope') return found.length >= samples.length;
  return found.length === samples.length && found.every((byte, index) => byte === samples[index]);
}

/** An empty text if the decoder is right on this tile, else why it is not timed; `undefined` if it is not meant for it. */
export async function judge(name: string, decode: Decode, tile: Known): Promise<string | undefined> {
  try {
    return isRight(name, await decode(tile), tile) ? '' : 'wrong pixels';
  } catch (error) {
    return error instanceof NotMeant ? undefined : error instanceof Error ? error.message.slice(0, 60) : String(error);
  }
}

/** Milliseconds a tile: the least over batches that are long enough for the coarse clocks of browsers. */
export async function time(decode: Decode, tile: Packed, milliseconds: number): Promise<number> {
  let [best, spent, count] = [Infinity, 0, 1];
  // Ends: each batch takes some time, and is longer than the one before if that was too short to be measured.
  while (spent < milliseconds) {
    const start = performance.now();
    for (let repeat = 0; repeat < count; repeat += 1) await decode(tile);
    const took = performance.now() - start;
    if (took > milliseconds / 8) best = Math.min(best, took / count);
    spent += took;
    count = Math.max(1, Math.min(2000, took < milliseconds / 64 ? count * 8 : Math.ceil((count * milliseconds) / 4 / took)));
  }
  return best;
}
