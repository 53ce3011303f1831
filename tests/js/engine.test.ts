/** What happens to the stock of instances when a job fails inside of one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { converse, type Begin } from '../../src/js/drive.js';
import { createEngine, type Engine, type Engines, type SessionGlue, type TileEngine, type TileGlue } from '../../src/js/engine.js';
import * as check from '../../src/js/generated/check/glue.js';
import * as core from '../../src/js/generated/core/glue.js';
import * as jxl from '../../src/js/generated/jxl/glue.js';
import * as more from '../../src/js/generated/more/glue.js';
import { toSource } from '../../src/js/input.js';
import { decodeBlock } from '../../src/js/tiff/decode.js';
import { moduleOf } from '../../src/js/tiff/module.js';
import { numbersOf } from '../../src/js/tiff/spec.js';
import { root } from './support/fixtures.js';
import { makeTiff } from './support/tiff.js';

const FILES = { core: 'omescope.wasm', check: 'omescope-check.wasm', zarr: 'omescope-zarr.wasm', more: 'omescope-more.wasm', jxl: 'omescope-jxl.wasm' } as const;
const compiled = async (name: keyof Engines): Promise<WebAssembly.Module> => await WebAssembly.compile(readFileSync(join(root, 'dist', FILES[name])));
const createCore = (): Engine => createEngine('core', async () => ({ module: await compiled('core'), glue: core }));
const { bytes, offsets } = makeTiff(4);
const beginOffsets: Begin<SessionGlue> = (instance, size, reach) => instance.begin(false, size, reach, 0);

function walk(engine: Engine): Promise<number[]> {
  return converse(engine, toSource(bytes), beginOffsets, {}, (instance) => Array.from(instance.offsets()));
}

/** An engine whose instances trap where they are told to, and which counts what comes back. */
function trapping(method: keyof SessionGlue, thrown: unknown): { engine: Engine; given: SessionGlue[]; heal: () => void } {
  const real = createCore();
  const given: SessionGlue[] = [];
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
  const engine = createCore();
  const first = await engine.take();
  engine.give(first);
  expect(await engine.take()).toBe(first);
  expect(await engine.take()).not.toBe(first);
});

test('where an instance may not be made at once, it is made in its own time', async () => {
  const createGlue = () => ({ ...core.createGlue(), initSync: () => { throw new RangeError('disallowed on the main thread'); } });
  const engine = createEngine('core', async () => ({ module: await compiled('core'), glue: { ...core, createGlue } }));
  expect(await walk(engine)).toEqual(offsets);
});

test('a module that cannot be loaded is asked for again', async () => {
  let tries = 0;
  const engine = createEngine('core', async () => {
    tries += 1;
    if (tries === 1) throw new Error('offline');
    return { module: await compiled('core'), glue: core };
  });
  await expect(walk(engine)).rejects.toThrow('offline');
  expect(await walk(engine)).toEqual(offsets);
  expect(await walk(engine)).toEqual(offsets);
  expect(tries).toBe(2);
});

test('memory does not grow over a thousand jobs', async () => {
  const engine = createCore();
  for (let job = 0; job < 1000; job += 1) await walk(engine);
  const instance = await engine.take();
  expect(instance.memorySize()).toBeLessThan(4 * 1024 * 1024);
});

/** Engines of which only the one for usual tiles is used. */
function enginesOf(one: TileEngine): Engines {
  const never = { take: unused, give: unused, shared: unused, drop: unused };
  return { core: { ...never, ...one }, check: never, more: never, jxl: never };
}

function unused(): never {
  throw new Error('this is not to be used');
}

const tile = { compression: 1, width: 4, height: 1, samples: 1, bits: 8, format: 'uint' } as const;

test('tiles share one instance, and one that traps is replaced', async () => {
  const engine = createCore();
  const [first, second] = await Promise.all([engine.shared(), engine.shared()]);
  expect(second).toBe(first);
  const trapped = { ...first, decodeInto: () => { throw new WebAssembly.RuntimeError('unreachable'); } };
  let ill = true;
  const watched: TileEngine = { ...engine, shared: async () => (ill ? trapped : engine.shared()), drop: () => engine.drop(first) };
  const bytes = Uint8Array.of(1, 2, 3, 4);
  await expect(decodeBlock(enginesOf(watched), bytes, tile, undefined)).rejects.toMatchObject({ code: 'internal' });
  ill = false;
  expect((await decodeBlock(enginesOf(watched), bytes, tile, undefined)).data).toEqual(bytes);
  expect(await engine.shared()).not.toBe(first);
});

test('an array of another length is refused, and left as it is', async () => {
  const instance = await createCore().shared();
  for (const length of [0, 3, 5]) {
    const target = new Uint8Array(length).fill(7);
    expect(() => instance.decodeInto(Uint8Array.of(1, 2, 3, 4), numbersOf(tile), new Uint8Array(0), target)).toThrow(`the target has ${length} bytes, and the samples have 4`);
    expect(target).toEqual(new Uint8Array(length).fill(7));
  }
  const part = new Uint8Array(8).subarray(2, 6);
  instance.decodeInto(Uint8Array.of(1, 2, 3, 4), numbersOf(tile), new Uint8Array(0), part);
  expect(new Uint8Array(part.buffer)).toEqual(Uint8Array.of(0, 0, 1, 2, 3, 4, 0, 0));
});

test('an instance that has grown very large is let go', async () => {
  const engine = createCore();
  const first = await engine.shared();
  const large = { ...tile, width: 16_384, height: 16_000 };
  const { damage } = await decodeBlock(enginesOf(engine), new Uint8Array(4), large, undefined);
  expect(damage?.code).toBe('tile-broken');
  expect(await engine.shared()).not.toBe(first);
});

test('each module says which it is, and that it is of the version of its JavaScript side and of the package', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const stocks = {
    core: createCore(),
    check: createEngine('check', async () => ({ module: await compiled('check'), glue: check })),
    more: createEngine('more', async () => ({ module: await compiled('more'), glue: more })),
    jxl: createEngine('jxl', async () => ({ module: await compiled('jxl'), glue: jxl })),
  };
  for (const [name, stock] of Object.entries(stocks)) {
    const instance: { about(): string } = await stock.shared();
    expect(JSON.parse(instance.about())).toEqual({ version, module: name });
  }
});

test.each([
  ['core', 'check'],
  ['core', 'more'],
  ['more', 'core'],
  ['check', 'core'],
  ['jxl', 'more'],
] as const)('where %s is wanted, the module %s is refused', async (wanted, given) => {
  const glue = { core, check, more, jxl }[wanted] as typeof core;
  const engine = createEngine(wanted, async () => ({ module: await compiled(given), glue }));
  await expect(engine.shared()).rejects.toMatchObject({ code: 'usage', help: expect.stringContaining(FILES[wanted]) });
});

test('a module of another version is refused', async () => {
  const engine = createEngine('core', async () => ({ module: await compiled('core'), glue: { ...core, version: '99.0.0' } }));
  await expect(engine.shared()).rejects.toMatchObject({ code: 'usage', message: expect.stringContaining('99.0.0') });
});

test('the module with the judge runs sessions too', async () => {
  const engine = createEngine('check', async () => ({ module: await compiled('check'), glue: check }));
  const found = await converse(engine, toSource(bytes), beginOffsets, {}, (instance) => Array.from(instance.offsets()));
  expect(found).toEqual(offsets);
  // It has what the core has, and more.
  const names = (module: WebAssembly.Module): Set<string> => new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
  const [all, own] = [names(await compiled('check')), names(await compiled('core'))];
  for (const name of own) if (!name.startsWith('__')) expect(all).toContain(name);
  expect(all).toContain('beginCheck');
  expect(own).not.toContain('beginCheck');
});

test.each(['more', 'jxl'] as const)('the module %s has tiles and no sessions', async (module) => {
  const names = WebAssembly.Module.exports(await compiled(module)).map(({ name }) => name);
  expect(names).toContain('decodeInto');
  for (const name of ['begin', 'step', 'structure', 'storage', 'beginCheck']) expect(names).not.toContain(name);
});

test('each compression is decoded by the module that it is sent to, and by no other', async () => {
  const instances: Record<string, TileGlue> = {
    core: await createCore().shared(),
    more: await createEngine('more', async () => ({ module: await compiled('more'), glue: more })).shared(),
    jxl: await createEngine('jxl', async () => ({ module: await compiled('jxl'), glue: jxl })).shared(),
  };
  const refused = (instance: TileGlue, compression: number): boolean => {
    const bits = compression >= 2 && compression <= 4 ? 1 : 8;
    try {
      const samples = compression === 50001 || compression === 34927 ? 3 : 1;
      instance.decodeInto(new Uint8Array(0), numbersOf({ ...tile, compression, samples, bits }), new Uint8Array(0), new Uint8Array(4 * samples));
    } catch (error) {
      return JSON.parse(String(error)).code === 'unsupported';
    }
    return false;
  };
  const decoded = { core: 0, more: 0, jxl: 0 };
  for (let compression = 0; compression < 65_536; compression += 1) {
    for (const [name, instance] of Object.entries(instances)) {
      if (refused(instance, compression)) continue;
      expect(name, `compression ${compression}`).toBe(moduleOf(compression));
      decoded[moduleOf(compression)] += 1;
    }
  }
  expect(decoded).toEqual({ core: 10, more: 10, jxl: 2 });
});
