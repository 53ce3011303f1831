// What a viewer makes of one file, told piece by piece: it may hang at any moment.
import { described } from './errors.mjs';
import { facts, sampled } from './reads.mjs';
import { truthOf } from './truth.mjs';

/**
 * Loads the file of a job and reads from it. `send({ found, value })` gets each result, `send({ step })` what is begun;
 * `bytesOf(at, length)` gives bytes of the true pixels.
 */
export async function observe(viewer, job, bytesOf, send) {
  send({ step: 'load' });
  let opened;
  try {
    opened = await viewer.open(job);
    send({ found: 'images', value: opened.images.map(facts) });
    send({ found: 'view', value: opened.view });
  } catch (error) {
    return void send({ found: 'error', value: described(error) });
  }
  await started(opened, send);
  const truth = truthOf(bytesOf, job.images);
  for (const [index, image] of opened.images.entries()) {
    await sampled(index, image, truth, (value) => send({ found: 'reads', value }), (step) => send({ step }));
  }
}

/** The reads of the start, apart from the samples: whether anything is shown at all depends on them. */
async function started({ images, start, beta = [] }, send) {
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

/** Offsets as a page gets them: from a file beside the image. Avivator takes any answer of status 200 for JSON. */
export async function offsetsBeside(offsetsUrl) {
  if (!offsetsUrl) return undefined;
  const response = await globalThis.fetch(offsetsUrl);
  return response.status === 200 ? response.json() : undefined;
}
