import { FILES, type Engines } from './engine.js';
import { OmescopeError } from './errors.js';

/** Where a module comes from: its address, a response, its bytes, or the compiled module (to post to workers). */
export type ModuleInput = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/** The same, told when the module is needed first. */
export type LazyModule = ModuleInput | (() => ModuleInput | Promise<ModuleInput>);

/** The compiled module of this name. */
export async function load(name: keyof Engines, told: LazyModule | undefined): Promise<WebAssembly.Module> {
  const file = FILES[name];
  const input = typeof told === 'function' ? await told() : told;
  if (input === undefined) {
    throw new OmescopeError('usage', `This call needs ${file}, and \`initialize\` was not told where it is.`, {
      help: `Call \`await initialize(core, { ${name}: new URL('omescope/${file}', …) })\`, or import \`omescope\`, which finds it by itself.`,
    });
  }
  if (input instanceof WebAssembly.Module) return input;
  if (input instanceof ArrayBuffer || ArrayBuffer.isView(input)) return await WebAssembly.compile(input as BufferSource);
  const response = input instanceof Response ? input : await fetch(input);
  if (!response.ok) {
    throw new OmescopeError('http-status', `${file} could not be loaded: ${response.url} answers ${response.status}.`, {
      at: { url: response.url, status: response.status },
    });
  }
  const module = await moduleOf(response);
  if (module !== undefined) return module;
  throw new OmescopeError('http-not-data', `${response.url} is not a WebAssembly module.`, {
    at: { url: response.url },
    help: 'The server answers with something else, often its index page. Import `omescope` instead, which has the module as text, too.',
  });
}

/** The module that a server answers with, compiled while it arrives; nothing where the answer is something else. */
export async function moduleOf(response: Response): Promise<WebAssembly.Module | undefined> {
  // The one type that engines compile from a stream.
  const streamed = /^application\/wasm$/i.test(response.headers.get('Content-Type') ?? '') && typeof WebAssembly.compileStreaming === 'function';
  if (streamed) return await WebAssembly.compileStreaming(response);
  const bytes = new Uint8Array(await response.arrayBuffer());
  // A development server that answers with its index page instead is the usual trouble.
  return bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d ? await WebAssembly.compile(bytes) : undefined;
}

interface NodeProcess {
  getBuiltinModule?(name: 'fs'): { readFileSync(path: URL): Uint8Array<ArrayBuffer> };
}

/**
 * Bytes of a file where this runs in Node.js, from 20.16 on; nothing where it does not, or there is no such file. An import
 * of `node:fs` would be an error to bundlers for browsers.
 */
export function bytesInNode(url: URL): Uint8Array<ArrayBuffer> | undefined {
  const { process } = globalThis as { process?: NodeProcess };
  try {
    return process?.getBuiltinModule?.('fs').readFileSync(url);
  } catch {
    return undefined;
  }
}
