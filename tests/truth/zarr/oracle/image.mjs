// Vitessce's OmeZarrLoader: open, statistics, background, tiles, volume; and what it is about to show.
import { backgroundError, drawable, itemSize, placementError, rasterDifference, tileDifference, tilesInView, volumeError } from './pixels.mjs';
import { queryClient, vitessce } from './vitessce.mjs';

/**
 * The steps in the order in which a page takes them. Before each one the cache of chunks is emptied, so that its cost is its own;
 * `(after load)` ones keep it, as in a page within half a minute.
 */
export async function runVitessceImage({ url, truth, fileType, options = {}, loaderName, version }, record) {
  const bundle = await vitessce('spatial-zarr', version);
  const { ZarrDataSource } = await vitessce('zarr', version);
  const client = queryClient();
  const source = new ZarrDataSource({ url, fileType, queryClient: client });
  const name = loaderName ?? (truth.labels ? 'OmeZarrAsObsSegmentationsLoader' : 'OmeZarrLoader');
  const result = await record.step('load', () => new bundle[name](source, { url, fileType, options }).load(), { cost: false });
  if (!result) return;
  const shown = result.data.image ?? result.data.obsSegmentations;
  const wrapper = shown.instance;
  const sources = await record.step('pixel sources', () => describe(wrapper), { cost: false });
  if (!sources) return;
  judgeShown(truth, result, wrapper, sources, record);
  await drawn(truth, result, wrapper, sources, { record, client });
}

/** Reads what views read of each level at once: it fails for dtypes that Viv does not draw. */
async function describe(wrapper) {
  const sources = await drawable(wrapper.getData());
  wrapper.getModelMatrix();
  wrapper.getPhotometricInterpretation();
  return sources;
}

/** Selections of the two views: `spatial` shows the channels with statistics, `spatialBeta` the first five of omero. */
function selections(truth, result, wrapper, sources) {
  const { labels } = sources[0];
  const layer = result.coordinationValues;
  const only = (selection) => Object.fromEntries(Object.entries(selection).filter(([key]) => labels.includes(key)));
  const beta = (layer.imageLayer ?? layer.segmentationLayer).value[0];
  const channels = (beta.imageChannel ?? beta.segmentationChannel).value;
  const place = { z: layer.spatialTargetZ ?? 0, t: layer.spatialTargetT ?? 0 };
  return {
    spatial: layer.spatialImageLayer?.[0].channels.map(({ selection }) => only(selection)),
    spatialBeta: channels.map(({ spatialTargetC }) => only({ ...place, c: spatialTargetC })),
  };
}

async function drawn(truth, result, wrapper, sources, { record: { step, judge }, client }) {
  const views = selections(truth, result, wrapper, sources);
  const last = sources.length - 1;
  const background = (chosen) => Promise.all(chosen.map((selection) => sources[last].getRaster({ selection })));
  for (const [view, chosen] of Object.entries(views)) {
    if (!chosen) continue;
    const check = (rasters) => rasters.map((raster, i) => rasterDifference(truth, last, chosen[i], raster)).find(Boolean);
    const plane = truth.levels[last].shape.slice(-2).reduce((a, b) => a * b, 1) * itemSize(sources[last]) * chosen.length;
    await step(`background ${view} (after load)`, () => background(chosen), { check, cost: false });
    client.clear();
    await step(`background ${view}`, () => background(chosen), { check, shown: plane });
  }
  for (const level of sources.keys()) {
    const { first, last: end } = await tilesInView(sources, level);
    for (const [which, place] of [['first', first], ['last', end]]) {
      client.clear();
      const selection = views.spatialBeta[0] ?? {};
      await step(`tile ${level} ${which}`, () => sources[level].getTile({ ...place, selection }), {
        check: (tile) => tileDifference(truth, level, selection, sources[0].tileSize, place, tile), shown: sources[0].tileSize ** 2 * itemSize(sources[level]),
      });
    }
    const drawing = await step(`draw ${level}`, async () => ({ error: await placementError(sources, level) }), { check: ({ error }) => error, cost: false });
    if (!drawing) return;
  }
  if (sources.length > 1) judge('draw background', await backgroundError(sources));
  if (truth.depth > 1) {
    client.clear();
    const able = wrapper.getMultiResolutionStats();
    for (const level of sources.keys()) {
      if (!able[level].canLoad) continue;
      const selection = views.spatialBeta[0] ?? {};
      await step(`volume ${level}`, async () => ({ error: await volumeError(truth, sources, level, selection) }), { check: ({ error }) => error });
    }
  }
}

/** What the loader hands to the views, against what the image says about itself. */
function judgeShown(truth, result, wrapper, sources, { judge }) {
  const [{ shape }] = sources;
  const [height, width] = shape.slice(-2);
  judge('size', width === truth.width && height === truth.height ? undefined : `${width} x ${height} pixels for ${truth.width} x ${truth.height}`);
  const names = wrapper.getChannelNames();
  judge('channels', truth.labels || names.length === truth.channels ? undefined : `${names.length} channels for ${truth.channels}`);
  const matrix = Array.from(wrapper.getModelMatrix());
  const scale = [matrix[0], matrix[5], matrix[10]];
  judge('scale', scale.every((value, d) => Math.abs(value - truth.scale[d]) < 1e-9 * Math.max(1, truth.scale[d])) ? undefined : `scale ${scale.join(', ')} for ${truth.scale.join(', ')} micrometres a pixel`);
  const { offset = [0, 0, 0] } = truth;
  judge('offset', offset.every((value, d) => Math.abs(value - matrix[12 + d]) < 1e-9 * Math.max(1, Math.abs(value))) ? undefined : `moved by ${matrix.slice(12, 15).join(', ')} for ${offset.join(', ')}`);
  const dtypes = [...new Set(sources.map(({ dtype }) => dtype))];
  judge('dtypes', dtypes.length === 1 ? undefined : `levels of ${dtypes.join(' and ')}; textures are made for ${dtypes[0]}`);
  judge('colours', coloursError(truth, wrapper));
  judge('contrast spatial', contrastError(truth, result.coordinationValues.spatialImageLayer?.[0].channels.map(({ slider }) => slider)));
  judge('contrast spatialBeta', contrastError(truth, wrapper.getChannelObjects().map(({ defaultWindow }) => defaultWindow)));
}

function coloursError(truth, wrapper) {
  const mode = wrapper.getPhotometricInterpretation();
  const wanted = truth.rgb ? 'RGB' : 'BlackIsZero';
  return mode === wanted ? undefined : `shown as ${mode}, the image is ${wanted}`;
}

/**
 * Whether the windows show the data: of the lowest level's first plane something must be neither black nor white, and the brightest
 * pixel must reach a sixteenth of the range. Views choose the window themselves where there is none.
 */
function contrastError(truth, windows) {
  if (truth.labels || !windows) return undefined;
  const { at, shape } = truth.levels.at(-1);
  for (const [channel, window] of windows.entries()) {
    if (!window || channel >= truth.channels) continue;
    const [start, end] = window;
    const values = samples(truth, shape, at, channel);
    const brightness = values.map((value) => (Number(value) - start) / (end - start));
    const said = `channel ${channel} with the window ${start} to ${end}`;
    if (!(end > start)) return `${said}: no range`;
    if (Math.max(...brightness) < 1 / 16) return `${said}: nearly black`;
    if (brightness.filter((b) => b >= 1).length > 0.9 * brightness.length) return `${said}: nearly all white`;
  }
  return undefined;
}

function samples(truth, shape, at, channel) {
  const [height, width] = shape.slice(-2);
  const out = [];
  for (let y = 0; y < height; y += Math.max(1, height >> 4)) {
    for (let x = 0; x < width; x += Math.max(1, width >> 4)) out.push(at(truth.axes.map((name) => ({ y, x, c: channel })[name.toLowerCase()] ?? 0)));
  }
  return out;
}
