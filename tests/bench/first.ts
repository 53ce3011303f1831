/** The first tile of a page or process that has decoded none, and the next ones. */
import { getDecoder } from 'geotiff';
import { decodeTile, initialize, type TileSpec } from 'omescope/slim';

/** Milliseconds of the first tile after the module is compiled, and of the fastest of the next ones. */
export interface First {
  readonly first: number;
  readonly later: number;
}

const LATER = 30;

type Decode = (packed: Uint8Array, spec: TileSpec) => Promise<unknown>;

async function throughGeotiff(packed: Uint8Array, spec: TileSpec): Promise<unknown> {
  const decoder = await getDecoder(spec.compression, {
    tileWidth: spec.width,
    tileHeight: spec.height,
    predictor: spec.predictor ?? 1,
    bitsPerSample: Array.from({ length: spec.samples }, () => spec.bits),
    planarConfiguration: 1,
    samplesPerPixel: spec.samples,
    LercParameters: [4, 0],
  } as never);
  return await decoder.decode(packed.slice().buffer);
}

export async function measureFirst(who: string, wasm: Uint8Array, packed: Uint8Array, spec: TileSpec): Promise<First> {
  const ours = who === 'omescope';
  const module = ours ? await WebAssembly.compile(wasm as BufferSource) : undefined;
  const decode: Decode = ours ? decodeTile : throughGeotiff;
  const start = performance.now();
  if (module !== undefined) await initialize(module);
  await decode(packed, spec);
  const first = performance.now() - start;
  let later = Infinity;
  for (let repeat = 0; repeat < LATER; repeat += 1) {
    const before = performance.now();
    await decode(packed, spec);
    later = Math.min(later, performance.now() - before);
  }
  return { first, later };
}
