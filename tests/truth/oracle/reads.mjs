// The reads that are sampled of every image: first and last plane of each level, whole and by tiles.
import { compared, explained } from './compare.mjs';
import { described } from './errors.mjs';

/** Levels with more pixels than this are read by tiles only. */
const WHOLE = 1 << 21;

/** Sizes by label: { t, c, z, y, x }, and `samples` of a pixel where they are interleaved. */
export function sizes({ labels, shape }) {
  const size = (label) => shape[labels.indexOf(label)];
  const interleaved = shape.length > 5;
  return { t: size('t'), c: size('c'), z: size('z'), y: size('y'), x: size('x'), interleaved };
}

/** What a viewer says of an image. */
export function facts({ data, metadata }) {
  const { labels, dtype, tileSize, meta } = data[0];
  const { Pixels } = metadata;
  return {
    labels,
    dtype,
    tileSize,
    levels: data.map(({ shape }) => shape),
    name: metadata.Name,
    channels: Pixels.Channels.map(({ Name }) => Name ?? null),
    photometric: meta?.photometricInterpretation ?? null,
    physicalSizes: meta?.physicalSizes ?? null,
  };
}

/** The selections of the first and the last plane that a viewer offers. */
function ends(source) {
  const { t, c, z, interleaved } = sizes(source);
  return unlike([{ c: 0, z: 0, t: 0 }, { c: interleaved ? 0 : c - 1, z: z - 1, t: t - 1 }]);
}

/** The planes after the first along each axis: the order of planes shows in them. */
function seconds(source) {
  const { t, c, z, interleaved } = sizes(source);
  const steps = [!interleaved && c > 1 && { c: 1, z: 0, t: 0 }, z > 1 && { c: 0, z: 1, t: 0 }, t > 1 && { c: 0, z: 0, t: 1 }];
  return steps.filter(Boolean);
}

function unlike(selections) {
  return [...new Map(selections.map((selection) => [JSON.stringify(selection), selection])).values()];
}

/** Runs all sampled reads of an image; `report` gets each result at once, so that a hang loses none before it. */
export async function sampled(image, loader, truth, report, begin) {
  const { data } = loader;
  for (let level = data.length - 1; level >= 0; level -= 1) {
    const source = data[level];
    const lowest = level === data.length - 1;
    for (const selection of unlike([...ends(source), ...(lowest ? seconds(source) : [])])) {
      for (const what of positions(source)) {
        const place = { image, level, ...selection };
        begin({ ...place, ...what });
        report({ ...place, ...what, ...(await one(source, selection, what, truth, place)) });
      }
    }
  }
}

/** `raster` where the level is small, then the first, the centre and the last tile. */
function positions({ shape, labels, tileSize }) {
  const { x: width, y: height } = sizes({ shape, labels });
  const raster = width * height > 0 && width * height <= WHOLE ? [{ what: 'raster' }] : [];
  const across = Math.ceil(width / tileSize);
  const down = Math.ceil(height / tileSize);
  const tiles = [[0, 0], [across >> 1, down >> 1], [across - 1, down - 1]].filter(([x, y]) => x >= 0 && y >= 0 && x < across && y < down);
  const different = new Map(tiles.map(([x, y]) => [`${x}/${y}`, { what: 'tile', x, y }]));
  return [...raster, ...different.values()];
}

async function one(source, selection, { what, x, y }, truth, place) {
  try {
    const read = what === 'raster' ? await source.getRaster({ selection }) : await source.getTile({ x, y, selection });
    return judged(source, read, what === 'raster' ? { x: 0, y: 0 } : { x: x * source.tileSize, y: y * source.tileSize }, truth, place);
  } catch (error) {
    return { result: 'error', error: described(error) };
  }
}

function judged(source, { data, width, height }, at, truth, place) {
  const own = truth.images[place.image];
  const { interleaved } = sizes(source);
  const samples = interleaved ? Math.max(1, Math.round(data.length / (width * height))) : 1;
  const array = data.constructor.name;
  const read = { data, width, height, samples, photometric: source.meta?.photometricInterpretation ?? 2 };
  if (!own) return { result: 'unknown', array, samples, width, height };
  const first = interleaved ? place.c * own.samples : place.c;
  const wanted = Array.from({ length: samples }, (_, s) => truth.plane(place.image, place.level, first + s, place.z, place.t));
  const found = compared(read, wanted, at, own.tolerance);
  const instead = found.result === 'different' ? explained(read, truth, place, at) : undefined;
  return { ...found, ...(instead ? { instead } : {}), array, samples, width, height };
}
