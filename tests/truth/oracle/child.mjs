// One process with one viewer: does the jobs it is sent, one after the other, and reports each thing it finds at once.
import { closeSync, openSync, readSync } from 'node:fs';
import { steps } from './cost.mjs';
import { described } from './errors.mjs';
import { observe } from './observe.mjs';
import { countTurns, loggingFetch, roundsFetch } from './rounds.mjs';

const VIEWERS = {
  viv: async () => (await import('./viv.mjs')).viv(),
  vitessce: async () => (await import('./vitessce.mjs')).vitessce(),
};

const send = (message) => process.send(message);
const plainFetch = globalThis.fetch;
// Viewers write what they think to the console; it is not ours.
for (const name of ['log', 'info', 'warn', 'error', 'debug']) console[name] = () => {};
// A rejection that a viewer leaves unhandled does not end a browser's page either.
process.on('unhandledRejection', () => {});

countTurns();
const viewer = await VIEWERS[process.argv[2]]();

/** One file; the true pixels come from a file beside it. */
async function look(job) {
  const log = loggingFetch(plainFetch);
  globalThis.fetch = log.fetch;
  const descriptor = job.pixels ? openSync(job.pixels) : undefined;
  try {
    await observe(viewer, job, (at, length) => bytesOf(descriptor, at, length), send);
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function bytesOf(descriptor, at, length) {
  const bytes = new Uint8Array(length);
  readSync(descriptor, bytes, 0, length, at);
  return bytes;
}

/** The same file once more with a fresh loader, for its requests alone. */
async function costs(trace, job) {
  const rounds = roundsFetch(plainFetch);
  globalThis.fetch = rounds.fetch;
  // What reads before this have left under way is not part of it.
  await rounds.idle();
  rounds.take();
  for (const [name, step] of Object.entries(steps(viewer, job))) {
    send({ step: `${trace} ${name}` });
    let error;
    try {
      await step();
    } catch (thrown) {
      error = described(thrown);
      await rounds.idle();
    }
    send({ found: trace, value: { name, requests: rounds.take(), ...(error ? { error } : {}) } });
    if (error) return;
  }
}

process.on('message', async (job) => {
  try {
    await look(job);
    for (const [name, offsets] of Object.entries(job.traces ?? {})) await costs(name, { ...job, offsets: offsets ?? undefined });
    send({ done: true });
  } catch (error) {
    send({ done: true, broken: String(error?.stack ?? error) });
  } finally {
    globalThis.fetch = plainFetch;
  }
});
// Without the process that asks there is nothing to do.
process.on('disconnect', () => process.exit());
send({ ready: true });
