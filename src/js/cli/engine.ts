import { readFileSync } from 'node:fs';
import { initialize } from '../slim.js';
import { inPackage } from './package.js';

/** Compiled modules: one that judges files, one that judges stores. */
export interface JudgeModules {
  readonly check?: WebAssembly.Module;
  readonly zarr?: WebAssembly.Module;
}

const LIKE_A_STORE = /\.(zarr|zip|ozx)(\/|$)/i;

/**
 * Has the package use the modules of the files beside it, each compiled when it is needed first: at once, which takes less than
 * handing the work to other threads. Worker threads are given what was compiled before.
 */
export async function startEngine({ check, zarr }: JudgeModules = {}): Promise<void> {
  const lazily = (name: string) => () => moduleIn(name);
  await initialize(lazily('omescope.wasm'), { check: check ?? lazily('omescope-check.wasm'), zarr: zarr ?? lazily('omescope-zarr.wasm'), more: lazily('omescope-more.wasm'), jxl: lazily('omescope-jxl.wasm') });
}

/** What checks of these inputs need, by their names: compiled once for all threads. A thread that needs the other one compiles it. */
export function judgeModules(inputs: readonly string[]): JudgeModules {
  const stores = inputs.some((input) => LIKE_A_STORE.test(input));
  const files = inputs.some((input) => !LIKE_A_STORE.test(input));
  return { ...(files && { check: moduleIn('omescope-check.wasm') }), ...(stores && { zarr: moduleIn('omescope-zarr.wasm') }) };
}

function moduleIn(name: string): WebAssembly.Module {
  return new WebAssembly.Module(readFileSync(inPackage(`dist/${name}`)) as Uint8Array<ArrayBuffer>);
}
