// AnnData stores, as anndata 0.7 to 0.12 encode them, with what a viewer should make of them.
import { scramble } from './bytes.mjs';
import { join, Store } from './store.mjs';

const NAMES = 'column-order';

/**
 * @typedef {object} AnnDataSpec
 * @property {2|3} [zarr]
 * @property {number} [obs] @property {number} [vars]  sizes
 * @property {'dense'|'csc'|'csr'} [X]
 * @property {object} [x]  further parts of X's array: chunks, dtype, codec ...
 * @property {string} [index]  kind of the index columns, a name of `columns`
 * @property {Record<string, object>} [columns]  obs columns: name to `{ kind, values, ... }`
 * @property {Record<string, object>} [varColumns]
 * @property {Record<string, object>} [obsm]  name to `{ width, dtype, chunks, kind }`
 * @property {Record<string, object>} [layers]
 * @property {string} [prefix]  path of the AnnData in a larger store
 * @property {Store} [into]
 */

/** Writes an AnnData; the result's `anndata` is the truth about it. @param {AnnDataSpec} spec */
export function anndata(spec = {}) {
  const { zarr = 2, obs = 12, vars = 8, X = 'dense', x = {}, index = 'string', prefix = '' } = spec;
  const store = spec.into ?? new Store(zarr).group('');
  const columns = spec.columns ?? { cluster: { kind: 'categorical', values: cycle(['a', 'b', 'c'], obs) } };
  const obsm = spec.obsm ?? { X_umap: { width: 2 } };
  const truth = {
    prefix, obs: frame(obs, 'cell', columns, spec.obsIndex), vars: frame(vars, 'gene', spec.varColumns ?? {}, spec.varIndex), obsm: {}, matrices: {},
  };
  store.group(prefix, { 'encoding-type': 'anndata', 'encoding-version': '0.1.0' });
  dataframe(store, join(prefix, 'obs'), truth.obs.index, columns, index);
  dataframe(store, join(prefix, 'var'), truth.vars.index, spec.varColumns ?? {}, spec.varIndexKind ?? index);
  if (X) truth.matrices.X = matrix(store, join(prefix, 'X'), X, [obs, vars], x);
  for (const group of ['layers', 'obsm', 'obsp', 'uns', 'varm', 'varp']) store.group(join(prefix, group), dict());
  for (const [name, { kind = 'dense', ...rest }] of Object.entries(spec.layers ?? {})) truth.matrices[`layers/${name}`] = matrix(store, join(prefix, 'layers', name), kind, [obs, vars], rest);
  for (const [name, part] of Object.entries(obsm)) truth.obsm[name] = embedding(store, join(prefix, 'obsm', name), obs, part);
  return Object.assign(store, { anndata: truth });
}

export function dict() {
  return { 'encoding-type': 'dict', 'encoding-version': '0.1.0' };
}

export function cycle(values, n) {
  return Array.from({ length: n }, (_, i) => values[i % values.length]);
}

function frame(n, stem, columns, given) {
  const index = given ?? Array.from({ length: n }, (_, i) => `${stem}${i}`);
  return { index, columns: Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, { kind: column.kind, shown: shownValues(column), show: column.show !== false }])) };
}

/** What a person should read in the column: text, or undefined where it is missing. */
function shownValues({ values, labels, missing }) {
  return values.map((value, i) => (missing?.includes(i) || value === undefined ? undefined : String((labels ?? {})[value] ?? value)));
}

export function dataframe(store, path, index, columns, indexKind) {
  store.group(path, { 'encoding-type': 'dataframe', 'encoding-version': '0.2.0', _index: '_index', [NAMES]: Object.keys(columns) });
  writeColumn(store, join(path, '_index'), { kind: indexKind, values: index });
  for (const [name, column] of Object.entries(columns)) writeColumn(store, join(path, name), column);
}


/** The kinds of columns that writers have made. Each writes the nodes of one column. */
export const columnKinds = {
  /** anndata 0.8 and newer: variable-length strings. */
  string: (store, path, { values, ...rest }) => store.array(path, { shape: [values.length], dtype: 'str', data: values, attrs: enc('string-array', '0.2.0'), ...rest }),
  /** The same with no encoding-type, as anndata 0.7 left it. */
  'string-legacy': (store, path, { values, ...rest }) => store.array(path, { shape: [values.length], dtype: 'str', data: values, ...rest }),
  /** v2 objects without an object codec. */
  'object-bare': (store, path, { values, ...rest }) => store.array(path, { shape: [values.length], dtype: 'str', data: values, filters: null, attrs: enc('string-array', '0.2.0'), ...rest }),
  'fixed-U': (store, path, { values, ...rest }) => store.array(path, { shape: [values.length], dtype: `U${longest(values)}`, data: values, attrs: enc('string-array', '0.2.0'), ...rest }),
  'fixed-S': (store, path, { values, ...rest }) => store.array(path, { shape: [values.length], dtype: `S${longest(values)}`, data: values, attrs: enc('string-array', '0.2.0'), ...rest }),
  numeric: (store, path, { values, dtype = 'f4', ...rest }) => store.array(path, { shape: [values.length], dtype, data: values, attrs: enc('array', '0.2.0'), ...rest }),
  planted: (store, path, { values, dtype, ...rest }) => store.array(path, { shape: [values.length], dtype, attrs: enc('array', '0.2.0'), ...rest }),
  categorical: (store, path, column) => categorical(store, path, column),
  'categorical-legacy': (store, path, column) => categoricalLegacy(store, path, column),
  'nullable-integer': (store, path, column) => nullable(store, path, 'nullable-integer', column, 'i8'),
  'nullable-boolean': (store, path, column) => nullable(store, path, 'nullable-boolean', column, 'b1'),
  'nullable-string': (store, path, column) => nullable(store, path, 'nullable-string-array', column, 'str'),
};

function writeColumn(store, path, { kind, show, labels, ...column }) {
  columnKinds[kind](store, path, column);
}

function enc(type, version) {
  return { 'encoding-type': type, 'encoding-version': version };
}

function longest(values) {
  return Math.max(...values.map((value) => value.length));
}

/** Categories are strings unless `dtype` says otherwise; `undefined` is a missing value, code -1. */
function categorical(store, path, { values, categories = distinct(values), dtype = 'str', stringKind = 'string', codes = 'i1', codec }) {
  store.group(path, { ...enc('categorical', '0.2.0'), ordered: false });
  if (dtype === 'str') columnKinds[stringKind](store, join(path, 'categories'), { values: categories });
  else columnKinds.numeric(store, join(path, 'categories'), { values: categories, dtype });
  store.array(join(path, 'codes'), { shape: [values.length], dtype: codes, data: values.map((value) => categories.indexOf(value)), attrs: enc('array', '0.2.0'), codec });
}

/** anndata 0.7: codes in the column, the categories in a sibling that its attribute names. */
function categoricalLegacy(store, path, { values, categories = distinct(values), dtype = 'str' }) {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const parent = path.slice(0, path.lastIndexOf('/'));
  store.array(path, { shape: [values.length], dtype: 'i1', data: values.map((value) => categories.indexOf(value)), attrs: { categories: `__categories/${name}` } });
  store.group(join(parent, '__categories'));
  store.array(join(parent, '__categories', name), { shape: [categories.length], dtype, data: categories, attrs: { ordered: false } });
}

function distinct(values) {
  return [...new Set(values)].filter((value) => value !== undefined).sort((a, b) => (a < b ? -1 : 1));
}

function nullable(store, path, encoding, { values, missing = [], dtype }, standard) {
  const present = values.map((value, i) => (missing.includes(i) ? (standard === 'str' ? '' : 0) : value));
  store.group(path, enc(encoding, '0.1.0'));
  store.array(join(path, 'values'), { shape: [values.length], dtype: dtype ?? standard, data: present, attrs: enc(standard === 'str' ? 'string-array' : 'array', '0.2.0') });
  store.array(join(path, 'mask'), { shape: [values.length], dtype: 'b1', data: values.map((_, i) => missing.includes(i)), attrs: enc('array', '0.2.0') });
}

/** An expression value: zero in three of four places, else 1 to 250 and exact in every dtype that is used. */
export function expression(i, j) {
  const n = scramble(i * 7919 + j * 104729);
  return n % 4 ? 0 : 1 + ((n >>> 8) % 250);
}

function matrix(store, path, kind, [n, m], { value = expression, chunks, dtype = 'f4', indexDtype = 'i4', sparse = {}, shift, attrs, ...rest }) {
  if (kind === 'dense') store.array(path, { shape: [n, m], chunks, dtype, data: ([i, j]) => value(i, j), attrs: attrs ?? enc('array', '0.2.0'), ...rest });
  else sparseMatrix(store, path, kind, [n, m], { value, chunks: chunks ?? [1 << 17], dtype, indexDtype, shift, attrs, ...sparse, ...rest });
  return { kind, shape: [n, m], value };
}

function sparseMatrix(store, path, kind, [n, m], { value, chunks, dataChunks = chunks, dtype, indexDtype, ptrDtype = 'i4', shift = 0, attrs, ...rest }) {
  const [outer, inner] = kind === 'csc' ? [m, n] : [n, m];
  const indptr = [0];
  const found = { indices: [], data: [] };
  for (let a = 0; a < outer; a += 1) {
    for (let b = 0; b < inner; b += 1) {
      const v = kind === 'csc' ? value(b, a) : value(a, b);
      if (v !== 0) {
        found.indices.push(b);
        found.data.push(v);
      }
    }
    indptr.push(found.data.length);
  }
  const nnz = found.data.length;
  // A planted defect: the first index points behind the matrix.
  found.indices[0] += shift;
  const clip = (size) => [Math.max(1, Math.min(size[0], nnz))];
  store.group(path, attrs ?? { ...enc(`${kind}_matrix`, '0.1.0'), shape: [n, m] });
  store.array(join(path, 'indptr'), { shape: [outer + 1], dtype: ptrDtype, data: indptr });
  store.array(join(path, 'indices'), { shape: [nnz], chunks: clip(chunks), dtype: indexDtype, data: found.indices, ...rest });
  store.array(join(path, 'data'), { shape: [nnz], chunks: clip(dataChunks), dtype, data: found.data, ...rest });
}

/** A coordinate: exact in float32 and in int32. */
export function coordinate(i, d) {
  return (scramble(i * 31 + d) % 2000) - 1000;
}

function embedding(store, path, n, { width = 2, dtype = 'f4', kind = 'dense', value = coordinate, ...rest }) {
  if (kind === 'dense') store.array(path, { shape: [n, width], dtype, data: ([i, d]) => value(i, d), attrs: enc('array', '0.2.0'), ...rest });
  else if (kind === 'dataframe') dataframe(store, path, Array.from({ length: n }, (_, i) => `cell${i}`), { x: { kind: 'numeric', values: Array.from({ length: n }, (_, i) => value(i, 0)) }, y: { kind: 'numeric', values: Array.from({ length: n }, (_, i) => value(i, 1)) } }, 'string');
  else matrix(store, path, kind, [n, width], { value, dtype });
  return { width, value, rows: n };
}
