/** A worker of the pool: decodes blocks, one after another, with modules that it is given. */
import { createEngine, type TileEngines } from './engine.js';
import { OmescopeError } from './errors.js';
import { createGlue, version } from './generated/core/glue.js';
import { decodeAs } from './tiff/stored.js';
import { tell, type Answer, type TileModule, type Work } from './pool/protocol.js';

interface WorkerScope {
  postMessage(message: Answer, transfer?: readonly ArrayBuffer[]): void;
  addEventListener(type: 'message', listener: (event: { readonly data: Work }) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
const given = new Map<TileModule, WebAssembly.Module>();

function moduleNamed(name: TileModule): WebAssembly.Module {
  const module = given.get(name);
  if (module !== undefined) return module;
  throw new OmescopeError('internal', `A worker was not given the module ${name}.`);
}

const engines: TileEngines = {
  core: createEngine('core', async () => ({ module: moduleNamed('core'), glue: { createGlue, version } })),
  more: createEngine('more', async () => ({ module: moduleNamed('more'), glue: await import('./generated/more/glue.js') })),
  jxl: createEngine('jxl', async () => ({ module: moduleNamed('jxl'), glue: await import('./generated/jxl/glue.js') })),
};

scope.addEventListener('message', ({ data: work }) => {
  if (work.module !== undefined) given.set(work.name, work.module);
  void answer(work);
});

async function answer({ id, bytes, spec, jpegTables, stored }: Work): Promise<void> {
  try {
    const { data, type, damage } = await decodeAs(engines, bytes, spec, { jpegTables, stored });
    scope.postMessage({ id, buffer: data.buffer, type, damage: damage && tell(damage) }, [data.buffer]);
  } catch (error) {
    scope.postMessage({ id, error: tell(error) });
  }
}

scope.postMessage({ ready: version });
