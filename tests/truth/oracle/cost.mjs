// What opening costs: the requests of one loader for the steps that a person takes.
import { startSelections } from './avivator.mjs';
import { sizes } from './reads.mjs';

const VIEW = 1024;

/**
 * The level and tiles that a view of 1024 x 1024 needs when it shows the whole image, as deck.gl's TileLayer chooses them:
 * zoom = log2(min(1024 / width, 1024 / height)), level = -ceil(zoom) within the levels there are.
 */
export function fitted(data) {
  const { x: width, y: height } = sizes(data[0]);
  const zoom = Math.log2(Math.min(VIEW / width, VIEW / height));
  const level = Math.min(data.length - 1, Math.max(0, -Math.ceil(zoom)));
  const { tileSize } = data[0];
  const across = Math.ceil(width / 2 ** level / tileSize);
  const down = Math.ceil(height / 2 ** level / tileSize);
  const tiles = [];
  for (let x = 0; x < across; x += 1) for (let y = 0; y < down; y += 1) tiles.push({ x, y });
  return { level, tiles };
}

/** The plane after the first one shown: the next channel, else section, else time point; undefined where there is one plane. */
export function next(source, [shown]) {
  const { c, z, t, interleaved } = sizes(source);
  if (!interleaved && c > 1) return { ...shown, c: shown.c + 1 };
  if (z > 1) return { ...shown, z: (shown.z + 1) % z };
  if (t > 1) return { ...shown, t: (shown.t + 1) % t };
  return undefined;
}

/** The steps in order. Each is a function; what it throws is part of the result. */
export function steps(viewer, job) {
  let data;
  let start;
  const show = async (selection) => {
    if (data.length === 1) return data[0].getRaster({ selection });
    const { level, tiles } = fitted(data);
    return Promise.all(tiles.map(({ x, y }) => data[level].getTile({ x, y, selection })));
  };
  return {
    async open() {
      const { images } = await viewer.open({ url: job.url, offsets: job.offsets });
      [{ data }] = images;
      start = startSelections(data[0]);
    },
    async firstView() {
      await Promise.all(start.map((selection) => data.at(-1).getRaster({ selection })));
      await show(start[0]);
    },
    async switchChannel() {
      const selection = next(data[0], start);
      if (selection) await show(selection);
    },
    async lastPlane() {
      const { c, z, t, interleaved } = sizes(data[0]);
      await data[0].getTile({ x: 0, y: 0, selection: { c: interleaved ? 0 : c - 1, z: z - 1, t: t - 1 } });
    },
  };
}
