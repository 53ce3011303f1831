import { compile, createEngine, fromBase64, type Bindings, type Engines, type Loaded } from './engine.js';

/** The modules from inlined text, each in a file of its own that is imported when the module is needed. */
export function inlinedEngines(): Engines {
  return {
    core: createEngine('core', async () => await unpack(await import('./generated/core/inline.js'))),
    check: createEngine('check', async () => await unpack(await import('./generated/check/inline.js'))),
    more: createEngine('more', async () => await unpack(await import('./generated/more/inline.js'))),
    jxl: createEngine('jxl', async () => await unpack(await import('./generated/jxl/inline.js'))),
  };
}

async function unpack<G>(glue: Bindings<G> & { readonly wasmBase64: string }): Promise<Loaded<G>> {
  return { module: await compile(fromBase64(glue.wasmBase64)), glue };
}
