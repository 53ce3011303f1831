// Runs in a page of Chromium: the same observations with the same Viv, in a real browser.
import { loadOmeTiff } from '@vivjs/loaders';
import { vivOf } from './avivator.mjs';
import { observe } from './observe.mjs';

const viewer = vivOf(loadOmeTiff);
for (const name of ['log', 'info', 'warn', 'error', 'debug']) console[name] = () => {};

/** Called by chromium.mjs. `send` is a function of the page that the test process listens to. */
globalThis.look = async (job) => {
  const pixels = job.pixelsUrl ? await (await fetch(job.pixelsUrl)).arrayBuffer() : undefined;
  const send = (message) => globalThis.tell(JSON.stringify(message));
  await observe(viewer, job, (at, length) => new Uint8Array(pixels.slice(at, at + length)), send);
};
