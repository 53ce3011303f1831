import { readFileSync } from 'node:fs';
import { initialize } from '../slim.js';
import { inPackage } from './home.js';

/**
 * Has the package use the modules of the files beside it, each compiled when it is needed first: at once, which takes less than
 * handing the work to other threads. Worker threads are given what a check needs, so that it is compiled once.
 */
export async function startEngine(check?: WebAssembly.Module): Promise<void> {
  const lazily = (name: string) => () => moduleIn(name);
  await initialize(lazily('omescope.wasm'), { check: check ?? lazily('omescope-check.wasm'), more: lazily('omescope-more.wasm'), jxl: lazily('omescope-jxl.wasm') });
}

/** The module that a check needs. */
export function checkModule(): WebAssembly.Module {
  return moduleIn('omescope-check.wasm');
}

function moduleIn(name: string): WebAssembly.Module {
  return new WebAssembly.Module(readFileSync(inPackage(`dist/${name}`)) as Uint8Array<ArrayBuffer>);
}
