// Vitessce's AnnData loaders: indices, columns, embeddings, genes, the whole matrix.
import { difference, shownValue } from './steps.mjs';
import { queryClient, vitessce } from './vitessce.mjs';

const FLOAT = 4;

/**
 * Every interaction gets a new data source, so its cost is that of a page that was just opened. `(warm)` ones have read the metadata
 * and the index before; theirs is what one more gene costs.
 */
export async function runAnnData({ url, truth, fileType = 'anndata.zarr', options = {}, Source = 'AnnDataSource', version }, { step, judge }) {
  const loaders = await vitessce('zarr', version);
  const source = () => new loaders[Source]({ url, fileType, queryClient: queryClient() });
  const loader = (name, opts) => new loaders[name](source(), { url, fileType, options: opts });
  const at = (path) => (truth.prefix ? `${truth.prefix}/${path}` : path);

  const obs = await step('obs index', () => source().loadObsIndex(at('X')), { check: (value) => difference(value, truth.obs.index) });
  const vars = await step('var index', () => source().loadVarIndex(at('X')), { check: (value) => difference(value, truth.vars.index) });
  for (const [group, frame] of [['obs', truth.obs], ['var', truth.vars]]) {
    for (const [name, column] of Object.entries(frame.columns)) {
      if (!column.show) continue;
      await step(`${group} column ${name}`, async () => (await source().loadObsColumns([at(`${group}/${name}`)]))[0], { check: (value) => difference(value, column.shown) });
    }
  }
  await obsSets(truth, at, loader, step);
  for (const [name, part] of Object.entries(truth.obsm)) {
    await step(`embedding ${name}`, async () => drawable(await loader('ObsEmbeddingAnndataLoader', { path: at(`obsm/${name}`), dims: part.dims ?? [0, 1] }).loadEmbedding()), {
      check: (value) => embeddingDifference(value, part), shown: part.rows * 2 * FLOAT,
    });
  }
  for (const [path, matrix] of Object.entries(truth.matrices)) {
    await genes(path, matrix, { truth, at, loader, options }, { step });
  }
  if (obs && vars && truth.matrices.X) judge('lengths', lengths(truth, obs, vars));
  for (const extra of options.extra ?? []) await extraStep(extra, { at, loader, source, truth }, step);
}

const SET_KINDS = ['categorical', 'categorical-legacy', 'string', 'string-legacy', 'nullable-string'];

/** The sets of all text columns together, as the obsSets view asks for them. */
async function obsSets(truth, at, loader, step) {
  const columns = Object.entries(truth.obs.columns).filter(([, { kind, show }]) => show && SET_KINDS.includes(kind));
  if (!columns.length) return;
  const option = columns.map(([name]) => ({ name, path: at(`obs/${name}`) }));
  await step('obs sets', () => loader('ObsSetsAnndataLoader', { obsSets: option }).load(), {
    check: ({ data }) => {
      for (const [i, [name, column]] of columns.entries()) {
        const wrong = difference(membership(data.obsSets.tree[i], truth.obs.index), column.shown);
        if (wrong) return `column ${name}: ${wrong}`;
      }
      return undefined;
    },
  });
}

/** The name of the set that each observation is in, through the tree that views walk. */
function membership(node, index) {
  const setOf = new Map((node?.children ?? []).flatMap(({ name, set }) => [...set].map(([id]) => [id, name])));
  // Observations without a category are in a set of this name.
  return index.map((id) => (setOf.get(id) === '---' ? undefined : setOf.get(id)));
}

/** Scatterplots write coordinates into an attribute of 32-bit floats; what cannot be written throws there as here. */
function drawable(embedding) {
  for (const column of embedding.data) new Float32Array(1).set([column[0]]);
  return embedding;
}

function embeddingDifference({ data }, { rows, value, dims = [0, 1] }) {
  for (const [k, dim] of dims.entries()) {
    const wrong = difference(data[k], Array.from({ length: rows }, (_, i) => value(i, dim)));
    if (wrong) return `dimension ${dim}: ${wrong}`;
  }
  return undefined;
}

export async function genes(path, { shape: [n, m], value, names }, { truth, at, loader, options }, { step }) {
  const load = () => loader('ObsFeatureMatrixAnndataLoader', { path: at(path) });
  const index = names ?? truth.vars.index;
  const expected = (j) => Array.from({ length: n }, (_, i) => value(i, j));
  const check = (j) => ({ data: [column] }) => difference(Array.from(column), expected(j));
  const picks = new Map([['first', 0], ['middle', m >> 1], ['last', m - 1]]);
  const gene = (from, j) => () => from.loadGeneSelection({ selection: [index[j]] });
  await step(`${path} gene first`, gene(load(), 0), { check: check(0), shown: n * FLOAT });
  const warm = load();
  // Before 4.0.8 there was no cache, and the loader was cut differently.
  if (!warm._loadMatrixZattrs) return whole(path, { shape: [n, m], value }, load, step);
  const ready = await step(`${path} metadata and index`, () => prepare(warm), { cost: false });
  for (const [which, j] of ready ? picks : []) {
    // Chunks that the last gene brought would be in the cache for half a minute.
    warm.dataSource.queryClient.clear();
    await step(`${path} gene ${which} (warm)`, gene(warm, j), { check: check(j), shown: n * FLOAT });
  }
  if (options.whole !== false) await whole(path, { shape: [n, m], value }, load, step);
}

async function whole(path, { shape: [n, m], value }, load, step) {
  // All chunks of a matrix are its due: for the heatmap only their bytes count.
  await step(`${path} whole`, () => load().load(), {
    shown: n * m * FLOAT, limits: { requests: Infinity },
    check: ({ data: { obsFeatureMatrix } }) => difference(Array.from(obsFeatureMatrix.data), Array.from({ length: n * m }, (_, k) => value(Math.floor(k / m), k % m))),
  });
}

/** What a loader has read once its first gene was shown, chunks of the matrix aside. */
async function prepare(loader) {
  const { 'encoding-type': encoding } = await loader._loadMatrixZattrs();
  await loader.loadFilteredGeneNames();
  if (encoding === 'csc_matrix' || encoding === 'csr_matrix') {
    await loader._openSparseArrays();
    await loader._loadIndptr();
  } else await loader._openDenseArray();
  return true;
}

function lengths({ matrices: { X } }, obs, vars) {
  if (obs.length !== X.shape[0]) return `${obs.length} names for ${X.shape[0]} rows of X`;
  return vars.length === X.shape[1] ? undefined : `${vars.length} names for ${X.shape[1]} columns of X`;
}

/** Interactions that a view config can ask for, named by the case: `{ name, loader, options, expected, pick }`. */
function extraStep({ name, loader: kind, options, expected, pick = (result) => result.data }, { loader }, step) {
  return step(name, () => loader(kind, options).load(), {
    check: (value) => (expected === undefined ? undefined : textDifference(pick(value), expected)),
  });
}

function textDifference(actual, expected) {
  const [a, b] = [actual, expected].map((value) => JSON.stringify(value));
  return a === b ? undefined : `${shownValue(a)} for ${shownValue(b)}`;
}
