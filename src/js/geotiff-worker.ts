/** A worker for the pool of geotiff.js, releases 2 and 3: answers its messages, with decoders of omescope. */
import { decodeFor, toldBy, toldIn } from './geotiff/decoder.js';
import { tiles } from './shipped-tiles.js';

interface Asked {
  readonly buffer: ArrayBuffer;
  /** Releases 2. */
  readonly fileDirectory?: object;
  readonly id?: number;
  /** Releases 3. */
  readonly decoderParameters?: unknown;
  readonly jobId?: number;
}

interface WorkerScope {
  postMessage(message: unknown, transfer?: readonly ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: Asked }) => void): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.addEventListener('message', ({ data }) => void answer(data));

async function answer({ buffer, fileDirectory, decoderParameters, ...names }: Asked): Promise<void> {
  try {
    const decoded = await decodeFor(tiles, undefined, fileDirectory === undefined ? toldIn(decoderParameters) : toldBy(fileDirectory, buffer), buffer);
    scope.postMessage({ decoded, ...names }, [decoded]);
  } catch (error) {
    // Releases 2 have no way to say it; without any answer, they wait for ever.
    scope.postMessage({ error: error instanceof Error ? error.message : String(error), ...names });
  }
}
