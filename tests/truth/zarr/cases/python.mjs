// Stores that the real Python writers made (generate.py), where they are there: python.mjs makes them.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { coordinate, cycle, expression } from '../store/anndata.mjs';
import { flat } from '../store/grid.mjs';
import { Store } from '../store/store.mjs';
import { build } from '../setup.mjs';
import { each } from './table.mjs';

export const pythonFolder = join(build, 'python');

const [OBS, VARS] = [12, 8];
const VIT = { fails: 'vit' };

/** What generate.py puts into an AnnData. */
function anndataTruth(columns = { cluster: ['categorical', cycle(['a', 'b', 'c'], OBS)] }) {
  const name = (stem) => (_, i) => `${stem}${i}`;
  return {
    prefix: '',
    obs: { index: Array.from({ length: OBS }, name('cell')), columns: Object.fromEntries(Object.entries(columns).map(([key, [kind, values]]) => [key, { kind, shown: values.map((value) => (value === null ? undefined : String(value))), show: true }])) },
    vars: { index: Array.from({ length: VARS }, name('gene')), columns: {} },
    obsm: { X_umap: { width: 2, value: coordinate, rows: OBS } },
    matrices: { X: { shape: [OBS, VARS], value: expression } },
  };
}

/** The levels as generate.py kept them beside the store. */
function imageTruth(folder, path = '') {
  const shapes = JSON.parse(readFileSync(join(folder, 'levels.json'), 'utf8'));
  const levels = shapes.map((shape, k) => {
    const bytes = readFileSync(join(folder, `level${k}.bin`));
    return { path: String(k), shape, dtype: 'u1', at: ([c, y, x]) => bytes[(c * shape[1] + y) * shape[2] + x] };
  });
  const [channels, height, width] = shapes[0];
  return { path, axes: ['c', 'y', 'x'], levels, channels, dtype: 'u1', width, height, depth: 1, scale: [1, 1, 1] };
}

/** What generate_spatialdata.py puts into an object; raster levels as it kept them. */
function spatialTruth(folder, parts) {
  const kept = JSON.parse(readFileSync(join(folder, 'levels.json'), 'utf8'));
  const raster = (path, more) => {
    const levels = kept[path].map(({ path: name, shape, file }) => {
      const bytes = readFileSync(join(folder, file));
      const values = shape.length === 2 ? new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)) : bytes;
      return { path: name, shape, at: (index) => values[flat(index, shape)] };
    });
    const [height, width] = levels[0].shape.slice(-2);
    const axes = levels[0].shape.length === 2 ? ['y', 'x'] : ['c', 'y', 'x'];
    return { path, axes, levels, channels: axes.length === 2 ? 1 : levels[0].shape[0], width, height, depth: 1, scale: [1, 1, 1], ...more };
  };
  const ids = Array.from({ length: 20 }, (_, i) => String(i));
  const all = {
    images: { blobs: () => raster('images/blobs') }, labels: { cells: () => raster('labels/cells', { labels: true }) }, points: { rna: () => ({ n: 200, feature: 'genes' }) },
    shapes: { spots: () => ({ n: 20, type: 'circles', radius: () => 5, ids }), outlines: () => ({ n: 20, type: 'polygons', ids }), cells: () => ({ n: 20, type: 'multipolygons', ids }) },
    tables: { table: () => ({ ...anndataTruth(), prefix: 'tables/table', obs: { ...anndataTruth().obs, index: Array.from({ length: OBS }, (_, i) => String(i + 1)) }, obsm: {} }) },
  };
  return Object.fromEntries(Object.entries(all).map(([kind, elements]) => [kind, Object.fromEntries(Object.entries(elements).filter(([name]) => parts.includes(`${kind}/${name}`)).map(([name, make]) => [name, make()]))]));
}

/** A store as it is on disk. */
function read(id, truthOf) {
  const folder = join(pythonFolder, id);
  const name = readdirSync(folder).find((entry) => entry.startsWith('data.'));
  const store = new Store(0);
  for (const path of walk(join(folder, name))) store.files.set(path, readFileSync(join(folder, name, path)));
  return Object.assign(store, truthOf(folder));
}

function* walk(root, below = '') {
  for (const name of readdirSync(join(root, below)).sort()) {
    const path = below ? `${below}/${name}` : name;
    if (statSync(join(root, path)).isDirectory()) yield* walk(root, path);
    else yield path;
  }
}

function ad(entry, columns) {
  return { kind: 'anndata', ...entry, build: () => read(entry.id, () => ({ anndata: anndataTruth(columns) })) };
}

function ome(entry) {
  return { kind: 'image', ...entry, build: () => read(entry.id, (folder) => ({ image: imageTruth(folder) })) };
}

function sd({ parts, ...entry }) {
  return { kind: 'spatialdata', ...entry, build: () => read(entry.id, (folder) => ({ spatial: spatialTruth(folder, parts) })) };
}

function array(entry) {
  return { kind: 'arrays', ...entry, build: () => read(entry.id, () => ({})) };
}

const EVERYTHING = ['images/blobs', 'labels/cells', 'points/rna', 'shapes/spots', 'shapes/outlines', 'tables/table'];

const table = [
  ...each([2, 3], (v) => sd({ id: `py-sd-v${v}`, near: ['SD-05', 'SD-08', 'SD-14'], what: `spatialdata 0.7: all kinds of elements, Zarr v${v}`, parts: EVERYTHING })),
  sd({ id: 'py-sd-two-parts', rules: ['SD-11'], what: 'spatialdata 0.7: points in two partitions, of which the second is not loaded', parts: ['points/rna'], expect: { wrong: 'vit' } }),
  sd({ id: 'py-sd-range-index', rules: ['SD-16'], what: 'spatialdata 0.7: shapes with the index of pandas, a range: they come without names', parts: ['shapes/spots'], expect: { wrong: 'vit' } }),
  sd({ id: 'py-sd-multipolygons', rules: ['SD-13'], what: 'spatialdata 0.7: MultiPolygons', parts: ['shapes/cells'], expect: { wrong: 'vit' } }),
  ...each([2, 3], (v) => each(['dense', 'csc', 'csr'], (X) => ad({ id: `py-ad-${X}-v${v}`, near: ['AD-01'], what: `anndata 0.12: X ${X}, Zarr v${v}` }))),
  ...each([2, 3], (v) => ad({ id: `py-ad-columns-v${v}`, near: ['AD-06'], what: 'anndata 0.12: columns of text, numbers, truth values, categories' }, { text: ['categorical', cycle(['x', 'y'], OBS)], f4: ['numeric', cycle([0.5, 2], OBS)], i8: ['numeric', cycle([-1, 2], OBS)], yes: ['numeric', cycle([true, false], OBS)], sets: ['categorical', cycle(['B', 'T', 'NK'], OBS)] })),
  ...each([2, 3], (v) => [
    ad({ id: `py-ad-nullable-int-v${v}`, rules: ['AD-05'], what: 'anndata 0.12: nullable integers', expect: VIT }, { c: ['nullable-integer', cycle([1, 2, null], OBS)] }),
    ad({ id: `py-ad-nullable-bool-v${v}`, rules: ['AD-05'], what: 'anndata 0.12: nullable truth values', expect: VIT }, { c: ['nullable-boolean', cycle([true, null, false], OBS)] }),
    ad({ id: `py-ad-int-categories-v${v}`, rules: ['AD-06'], what: 'anndata 0.12: categories of integers', expect: { wrong: 'vit' } }, { c: ['categorical', cycle([10, 20, 30], OBS)] }),
    ad({ id: `py-ad-missing-category-v${v}`, rules: ['AD-07'], what: 'anndata 0.12: a missing category' }, { c: ['categorical', cycle(['a', null, 'b'], OBS)] }),
    ad({ id: `py-ad-nullable-string-v${v}`, near: ['AD-05'], what: 'anndata 0.12: nullable strings' }, { c: ['nullable-string', cycle(['a', 'b'], OBS)] }),
  ]),
  ad({ id: 'py-ad-obsm-frame', rules: ['AD-11'], what: 'anndata 0.12: an embedding as a data frame', expect: VIT }),
  ad({ id: 'py-ad-obsm-int64', rules: ['AD-12'], what: 'anndata 0.12: an embedding of int64', expect: VIT }),
  ad({ id: 'py-ad-chunks', near: ['AD-14'], what: 'anndata 0.12: write_zarr(chunks=)' }),
  ad({ id: 'py-ad-dispatched', near: ['AD-17'], what: 'anndata 0.12: CSC in chunks through write_dispatched' }),
  ad({ id: 'py-ad-ranked', rules: ['ZC-04', 'AD-30'], what: 'anndata 0.12: rank_genes_groups as records', expect: { fails: 'z7' } }),
  ad({ id: 'py-ad-sharded', rules: ['AD-33'], what: 'anndata 0.12: shards' }),
  ...each(['dense', 'csr', 'csc'], (X) => ad({ id: `py-ad07-${X}`, near: ['AD-01', 'AD-29'], what: `anndata 0.7: X ${X}` })),
  ad({ id: 'py-ad07-int-categories', rules: ['AD-06'], what: 'anndata 0.7: categories of integers', expect: { wrong: 'vit' } }, { c: ['categorical-legacy', cycle([10, 20, 30], OBS)] }),
  ome({ id: 'py-ome-v04', rules: ['IM-20'], what: 'ome-zarr 0.18: 0.4, chunks as it likes', expect: { fails: 'v16' } }),
  ome({ id: 'py-ome-v05', rules: ['IM-20'], what: 'ome-zarr 0.18: 0.5, chunks as it likes', expect: { fails: 'v16' } }),
  ome({ id: 'py-ome-chunked-v04', near: ['IM-20'], what: 'ome-zarr 0.18: 0.4, chunks through storage_options', expect: { fails: 'v16' } }),
  ome({ id: 'py-ome-chunked-v05', near: ['IM-20'], what: 'ome-zarr 0.18: 0.5, chunks through storage_options', expect: { fails: 'v16' } }),
  ome({ id: 'py-ome-no-omero-v04', rules: ['IM-02'], what: 'ome-zarr 0.18: no omero', expect: { fails: 'vit v16' } }),
  ome({ id: 'py-ome-metadata-omero-v04', rules: ['IM-02'], what: 'ome-zarr 0.18: omero through metadata=, which is dropped', expect: { fails: 'vit v16' } }),
  ome({ id: 'py-ome-labels-v04', near: ['LB-01'], what: 'ome-zarr 0.18: 0.4 with labels', expect: { fails: 'v16' } }),
  ome({ id: 'py-ome-labels-v05', near: ['LB-01'], what: 'ome-zarr 0.18: 0.5 with labels', expect: { fails: 'v16' } }),
  ome({ id: 'py-ome-plate-v04', rules: ['NG-14'], what: 'ome-zarr 0.18: a plate', expect: { fails: 'vit viv v16' } }),
  array({ id: 'py-zarr-v3', near: ['ZC-05'], what: 'zarr 3.1: v3' }),
  array({ id: 'py-zarr-v2', near: ['ZC-03'], what: 'zarr 3.1: v2' }),
  array({ id: 'py-zarr-sharded', near: ['ZC-13'], what: 'zarr 3.1: shards' }),
  array({ id: 'py-zarr-string-v3', rules: ['ZC-06'], what: 'zarr 3.1: strings', expect: { fails: 'z5' } }),
  array({ id: 'py-zarr-utf32-v3', rules: ['ZC-05'], what: 'zarr 3.1: fixed strings', expect: { fails: 'z7 z5' } }),
  array({ id: 'py-zarr-datetime-v3', rules: ['ZC-05'], what: 'zarr 3.1: datetime64', expect: { fails: 'z7 z5' } }),
  array({ id: 'py-zarr-complex-v2', rules: ['ZC-03'], what: 'zarr 3.1: complex64 in v2', expect: { fails: 'z7 z5' } }),
];

/** Those that are there. */
export const pythonCases = table.filter(({ id }) => existsSync(join(pythonFolder, id)));
