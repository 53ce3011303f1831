/** What happens to the stock of instances when a job fails inside of one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { converse } from '../../src/js/drive.js';
import { createEngine, type Engine } from '../../src/js/engine.js';
import type { Glue } from '../../src/js/generated/glue.js';
import { toSource } from '../../src/js/input.js';
import { decodeBlock } from '../../src/js/tiff/decode.js';
import { root } from './support/fixtures.js';
import { makeTiff } from './support/tiff.js';

const wasm = readFileSync(join(root, 'dist', 'omescope.wasm'));
const { bytes, offsets } = makeTiff(4);

function walk(engine: Engine): Promise<number[]> {
  return converse(engine, toSource(bytes), { kind: 'offsets' }, {}, (instance) => Array.from(instance.offsets()));
}

/** An engine whose instances trap where they are told to, and which counts what comes back. */
function trapping(method: keyof Glue, thrown: unknown): { engine: Engine; given: Glue[]; heal: () => void } {
  const real = createEngine(() => WebAssembly.compile(wasm));
  const given: Glue[] = [];
  let ill = true;
  const trap = (): never => {
    throw thrown;
  };
  const engine: Engine = {
    async take() {
      const instance = await real.take();
      return ill ? { ...instance, [method]: trap } : instance;
    },
    give(instance) {
      given.push(instance);
      real.give(instance);
    },
    shared: () => real.shared(),
    drop: (instance) => real.drop(instance),
  };
  return { engine, given, heal: () => (ill = false) };
}

test.each([
  ['step', new WebAssembly.RuntimeError('unreachable')],
  ['supply', new RangeError('Maximum call stack size exceeded')],
  ['offsets', new Error('panicked at src/tiff/chain.rs:1:1')],
] as const)('an instance that traps in %s is thrown away, and the next job works', async (method, thrown) => {
  const { engine, given, heal } = trapping(method, thrown);
  const error = await walk(engine).catch((caught: unknown) => caught);
  expect(error).toMatchObject({ code: 'internal', cause: thrown });
  expect(String(error)).toContain(thrown.message);
  expect(given).toEqual([]);
  heal();
  expect(await walk(engine)).toEqual(offsets);
  expect(given).toHaveLength(1);
});

test('an instance is used again for the next job', async () => {
  const engine = createEngine(() => WebAssembly.compile(wasm));
  const first = await engine.take();
  engine.give(first);
  expect(await engine.take()).toBe(first);
  expect(await engine.take()).not.toBe(first);
});

test('a module that cannot be loaded is asked for again', async () => {
  let tries = 0;
  const engine = createEngine(async () => {
    tries += 1;
    if (tries === 1) throw new Error('offline');
    return await WebAssembly.compile(wasm);
  });
  await expect(walk(engine)).rejects.toThrow('offline');
  expect(await walk(engine)).toEqual(offsets);
  expect(await walk(engine)).toEqual(offsets);
  expect(tries).toBe(2);
});

test('memory does not grow over a thousand jobs', async () => {
  const engine = createEngine(() => WebAssembly.compile(wasm));
  for (let job = 0; job < 1000; job += 1) await walk(engine);
  const instance = await engine.take();
  expect(instance.memorySize()).toBeLessThan(4 * 1024 * 1024);
});

const tile = { compression: 1, width: 4, height: 1, samples: 1, bits: 8, format: 'uint' } as const;

test('tiles share one instance, and one that traps is replaced', async () => {
  const engine = createEngine(() => WebAssembly.compile(wasm));
  const [first, second] = await Promise.all([engine.shared(), engine.shared()]);
  expect(second).toBe(first);
  const trapped = { ...first, tileDecode: () => { throw new WebAssembly.RuntimeError('unreachable'); } };
  let ill = true;
  const watched: Engine = { ...engine, shared: async () => (ill ? trapped : engine.shared()), drop: () => engine.drop(first) };
  const bytes = Uint8Array.of(1, 2, 3, 4);
  await expect(decodeBlock(watched, bytes, tile, undefined)).rejects.toMatchObject({ code: 'internal' });
  ill = false;
  expect((await decodeBlock(watched, bytes, tile, undefined)).data).toEqual(bytes);
  expect(await engine.shared()).not.toBe(first);
});

test('an instance that has grown very large is let go', async () => {
  const engine = createEngine(() => WebAssembly.compile(wasm));
  const first = await engine.shared();
  const large = { ...tile, width: 16_384, height: 16_000 };
  const { damage } = await decodeBlock(engine, new Uint8Array(4), large, undefined);
  expect(damage?.code).toBe('tile-broken');
  expect(await engine.shared()).not.toBe(first);
});
