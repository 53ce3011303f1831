// One process with one viewer: does the jobs it is sent, one after the other, and reports each thing it finds at once.
import { closeSync, openSync } from 'node:fs';
import { steps } from './cost.mjs';
import { described } from './errors.mjs';
import { facts, sampled } from './reads.mjs';
import { loggingFetch, roundsFetch } from './rounds.mjs';
import { truthOf } from './truth.mjs';

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

const viewer = await VIEWERS[process.argv[2]]();

/** Offsets as a page gets them: from a file beside the image, or as they are. */
async function offsetsOf(job) {
  if (!job.offsetsUrl) return job.offsets;
  const response = await globalThis.fetch(job.offsetsUrl);
  return response.status === 200 ? response.json() : undefined;
}

async function observe(job) {
  const log = loggingFetch(plainFetch);
  globalThis.fetch = log.fetch;
  send({ step: 'load' });
  let opened;
  try {
    opened = await viewer.open({ ...job, offsets: process.argv[2] === 'viv' ? await offsetsOf(job) : undefined });
    send({ found: 'images', value: opened.images.map(facts) });
    send({ found: 'view', value: opened.view });
  } catch (error) {
    return void send({ found: 'error', value: described(error) });
  } finally {
    send({ found: 'loadRequests', value: log.take().length });
  }
  await started(opened);
  await reads(job, opened);
}

/** The reads of the start, apart from the samples: whether anything is shown at all depends on them. */
async function started({ images, start, beta = [] }) {
  const [{ data }] = images;
  const groups = [...start[0].map((selection) => ['start', selection]), ...beta.map((selection) => ['beta', selection])];
  for (const [found, selection] of groups) {
    send({ step: { what: found, ...selection } });
    try {
      const { data: samples, width, height } = await data.at(-1).getRaster({ selection });
      send({ found, value: { ...selection, result: 'read', array: samples.constructor.name, length: samples.length, width, height } });
    } catch (error) {
      send({ found, value: { ...selection, result: 'error', error: described(error) } });
    }
  }
}

async function reads(job, { images }) {
  const descriptor = job.pixels ? openSync(job.pixels) : undefined;
  try {
    const truth = truthOf(descriptor, job.images);
    for (const [index, image] of images.entries()) {
      await sampled(index, image, truth, (value) => send({ found: 'reads', value }), (step) => send({ step }));
    }
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** The same file once more with a fresh loader, for its requests alone. */
async function costs(trace, job) {
  const rounds = roundsFetch(plainFetch);
  globalThis.fetch = rounds.fetch;
  for (const [name, step] of Object.entries(steps(viewer, job))) {
    send({ step: `${trace} ${name}` });
    let error;
    try {
      await step();
    } catch (thrown) {
      error = described(thrown);
    }
    send({ found: trace, value: { name, requests: rounds.take(), ...(error ? { error } : {}) } });
    if (error) return;
  }
}

process.on('message', async (job) => {
  try {
    await observe(job);
    for (const [name, offsets] of Object.entries(job.traces ?? {})) await costs(name, { ...job, offsets: offsets ?? undefined });
    send({ done: true });
  } catch (error) {
    send({ done: true, broken: String(error?.stack ?? error) });
  } finally {
    globalThis.fetch = plainFetch;
  }
});
send({ ready: true });
