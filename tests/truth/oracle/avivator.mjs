// How Avivator calls Viv and what it reads first. Its own code is not on npm; this follows sites/avivator of hms-dbmi/viv.
import { offsetsBeside } from './observe.mjs';

/** A viewer around `loadOmeTiff`: all images, and no pool, as Avivator calls it. */
export function vivOf(loadOmeTiff) {
  return {
    async open({ url, offsets, offsetsUrl }) {
      const loaded = await loadOmeTiff(url, { offsets: offsets ?? (await offsetsBeside(offsetsUrl)), images: 'all', pool: false });
      return { images: loaded, start: loaded.map(({ data }) => startSelections(data[0])), view: {} };
    },
  };
}

/**
 * The planes that Avivator reads from the lowest level when it starts: up to four channels, at the middle section and time point; one
 * where samples are interleaved. (buildDefaultSelection of sites/avivator, which is not on npm.)
 */
export function startSelections({ labels, shape }) {
  const size = (label) => shape[labels.indexOf(label)];
  const middle = { z: Math.floor(size('z') / 2), t: Math.floor(size('t') / 2) };
  const interleaved = [3, 4].includes(shape.at(-1));
  const count = interleaved ? 1 : Math.min(4, size('c'));
  return Array.from({ length: count }, (_, c) => ({ c, ...middle }));
}
