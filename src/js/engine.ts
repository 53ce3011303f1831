import { OmescopeError } from './errors.js';
import { createGlue, type Glue } from './generated/glue.js';

/** A stock of instances of the module. One session has an instance for itself, so none can spoil another. */
export interface Engine {
  /** An instance for one session. */
  take(): Promise<Glue>;
  /** Takes an instance back that did not trap. One that did is simply not given back. */
  give(instance: Glue): void;
  /** The instance for calls that are over when they return: one is enough for any number of tiles under way. */
  shared(): Promise<Glue>;
  /** Lets go of the shared instance: it trapped, or has grown too large. The next call gets a new one. */
  drop(instance: Glue): void;
}

/** Instances that are kept between jobs; each holds about a megabyte. */
const MOST_IDLE = 4;
/** Memory never shrinks, so an instance that had to grow beyond this is not kept. */
const MOST_MEMORY = 64 * 1024 * 1024;

/** The smallest module that uses a simd128 instruction. */
const SIMD_PROBE = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
];

/** An engine that compiles once, at the first job. A failure to load is not remembered. */
export function createEngine(load: () => Promise<WebAssembly.Module>): Engine {
  const idle: Glue[] = [];
  let compiled: Promise<WebAssembly.Module> | undefined;
  let common: Promise<Glue> | undefined;
  let commonInstance: Glue | undefined;

  function module(): Promise<WebAssembly.Module> {
    compiled ??= loadChecked(load).catch((error: unknown) => {
      compiled = undefined;
      throw error;
    });
    return compiled;
  }

  async function create(): Promise<Glue> {
    const instance = createGlue();
    await instance.default({ module_or_path: await module() });
    return instance;
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
    give(instance) {
      instance.end();
      if (idle.length < MOST_IDLE && instance.memorySize() <= MOST_MEMORY) idle.push(instance);
    },
  };
}

async function loadChecked(load: () => Promise<WebAssembly.Module>): Promise<WebAssembly.Module> {
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(new Uint8Array(SIMD_PROBE))) {
    throw new OmescopeError('no-simd', 'This JavaScript engine has no WebAssembly SIMD, which omescope needs.', {
      help: 'Use Chrome or Edge 91, Firefox 89, Safari 16.4, Node.js 16.4 or anything newer.',
    });
  }
  return await load();
}

/** Compiles bytes that are expected to be the module. */
export async function compile(bytes: BufferSource): Promise<WebAssembly.Module> {
  return await WebAssembly.compile(bytes);
}

/** Bytes of base64. A plain loop: `Uint8Array.from` with a function takes ten times as long on the module. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = characters.charCodeAt(at);
  return bytes;
}
