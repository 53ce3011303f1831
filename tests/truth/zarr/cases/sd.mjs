// SpatialData (SD).
import { spatialdata } from '../store/spatialdata.mjs';

const blobs = (zarr, more = {}) => spatialdata({
  zarr, images: { blobs: {} }, labels: { cells: {} }, points: { rna: {} }, shapes: { circles: {}, polygons: { type: 'polygons' } }, tables: { table: {} }, ...more,
});

export const sdCases = [
  { id: 'sd-good-v2', what: 'a good store as spatialdata 0.3 writes it', kind: 'spatialdata', build: () => blobs(2) },
  { id: 'sd-good-v3', what: 'a good store as spatialdata 0.7 writes it', kind: 'spatialdata', build: () => blobs(3) },
];
