// The table of a SpatialData object through Vitessce's table source: the steps of AnnData under its path.
import { genes } from './anndata.mjs';
import { difference } from './steps.mjs';
import { queryClient, vitessce } from './vitessce.mjs';

export async function runTable({ url, path, truth, fileType, options, version }, { step, judge }) {
  const bundle = await vitessce('spatial-zarr', version);
  const anndata = await vitessce('zarr', version);
  const source = () => new bundle.SpatialDataTableSource({ url, fileType, queryClient: queryClient() });
  const at = (part) => `${path}/${part}`;
  const loader = (name, opts) => new (bundle[name] ?? anndata[name])(source(), { url, fileType, options: opts });
  const { elementIds = truth.obs.index } = options;
  const obs = await step('obs index', () => source().loadObsIndex(at('X')), { check: (value) => difference(value, elementIds) });
  const vars = await step('var index', () => source().loadVarIndex(at('X')), { check: (value) => difference(value, truth.vars.index) });
  const columns = Object.entries(truth.obs.columns).filter(([, { show }]) => show);
  for (const [name, column] of columns) {
    await step(`obs column ${name}`, async () => (await source().loadObsColumns([at(`obs/${name}`)]))[0], { check: (value) => difference(value, column.shown) });
  }
  const sets = columns.filter(([, { kind }]) => kind === 'categorical');
  if (sets.length) {
    await step('obs sets', () => loader('SpatialDataObsSetsLoader', { tablePath: path, obsSets: sets.map(([name]) => ({ name, path: at(`obs/${name}`) })) }).load(), {
      check: ({ data }) => (data.obsIndex.length === truth.obs.index.length ? undefined : `${data.obsIndex.length} observations`),
    });
  }
  for (const name of bundle.SpatialDataObsEmbeddingLoader ? Object.keys(truth.obsm) : []) {
    await step(`embedding ${name}`, () => loader('SpatialDataObsEmbeddingLoader', { path: at(`obsm/${name}`) }).loadEmbedding());
  }
  for (const [part, matrix] of Object.entries(truth.matrices)) await genes(part, matrix, { truth, at, loader, options }, { step });
  if (obs && vars && truth.matrices.X) judge('lengths', obs.length === truth.matrices.X.shape[0] ? undefined : `${obs.length} names for ${truth.matrices.X.shape[0]} rows of X`);
}
