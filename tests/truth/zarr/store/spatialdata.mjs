// SpatialData stores, as spatialdata 0.3 (Zarr v2) and 0.7 (v3) lay them out, with what a viewer should make of them.
import { anndata, cycle } from './anndata.mjs';
import { scramble } from './bytes.mjs';
import { image } from './ngff.mjs';
import { parquet, wkbMultiPolygon, wkbPoint, wkbPolygon } from './parquet.mjs';
import { join, Store } from './store.mjs';

const KINDS = { x: 'space', y: 'space', z: 'space', c: 'channel' };

/** A transform from an element's own axes to a coordinate system, as spatialdata writes it. */
export function transform(axes, type = { type: 'identity' }, to = 'global') {
  const objects = [...axes].map((name) => ({ name, type: KINDS[name], ...(name === 'c' ? {} : { unit: 'unit' }) }));
  return { ...type, input: { axes: objects, name: [...axes].join('') }, output: { axes: objects, name: to } };
}

/**
 * @typedef {object} SpatialSpec
 * @property {2|3} [zarr]
 * @property {Record<string, object>} [images] @property {Record<string, object>} [labels]  specs of `image()` with `transforms`
 * @property {Record<string, object>} [points] @property {Record<string, object>} [shapes] @property {Record<string, object>} [tables]
 * @property {boolean} [consolidated]
 */

/** Writes a SpatialData object; the result's `spatial` is the truth about it. @param {SpatialSpec} spec */
export function spatialdata(spec = {}) {
  const { zarr = 2 } = spec;
  const store = new Store(zarr).group('', spec.root ?? { spatialdata_attrs: { version: zarr === 3 ? '0.2' : '0.1', spatialdata_software_version: zarr === 3 ? '0.7.3' : '0.3.0' } });
  const truth = { images: {}, labels: {}, points: {}, shapes: {}, tables: {} };
  for (const [kind, write] of [['images', rasterElement], ['labels', labelsElement], ['points', pointsElement], ['shapes', shapesElement], ['tables', tableElement]]) {
    const elements = Object.entries(spec[kind] ?? {});
    if (elements.length) store.group(kind);
    for (const [name, element] of elements) truth[kind][name] = write(store, `${kind}/${name}`, element, zarr);
  }
  if (spec.consolidated !== false) store.consolidate(zarr === 2 ? (spec.consolidatedKey ?? 'zmetadata') : undefined);
  return Object.assign(store, { spatial: truth });
}

function rasterElement(store, path, { axes = 'cyx', transforms = [transform(axes)], channels, omero, ...rest }, zarr) {
  const count = (rest.shape ?? [2])[0];
  const { image: truth } = image({
    into: store, path, axes, version: zarr === 3 ? '0.5' : '0.4', levels: [],
    omero: omero ?? { channels: channels ?? Array.from({ length: count }, (_, label) => ({ label })) },
    outer: { spatialdata_attrs: { version: zarr === 3 ? '0.3' : '0.1' } },
    multiscale: (multiscale) => plain(multiscale, transforms),
    ...rest,
    truth: { scale: [1, 1, 1], ...rest.truth },
  });
  if (zarr === 3) store.attrs(path, ({ ome, ...others }) => ({ ome: { ...ome, version: '0.5-dev-spatialdata' }, ...others }));
  return truth;
}

/** spatialdata gives scales in pixels and names no unit on the axes. */
function plain(multiscale, transforms) {
  const first = multiscale.datasets[0].coordinateTransformations[0].scale;
  return {
    ...multiscale, version: multiscale.version && '0.4-dev-spatialdata', axes: multiscale.axes.map(({ name, type }) => ({ name, type })),
    datasets: multiscale.datasets.map(({ path, coordinateTransformations: [{ scale }] }) => ({ path, coordinateTransformations: [{ type: 'scale', scale: scale.map((s, d) => s / first[d]) }] })),
    coordinateTransformations: transforms,
  };
}

function labelsElement(store, path, spec, zarr) {
  const { imageLabel = true, ...rest } = spec;
  const id = ({ y = 0, x = 0 }) => (x >> 4) + 16 * (y >> 4) + 1;
  const truth = rasterElement(store, path, { axes: 'yx', dtype: 'u4', pixel: id, omero: undefined, ...rest }, zarr);
  store.attrs(path, (attrs) => {
    const ome = { ...(zarr === 3 ? attrs.ome : attrs) };
    delete ome.omero;
    if (imageLabel) ome['image-label'] = { version: zarr === 3 ? '0.5' : '0.4' };
    return zarr === 3 ? { ...attrs, ome } : ome;
  });
  return { ...truth, labels: true };
}

/** Places of points and shapes: exact in float32. */
export function place(i, d) {
  return scramble(i * 17 + d) % 1000;
}

const SPAN = 1000;

/** Points of which the first four span the whole square, as Vitessce's Python package puts them; the others are in its lower half. */
export function tiledPlace(i, d) {
  if (i < 4) return (d ? i >> 1 : i & 1) * SPAN;
  return d ? place(i, 1) / 2 : place(i, 0);
}

/** The Morton code of a point, 16 bits each way; 0 for the four that span the square. In the lower half it has 31 bits. */
export function mortonCode(i) {
  if (i < 4) return 0;
  const [x, y] = [0, 1].map((d) => Math.floor((tiledPlace(i, d) / SPAN) * 65535));
  let code = 0;
  for (let bit = 0; bit < 16; bit += 1) code += (((x >> bit) & 1) + 2 * ((y >> bit) & 1)) * 4 ** bit;
  return code;
}

function mortonOrder(n) {
  const rest = Array.from({ length: n - 4 }, (_, i) => i + 4).sort((a, b) => mortonCode(a) - mortonCode(b));
  return [0, 1, 2, 3, ...rest];
}

function pointsElement(store, path, spec, zarr) {
  const { n = 200, axes = ['x', 'y'], transforms = [transform(axes.filter((a) => 'xyz'.includes(a)).join(''))], version = zarr === 3 ? '0.2' : '0.1', feature = 'genes', parts = 1, single = false, extra = [], columnNames = ['x', 'y'], table = {} } = spec;
  store.group(path, { axes, coordinateTransformations: transforms, 'encoding-type': 'ngff:points', spatialdata_attrs: { feature_key: feature, version }, ...spec.attrs });
  const order = spec.tiled ? mortonOrder(n) : Array.from({ length: n }, (_, i) => i);
  const at = spec.tiled ? tiledPlace : place;
  const rows = (part) => Array.from({ length: Math.ceil(n / parts) }, (_, i) => i + part * Math.ceil(n / parts)).filter((i) => i < n).map((i) => order[i]);
  for (let part = 0; part < parts; part += 1) {
    const ids = rows(part);
    const columns = [
      ...columnNames.map((name, d) => ({ name, data: ids.map((i) => at(i, d)), type: 'DOUBLE' })),
      { name: feature, data: ids.map((i) => `g${i % 5}`), type: 'STRING' },
      ...extra.map(({ name, value, type }) => ({ name, data: ids.map(value), type })),
      { name: '__null_dask_index__', data: ids.map((i) => BigInt(i)), type: 'INT64' },
    ];
    store.put(join(path, single ? 'points.parquet' : `points.parquet/part.${part}.parquet`), parquet(columns, table));
  }
  return { n, feature, tiled: spec.tiled };
}

const SQUARE = [[0, 0], [8, 0], [8, 8], [0, 8], [0, 0]];

/** The ring of a square cell. */
export function ring(i) {
  return SQUARE.map(([x, y]) => [x + place(i, 0), y + place(i, 1)]);
}

function shapesElement(store, path, spec, zarr) {
  const { n = 20, type = 'circles', transforms = [transform('xy')], version = zarr === 3 ? '0.3' : '0.2', radius = () => 5, index = (i) => BigInt(i), indexType = 'INT64', encoding = 'ngff:shapes', table = {} } = spec;
  store.group(path, { axes: ['x', 'y'], coordinateTransformations: transforms, 'encoding-type': encoding, spatialdata_attrs: { version, ...(version === '0.1' ? { geos: { name: 'POINT', type: 0 } } : {}) }, ...spec.attrs });
  const ids = Array.from({ length: n }, (_, i) => i);
  if (version === '0.1') writeOldShapes(store, path, ids, radius);
  else {
    const geometry = { circles: (i) => wkbPoint([place(i, 0), place(i, 1)]), polygons: (i) => wkbPolygon([ring(i)]), multipolygons: (i) => (i % 2 ? wkbMultiPolygon([[ring(i)], [ring(i + n)]]) : wkbPolygon([ring(i)])), ...spec.geometries }[type];
    const columns = [
      { name: 'geometry', data: ids.map(geometry), type: 'BYTE_ARRAY' },
      ...(type === 'circles' ? [{ name: 'radius', data: ids.map(radius), type: 'DOUBLE' }] : []),
      { name: 'index', data: ids.map(index), type: indexType },
    ];
    const types = { circles: ['Point'], polygons: ['Polygon'], multipolygons: ['MultiPolygon', 'Polygon'] }[type] ?? ['Polygon'];
    store.put(join(path, 'shapes.parquet'), parquet(columns, { index: ['index'], geo: { primary_column: 'geometry', version: '1.0.0', columns: { geometry: { encoding: 'WKB', geometry_types: types } } }, ...table }));
  }
  return { n, type, radius, ids: ids.map((i) => String(index(i))), scales: spec.scales };
}

/** Format 0.1: coordinates, radius and index are Zarr arrays. */
function writeOldShapes(store, path, ids, radius) {
  store.array(join(path, 'coords'), { shape: [ids.length, 2], dtype: 'f8', data: ([i, d]) => place(i, d) });
  store.array(join(path, 'radius'), { shape: [ids.length], dtype: 'f8', data: ids.map(radius) });
  store.array(join(path, 'Index'), { shape: [ids.length], dtype: 'i8', data: ids });
}

function tableElement(store, path, spec, zarr) {
  const { region = 'cells', instances, obs = 12, old = false, attrs = {}, regions, ...rest } = spec;
  const ids = instances ?? Array.from({ length: obs }, (_, i) => i + 1);
  const columns = {
    region: { kind: 'categorical', values: regions ?? cycle([].concat(region), obs), show: false },
    instance_id: { kind: 'numeric', dtype: 'i8', values: ids, show: false },
    cluster: { kind: 'categorical', values: cycle(['a', 'b', 'c'], obs) }, ...rest.columns,
  };
  const { anndata: truth } = anndata({ zarr, into: store, prefix: path, obs, obsm: {}, X: 'csr', ...rest, columns });
  if (old) {
    store.group(join(path, 'uns/spatialdata_attrs'), { 'encoding-type': 'dict', 'encoding-version': '0.1.0' });
    for (const [key, value] of Object.entries({ instance_key: 'instance_id', region, region_key: 'region' })) store.array(join(path, 'uns/spatialdata_attrs', key), { shape: [], dtype: old === 'fixed' ? `U${value.length}` : 'str', data: [value], attrs: { 'encoding-type': 'string', 'encoding-version': '0.2.0' } });
  } else store.attrs(path, (before) => ({ ...before, 'spatialdata-encoding-type': 'ngff:regions_table', region, region_key: 'region', instance_key: 'instance_id', version: zarr === 3 ? '0.2' : '0.1', ...attrs }));
  // Vitessce takes the instances for the index of the observations.
  return { ...truth, obs: { ...truth.obs, index: ids.map(String) } };
}
