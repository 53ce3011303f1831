import { fromBase64, type Bindings, type Loaded } from './engine.js';
import { OmescopeError } from './errors.js';
import { bytesInNode, moduleOf } from './load.js';

/** The JavaScript side of a module that is in the package, and where its bytes are. */
interface Shipped<G> extends Bindings<G> {
  address(): URL;
}

/** The module as text, for where its bytes are not found. */
interface Inlined {
  readonly wasmBase64: string;
}

/**
 * The bytes are a quarter smaller than the text and are compiled while they arrive. But not every bundler brings them along
 * (esbuild, plain Rollup and the development server of Vite before 8 do not), and the text is found wherever scripts are.
 */
export async function shipped<G>(imported: Promise<Shipped<G>>, inlined: () => Promise<Inlined>): Promise<Loaded<G>> {
  const glue = await imported;
  const found = missing ? undefined : await fromAddress(glue.address).catch((error: unknown) => ({ error }));
  if (found instanceof WebAssembly.Module) return { module: found, glue };
  // Whoever brings one of them along brings all.
  missing ||= found === undefined;
  try {
    const { wasmBase64 } = await inlined();
    return { module: await WebAssembly.compile(fromBase64(wasmBase64)), glue };
  } catch (cause) {
    throw notLoaded(cause);
  }
}

/** Whether the bytes of a module were found not to be where they should be. */
let missing = false;

/** The module, or nothing where something else or nothing is there; an error where it cannot be told. */
async function fromAddress(address: () => URL): Promise<WebAssembly.Module | undefined> {
  let url: URL;
  try {
    url = address();
  } catch {
    // Scripts that are no modules do not know their own address.
    return undefined;
  }
  if (url.protocol === 'file:') {
    const bytes = bytesInNode(url);
    // At once: it takes less than handing the work to other threads.
    return bytes === undefined ? undefined : new WebAssembly.Module(bytes);
  }
  const response = await fetch(url);
  return response.ok ? await moduleOf(response) : undefined;
}

function notLoaded(cause: unknown): OmescopeError {
  return new OmescopeError('no-module', 'The WebAssembly part of omescope could not be loaded.', {
    cause,
    retryable: true,
    help: [
      'One of these helps:',
      '- Let the Content-Security-Policy allow it: script-src needs \'wasm-unsafe-eval\'.',
      '- Deploy all files that the bundler has written, the .wasm files and lazily loaded chunks too; a page that was open during a new deployment has to be loaded again.',
      '- Vite before 8: put \'omescope\' into optimizeDeps.exclude.',
      "- Import 'omescope/slim' and tell `initialize` where the .wasm files are.",
    ].join('\n'),
  });
}
