/** One measurement in a page of its own; `first.bench.ts` calls it. */
import { measureFirst } from './first.js';
import type { TileSpec } from 'omescope';

const load = async (path: string): Promise<Uint8Array> => new Uint8Array(await (await fetch(path)).arrayBuffer());

Object.assign(globalThis, {
  async first(who: string, index: number, spec: TileSpec) {
    const [wasm, packed] = await Promise.all([load('/omescope.wasm'), load(`/tiles/${index}`)]);
    return await measureFirst(who, wasm, packed, spec);
  },
});
