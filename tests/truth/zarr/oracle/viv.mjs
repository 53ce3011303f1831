// Viv's loadOmeZarr as Avivator calls it: open, statistics of the lowest level, tiles.
import { backgroundError, drawable, itemSize, placementError, rasterDifference, tileDifference, tilesInView } from './pixels.mjs';

/** Avivator takes statistics of up to so many channels before it shows anything. */
const FIRST_CHANNELS = 4;

export async function runViv(loadOmeZarr, { url, truth }, { step, judge }) {
  const loaded = await step('load', () => loadOmeZarr(url, { type: 'multiscales' }), { cost: false });
  if (!loaded) return;
  const sources = await step('pixel sources', () => drawable(loaded.data), { cost: false });
  if (!sources) return;
  const [{ shape, labels }] = sources;
  const [height, width] = shape.slice(-2);
  judge('size', width === truth.width && height === truth.height ? undefined : `${width} x ${height} pixels for ${truth.width} x ${truth.height}`);
  const dtypes = [...new Set(sources.map(({ dtype }) => dtype))];
  judge('dtypes', dtypes.length === 1 ? undefined : `levels of ${dtypes.join(' and ')}; textures are made for ${dtypes[0]}`);
  const c = labels.indexOf('c');
  const selectable = c < 0 ? 1 : shape[c];
  judge('channels', truth.labels || selectable === truth.channels ? undefined : `${selectable} of ${truth.channels} channels can be chosen`);
  const channels = c < 0 ? [{}] : Array.from({ length: Math.min(FIRST_CHANNELS, shape[c]) }, (_, i) => ({ c: i }));
  const last = sources.length - 1;
  const plane = truth.levels[last].shape.slice(-2).reduce((a, b) => a * b, 1) * itemSize(sources[last]);
  await step('first statistics', () => Promise.all(channels.map((selection) => sources[last].getRaster({ selection: middle(sources[last], selection) }))), {
    check: (rasters) => rasters.map((raster, i) => rasterDifference(truth, last, middle(sources[last], channels[i]), raster)).find(Boolean), shown: plane * channels.length,
  });
  for (const level of sources.keys()) {
    const { first, last: end } = await tilesInView(sources, level);
    for (const [which, place] of [['first', first], ['last', end]]) {
      await step(`tile ${level} ${which}`, () => sources[level].getTile({ ...place, selection: channels[0] }), {
        check: (tile) => tileDifference(truth, level, channels[0], sources[0].tileSize, place, tile), shown: sources[0].tileSize ** 2 * itemSize(sources[level]),
      });
    }
    await step(`draw ${level}`, async () => ({ error: await placementError(sources, level) }), { check: ({ error }) => error, cost: false });
  }
  if (sources.length > 1) judge('draw background', await backgroundError(sources));
}

/** Statistics are of the middle of z and t. */
function middle({ shape, labels }, selection) {
  const at = Object.fromEntries(['z', 't'].filter((name) => labels.includes(name)).map((name) => [name, Math.floor(shape[labels.indexOf(name)] / 2)]));
  return { ...at, ...selection };
}
