// A process that runs one viewer on one store after the other. The parent ends it where it hangs.
import { cases, fileNameOf } from '../cases/index.mjs';
import { prepared } from '../generate.mjs';
import { PATIENCE, recorder } from './steps.mjs';
import { serve } from './server.mjs';
import { run } from './viewers.mjs';

const ready = new Map();

// Browsers have it since 2025 (Chrome 135, Firefox 129, Safari 18.2), Node.js 20 has not; cases of older ones go without.
const { Float16Array } = await import('@petamoriken/float16');

// Loaders log what they expect to go wrong; the outcome is what counts here.
for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace']) console[name] = () => {};
// A rejection that nobody waits for is a loader's own business, as in a page.
process.on('unhandledRejection', () => {});

async function storeOf(id) {
  if (!ready.has(id)) {
    const found = cases.find((one) => one.id === id);
    ready.set(id, { case: found, store: await prepared(found) });
  }
  return ready.get(id);
}

process.on('message', async ({ id, viewer }) => {
  const { case: found, store } = await storeOf(id);
  if (found.oldBrowser) delete globalThis.Float16Array;
  else globalThis.Float16Array = Float16Array;
  const server = await serve(store.served ?? store.files, fileNameOf(found), found.manners);
  const record = recorder(server, (step) => process.send({ step }), found.hangs ? PATIENCE.hangs : PATIENCE.usual);
  try {
    await run(viewer, found, store, server.root, record);
  } catch (error) {
    await record.step('oracle', () => Promise.reject(error));
  }
  server.close();
  process.send({ done: record.result() });
});

process.send({ ready: true });
