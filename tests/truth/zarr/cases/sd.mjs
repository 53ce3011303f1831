// SpatialData (SD), and labels beside tables (LB-05, LB-08).
import { cycle } from '../store/anndata.mjs';
import { mortonCode, place, ring, spatialdata, transform } from '../store/spatialdata.mjs';
import { wkbPolygon } from '../store/parquet.mjs';
import { both, each } from './table.mjs';

const kind = 'spatialdata';
const sd = ({ spec, ...entry }) => both({ kind, ...entry, build: entry.build ?? ((zarr) => spatialdata({ zarr, ...spec })) });
const VIT = { fails: 'vit' };
const WRONG = { wrong: 'vit' };
const SLOW = { slow: 'vit' };
const scale2 = (axes, to) => transform(axes, { type: 'scale', scale: [...axes].map((name) => (name === 'c' ? 1 : 2)) }, to);
const image = (spec = {}) => ({ images: { blobs: spec } });
const points = (spec = {}) => ({ points: { rna: spec } });
const circles = (spec = {}) => ({ shapes: { spots: spec } });
const polygons = (spec = {}) => ({ shapes: { cells: { type: 'polygons', ...spec } } });
const table = (spec = {}) => ({ labels: { cells: {} }, tables: { table: spec } });
const ids = Array.from({ length: 12 }, (_, i) => i + 1);

/** What points need to be loaded by tiles: codes of the genes and the Morton code, the extremes first. */
const tiled = [{ name: 'genes_codes', value: (i) => i % 5, type: 'INT32' }, { name: 'morton_code_2d', value: mortonCode, type: 'INT32' }];

export const sdCases = [
  { id: 'sd-14-near-obsm', near: ['SD-14'], kind: 'spatialdata', what: 'labels with a table that has an embedding', build: () => spatialdata({ zarr: 3, labels: { cells: {} }, tables: { table: { obsm: { X_umap: {} } } } }) },
  ...sd({ id: 'sd-good', near: ['SD-01', 'SD-04', 'SD-05', 'SD-06', 'SD-08', 'SD-09', 'SD-13', 'SD-14', 'SD-15', 'SD-16', 'SD-19', 'SD-20'], what: 'a store as spatialdata writes it', spec: { ...image(), labels: { cells: {} }, ...points(), shapes: { spots: {}, cells: { type: 'polygons' } }, tables: { table: {} } } }),
  ...sd({ id: 'sd-01-no-version', rules: ['SD-01'], what: 'no spatialdata_attrs at the root', spec: { ...image(), root: {} } }),
  ...sd({ id: 'sd-01-version', rules: ['SD-01'], what: 'version 9.9 at the root', spec: { ...image(), root: { spatialdata_attrs: { version: '9.9' } } } }),
  ...sd({ id: 'sd-02-single', rules: ['SD-02'], what: 'one level of 8192 x 1100', spec: image({ shape: [1, 1100, 8192], chunks: [1, 256, 256], pixel: ({ y, x }) => ((x & 255) + (y & 255)) >> 2, arrays: { periodic: true } }), expect: SLOW }).slice(1),
  ...sd({ id: 'sd-02-near', near: ['SD-02', 'SD-03'], what: 'levels that halve', spec: image({ levels: [2, 4] }) }),
  ...sd({ id: 'sd-03-factor-4', rules: ['SD-03'], what: 'levels that are a quarter', spec: image({ shape: [2, 256, 256], levels: [4] }), expect: WRONG }),
  ...sd({ id: 'sd-04-uint16', rules: ['SD-04'], what: 'uint16 whose channels have labels alone', spec: image({ dtype: 'u2' }), expect: WRONG }),
  ...sd({ id: 'sd-04-near', near: ['SD-04'], what: 'uint16 with windows', spec: image({ dtype: 'u2', channels: [0, 1].map((label) => ({ label, window: { start: 0, end: 4095 } })) }) }),
  // SD-05 to SD-07: coordinate systems
  ...sd({ id: 'sd-05-other-name', rules: ['SD-05'], what: 'an image in the system "aligned" alone', spec: image({ transforms: [transform('cyx', undefined, 'aligned')] }), expect: VIT }),
  ...sd({ id: 'sd-05-near-chosen', near: ['SD-05'], what: 'the same, with the system chosen', options: { 'images/blobs': { coordinateSystem: 'aligned' } }, spec: image({ transforms: [transform('cyx', undefined, 'aligned')] }) }),
  ...sd({ id: 'sd-05-points', rules: ['SD-05'], what: 'points in the system "aligned" alone', spec: points({ transforms: [transform('xy', undefined, 'aligned')] }), expect: VIT }),
  ...sd({ id: 'sd-05-shapes', rules: ['SD-05'], what: 'shapes in the system "aligned" alone', spec: circles({ transforms: [transform('xy', undefined, 'aligned')] }), expect: VIT }),
  ...sd({ id: 'sd-06-empty', rules: ['SD-06'], what: 'an image without transforms', spec: image({ transforms: [] }), expect: VIT }),
  ...sd({ id: 'sd-06-absent', rules: ['SD-06'], what: 'points without coordinateTransformations', spec: points({ transforms: undefined, attrs: { coordinateTransformations: undefined } }), expect: VIT }),
  ...sd({ id: 'sd-06-input-name', rules: ['SD-06'], what: 'a transform from "xyc" for axes c, y, x', spec: image({ transforms: [{ ...transform('cyx'), input: { ...transform('cyx').input, name: 'xyc' } }] }), expect: VIT }),
  ...sd({ id: 'sd-06-near-scale', near: ['SD-06', 'SD-07'], what: 'a scale', spec: image({ transforms: [scale2('cyx')], truth: { scale: [2, 2, 1] } }) }),
  ...sd({ id: 'sd-06-near-sequence', near: ['SD-06', 'SD-07'], what: 'a sequence of a scale and a translation', spec: image({ transforms: [{ ...transform('cyx'), type: 'sequence', transformations: [scale2('cyx'), transform('cyx', { type: 'translation', translation: [0, 3, 4] })] }], truth: { scale: [2, 2, 1], offset: [4, 3, 0] } }) }),
  ...sd({ id: 'sd-06-near-affine', near: ['SD-07'], what: 'an affine transform that scales both axes alike', spec: image({ transforms: [transform('cyx', { type: 'affine', affine: [[1, 0, 0, 0], [0, 2, 0, 0], [0, 0, 2, 0]] })], truth: { scale: [2, 2, 1] } }) }),
  ...sd({ id: 'sd-07-affine-scales', rules: ['SD-07'], what: 'an affine transform of axes c, y, x that scales y by 3 and x by 2: they are swapped', spec: image({ transforms: [transform('cyx', { type: 'affine', affine: [[1, 0, 0, 0], [0, 3, 0, 0], [0, 0, 2, 0]] })], truth: { scale: [2, 3, 1] } }), expect: WRONG }),
  ...sd({ id: 'sd-07-affine-moves', rules: ['SD-07'], what: 'an affine transform of axes c, y, x that moves y by 30 and x by 20: they are swapped', spec: image({ transforms: [transform('cyx', { type: 'affine', affine: [[1, 0, 0, 0], [0, 1, 0, 30], [0, 0, 1, 20]] })], truth: { offset: [20, 30, 0] } }), expect: WRONG }),
  ...sd({ id: 'sd-07-map-axis', rules: ['SD-07'], what: 'a transform of type mapAxis that swaps x and y', spec: image({ transforms: [transform('cyx', { type: 'mapAxis', mapAxis: { c: 'c', x: 'y', y: 'x' } })], truth: { scale: [0, 0, 1] } }), expect: WRONG }),
  ...sd({ id: 'sd-07-by-dimension', rules: ['SD-07'], what: 'a transform of type byDimension that doubles', spec: image({ transforms: [transform('cyx', { type: 'byDimension', transformations: [scale2('yx')] })], truth: { scale: [2, 2, 1] } }), expect: WRONG }),
  // SD-08, SD-09: formats
  ...sd({ id: 'sd-08-points-version', rules: ['SD-08'], what: 'points of version 0.9', spec: points({ version: '0.9' }), expect: VIT }),
  ...sd({ id: 'sd-08-shapes-version', rules: ['SD-08'], what: 'shapes of version 0.9', spec: circles({ version: '0.9' }), expect: VIT }),
  ...sd({ id: 'sd-08-shapes-encoding', rules: ['SD-08'], what: 'shapes of encoding-type ngff:polygons', spec: circles({ encoding: 'ngff:polygons' }), expect: VIT }),
  ...sd({ id: 'sd-08-near-shapes-0.1', near: ['SD-08'], what: 'circles of version 0.1, in Zarr arrays', spec: circles({ version: '0.1' }) }),
  ...each(['0.2', '0.3'], (version) => sd({ id: `sd-08-near-shapes-${version}`, near: ['SD-08'], what: `circles of version ${version}`, spec: circles({ version }) })),
  ...sd({ id: 'sd-09-axes', rules: ['SD-09'], what: 'points with the axes y, x', spec: points({ axes: ['y', 'x'], transforms: [transform('yx')] }), expect: VIT }),
  ...sd({ id: 'sd-09-near-xyz', near: ['SD-09'], what: 'points with the axes x, y, z', spec: points({ axes: ['x', 'y', 'z'], columnNames: ['x', 'y', 'z'], transforms: [transform('xyz')] }) }),
  // SD-10 to SD-12: points
  ...sd({ id: 'sd-10-near-tiled', near: ['SD-10', 'SD-11', 'SD-12'], what: 'points with codes and Morton codes in small row groups', spec: points({ n: 400, tiled: true, extra: tiled, parts: 2, table: { groups: 50 } }) }),
  ...sd({ id: 'sd-11-whole', rules: ['SD-11'], what: '20,000 points without Morton codes: all are loaded', spec: points({ n: 20_000 }) }),
  ...sd({ id: 'sd-11-two-parts', rules: ['SD-11'], what: 'points in two parts without Morton codes: the second part is not loaded', spec: points({ n: 400, parts: 2 }), expect: WRONG }),
  ...sd({ id: 'sd-11-near', near: ['SD-10', 'SD-11'], what: '2000 points without Morton codes', spec: points({ n: 2000 }) }),
  ...sd({ id: 'sd-points-single-file', rules: ['SD-08'], what: 'points in one file points.parquet: its parts are counted for ever', hangs: true, spec: points({ single: true }), expect: VIT }).slice(0, 1),
  ...sd({ id: 'sd-points-not-parquet', rules: ['SD-08'], what: 'a part that is no Parquet file: it is tried for ever', hangs: true, build: (zarr) => spatialdata({ zarr, ...points({ parts: 2 }) }).bytes('points/rna/points.parquet/part.1.parquet', () => new Uint8Array(64)), expect: VIT }).slice(0, 1),
  ...sd({ id: 'sd-points-gone', rules: ['SD-08'], what: 'points without their Parquet file', build: (zarr) => spatialdata({ zarr, ...points() }).drop('points/rna/points.parquet/part.0.parquet'), expect: VIT }),
  ...sd({ id: 'sd-points-feature-key', rules: ['SD-10'], what: 'a feature_key that names no column', spec: points({ attrs: { spatialdata_attrs: { feature_key: 'gene', version: '0.1' } } }), expect: VIT }),
  ...sd({ id: 'sd-points-two-indices', rules: ['SD-10'], what: 'points with two index columns', spec: points({ table: { index: ['genes', '__null_dask_index__'] } }), expect: VIT }),
  ...sd({ id: 'sd-points-no-pandas', near: ['SD-10'], what: 'points without the metadata of pandas', spec: points({ table: { index: null } }) }),
  // SD-13, SD-20: shapes
  ...sd({ id: 'sd-13-multipolygon', rules: ['SD-13'], what: 'polygons of which some are MultiPolygons', spec: polygons({ type: 'multipolygons' }), expect: WRONG }),
  ...sd({ id: 'sd-13-string', rules: ['SD-13'], what: 'geometry as WKT text', spec: { shapes: { cells: { type: 'wkt', geometries: { wkt: (i) => Buffer.from(`POLYGON ((${ring(i).map((p) => p.join(' ')).join(', ')}))`) } } } }, expect: VIT }),
  ...sd({ id: 'sd-13-near-hole', near: ['SD-13'], what: 'polygons with a hole', spec: polygons({ geometries: { polygons: (i) => wkbPolygon([ring(i), [[1, 1], [2, 1], [2, 2], [1, 1]].map(([x, y]) => [x + place(i, 0), y + place(i, 1)])]) } }) }),
  ...sd({ id: 'sd-16-range-index', rules: ['SD-16'], what: 'circles whose index is a range: they come without names', spec: circles({ table: { index: [{ kind: 'range', name: null, start: 0, stop: 20, step: 1 }] } }), expect: WRONG }),
  ...sd({ id: 'sd-13-near-text-index', near: ['SD-13', 'SD-16'], what: 'polygons with an index of text', spec: polygons({ index: (i) => `cell-${i}`, indexType: 'STRING' }) }),
  ...sd({ id: 'sd-20-radius', rules: ['SD-20'], what: 'circles of different radius: all get the first', spec: circles({ radius: (i) => 5 + (i % 3) }), expect: WRONG }),
  ...sd({ id: 'sd-20-anisotropic', rules: ['SD-20'], what: 'circles scaled by 2 and 3: ellipses are meant', spec: circles({ scales: [2, 3], transforms: [transform('xy', { type: 'scale', scale: [2, 3] })] }), expect: WRONG }),
  ...sd({ id: 'sd-20-near-scaled', near: ['SD-20', 'SD-06'], what: 'circles scaled by 2', spec: circles({ scales: [2, 2], transforms: [scale2('xy')] }) }),
  // SD-14 to SD-17: tables
  ...sd({ id: 'sd-14-no-keys', rules: ['SD-14'], what: 'a table without region, region_key and instance_key', build: (zarr) => spatialdata({ zarr, ...table() }).attrs('tables/table', ({ region, region_key: _, instance_key: __, ...attrs }) => attrs), expect: VIT }),
  ...sd({ id: 'sd-14-instance-gone', rules: ['SD-14'], what: 'an instance_key that names no column', spec: table({ attrs: { instance_key: 'cell_id' } }), expect: VIT }),
  { id: 'sd-14-near-old', near: ['SD-14'], kind, what: 'the keys in uns/spatialdata_attrs as fixed strings, as before 0.4', build: () => spatialdata(table({ old: 'fixed' })) },
  ...sd({ id: 'sd-14-old-vlen', rules: ['SD-14'], what: 'the keys in uns/spatialdata_attrs as variable-length strings: they are not found', spec: table({ old: 'variable' }), expect: WRONG }),
  ...sd({ id: 'sd-15-two-regions', rules: ['SD-15'], what: 'a table of two regions: rows of both are taken for one', spec: { labels: { cells: {}, nuclei: {} }, tables: { table: { region: ['cells', 'nuclei'], instances: [...ids.slice(0, 6), ...ids.slice(0, 6)] } } }, options: { 'tables/table': { elementIds: ids.slice(0, 6).map(String) } }, expect: WRONG }),
  ...sd({ id: 'sd-16-text-ids', rules: ['SD-16'], what: 'instances that are text, of integer labels', spec: table({ instances: ids, columns: { instance_id: { kind: 'string', values: ids.map((i) => `cell_${i}`), show: false } } }), expect: WRONG }),
  ...sd({ id: 'sd-17-csr', rules: ['SD-17', 'AD-16'], what: 'a table whose X is CSR of 1.1 MB', spec: table({ obs: 1000, vars: 140, x: { codec: 'none', value: (i, j) => 1 + ((i * 31 + j * 17) % 97) } }), expect: SLOW }).slice(0, 1),
  ...sd({ id: 'sd-17-near-csc', near: ['SD-17'], what: 'the same as CSC in chunks of 20,000', spec: table({ obs: 1000, vars: 60, X: 'csc', x: { codec: 'none', chunks: [20000], value: (i, j) => 1 + ((i * 31 + j * 17) % 97) } }) }).slice(0, 1),
  ...sd({ id: 'sd-17-nullable', rules: ['SD-17', 'AD-05'], what: 'a table with a column of nullable integers', spec: table({ columns: { n: { kind: 'nullable-integer', values: cycle([1, 2], 12) } } }), expect: VIT }),
  ...sd({ id: 'sd-17-nullable-var', near: ['SD-17', 'AD-04'], what: 'a table whose genes are nullable strings', spec: table({ varIndexKind: 'nullable-string' }) }),
  // SD-19 and labels
  ...sd({ id: 'sd-19-dev', rules: ['SD-19'], what: 'versions 0.4-dev-spatialdata and 0.5-dev-spatialdata', spec: { ...image(), labels: { cells: {} } } }),
  ...sd({ id: 'sd-labels-no-image-label', near: ['LB-01'], what: 'labels without image-label, with spatialdata_attrs', spec: { labels: { cells: { imageLabel: false } } } }),
  ...sd({ id: 'sd-labels-int64', rules: ['LB-02'], what: 'labels of int64', spec: { labels: { cells: { dtype: 'i8' } } }, expect: VIT }),
];
