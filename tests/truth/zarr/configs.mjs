// View configs that omescope makes of the stores, loaded by Vitessce's own loaders, view by view: prints what failed as JSON.
//     node --import ./oracle/register.mjs configs.mjs [beginning of a case's id ...]
import { viewConfig } from '../../../dist/index.js';
import { cases, expectedOutcome, fileNameOf, viewersOf } from './cases/index.mjs';
import { prepared } from './generate.mjs';
import { serve } from './oracle/server.mjs';
import { queryClient, vitessce } from './oracle/vitessce.mjs';

/** What views need: types of data, of which one has to be in a file. */
const NEEDS = {
  spatialBeta: ['image', 'obsSegmentations', 'obsSpots', 'obsPoints'],
  layerControllerBeta: ['image', 'obsSegmentations', 'obsSpots', 'obsPoints'],
  spatial: ['obsLocations'],
  scatterplot: ['obsEmbedding'],
  obsSets: ['obsSets'],
  featureList: ['obsFeatureMatrix'],
  heatmap: ['obsFeatureMatrix'],
};

const OF_TABLES = { obsFeatureMatrix: 'ObsFeatureMatrixAnndataLoader', obsEmbedding: 'ObsEmbeddingAnndataLoader', obsLocations: 'ObsLocationsAnndataLoader', obsSets: 'ObsSetsAnndataLoader' };
const SOURCES = { anndata: 'AnnDataSource', mudata: 'MuDataSource', spatialdata: 'SpatialDataTableSource' };
const OF_SPATIALDATA = {
  image: ['SpatialDataImageLoader', 'ZarrDataSource'],
  obsSpots: ['SpatialDataObsSpotsLoader', 'SpatialDataShapesSource'],
  obsPoints: ['SpatialDataObsPointsLoader', 'SpatialDataPointsSource'],
  obsSets: ['SpatialDataObsSetsLoader', 'SpatialDataTableSource'],
  obsEmbedding: ['SpatialDataObsEmbeddingLoader', 'SpatialDataTableSource'],
  obsFeatureMatrix: ['ObsFeatureMatrixAnndataLoader', 'SpatialDataTableSource'],
};

/** Files of single types of data, as Vitessce takes joint ones apart (`expandAnndataZarr`, `expandSpatialdataZarr`). */
function expanded({ fileType, options = {}, ...rest }) {
  const zip = fileType.endsWith('.zip') ? '.zip' : '';
  const plain = fileType.slice(0, fileType.length - zip.length);
  if (plain !== 'anndata.zarr' && plain !== 'spatialdata.zarr') return [{ fileType, options, ...rest }];
  return Object.entries(options).flatMap(([part, given]) => {
    const several = part === 'obsEmbedding' && Array.isArray(given) ? given : [part === 'obsSets' && Array.isArray(given) ? { obsSets: given } : given];
    return several.map((one) => ({ ...rest, fileType: `${part}.${plain}${zip}`, options: one }));
  });
}

async function loaderOf({ fileType, options, url }) {
  const [bundle, zarr] = [await vitessce('spatial-zarr'), await vitessce('zarr')];
  const [part, kind] = fileType.split('.');
  const made = (name, source) => {
    const Source = bundle[source] ?? zarr[source];
    const Loader = bundle[name] ?? zarr[name];
    return new Loader(new Source({ url, fileType, queryClient: queryClient() }), { url, fileType, options });
  };
  if (part === 'image' && kind === 'ome-zarr') return made('OmeZarrLoader', 'ZarrDataSource');
  if (part === 'obsSegmentations' && kind === 'ome-zarr') return made('OmeZarrAsObsSegmentationsLoader', 'ZarrDataSource');
  if (kind === 'spatialdata' && part === 'obsSegmentations') {
    return options.path.startsWith('labels/') ? made('SpatialDataLabelsLoader', 'ZarrDataSource') : made('SpatialDataObsSegmentationsLoader', 'SpatialDataShapesSource');
  }
  return kind === 'spatialdata' ? made(...OF_SPATIALDATA[part]) : made(OF_TABLES[part], SOURCES[kind]);
}

/** What is wrong with a config, view by view; `loaded` counts what was loaded. */
async function faults(config, count) {
  const [{ files }] = config.datasets;
  const all = files.flatMap(expanded);
  const wrong = [];
  for (const file of all) {
    try {
      const { data } = await (await loaderOf(file)).load();
      if (data === undefined || data === null) wrong.push(`${file.fileType} ${JSON.stringify(file.options)}: no data`);
      count.files += 1;
    } catch (error) {
      wrong.push(`${file.fileType} ${JSON.stringify(file.options)}: ${error?.message ?? error}`);
    }
  }
  const parts = new Set(all.map(({ fileType }) => fileType.split('.')[0]));
  for (const { component, coordinationScopes } of config.layout) {
    count.views[component] = (count.views[component] ?? 0) + 1;
    if (!NEEDS[component]?.some((part) => parts.has(part))) wrong.push(`the view ${component} has nothing to show`);
    for (const [type, scope] of Object.entries(coordinationScopes)) {
      if (config.coordinationSpace[type]?.[scope] === undefined) wrong.push(`the view ${component} names a scope ${type} ${scope} that is not there`);
    }
    // Places of cells are drawn by a layer that has to be stated: vitessce issue 2404.
    if (component === 'spatial' && coordinationScopes.spatialSegmentationLayer === undefined) wrong.push('the view spatial has no layer for places of cells');
  }
  return wrong;
}

// As in current browsers; Node.js 20 has it not.
globalThis.Float16Array ??= (await import('@petamoriken/float16')).Float16Array;
for (const name of ['log', 'info', 'warn', 'error', 'debug', 'trace']) if (name !== 'log') console[name] = () => {};
process.on('unhandledRejection', () => {});
const wanted = process.argv.slice(2);
const count = { configs: 0, without: [], files: 0, views: {} };
const failed = {};
for (const one of cases) {
  if (wanted.length && !wanted.some((start) => one.id.startsWith(start))) continue;
  if (one.kind === 'arrays' || one.manners || one.hangs || !viewersOf(one).includes('vit') || expectedOutcome(one, 'vit') === 'fails') continue;
  const store = await prepared(one);
  const host = await serve(store.served ?? store.files, fileNameOf(one));
  try {
    const { config } = await viewConfig(host.root);
    count.configs += 1;
    const wrong = await faults(config, count);
    if (wrong.length) failed[one.id] = wrong;
  } catch (error) {
    if (error?.code === 'usage') count.without.push(one.id);
    else failed[one.id] = [String(error?.message ?? error)];
  } finally {
    host.close();
  }
}
process.stdout.write(JSON.stringify({ ...count, failed }, null, 1));
