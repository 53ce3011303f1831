// AnnData: encodings of indices, columns, embeddings and X, of anndata 0.7 to 0.12 (AD-01 to AD-13, AD-19, AD-29, AD-33, AD-34, MU).
import { anndata, cycle, dataframe } from '../store/anndata.mjs';
import { Store } from '../store/store.mjs';
import { both, each } from './table.mjs';

const kind = 'anndata';
const n = 12;
const ad = (entry) => both({ kind, ...entry, build: entry.build ?? ((zarr) => anndata({ zarr, ...entry.spec })) });
const column = (spec) => ({ columns: { c: spec } });
const VIT = { fails: 'vit' };
const planted = (zarr, v2, v3) => column({ kind: 'planted', values: cycle(['?'], n), dtype: { size: 8, v2, v3 } });

export const adEncodingCases = [
  // The combinations that writers make
  ...ad({ id: 'ad-good', near: ['AD-01', 'AD-33', 'AD-02', 'AD-03', 'AD-06', 'AD-11', 'AD-19', 'AD-24', 'AD-25', 'AD-26', 'AD-28', 'AD-29', 'AD-34', 'ST-09'], what: 'a small AnnData' }),
  ...ad({ id: 'ad-enc-all-columns', near: ['AD-05', 'AD-06', 'AD-08'], what: 'text, numbers, truth values and categories as columns', spec: { columns: {
    text: { kind: 'string', values: cycle(['x', 'y', ''], n) }, f4: { kind: 'numeric', values: cycle([0.5, 2], n) }, f8: { kind: 'numeric', dtype: 'f8', values: cycle([0.1, 2], n) }, i4: { kind: 'numeric', dtype: 'i4', values: cycle([-1, 2], n) },
    i8: { kind: 'numeric', dtype: 'i8', values: cycle([-1, 2], n) }, u1: { kind: 'numeric', dtype: 'u1', values: cycle([0, 255], n) }, yes: { kind: 'numeric', dtype: 'b1', values: cycle([true, false], n) },
    sets: { kind: 'categorical', values: cycle(['B', 'T', 'NK'], n) } }, varColumns: { highly: { kind: 'numeric', dtype: 'b1', values: cycle([true, false], 8) } } } }),
  { id: 'ad-enc-0.7', near: ['AD-01', 'AD-29'], kind, what: 'as anndata 0.7: no encoding-type at the root, categories beside the columns', build: () => anndata({ index: 'string-legacy', columns: { c: { kind: 'categorical-legacy', values: cycle(['a', 'b'], n) } } }).attrs('', () => ({})) },
  { id: 'ad-enc-0.7-numeric', rules: ['AD-06'], kind, what: 'as anndata 0.7 with categories that are numbers', build: () => anndata({ columns: { c: { kind: 'categorical-legacy', dtype: 'i8', values: cycle([10, 20, 30], n) } } }), expect: { wrong: 'vit' } },
  ...each(['dense', 'csc', 'csr'], (X) => ad({ id: `ad-enc-x-${X}`, near: ['AD-14', 'AD-16', 'AD-19', 'AD-23'], what: `X ${X}`, spec: { X } })),
  ...each(['i8', 'u4', 'u1', 'f8', 'i4'], (dtype) => ad({ id: `ad-enc-x-dense-${dtype}`, near: ['AD-20'], what: `dense X of ${dtype}`, spec: { x: { dtype } } })),
  ...each(['csc', 'csr'], (X) => ad({ id: `ad-enc-x-${X}-int64`, near: ['AD-19', 'AD-20'], what: `${X} with int64 indices, indptr and data`, spec: { X, x: { dtype: 'i8', indexDtype: 'i8', sparse: { ptrDtype: 'i8' } } } })),
  ...ad({ id: 'ad-enc-layers', near: ['AD-21'], what: 'layers, dense and CSC', spec: { layers: { counts: { kind: 'dense' }, logs: { kind: 'csc' } } } }),
  ...ad({ id: 'ad-enc-many-chunks', near: ['AD-22'], what: 'everything in several chunks', spec: { x: { chunks: [5, 3] }, columns: { c: { kind: 'string', values: cycle(['a', 'b'], n), chunks: [5] } }, obsm: { X_umap: { chunks: [5, 1] } } } }),
  ...each(['csc', 'csr'], (X) => ad({ id: `ad-enc-${X}-many-chunks`, near: ['AD-22', 'AD-23'], what: `${X} in several chunks`, spec: { X, x: { chunks: [7] } } })),
  ...ad({ id: 'ad-enc-one-cell', near: ['AD-24'], what: 'one cell, one gene', spec: { obs: 1, vars: 1, columns: { c: { kind: 'categorical', values: ['a'] } } } }),
  { id: 'ad-enc-sharded', rules: ['AD-33'], kind, what: 'X, its index and its embedding in shards', build: () => anndata({ zarr: 3, x: { chunks: [12, 8], inner: [6, 4] }, obsm: { X_umap: { chunks: [12, 2], inner: [4, 2] } } }) },
  { id: 'ad-enc-sharded-csc', rules: ['AD-33'], kind, what: 'CSC in shards', build: () => anndata({ zarr: 3, X: 'csc', x: { chunks: [24], sparse: { inner: [6] }, value: (i, j) => (i + j) % 4 ? 0 : 1 } }) },
  // AD-01, AD-02: the parts
  ...ad({ id: 'ad-01-no-obs', rules: ['AD-01'], what: 'no obs', build: (zarr) => anndata({ zarr }).dropTree('obs'), expect: VIT }),
  ...ad({ id: 'ad-01-no-var', rules: ['AD-01'], what: 'no var', build: (zarr) => anndata({ zarr }).dropTree('var'), expect: VIT }),
  ...ad({ id: 'ad-01-no-encoding', rules: ['AD-01'], what: 'no encoding-type at the root', build: (zarr) => anndata({ zarr }).attrs('', () => ({})) }),
  ...each(['obs', 'var'], (group) => ad({ id: `ad-02-${group}-no-index`, rules: ['AD-02'], what: `${group} without _index`, build: (zarr) => anndata({ zarr }).attrs(group, ({ _index, ...attrs }) => attrs), expect: VIT })),
  ...ad({ id: 'ad-02-gone', rules: ['AD-02'], what: 'obs/_index names a column that is not there', build: (zarr) => anndata({ zarr }).attrs('obs', (attrs) => ({ ...attrs, _index: 'barcode' })), expect: VIT }),
  ...ad({ id: 'ad-02-near-other-name', near: ['AD-02'], what: 'the index is a column named barcode', build: (zarr) => anndata({ zarr }).attrs('obs', (attrs) => ({ ...attrs, _index: 'barcode' })).rename('obs/_index', 'obs/barcode') }),
  // AD-03, AD-04: kinds of indices
  ...ad({ id: 'ad-03-nullable-integer', rules: ['AD-03'], what: 'an index of nullable integers', spec: { index: 'nullable-integer', obsIndex: numbers(n), varIndex: numbers(8) }, expect: VIT }),
  ...ad({ id: 'ad-03-near-integer', near: ['AD-03'], what: 'an index of integers', spec: { index: 'numeric', obsIndex: numbers(n), varIndex: numbers(8) }, build: (zarr) => stringly(anndata({ zarr, index: 'numeric', obsIndex: numbers(n), varIndex: numbers(8) })) }),
  ...ad({ id: 'ad-03-near-categorical', near: ['AD-03'], what: 'an index of categories', spec: { index: 'categorical' } }),
  ...ad({ id: 'ad-04-nullable-string', rules: ['AD-04'], what: 'an index of nullable strings, as pandas 3 makes it', spec: { index: 'nullable-string' } }),
  ...each(['fixed-U', 'fixed-S'], (index) => ({ id: `ad-04-near-${index}`, near: ['AD-04'], kind, what: `an index of ${index} strings`, build: () => anndata({ index }) })),
  // AD-05 to AD-10: kinds of columns
  ...ad({ id: 'ad-05-nullable-integer', rules: ['AD-05'], what: 'a column of nullable integers', spec: column({ kind: 'nullable-integer', values: cycle([1, 2], n), missing: [3] }), expect: VIT }),
  ...ad({ id: 'ad-05-nullable-boolean', rules: ['AD-05'], what: 'a column of nullable truth values', spec: column({ kind: 'nullable-boolean', values: cycle([true, false], n), missing: [3] }), expect: VIT }),
  ...ad({ id: 'ad-05-near-nullable-string', near: ['AD-05'], what: 'a column of nullable strings, none missing', spec: column({ kind: 'nullable-string', values: cycle(['a', 'b'], n) }) }),
  ...ad({ id: 'ad-05-nullable-string-missing', rules: ['AD-05'], what: 'a column of nullable strings, one missing: shown as a set without a name', spec: column({ kind: 'nullable-string', values: cycle(['a', 'b'], n), missing: [3] }), expect: { wrong: 'vit' } }),
  ...each([['i4', [10, 20, 30]], ['i8', [10, 20, 30]], ['f8', [0.5, 1.5]], ['b1', [false, true]]], ([dtype, values]) => ad({ id: `ad-06-${dtype}`, rules: ['AD-06'], what: `categories of ${dtype}: their codes are shown`, spec: column({ kind: 'categorical', dtype, categories: values, values: cycle(values, n) }), expect: { wrong: 'vit' } })),
  ...ad({ id: 'ad-06-near-digits', near: ['AD-06', 'AD-07'], what: 'categories that are digits as text', spec: column({ kind: 'categorical', values: cycle(['10', '20', '30'], n) }) }),
  ...ad({ id: 'ad-06-near-nullable-string', near: ['AD-06'], what: 'categories of nullable strings', spec: column({ kind: 'categorical', stringKind: 'nullable-string', values: cycle(['a', 'b'], n) }) }),
  { id: 'ad-06-no-encoding-v3', rules: ['AD-06'], kind, what: 'v3 categories of strings without encoding-type: their codes are shown', build: () => anndata({ zarr: 3, ...column({ kind: 'categorical', stringKind: 'string-legacy', values: cycle(['a', 'b'], n) }) }), expect: { wrong: 'vit' } },
  { id: 'ad-06-near-no-encoding-v2', near: ['AD-06'], kind, what: 'v2 categories of strings without encoding-type', build: () => anndata(column({ kind: 'categorical', stringKind: 'string-legacy', values: cycle(['a', 'b'], n) })) },
  ...ad({ id: 'ad-07-missing', rules: ['AD-07'], what: 'a category that is missing (code -1)', spec: column({ kind: 'categorical', values: cycle(['a', undefined, 'b'], n) }) }),
  ...each([['datetime', '<M8[ns]', { name: 'numpy.datetime64', configuration: { unit: 'ns', scale_factor: 1 } }], ['timedelta', '<m8[ns]', { name: 'numpy.timedelta64', configuration: { unit: 'ns', scale_factor: 1 } }], ['complex', '<c8', 'complex64']], ([name, v2, v3]) => ad({ id: `ad-08-${name}`, rules: ['AD-08', name === 'complex' ? 'ZC-03' : 'ZC-05'], what: `a column of ${name}`, build: (zarr) => anndata({ zarr, ...planted(zarr, v2, v3) }), expect: { fails: 'z7 vit' } })),
  ...ad({ id: 'ad-08-near-datetime-text', near: ['AD-08'], what: 'dates as text', spec: column({ kind: 'string', values: cycle(['2024-01-31', '2024-02-01'], n) }) }),
  ...ad({ id: 'ad-09-text', rules: ['AD-09'], what: 'a plain text column of 3000 cells', spec: { obs: 3000, vars: 2, ...column({ kind: 'string', values: cycle(['T cell', 'B cell'], 3000) }) } }),
  ...ad({ id: 'ad-09-near', near: ['AD-09', 'AD-10'], what: 'the same as categories', spec: { obs: 3000, vars: 2, ...column({ kind: 'categorical', values: cycle(['T cell', 'B cell'], 3000) }) } }),
  ...ad({ id: 'ad-10-many', rules: ['AD-10'], what: '1100 categories', spec: { obs: 2200, vars: 2, ...column({ kind: 'categorical', codes: 'i2', values: cycle(Array.from({ length: 1100 }, (_, i) => `set ${i}`), 2200) }) } }),
  // AD-11, AD-12: embeddings
  ...each(['dataframe', 'csr', 'csc'], (part) => ad({ id: `ad-11-${part}`, rules: ['AD-11'], what: `an embedding stored as ${part}`, spec: { obsm: { X_umap: { kind: part } } }, expect: VIT })),
  ...each(['f4', 'f8', 'i4', 'i2'], (dtype) => ad({ id: `ad-11-near-${dtype}`, near: ['AD-11', 'AD-12', 'AD-13'], what: `an embedding of ${dtype}`, spec: { obsm: { X_umap: { dtype } } } })),
  ...ad({ id: 'ad-12-int64', rules: ['AD-12'], what: 'an embedding of int64', spec: { obsm: { spatial: { dtype: 'i8' } } }, expect: VIT }),
  ...ad({ id: 'ad-12-three', near: ['AD-13'], what: 'an embedding of three columns', spec: { obsm: { X_umap: { width: 3 } } } }),
  // AD-19, AD-29, AD-34
  ...each(['csc', 'csr'], (X) => ad({ id: `ad-19-${X}-no-shape`, rules: ['AD-19'], what: `${X} without the attribute shape`, spec: { X, x: { attrs: { 'encoding-type': `${X}_matrix`, 'encoding-version': '0.1.0' } } }, expect: VIT })),
  ...ad({ id: 'ad-19-no-encoding', rules: ['AD-19'], what: 'CSC without encoding-type', spec: { X: 'csc', x: { attrs: { shape: [n, 8] } } }, expect: VIT }),
  ...ad({ id: 'ad-19-coo', rules: ['AD-19'], what: 'X of the encoding-type coo_matrix', spec: { X: 'csc', x: { attrs: { 'encoding-type': 'coo_matrix', shape: [n, 8] } } }, expect: VIT }),
  ...ad({ id: 'ad-29-versions', rules: ['AD-29'], what: 'encoding-version 9.9 everywhere', build: (zarr) => ['', 'obs', 'var', 'X', 'obs/cluster'].reduce((store, path) => store.attrs(path, (attrs) => ({ ...attrs, 'encoding-version': '9.9' })), anndata({ zarr })) }),
  ...ad({ id: 'ad-34-bare', rules: ['AD-34'], what: 'no embedding, no columns', spec: { columns: {}, obsm: {} } }),
  // MuData
  ...both({ id: 'mu-01-two', near: ['MU-01', 'MU-02'], kind: 'mudata', what: 'two modalities', build: (zarr) => mudata(zarr) }),
  ...both({ id: 'mu-02-index', rules: ['MU-02'], kind: 'mudata', what: 'a modality whose obs has no _index', build: (zarr) => mudata(zarr).attrs('mod/prot/obs', ({ _index, ...attrs }) => attrs), expect: VIT }),
  ...both({ id: 'mu-01-path', rules: ['MU-01'], kind, what: 'MuData with obs at the root alone, read as AnnData', build: (zarr) => Object.assign(mudata(zarr), { anndata: mudata(zarr).modalities.rna }), options: { extra: [{ name: 'config obsEmbedding obsm/X_umap', loader: 'ObsEmbeddingAnndataLoader', options: { path: 'obsm/X_umap' } }] }, expect: VIT }),
];

function numbers(length) {
  return Array.from({ length }, (_, i) => 100 + i);
}

/** An index of numbers is shown as text. */
function stringly(store) {
  for (const frame of [store.anndata.obs, store.anndata.vars]) frame.index = frame.index.map(String);
  return store;
}

function mudata(zarr) {
  const store = new Store(zarr).group('', { 'encoding-type': 'MuData', 'encoding-version': '0.1.0' });
  dataframe(store, 'obs', Array.from({ length: n }, (_, i) => `cell${i}`), {}, 'string');
  dataframe(store, 'var', Array.from({ length: 13 }, (_, i) => `gene${i}`), {}, 'string');
  store.group('mod', { 'mod-order': ['rna', 'prot'] });
  const modalities = { rna: anndata({ zarr, into: store, prefix: 'mod/rna' }).anndata, prot: anndata({ zarr, into: store, prefix: 'mod/prot', vars: 5, X: 'csc' }).anndata };
  return Object.assign(store, { modalities });
}
