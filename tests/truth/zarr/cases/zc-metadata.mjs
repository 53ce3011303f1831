// Zarr itself: what metadata say (ZC-01 to ZC-10, ZC-22 to ZC-26).
import { anndata, cycle } from '../store/anndata.mjs';
import { image } from '../store/ngff.mjs';
import { Store } from '../store/store.mjs';
import { arrayStore, both, each, ramp } from './table.mjs';

const BOM = Uint8Array.of(0xef, 0xbb, 0xbf);
const note = (text) => text.replace('{', '{\n "note": NaN,');
const metaKey = (zarr, path) => `${path}/${zarr === 3 ? 'zarr.json' : '.zattrs'}`;
const numbers = { shape: [6, 8], chunks: [3, 4], dtype: 'i4', data: ramp([6, 8]) };

/** An array of a dtype that no viewer reads. */
const planted = (zarr, dtype) => arrayStore(zarr, { shape: [4], dtype: { size: 8, v2: dtype, v3: dtype } });

export const zcMetadataCases = [
  // ZC-01: not JSON
  ...both({ id: 'zc-01-nan-attrs', rules: ['ZC-01'], what: 'NaN in the attributes of obs', kind: 'anndata', build: (zarr) => anndata({ zarr }).text(metaKey(zarr, 'obs'), note), expect: { fails: 'z7 vit' } }),
  { id: 'zc-01-nan-zarray', rules: ['ZC-01'], what: 'fill_value NaN, unquoted, in .zarray', kind: 'arrays', build: () => arrayStore(2, { ...numbers, dtype: 'f4' }).text('a/.zarray', (text) => text.replace('"fill_value": 0', '"fill_value": NaN')), expect: { fails: 'z7 z5' } },
  ...both({ id: 'zc-01-nan-image', rules: ['ZC-01'], what: 'Infinity in omero of an image', kind: 'image', build: (zarr) => image({ version: zarr === 3 ? '0.5' : '0.4' }).text(zarr === 3 ? 'zarr.json' : '.zattrs', (text) => text.replace('"max": 255', '"max": Infinity')), expect: { fails: 'vit viv v16' } }),
  ...both({ id: 'zc-01-trailing-comma', rules: ['ZC-01'], what: 'a trailing comma in the attributes of obs', kind: 'anndata', build: (zarr) => anndata({ zarr }).text(metaKey(zarr, 'obs'), (text) => text.replace(/\n\}$/, ',\n}')), expect: { fails: 'z7 vit' } }),
  { id: 'zc-01-empty', rules: ['ZC-01'], what: 'an empty .zattrs', kind: 'anndata', build: () => anndata().put('obs/.zattrs', ''), expect: { fails: 'z7 vit' } },
  ...both({ id: 'zc-01-bom', rules: ['ZC-01'], what: 'a byte order mark before the attributes of obs', kind: 'anndata', build: (zarr) => anndata({ zarr }).bytes(metaKey(zarr, 'obs'), (bytes) => new Uint8Array(Buffer.concat([BOM, bytes]))) }),
  { id: 'zc-01-near-nan-quoted', near: ['ZC-01', 'ZC-19'], what: 'fill_value "NaN", quoted', kind: 'arrays', build: () => arrayStore(2, { ...numbers, dtype: 'f4', fill: 'NaN' }) },
  { id: 'zc-01-near-nan-quoted-v3', near: ['ZC-01', 'ZC-19'], what: 'fill_value "NaN", quoted, v3', kind: 'arrays', build: () => arrayStore(3, { ...numbers, dtype: 'f4', fill: 'NaN' }) },
  // ZC-02: format and node type
  { id: 'zc-02-format-1', rules: ['ZC-02'], what: '"zarr_format": 1 in .zarray', kind: 'arrays', build: () => arrayStore(2, numbers).meta('a', (meta) => ({ ...meta, zarr_format: 1 })) },
  { id: 'zc-02-format-3-in-zarray', rules: ['ZC-02'], what: '"zarr_format": 3 in .zarray', kind: 'arrays', build: () => arrayStore(2, numbers).meta('a', (meta) => ({ ...meta, zarr_format: 3 })) },
  { id: 'zc-02-no-node-type', rules: ['ZC-02'], what: 'zarr.json of an array without node_type', kind: 'image', build: () => image({ version: '0.5' }).meta('0', ({ node_type: _, ...meta }) => meta), expect: { fails: 'vit viv v16' } },
  { id: 'zc-02-near', near: ['ZC-02'], what: 'format and node type as they should be, v3', kind: 'arrays', build: () => arrayStore(3, numbers) },
  { id: 'zc-02-near-v2', near: ['ZC-02'], what: 'format as it should be, v2', kind: 'arrays', build: () => arrayStore(2, numbers) },
  // ZC-03: v2 dtypes
  ...each([['datetime', '<M8[ns]'], ['timedelta', '<m8[s]'], ['complex', '<c8'], ['void', '|V8'], ['native-order', '=i8'], ['no-order', 'i8']], ([name, dtype]) => (
    { id: `zc-03-${name}`, rules: ['ZC-03'], what: `v2 dtype ${dtype}`, kind: 'arrays', build: () => planted(2, dtype), expect: { fails: 'z7 z5' } })),
  ...each([['U5', ['ab', 'cde']], ['S3', ['ab', 'c']]], ([dtype, data]) => (
    { id: `zc-03-near-${dtype}`, near: ['ZC-03'], what: `v2 dtype ${dtype}`, kind: 'arrays', build: () => arrayStore(2, { shape: [2], dtype, data }) })),
  { id: 'zc-04-structured', rules: ['ZC-04'], what: 'a recarray in uns, which no view loads', kind: 'anndata', build: () => recarray('uns/rank_genes_groups/names'), expect: { fails: 'z7' } },
  { id: 'zc-04-structured-obs', rules: ['ZC-04', 'AD-01'], what: 'obs as a structured array, as before anndata 0.7', kind: 'anndata', build: () => recarray('obs', (store) => store.dropTree('obs')), expect: { fails: 'z7 vit' } },
  { id: 'zc-04-near', near: ['ZC-04', 'AD-30'], what: 'plain arrays in uns', kind: 'anndata', build: () => anndata().array('uns/scores', { shape: [4], dtype: 'f4', data: [1, 2, 3, 4] }) },
  // ZC-05: v3 data types
  ...each([['complex64', 'complex64'], ['r16', 'r16'], ['bfloat16', 'bfloat16'], ['int4', 'int4'], ['bytes', 'bytes'], ['datetime', { name: 'numpy.datetime64', configuration: { unit: 'ns', scale_factor: 1 } }], ['utf32', { name: 'fixed_length_utf32', configuration: { length_bytes: 20 } }], ['object-form', { name: 'int32' }]], ([name, dtype]) => (
    { id: `zc-05-${name}`, rules: ['ZC-05'], what: `v3 data_type ${JSON.stringify(dtype)}`, kind: 'arrays', build: () => planted(3, dtype), expect: { fails: 'z7 z5' } })),
  ...each(['i1', 'u1', 'i2', 'u2', 'i4', 'u4', 'f4', 'f8', 'b1'], (dtype) => (
    { id: `zc-05-near-${dtype}`, near: ['ZC-03', 'ZC-05'], what: `all of v2 and v3 read ${dtype}`, kind: 'arrays', build: () => new Store(3).group('').array('a', { shape: [5], dtype, data: [0, 1, 1, 0, 1] }) })),
  { id: 'zc-06-string-v3', rules: ['ZC-06'], what: 'v3 string', kind: 'arrays', build: () => arrayStore(3, { shape: [3], dtype: 'str', data: ['a', '', 'gene'] }), expect: { fails: 'z5' } },
  { id: 'zc-06-near-string-v2', near: ['ZC-06', 'ZC-10'], what: 'v2 objects with vlen-utf8', kind: 'arrays', build: () => arrayStore(2, { shape: [3], dtype: 'str', data: ['a', '', 'gene'] }) },
  ...both({ id: 'zc-07-float16-old', rules: ['ZC-07'], what: 'float16, in a browser that lacks Float16Array', kind: 'arrays', oldBrowser: true, build: (zarr) => arrayStore(zarr, { shape: [3], dtype: 'f2', data: [1, 2, 0.5] }), expect: { fails: 'z7 z5' } }),
  ...both({ id: 'zc-07-float16', rules: ['ZC-07'], what: 'float16, in a browser of 2025', kind: 'arrays', build: (zarr) => arrayStore(zarr, { shape: [3], dtype: 'f2', data: [1, 2, 0.5] }) }),
  ...both({ id: 'zc-07-embedding', rules: ['ZC-07'], what: 'an embedding in float16, in a browser of 2025', kind: 'anndata', build: (zarr) => anndata({ zarr, obsm: { X_umap: { dtype: 'f2', value: (i, d) => i - d } } }) }),
  ...both({ id: 'zc-07-near', near: ['ZC-07'], what: 'float32, in a browser that lacks Float16Array', kind: 'arrays', oldBrowser: true, build: (zarr) => arrayStore(zarr, { shape: [3], dtype: 'f4', data: [1, 2, 0.5] }) }),
  ...both({ id: 'zc-08-int64', rules: ['ZC-08'], what: 'int64: reads as BigInt', kind: 'arrays', build: (zarr) => arrayStore(zarr, { shape: [3], dtype: 'i8', data: [1, -2, 3] }) }),
  ...both({ id: 'zc-08-uint64', rules: ['ZC-08'], what: 'uint64: reads as BigInt', kind: 'arrays', build: (zarr) => arrayStore(zarr, { shape: [3], dtype: 'u8', data: [1, 2, 3] }) }),
  ...both({ id: 'zc-08-near-int32', near: ['ZC-08', 'ZC-09', 'ZC-23'], what: 'int32', kind: 'arrays', build: (zarr) => arrayStore(zarr, numbers) }),
  { id: 'zc-09-float64', rules: ['ZC-09'], what: 'X in float64: twice the bytes', kind: 'anndata', build: () => anndata({ x: { dtype: 'f8' } }) },
  { id: 'zc-10-bare-array', rules: ['ZC-10'], what: '|O without a codec', kind: 'arrays', build: () => arrayStore(2, { shape: [3], dtype: 'str', data: ['a', '', 'gene'], filters: null }), expect: { fails: 'z7 z5' } },
  { id: 'zc-10-bare-column', rules: ['ZC-10'], what: 'an obs column of |O without a codec', kind: 'anndata', build: () => anndata({ columns: { name: { kind: 'object-bare', values: cycle(['a', 'b'], 12) } } }), expect: { fails: 'z7 vit' } },
  { id: 'zc-10-near-json2', near: ['ZC-10'], what: '|O with json2', kind: 'arrays', build: () => arrayStore(2, { shape: [3], dtype: 'str', data: ['a', '', 'gene'], filters: null, codec: 'none' }).meta('a', (meta) => ({ ...meta, filters: [{ id: 'json2', encoding: 'utf-8', strict: true, allow_nan: true, skipkeys: false, check_circular: true, ensure_ascii: true, indent: null, separators: [',', ':'], sort_keys: true }] })).put('a/0', '["a","","gene","|O",[3]]') },
  // ZC-22 to ZC-25: what costs nothing
  ...both({ id: 'zc-22-order-f', rules: ['ZC-22'], what: 'Fortran order', kind: 'arrays', build: (zarr) => arrayStore(zarr, { ...numbers, order: 'F' }) }),
  ...both({ id: 'zc-22-image', rules: ['ZC-22'], what: 'an image in Fortran order: its rows and columns are mixed up', kind: 'image', build: (zarr) => image({ version: zarr === 3 ? '0.5' : '0.4', arrays: { order: 'F' } }), expect: { wrong: 'vit viv' }, expect3: { wrong: 'vit', fails: 'viv v16' } }),
  ...both({ id: 'zc-22-x', rules: ['ZC-22'], what: 'X in Fortran order: genes are right, the heatmap is mixed up', kind: 'anndata', build: (zarr) => anndata({ zarr, x: { order: 'F' } }), expect: { wrong: 'vit' } }),
  ...both({ id: 'zc-22-near-embedding', near: ['ZC-22'], what: 'an embedding in Fortran order', kind: 'anndata', build: (zarr) => anndata({ zarr, obsm: { X_umap: { order: 'F' } } }) }),
  ...both({ id: 'zc-23-big-endian', rules: ['ZC-23'], near: ['ZC-03', 'ZC-22'], what: 'big-endian', kind: 'arrays', build: (zarr) => arrayStore(zarr, { ...numbers, dtype: '>i4' }) }),
  ...both({ id: 'zc-23-image', rules: ['ZC-23'], what: 'a big-endian uint16 image', kind: 'image', build: (zarr) => image({ version: zarr === 3 ? '0.5' : '0.4', dtype: 'u2', arrays: { dtype: '>u2' }, channel: window12 }), expect3: { fails: 'v16' } }),
  { id: 'zc-24-must-understand', rules: ['ZC-24'], what: 'an unknown member with must_understand true', kind: 'arrays', build: () => arrayStore(3, numbers).meta('a', (meta) => ({ ...meta, 'org.example.mask': { must_understand: true } })) },
  { id: 'zc-24-transformers', rules: ['ZC-24'], what: 'storage_transformers', kind: 'arrays', build: () => arrayStore(3, numbers).meta('a', (meta) => ({ ...meta, storage_transformers: [{ name: 'org.example.indirection', configuration: {} }] })) },
  { id: 'zc-24-near', near: ['ZC-24'], what: 'an unknown member with must_understand false, no storage_transformers', kind: 'arrays', build: () => arrayStore(3, numbers).meta('a', (meta) => ({ ...meta, storage_transformers: [], 'org.example.mask': { must_understand: false } })) },
  { id: 'zc-25-no-names', rules: ['ZC-25'], what: '0.5 without dimension_names', kind: 'image', build: () => image({ version: '0.5' }).meta('0', ({ dimension_names: _, ...meta }) => meta), expect: { fails: 'v16' } },
  { id: 'zc-25-other-names', rules: ['ZC-25'], what: '0.5 whose dimension_names are not the axes', kind: 'image', build: () => image({ version: '0.5' }).meta('0', (meta) => ({ ...meta, dimension_names: ['z', 'y', 'x'] })), expect: { fails: 'v16' } },
  { id: 'zc-25-near', near: ['ZC-25'], what: '0.5 whose dimension_names are the axes', kind: 'image', build: () => image({ version: '0.5' }), expect: { fails: 'v16' } },
  // ZC-26: keys that URLs change
  ...each([['percent', 'na%'], ['hash', 'x#y'], ['question', 'q?z'], ['escape', 'a%41b']], ([name, key]) => named(`zc-26-${name}`, key, { rules: ['ZC-26'], expect: { fails: 'z7 vit' } })),
  ...each([['backslash', 'a\\b'], ['trailing-blank', 'n '], ['tab', 'a\tb']], ([name, key]) => named(`zc-26-${name}`, key, { rules: ['ZC-26'], expect: { fails: 'z7 vit' } })),
  ...each([['blank', 'a b'], ['leading-blank', ' n'], ['plus', 'a+b'], ['ampersand', 'a&b'], ['umlaut', 'größe'], ['brackets', 'a[0]:(b)'], ['quotes', 'a"\'b']], ([name, key]) => named(`zc-26-near-${name}`, key, { near: ['ZC-26'] })),
];

export function window12() {
  return { window: { start: 0, end: 4095, min: 0, max: 4095 } };
}

function named(id, key, rest) {
  return { id, what: `an obs column named ${JSON.stringify(key)}`, kind: 'anndata', build: () => anndata({ columns: { [key]: { kind: 'categorical', values: cycle(['a', 'b'], 12) } } }), ...rest };
}

/** An array of records: dtype is a list of names and types. */
function recarray(path, before = (store) => store) {
  return before(anndata()).array(path, { shape: [2], dtype: { size: 8, v2: [['name', '<U1'], ['score', '<f4']] } });
}
