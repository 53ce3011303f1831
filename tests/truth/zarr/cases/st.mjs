// The container: roots, archives, consolidated metadata (ST).
import { anndata, cycle } from '../store/anndata.mjs';
import { image, labels } from '../store/ngff.mjs';
import { scramble } from '../store/bytes.mjs';
import { spatialdata } from '../store/spatialdata.mjs';
import { Store } from '../store/store.mjs';
import { zip } from '../store/zip.mjs';
import { both } from './table.mjs';

const leiden = { leiden: { kind: 'categorical', values: cycle(['0', '1', '2'], 12) } };
const FOUND = ['obsFeatureMatrix X', 'obsEmbedding obsm/X_umap', 'obsSets obs/leiden'];
const auto = { viewers: ['vit', 'auto'] };

/** A store one folder below the root that is given to the viewer. */
function below(name, inner) {
  return Object.assign(new Store(inner.format).mount(name, inner), { image: inner.image, anndata: inner.anndata });
}

function withBoth() {
  const old = image({ version: '0.4', multiscale: (m) => ({ ...m, datasets: m.datasets.map((d) => ({ ...d, coordinateTransformations: [{ type: 'scale', scale: [1, 9, 9] }] })) }) });
  const current = image({ version: '0.5' });
  return current.after(async () => {
    await old.finish();
    for (const key of ['.zattrs', '.zgroup']) current.files.set(key, old.files.get(key));
  });
}

/** RFC-9: zarr.json first, a comment that says so. */
function ozx({ first = true, comment = '{"ome":{"version":"0.5","zipFile":{"centralDirectory":{"jsonFirst":true}}}}' } = {}) {
  const store = image({ version: '0.5' });
  return store.after(() => {
    const keys = [...store.files.keys()].sort((a, b) => (b === 'zarr.json') - (a === 'zarr.json'));
    store.served = new Map([['', zip((first ? keys : keys.reverse()).map((key) => [key, store.files.get(key)]), { comment })]]);
  });
}

/** Shards of a mebibyte, or less, with chunks of a sixteenth. */
function megaShards(size = 1024) {
  return image({ version: '0.5', axes: 'yx', shape: [size, size], chunks: [size, size], levels: [2, 4, 8], pixel: ({ y, x }) => scramble(y * 1031 + x) & 255, arrays: { inner: [size / 4, size / 4], codec: 'none' } });
}

/** Viv has no store for archives: it looks for a folder at the address of one. */
const archive = { kind: 'image', viewers: ['vit', 'viv'] };
const blobs = (zarr, more) => spatialdata({ zarr, images: { blobs: {} }, labels: { cells: {} }, shapes: { circles: {} }, tables: { table: {} }, ...more });
// Of several elements of a kind the last one wins; shapes take the place of labels.
const SD_FOUND = ['image images/blobs', 'obsSegmentations shapes/circles', 'obsFeatureMatrix tables/table/X'];

export const stCases = [
  ...both({ id: 'st-01-image-below', rules: ['ST-01'], what: 'no metadata at the root; the image is its one child', kind: 'image', build: (zarr) => below('cells.ome.zarr', image({ version: zarr === 3 ? '0.5' : '0.4' })), expect: { fails: 'vit viv v16' } }),
  { id: 'st-01-anndata-below', rules: ['ST-01'], what: 'no metadata at the root; the AnnData is its one child', kind: 'anndata', build: () => below('cells.zarr', anndata()), expect: { fails: 'vit' } },
  { id: 'st-01-near-other-child', near: ['ST-01'], what: 'an image with a further child group', kind: 'image', build: () => image().group('extra', { note: 'not an image' }) },
  { id: 'st-02-zip-folder', rules: ['ST-02'], ...archive, zip: true, what: 'zip with everything below cells/', build: () => image().zipped({ folder: 'cells' }), expect: { fails: 'vit viv' } },
  { id: 'st-02-near-zip-zarr-folder', near: ['ST-02'], ...archive, zip: true, what: 'zip with everything below cells.ome.zarr/', build: () => image().zipped({ folder: 'cells.ome.zarr' }), expect: { fails: 'viv' } },
  { id: 'st-02-near-zip-no-folder', near: ['ST-02', 'ST-03'], ...archive, zip: true, what: 'zip made inside the store', build: () => image().zipped(), expect: { fails: 'viv' } },
  { id: 'st-03-zip-two', rules: ['ST-03'], ...archive, zip: true, what: 'zip with a.zarr/ and b.zarr/', build: () => image().zipped({ folder: 'a.zarr', others: { 'b.zarr': image() } }), expect: { fails: 'vit viv' } },
  { id: 'st-03-near-zip-macosx', near: ['ST-03'], ...archive, zip: true, what: 'zip with a.zarr/ and __MACOSX/', build: () => image().zipped({ folder: 'a.zarr', others: { __MACOSX: new Store(2).put('._a.zarr', 'x') } }), expect: { fails: 'viv' } },
  { id: 'st-04-zip-deflated', rules: ['ST-04'], ...archive, zip: true, what: 'zip with deflated entries', build: () => image().zipped({ deflate: true }), expect: { fails: 'viv' } },
  { id: 'st-04-zip-deflated-shards', rules: ['ST-04'], ...archive, zip: true, what: 'zip with deflated shards', build: () => megaShards().zipped({ deflate: true }), expect: { slow: 'vit', fails: 'viv' } },
  { id: 'st-04-near-zip-stored-shards', near: ['ST-04'], ...archive, zip: true, what: 'zip with stored shards', build: () => megaShards(512).zipped(), expect: { fails: 'viv' } },
  { id: 'st-04-zip-anndata', near: ['ST-02', 'ST-04'], kind: 'anndata', viewers: ['vit'], zip: true, what: 'AnnData in a stored zip', build: () => anndata().zipped() },
  { id: 'st-04-zip-deflated-v3', near: ['ST-04'], ...archive, zip: true, what: 'a 0.5 image in a zip with deflated entries, below data.zarr/', build: () => image({ version: '0.5' }).zipped({ folder: 'data.zarr', deflate: true }), expect: { fails: 'viv' } },
  { id: 'st-04-zip-labels', near: ['ST-04'], kind: 'labels', viewers: ['vit', 'viv'], zip: true, what: 'label image in a stored zip', build: () => labels().zipped(), expect: { fails: 'viv' } },
  { id: 'st-04-zip-spatialdata', near: ['ST-04'], kind: 'spatialdata', viewers: ['vit'], zip: true, what: 'SpatialData in a stored zip', build: () => blobs(3).zipped() },
  { id: 'st-04-zip-spatialdata-deflated', near: ['ST-04'], kind: 'spatialdata', viewers: ['vit'], zip: true, what: 'SpatialData v2 in a deflated zip', build: () => blobs(2).zipped({ deflate: true }), expect: { slow: 'vit' } },
  { id: 'st-04-zip-anndata-v3', near: ['ST-04'], kind: 'anndata', viewers: ['vit'], zip: true, what: 'AnnData v3 with a CSC matrix in a deflated zip', build: () => anndata({ zarr: 3, X: 'csc' }).zipped({ deflate: true }) },
  { id: 'st-05-ozx-order', rules: ['ST-05'], ...archive, name: 'data.ozx', what: 'ozx with zarr.json last and no comment', build: () => ozx({ first: false, comment: '' }), expect: { fails: 'viv' } },
  { id: 'st-05-near-ozx', near: ['ST-05'], ...archive, name: 'data.ozx', what: 'ozx with zarr.json first and the comment', build: () => ozx(), expect: { fails: 'viv' } },
  { id: 'st-06-stale-v2', rules: ['ST-06'], kind: 'image', what: 'a 0.5 image on which an older .zattrs with another scale is left', build: withBoth, expect: { wrong: 'vit', fails: 'v16' } },
  { id: 'st-06-near-v3-only', near: ['ST-06'], kind: 'image', what: 'a 0.5 image alone', build: () => image({ version: '0.5' }), expect: { fails: 'v16' } },
  { id: 'st-07-litter', rules: ['ST-07'], kind: 'image', what: '.DS_Store and ._0 among the chunks', build: () => image().put('.DS_Store', 'Bud1').put('0/.DS_Store', 'Bud1').put('0/0/._0', 'x') },
  ...both({ id: 'st-08-stale', rules: ['ST-08'], kind: 'anndata', ...auto, options: { found: FOUND }, what: 'consolidated metadata without obsm/X_umap, which was added later', build: (zarr) => stale(zarr), expect: { wrong: 'auto' } }),
  ...both({ id: 'st-08-gone', rules: ['ST-08'], kind: 'anndata', ...auto, options: { found: FOUND }, what: 'consolidated metadata with obsm/X_tsne, which was taken away', build: (zarr) => without('X_tsne', anndata({ zarr, columns: leiden, obsm: { X_umap: {}, X_tsne: {} } }).consolidate().dropTree('obsm/X_tsne')), expect: { wrong: 'auto' } }),
  ...both({ id: 'st-08-near-fresh', near: ['ST-08', 'ST-09'], kind: 'anndata', ...auto, options: { found: FOUND }, what: 'fresh consolidated metadata', build: (zarr) => anndata({ zarr, columns: leiden }).consolidate() }),
  ...both({ id: 'st-09-none', rules: ['ST-09'], kind: 'anndata', ...auto, options: { found: FOUND }, what: 'no consolidated metadata: auto-configuration does not find the columns', build: (zarr) => anndata({ zarr, columns: leiden }), expect: { wrong: 'auto' } }),
  ...both({ id: 'st-09-sd-none', rules: ['ST-09', 'SD-18'], kind: 'spatialdata', ...auto, options: { found: SD_FOUND }, what: 'SpatialData without consolidated metadata', build: (zarr) => blobs(zarr, { consolidated: false }), expect: { wrong: 'auto' } }),
  { id: 'st-10-zmetadata', rules: ['ST-10'], near: ['SD-18'], kind: 'spatialdata', ...auto, options: { found: SD_FOUND }, what: 'SpatialData v2 whose consolidated metadata are in zmetadata', build: () => blobs(2) },
  { id: 'st-10-near-dot', near: ['ST-10', 'SD-18'], kind: 'spatialdata', ...auto, options: { found: SD_FOUND }, what: 'the same in .zmetadata', build: () => blobs(2, { consolidatedKey: '.zmetadata' }) },
  { id: 'st-10-near-v3', near: ['SD-18'], kind: 'spatialdata', ...auto, options: { found: SD_FOUND }, what: 'the same inline in v3', build: () => blobs(3) },
  { id: 'st-12-paths', rules: ['ST-12', 'AD-28'], kind: 'anndata', what: 'a config that names X_umap as in Scanpy', options: { extra: [{ name: 'config obsEmbedding X_umap', loader: 'ObsEmbeddingAnndataLoader', options: { path: 'X_umap' } }] }, build: () => anndata(), expect: { fails: 'vit' } },
  { id: 'st-12-near', near: ['ST-12', 'AD-28'], kind: 'anndata', what: 'a config that names obsm/X_umap', options: { extra: [{ name: 'config obsEmbedding obsm/X_umap', loader: 'ObsEmbeddingAnndataLoader', options: { path: 'obsm/X_umap' } }] }, build: () => anndata() },
  { id: 'st-13-near', near: ['ST-13'], kind: 'anndata', what: 'columns Sex and sexes', build: () => anndata({ columns: { Sex: { kind: 'string', values: cycle(['m', 'f'], 12) }, sexes: { kind: 'string', values: cycle(['f', 'm'], 12) } } }) },
  { id: 'st-13-case', rules: ['ST-13'], kind: 'anndata', what: 'columns Sex and sex', build: () => anndata({ columns: { Sex: { kind: 'string', values: cycle(['m', 'f'], 12) }, sex: { kind: 'string', values: cycle(['f', 'm'], 12) } } }) },
];

/** Consolidated before the embedding was written. */
function stale(zarr) {
  const later = anndata({ zarr, columns: leiden });
  const store = anndata({ zarr, columns: leiden, obsm: {} }).consolidate();
  return Object.assign(store.after(async () => {
    await later.finish();
    for (const [key, bytes] of later.files) if (key.startsWith('obsm/X_umap/')) store.files.set(key, bytes);
  }), { anndata: later.anndata });
}

/** The truth without an embedding that is taken away. */
function without(name, store) {
  delete store.anndata.obsm[name];
  return store;
}
