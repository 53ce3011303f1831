// Parquet files of SpatialData: points and shapes.
import { parquetWriteBuffer } from 'hyparquet-writer';

/**
 * A table with pandas' metadata, in which Vitessce looks for the index column.
 * @param {{ name: string, data: any[], type?: string, nullable?: boolean }[]} columns
 * @param {{ index?: string[]|null, groups?: number, codec?: string, geo?: object }} [options]  `index`: pandas index_columns
 */
export function parquet(columns, { index = ['__null_dask_index__'], groups = 100_000, codec = 'SNAPPY', geo } = {}) {
  const kvMetadata = [];
  if (index) kvMetadata.push({ key: 'pandas', value: JSON.stringify({ index_columns: index, column_indexes: [], columns: columns.map(({ name }) => ({ name, field_name: name, pandas_type: 'unicode', numpy_type: 'object', metadata: null })), creator: { library: 'pyarrow', version: '17.0.0' }, pandas_version: '2.2.2' }) });
  if (geo) kvMetadata.push({ key: 'geo', value: JSON.stringify(geo) });
  return new Uint8Array(parquetWriteBuffer({ columnData: columns.map((column) => ({ nullable: false, ...column })), rowGroupSize: groups, codec, kvMetadata }));
}

/** Well-known binary of a point. */
export function wkbPoint([x, y]) {
  return wkb(1, 16, (view, at) => writePoint(view, at, [x, y]));
}

/** Of a polygon, rings of points. */
export function wkbPolygon(rings) {
  return wkb(3, 4 + rings.reduce((sum, ring) => sum + 4 + 16 * ring.length, 0), (view, start) => writeRings(view, start, rings));
}

/** Of a multipolygon, polygons of rings. */
export function wkbMultiPolygon(polygons) {
  const parts = polygons.map(wkbPolygon);
  const body = Buffer.concat(parts);
  return wkb(6, 4 + body.length, (view, at) => {
    view.setUint32(at, parts.length, true);
    new Uint8Array(view.buffer).set(body, at + 4);
  });
}

function wkb(type, size, write) {
  const bytes = new Uint8Array(5 + size);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 1);
  view.setUint32(1, type, true);
  write(view, 5);
  return bytes;
}

function writeRings(view, start, rings) {
  let at = start;
  view.setUint32(at, rings.length, true);
  at += 4;
  for (const ring of rings) {
    view.setUint32(at, ring.length, true);
    at += 4;
    for (const point of ring) {
      writePoint(view, at, point);
      at += 16;
    }
  }
}

function writePoint(view, at, [x, y]) {
  view.setFloat64(at, x, true);
  view.setFloat64(at + 8, y, true);
}
