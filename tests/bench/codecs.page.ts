/** The measurement as a page runs it; `tests/bench/codecs.bench.ts` asks for one at a time. */
import { decoders } from './decoders.js';
import { judge, repeat, type Known } from './measure.js';

const all = decoders('/lerc-wasm.wasm');
const tiles: Known[] = [];

async function load(path: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(path)).arrayBuffer());
}

Object.assign(globalThis, {
  async take(index: number, spec: Known['spec']): Promise<void> {
    const [packed, samples] = await Promise.all([load(`/tiles/${index}/packed`), load(`/tiles/${index}/samples`)]);
    tiles[index] = { spec, packed, samples, length: samples.length };
  },
  judge: (index: number, name: string) => judge(name, all[name]!, tiles[index]!),
  repeat: (index: number, name: string, milliseconds: number) => repeat(all[name]!, tiles[index]!, milliseconds),
});
