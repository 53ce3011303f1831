import { OmescopeError } from './errors.js';
import type { Glue as CheckGlue } from './generated/check/glue.js';
import type { Glue as CoreGlue } from './generated/core/glue.js';
import type { Glue as MoreGlue } from './generated/more/glue.js';
import type { Glue as ZarrGlue } from './generated/zarr/glue.js';

export type { CheckGlue, ZarrGlue };
/** What is used of an instance that runs sessions. */
export type SessionGlue = CoreGlue;
/** What is used of an instance that decodes tiles. */
export type TileGlue = Pick<MoreGlue, 'decodeInto' | 'memorySize'>;

/** The modules: most callers need the first only, so the others are loaded when they are. */
export interface Engines {
  /** Structure, offsets, tiles. */
  readonly core: Engine;
  /** The core with the judge of TIFF files. */
  readonly check: Engine<CheckGlue>;
  /** Zarr stores: what is in them, and their judge. */
  readonly zarr: Engine<ZarrGlue>;
  /** Tiles of rarer compressions. */
  readonly more: TileEngine;
  /** Tiles of JPEG XL, whose decoder is larger than all others together. */
  readonly jxl: TileEngine;
}

/** Those that files are read and their tiles decoded with. */
export type TileEngines = Pick<Engines, 'core' | 'more' | 'jxl'>;
/** Those that are judged with. */
export type JudgeEngines = Pick<Engines, 'check' | 'zarr'>;

/** A stock of instances of a module. One session has an instance for itself, so none can spoil another. */
export interface Engine<G = SessionGlue> extends TileEngine<G> {
  /** An instance for one session. */
  take(): Promise<G>;
  /** Takes an instance back that did not trap. One that did is simply not given back. */
  give(instance: G): void;
}

export interface TileEngine<G = TileGlue> {
  /** The instance for calls that are over when they return: one is enough for any number of tiles under way. */
  shared(): Promise<G>;
  /** Lets go of the shared instance: it trapped, or has grown too large. The next call gets a new one. */
  drop(instance: G): void;
  /** The compiled module, to be posted to workers. */
  compiled(): Promise<WebAssembly.Module>;
}

/** A compiled module with the JavaScript side that was made for it. */
export interface Loaded<G> {
  readonly module: WebAssembly.Module;
  readonly glue: Bindings<G>;
}

/** The JavaScript side of a module, and the version that both are of. */
export interface Bindings<G> {
  readonly version: string;
  createGlue(): G;
}

interface Instance {
  initSync(input: { module: WebAssembly.Module }): unknown;
  default(input: { module_or_path: WebAssembly.Module }): Promise<unknown>;
  about(): string;
  memorySize(): number;
  end?(): void;
}

/** Instances that are kept between jobs; each holds about a megabyte. */
const MOST_IDLE = 4;
/** Memory never shrinks, so an instance that had to grow beyond this is not kept. */
const MOST_MEMORY = 64 * 1024 * 1024;

/** Names of the modules in the package. */
export const FILES = { core: 'omescope.wasm', check: 'omescope-check.wasm', zarr: 'omescope-zarr.wasm', more: 'omescope-more.wasm', jxl: 'omescope-jxl.wasm' } as const;

/** The smallest module that uses a simd128 instruction. */
const SIMD_PROBE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
];

/** An engine that compiles once, at the first job. A failure to load is not remembered. */
export function createEngine<G extends Instance>(name: keyof Engines, load: () => Promise<Loaded<G>>): Engine<G> {
  const idle: G[] = [];
  let compiled: Promise<Loaded<G>> | undefined;
  let common: Promise<G> | undefined;
  let commonInstance: G | undefined;

  function loaded(): Promise<Loaded<G>> {
    compiled ??= loadChecked(load).catch((error: unknown) => {
      compiled = undefined;
      throw error;
    });
    return compiled;
  }

  async function create(): Promise<G> {
    const { module, glue } = await loaded();
    return await instantiate(name, module, glue);
  }

  return {
    async take() {
      return idle.pop() ?? (await create());
    },
    shared() {
      common ??= create().then(
        (instance) => (commonInstance = instance),
        (error: unknown) => {
          common = undefined;
          throw error;
        },
      );
      return common;
    },
    drop(instance) {
      // Others may have dropped it already and be at work with its successor.
      if (commonInstance === instance) common = commonInstance = undefined;
    },
    async compiled() {
      return (await loaded()).module;
    },
    give(instance) {
      instance.end?.();
      if (idle.length < MOST_IDLE && instance.memorySize() <= MOST_MEMORY) idle.push(instance);
    },
  };
}

/** An instance, after it was made sure that the module is the one that is meant. */
async function instantiate<G extends Instance>(name: keyof Engines, module: WebAssembly.Module, glue: Bindings<G>): Promise<G> {
  const instance = glue.createGlue();
  try {
    await start(instance, module);
    const about = JSON.parse(instance.about()) as { readonly version: string; readonly module: string };
    if (about.module === name && about.version === glue.version) return instance;
    throw notTheModule(name, `it is the module "${about.module}" of omescope ${about.version}, and "${name}" of ${glue.version} is needed`);
  } catch (error) {
    // A module of another build has other imports and exports.
    if (error instanceof WebAssembly.LinkError || error instanceof TypeError) throw notTheModule(name, error.message, error);
    throw error;
  }
}

/**
 * At once: the other way costs a turn of the event loop, and in Node.js 40 ms, as wasm-bindgen asks there for `Response`,
 * which loads all of `fetch`. Main threads of older browsers refuse it by a RangeError.
 */
async function start(instance: Instance, module: WebAssembly.Module): Promise<void> {
  try {
    instance.initSync({ module });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    await instance.default({ module_or_path: module });
  }
}

function notTheModule(name: keyof Engines, why: string, cause?: unknown): OmescopeError {
  return new OmescopeError('usage', `The WebAssembly module does not fit: ${why}.`, {
    cause,
    help: `Use ${FILES[name]} of the same release as the JavaScript files; a cache may hold an older one.`,
  });
}

async function loadChecked<T>(load: () => Promise<T>): Promise<T> {
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(new Uint8Array(SIMD_PROBE))) {
    throw new OmescopeError('no-simd', 'This JavaScript engine has no WebAssembly SIMD, which omescope needs.', {
      help: 'Use Chrome or Edge 91, Firefox 89, Safari 16.4, Node.js 16.4 or anything newer.',
    });
  }
  return await load();
}

/** Bytes of base64. A plain loop: `Uint8Array.from` with a function takes ten times as long on the module. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = characters.charCodeAt(at);
  return bytes;
}
