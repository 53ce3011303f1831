/**
 * `omescope/slim`: the same functions without the inlined module. Call `initialize` first.
 */
import { compile, createEngine, type Engine } from './engine.js';
import { OmescopeError } from './errors.js';
import type { Input } from './input.js';
import { readOffsets, readStructure, type Options } from './read.js';
import type { TiffStructure } from './structure.js';
import type { Samples } from './tiff/decode.js';
import { decodeTileWith } from './tiff/one.js';
import { readTiff, type OpenOptions, type Tiff } from './tiff/open.js';
import type { TileSpec } from './tiff/storage.js';

export * from './public.js';

/** Where the module comes from: its address, a response, its bytes, or the compiled module (to post to workers). */
export type ModuleInput = string | URL | Request | Response | BufferSource | WebAssembly.Module;

let engine: Engine | undefined;

/** Says where the module is, and loads it. Once for each page or worker; later calls replace the module. */
export async function initialize(input: ModuleInput | Promise<ModuleInput>): Promise<void> {
  const module = await load(await input);
  engine = createEngine(() => Promise.resolve(module));
  engine.give(await engine.take());
}

/** The module's `offsets`; see the main entry. */
export async function offsets(input: Input, options?: Options): Promise<number[]> {
  return await readOffsets(initialized(), input, options);
}

/** The module's `inspect`; see the main entry. */
export async function inspect(input: Input, options?: Options): Promise<TiffStructure> {
  return await readStructure(initialized(), input, options);
}

/**
 * Opens a TIFF for its pixels: images by OME-XML where there is one, else one for each IFD of the main chain.
 *
 * @throws OmescopeError where the file is no TIFF or cannot be read.
 */
export async function openTiff(input: Input, options?: OpenOptions): Promise<Tiff> {
  return await readTiff(initialized(), input, options);
}

/**
 * Decodes the bytes of one tile or strip: `height * width * samples` values in the byte order of this machine.
 * `jpegTables` is the content of JPEGTables (tag 347), if there is one.
 *
 * @throws OmescopeError `tile-broken` where the stream is damaged, `unsupported` where it is of a sort that is not decoded.
 */
export async function decodeTile(bytes: Uint8Array, spec: TileSpec, jpegTables?: Uint8Array): Promise<Samples> {
  return await decodeTileWith(initialized(), bytes, spec, jpegTables);
}

/** The same into an array of the right type and length, which is also the result: allocating costs a tenth of decoding. */
export async function decodeInto<T extends Samples>(bytes: Uint8Array, spec: TileSpec, target: T, jpegTables?: Uint8Array): Promise<T> {
  return (await decodeTileWith(initialized(), bytes, spec, jpegTables, target)) as T;
}

function initialized(): Engine {
  if (engine !== undefined) return engine;
  throw new OmescopeError('usage', 'omescope/slim has no WebAssembly module yet.', {
    help: "Call `await initialize(new URL('omescope/omescope.wasm', …))` first, or import `omescope`, which has it inlined.",
  });
}

async function load(input: ModuleInput): Promise<WebAssembly.Module> {
  if (input instanceof WebAssembly.Module) return input;
  if (input instanceof ArrayBuffer || ArrayBuffer.isView(input)) return await compile(input);
  const response = input instanceof Response ? input : await fetch(input);
  if (!response.ok) {
    throw new OmescopeError('http-status', `omescope.wasm could not be loaded: ${response.url} answers ${response.status}.`, {
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
