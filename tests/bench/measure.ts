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

/**
 * Decodes a tile again and again for so long, and says how often. Whoever asks measures the processor's time for it: on a
 * machine that is shared the clock on the wall is unfair to slow decoders, whose tiles never fit between interruptions.
 */
export async function repeat(decode: Decode, tile: Packed, milliseconds: number): Promise<number> {
  const end = performance.now() + milliseconds;
  let count = 0;
  // Ends: time passes. Looked at the clock seldom enough that it does not count.
  do {
    const before = performance.now();
    let batch = 0;
    do {
      await decode(tile);
      batch += 1;
    } while (batch < 16 && performance.now() - before < 1);
    count += batch;
  } while (performance.now() < end);
  return count;
}
