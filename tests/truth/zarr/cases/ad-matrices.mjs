// AnnData: what matrices cost, and where they do not fit together (AD-13 to AD-32).
import { anndata, cycle, expression } from '../store/anndata.mjs';
import { both, each } from './table.mjs';

const kind = 'anndata';
const ad = (entry) => both({ kind, ...entry, build: entry.build ?? ((zarr) => anndata({ zarr, ...entry.spec })) });
const one = (entry) => ad(entry).slice(0, 1);
const VIT = { fails: 'vit' };
const SLOW = { slow: 'vit' };
const bare = { columns: {}, obsm: {} };
/** A value in every place, so that chunks are as large as they can be. */
const full = (i, j) => 1 + ((i * 31 + j * 17) % 97);

/** A heatmap of the features that a column of var chooses. */
const filtered = (path, expected) => ({ extra: [{ name: 'config initialFeatureFilterPath', loader: 'ObsFeatureMatrixAnndataLoader', options: { path: 'X', initialFeatureFilterPath: path }, pick: (result) => result.data.featureIndex, expected }] });
const chosen = (values) => ({ varColumns: { chosen: { kind: 'numeric', dtype: 'b1', values } } });

export const adMatrixCases = [
  ...one({ id: 'ad-13-wide', rules: ['AD-13'], what: 'an embedding inside a chunk of 50 columns', spec: { obs: 5500, vars: 2, columns: {}, obsm: { X_pca: { width: 50, codec: 'none' } } }, expect: SLOW }),
  ...ad({ id: 'ad-13-near', near: ['AD-13', 'AD-31'], what: 'an embedding of two columns', spec: { obs: 5500, vars: 2, columns: {}, obsm: { X_umap: { codec: 'none' } } } }),
  // AD-14 to AD-17: one gene
  ...one({ id: 'ad-14-columns', rules: ['AD-14'], what: 'dense X in one chunk of 250 genes', spec: { ...bare, obs: 1100, vars: 250, x: { codec: 'none', value: full } }, expect: SLOW }),
  ...ad({ id: 'ad-14-rows', rules: ['AD-14'], what: 'dense X in 40 chunks along the cells', spec: { ...bare, obs: 400, vars: 8, x: { chunks: [10, 8] } }, expect: SLOW }),
  ...one({ id: 'ad-14-near', near: ['AD-14', 'AD-15', 'AD-18', 'ZC-27'], what: 'dense X in chunks of ten genes', spec: { ...bare, obs: 1100, vars: 100, x: { chunks: [1100, 10], codec: 'none', value: full } } }),
  ...ad({ id: 'ad-15-single', rules: ['AD-15'], what: 'dense X in chunks of one gene', spec: { ...bare, obs: 1200, vars: 30, x: { chunks: [1200, 1] } } }),
  ...one({ id: 'ad-16-csr', rules: ['AD-16'], what: 'CSR of 1.1 MB', spec: { ...bare, obs: 1000, vars: 140, X: 'csr', x: { codec: 'none', value: full } }, expect: SLOW }),
  ...one({ id: 'ad-16-near-csc', near: ['AD-16', 'AD-17'], what: 'CSC in chunks of 20,000', spec: { ...bare, obs: 1000, vars: 60, X: 'csc', x: { codec: 'none', chunks: [20000], value: full } } }),
  ...ad({ id: 'ad-16-budget', rules: ['AD-16'], what: 'CSR of 300 million values: beyond the budget', viewers: ['vit'], options: { whole: false }, build: (zarr) => huge(zarr, 'csr'), expect: VIT }),
  ...one({ id: 'ad-17-chunks', rules: ['AD-17'], what: 'CSC in one chunk of 140,000', spec: { ...bare, obs: 1000, vars: 140, X: 'csc', x: { codec: 'none', chunks: [140000], value: full } }, expect: SLOW }),
  // AD-35: what booleans and empty matrices come to
  ...ad({ id: 'ad-35-csc-bool', what: 'CSC of booleans', spec: { ...bare, X: 'csc', x: { dtype: 'b1', value: (i, j) => (i + j) % 3 === 0 } }, expect: { wrong: 'vit' } }),
  ...ad({ id: 'ad-35-csr-bool', what: 'CSR of booleans', spec: { ...bare, X: 'csr', x: { dtype: 'b1', value: (i, j) => (i + j) % 3 === 0 } }, expect: { wrong: 'vit' } }),
  ...ad({ id: 'ad-35-layer-bool', what: 'a layer of booleans, CSC', spec: { ...bare, layers: { detected: { kind: 'csc', dtype: 'b1', value: (i, j) => (i + j) % 3 === 0 } } }, expect: { wrong: 'vit' } }),
  ...ad({ id: 'ad-35-dense-bool', what: 'dense booleans', spec: { ...bare, x: { dtype: 'b1', value: (i, j) => (i + j) % 3 === 0 } } }),
  ...ad({ id: 'ad-36-obsm-bool', what: 'an embedding of booleans', spec: { ...bare, obsm: { X_mask: { width: 2, dtype: 'b1', value: (i, d) => (i + d) % 2 } } }, expect: { wrong: 'vit' } }),
  ...ad({ id: 'ad-36-obsm-one', what: 'an embedding of one column', spec: { ...bare, obsm: { X_time: { width: 1 } } }, expect: VIT }),
  ...ad({ id: 'ad-37-csc-zero', what: 'CSC of zeros alone', spec: { ...bare, X: 'csc', x: { value: () => 0 } }, expect: VIT }),
  ...ad({ id: 'ad-37-csr-zero', what: 'CSR of zeros alone', spec: { ...bare, X: 'csr', x: { value: () => 0 } }, expect: VIT }),
  ...ad({ id: 'ad-38-near-places', what: 'places of cells in obsm, and no image', spec: { ...bare, obsm: { spatial: {} } } }),
  // AD-18: everything
  ...ad({ id: 'ad-18-dense', rules: ['AD-18'], what: 'dense X of 10^13 values: no heatmap', viewers: ['vit'], build: (zarr) => huge(zarr, 'dense'), expect: VIT }),
  // AD-20 to AD-23: contents
  ...ad({ id: 'ad-20-int64', rules: ['AD-20'], what: 'int64 X with a value above 2^31', spec: { x: { dtype: 'i8', value: (i, j) => (i === 1 && j === 0 ? 2 ** 33 + 5 : expression(i, j)) } }, expect: { wrong: 'vit' } }),
  ...one({ id: 'ad-21-layer', rules: ['AD-21'], what: 'X in chunks of ten genes, its layer in one chunk', spec: { ...bare, obs: 1100, vars: 250, x: { chunks: [1100, 10], value: full }, layers: { counts: { codec: 'none', value: full } } }, expect: SLOW }),
  ...each(['csc', 'csr'], (X) => ad({ id: `ad-22-${X}`, rules: ['AD-22'], what: `${X} whose data has other chunks than its indices`, spec: { X, x: { chunks: [7], sparse: { dataChunks: [5] } } } })),
  ...each(['csc', 'csr'], (X) => ad({ id: `ad-23-${X}-indptr-short`, rules: ['AD-23'], what: `${X} whose indptr lacks its last two values`, build: (zarr) => anndata({ zarr, X }).meta('X/indptr', (meta) => ({ ...meta, shape: [meta.shape[0] - 2] })), expect: { wrong: 'vit' } })),
  ...each(['csc', 'csr'], (X) => ad({ id: `ad-23-${X}-nnz`, rules: ['AD-23'], what: `${X} whose indices and data lack their last three values`, build: (zarr) => ['indices', 'data'].reduce((store, part) => store.meta(`X/${part}`, (meta) => ({ ...meta, shape: [meta.shape[0] - 3] })), anndata({ zarr, X })), expect: X === 'csc' ? { wrong: 'vit' } : { wrong: 'vit' } })),
  ...each(['csc', 'csr'], (X) => ad({ id: `ad-23-${X}-index`, rules: ['AD-23'], what: `${X} with an index beyond the matrix`, build: (zarr) => beyond(zarr, X), expect: { wrong: 'vit' } })),
  // AD-24 to AD-26: indices
  ...ad({ id: 'ad-24-obs', rules: ['AD-24'], what: 'ten names for twelve rows of X', build: (zarr) => anndata({ zarr, columns: {}, obsm: {} }).meta('obs/_index', (meta) => shorter(meta, 10)), expect: { wrong: 'vit' } }),
  ...ad({ id: 'ad-24-var', rules: ['AD-24'], what: 'six names for eight columns of X', build: (zarr) => anndata({ zarr }).meta('var/_index', (meta) => shorter(meta, 6)), expect: { wrong: 'vit' } }),
  ...ad({ id: 'ad-24-obsm', rules: ['AD-24'], what: 'an embedding of ten rows for twelve cells', build: (zarr) => anndata({ zarr }).meta('obsm/X_umap', (meta) => ({ ...meta, shape: [10, 2] })), expect: { wrong: 'vit' } }),
  ...ad({ id: 'ad-25-duplicates', rules: ['AD-25'], what: 'two genes of one name: the second is shown as the first', spec: { varIndex: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'a'] }, expect: { wrong: 'vit' } }),
  ...ad({ id: 'ad-25-near', near: ['AD-25'], what: 'two genes whose names differ in case', spec: { varIndex: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'A'] } }),
  ...ad({ id: 'ad-26-duplicates', rules: ['AD-26'], what: 'two cells of one name in different sets', spec: { obsIndex: [...Array.from({ length: 11 }, (_, i) => `cell${i}`), 'cell0'] }, expect: { wrong: 'vit' } }),
  // AD-27, AD-28: what a config names
  ...ad({ id: 'ad-27-near', near: ['AD-27'], what: 'a filter of truth values', spec: chosen(cycle([true, false], 8)), options: filtered('var/chosen', ['gene0', 'gene2', 'gene4', 'gene6']) }),
  ...ad({ id: 'ad-27-none', rules: ['AD-27'], what: 'a filter that chooses nothing', spec: chosen(cycle([false], 8)), options: filtered('var/chosen', []) }),
  ...ad({ id: 'ad-27-nullable', rules: ['AD-27', 'AD-05'], what: 'a filter of nullable truth values', spec: { varColumns: { chosen: { kind: 'nullable-boolean', values: cycle([true, false], 8), show: false } } }, options: filtered('var/chosen'), expect: VIT }),
  ...ad({ id: 'ad-27-text', rules: ['AD-27'], what: 'a filter of the texts True and False: all pass', spec: { varColumns: { chosen: { kind: 'string', values: cycle(['True', 'False'], 8) } } }, options: filtered('var/chosen', ['gene0', 'gene2', 'gene4', 'gene6']), expect: { wrong: 'vit' } }),
  ...ad({ id: 'ad-27-length', rules: ['AD-27'], what: 'a filter of five values for eight genes', build: (zarr) => anndata({ zarr, varColumns: { chosen: { kind: 'numeric', dtype: 'b1', values: cycle([true], 8), show: false } } }).meta('var/chosen', (meta) => shorter(meta, 5)), options: filtered('var/chosen', Array.from({ length: 8 }, (_, i) => `gene${i}`)), expect: { wrong: 'vit' } }),
  ...ad({ id: 'ad-28-missing', rules: ['AD-28'], what: 'a config that names obs/celltype, which is obs/cell_type', spec: { columns: { cell_type: { kind: 'categorical', values: cycle(['a', 'b'], 12) } } }, options: { extra: [{ name: 'config obsSets obs/celltype', loader: 'ObsSetsAnndataLoader', options: { obsSets: [{ name: 'Type', path: 'obs/celltype' }] } }] }, expect: VIT }),
  // AD-30 to AD-32
  ...ad({ id: 'ad-30-uns', rules: ['AD-30'], what: 'large arrays in uns', build: (zarr) => anndata({ zarr }).array('uns/neighbours', { shape: [20000], dtype: 'f8', data: ([i]) => i }) }),
  ...ad({ id: 'ad-31-index', rules: ['AD-31'], what: 'names of 40 letters for 5000 cells', spec: { obs: 5000, vars: 2, columns: {}, obsm: {}, obsIndex: Array.from({ length: 5000 }, (_, i) => `${'AAACCTGAGAAACCAT'.repeat(2)}-${String(i).padStart(7, '0')}`) } }),
  ...ad({ id: 'ad-32-raw', rules: ['AD-32'], what: 'raw/X and no X', build: (zarr) => raw(zarr), options: { extra: [{ name: 'config obsFeatureMatrix X', loader: 'ObsFeatureMatrixAnndataLoader', options: { path: 'X' } }] }, expect: VIT }),
  ...ad({ id: 'ad-32-near', near: ['AD-32'], what: 'raw/X, which the config names', build: (zarr) => raw(zarr) }),
];

/** Metadata of a matrix that no memory holds; its chunks are left out and mean zero. */
function huge(zarr, X) {
  const store = anndata({ zarr, ...bare, X, x: { chunks: X === 'dense' ? [12, 1] : [64] } });
  if (X === 'dense') return store.meta('X', (meta) => ({ ...meta, shape: [12, 1e12], ...grid(meta, [12, 1]) }));
  return ['indices', 'data'].reduce((all, part) => all.meta(`X/${part}`, (meta) => ({ ...meta, shape: [3e8], ...grid(meta, [1 << 20]) })), store);
}

function grid(meta, chunks) {
  return meta.zarr_format === 2 ? { chunks } : { chunk_grid: { name: 'regular', configuration: { chunk_shape: chunks } } };
}

function shorter(meta, length) {
  return { ...meta, shape: [length] };
}

/** One index points behind the last row or column. */
function beyond(zarr, X) {
  const good = anndata({ zarr, X });
  const bad = anndata({ zarr, X, x: { shift: 100 } });
  return Object.assign(bad, { anndata: good.anndata });
}

function raw(zarr) {
  const store = anndata({ zarr, X: null, layers: {} }).group('raw', { 'encoding-type': 'raw', 'encoding-version': '0.1.0' });
  const inner = anndata({ zarr });
  store.mount('raw', inner).after(() => {
    for (const key of [...store.files.keys()]) if (/^raw\/(obs|var|obsm|uns|layers)\//.test(key)) store.files.delete(key);
  });
  return Object.assign(store, { anndata: { ...store.anndata, matrices: { 'raw/X': inner.anndata.matrices.X } } });
}
