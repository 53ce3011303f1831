// Which loaders are run for which kind of store.
import { runAnnData } from './anndata.mjs';
import { runZarrita } from './zarrita.mjs';

/** Runs a viewer, by its short name, on a store that is served at `url`. */
export async function run(viewer, found, store, url, record) {
  const options = found.options ?? {};
  if (viewer === 'z7') return runZarrita(await import('zarrita'), { url, nodes: nodesOf(store), arrays: store.arrays }, record);
  if (viewer === 'z5') return runZarrita(await import('zarrita-0.5.4'), { url, nodes: nodesOf(store), arrays: store.arrays }, record);
  return runAnnData({ url, truth: store.anndata, options }, record);
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
