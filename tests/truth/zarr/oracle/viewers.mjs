// Which loaders are run for which kind of store.
import { runAnnData } from './anndata.mjs';
import { runAutoConfig } from './autoconfig.mjs';
import { runVitessceImage } from './image.mjs';
import { runSpatialData } from './spatialdata.mjs';
import { runViv } from './viv.mjs';
import { runZarrita } from './zarrita.mjs';

/** Runs a viewer, by its short name, on a store that is served at `url`. */
export async function run(viewer, found, store, url, record) {
  return RUNS[viewer]({ ...found, options: found.options ?? {} }, store, url, record);
}

const RUNS = {
  z7: async (_, store, url, record) => runZarrita(await import('zarrita'), { url, nodes: nodesOf(store), arrays: store.arrays }, record),
  z5: async (_, store, url, record) => runZarrita(await import('zarrita-0.5.4'), { url, nodes: nodesOf(store), arrays: store.arrays }, record),
  viv: async (_, { image: truth }, url, record) => runViv((await import('@vivjs/loaders')).loadOmeZarr, { url, truth }, record),
  v16: async (_, { image: truth }, url, record) => runViv((await import('viv-loaders-0.16.1')).loadOmeZarr, { url, truth }, record),
  auto: ({ options }, _, url, record) => runAutoConfig({ url, truth: options.found }, record),
  vit: (...args) => runVitessce('4.0.8', ...args),
  v39: (...args) => runVitessce('3.9.11', ...args),
  v35: (...args) => runVitessce('3.5.10', ...args),
};

function runVitessce(version, { kind, options }, store, url, record) {
  const fileType = (name) => (store.served ? `${name}.zip` : name);
  if (kind === 'spatialdata') return runSpatialData({ url, truth: store.spatial, fileType: fileType('spatialdata.zarr'), options, version }, record);
  if (kind === 'image') return runVitessceImage({ url, truth: store.image, fileType: fileType('image.ome-zarr'), options, version }, record);
  if (kind === 'labels') return runVitessceImage({ url, truth: store.image, fileType: fileType('obsSegmentations.ome-zarr'), options, version }, record);
  if (kind === 'mudata') return runMuData({ url, truth: store.modalities, fileType: 'anndata.zarr', options, version }, record);
  return runAnnData({ url, truth: store.anndata, fileType: fileType('anndata.zarr'), options, version }, record);
}

/** Each modality is read like an AnnData below its path. */
async function runMuData({ truth, ...rest }, record) {
  for (const [name, part] of Object.entries(truth)) {
    const step = (what, ...more) => record.step(`${name}: ${what}`, ...more);
    await runAnnData({ ...rest, truth: part, Source: 'MuDataSource' }, { step, judge: (what, ...more) => record.judge(`${name}: ${what}`, ...more) });
  }
}

/** Paths of all nodes, parents first; folders that hold metadata of either format, whatever is in it. */
function nodesOf({ files }) {
  const nodes = new Set();
  for (const key of files.keys()) {
    const found = /^(?:(.*)\/)?(?:\.zarray|\.zgroup|zarr\.json)$/.exec(key);
    if (found) nodes.add(found[1] ?? '');
  }
  return [...nodes].sort();
}
