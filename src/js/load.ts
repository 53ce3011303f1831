import { compile, FILES, type Engines } from './engine.js';
import { OmescopeError } from './errors.js';

/** Where a module comes from: its address, a response, its bytes, or the compiled module (to post to workers). */
export type ModuleInput = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/** The compiled module of this name. */
export async function load(name: keyof Engines, input: ModuleInput | undefined): Promise<WebAssembly.Module> {
  const file = FILES[name];
  if (input === undefined) {
    throw new OmescopeError('usage', `This call needs ${file}, and \`initialize\` was not told where it is.`, {
      help: `Call \`await initialize(core, { ${name}: new URL('omescope/${file}', …) })\`, or import \`omescope\`, which has it inlined.`,
    });
  }
  if (input instanceof WebAssembly.Module) return input;
  if (input instanceof ArrayBuffer || ArrayBuffer.isView(input)) return await compile(input);
  const response = input instanceof Response ? input : await fetch(input);
  if (!response.ok) {
    throw new OmescopeError('http-status', `${file} could not be loaded: ${response.url} answers ${response.status}.`, {
      at: { url: response.url, status: response.status },
    });
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  // A development server that answers with its index page instead is the usual trouble.
  if (bytes[0] !== 0 || bytes[1] !== 0x61 || bytes[2] !== 0x73 || bytes[3] !== 0x6d) {
    throw new OmescopeError('http-not-data', `${response.url} is not a WebAssembly module.`, {
      at: { url: response.url },
      help: 'The server answers with something else, often its index page. Import `omescope` instead, which has the module inlined.',
    });
  }
  return await compile(bytes);
}
