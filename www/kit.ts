/** What is fetched from beside the page, each once: then files are read, and workers replaced, without a network. */
import type { ModuleName } from './messages.js';

/** What is needed to start workers. */
export interface Kit {
  /** Address of the worker's script. */
  readonly url: string;
  /** A module, fetched when it is asked for first. */
  module(name: ModuleName): Promise<WebAssembly.Module>;
}

const FILES: Readonly<Record<ModuleName, string>> = { check: 'omescope-check.wasm', zarr: 'omescope-zarr.wasm' };

const modules = new Map<ModuleName, Promise<WebAssembly.Module>>();

/** A module of the package. It may be asked for before it is needed: by then it is there. */
export function moduleOf(name: ModuleName): Promise<WebAssembly.Module> {
  const known = modules.get(name);
  if (known !== undefined) return known;
  const loading = compiled(FILES[name]);
  modules.set(name, loading);
  // The next one who asks tries again.
  loading.catch(() => modules.delete(name));
  return loading;
}

/** Fetches the worker's script. */
export async function fetchKit(): Promise<Kit> {
  const script = await (await fetched('worker.js')).arrayBuffer();
  return { url: URL.createObjectURL(new Blob([script], { type: 'text/javascript' })), module: moduleOf };
}

/** Compiled while it arrives, where the server calls it what it is. */
async function compiled(name: string): Promise<WebAssembly.Module> {
  const response = await fetched(name);
  if (response.headers.get('Content-Type') === 'application/wasm') return await WebAssembly.compileStreaming(response);
  return await WebAssembly.compile(await response.arrayBuffer());
}

async function fetched(name: string): Promise<Response> {
  const response = await fetch(new URL(name, document.baseURI)).catch((cause: unknown) => {
    throw new Error(`${name}, a part of this page, could not be loaded: there is no network, or its server is gone. Load the page again.`, { cause });
  });
  if (response.ok) return response;
  throw new Error(`${name}, a part of this page, could not be loaded: the server answered ${response.status}. Load the page again.`);
}
