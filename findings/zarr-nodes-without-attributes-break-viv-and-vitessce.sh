#!/usr/bin/env bash
# A zarr.json without the optional key "attributes", as TensorStore writes it, ends in a TypeError in Viv and Vitessce.
#
# Versions: tensorstore 0.1.86 (writes); @vivjs/loaders 0.21.0, @vitessce/zarr and @vitessce/spatial-zarr 4.0.8.
# Behaviour: both ask whether a key is in the attributes of the node without asking whether there are any. An array alone at the address, as
#   TensorStore and writers built on it leave it, so gives Vitessce "Cannot use 'in' operator ..." in place of its own sentence about missing
#   multiscales; the same for a group, in both. With an empty `"attributes": {}` the sentences are the meant ones.
# Expected: "attributes" is optional for arrays and groups (Zarr core 3.1, "Array metadata" and "Group metadata").
# What to do: the address is one node too deep or the OME metadata was never written; the text of the error says neither.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | TensorStore writes: chunk_grid chunk_key_encoding codecs data_type fill_value node_type shape zarr_format
# | array of TensorStore, Vitessce: Cannot use 'in' operator to search for 'multiscales' in undefined
# | same with attributes {}, Vitessce: Expected the Zarr store to contain OME-NGFF multiscales metadata.
# | group without attributes, Viv: Cannot use 'in' operator to search for 'ome' in undefined
# | group without attributes, Vitessce: Cannot use 'in' operator to search for 'multiscales' in undefined
# | same with attributes {}, Viv: Node not found: v2 array
# | same with attributes {}, Vitessce: Expected the Zarr store to contain OME-NGFF multiscales metadata.
set -euo pipefail
expected=$(sed -n 's/^# | //p' "$0")
python=${PYTHON:-python3.13}
for tool in node npm "$python"; do
  command -v "$tool" > /dev/null || { echo "$tool is missing; another Python 3.13 is taken with PYTHON=..." >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$python" -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check tensorstore==0.1.86 numpy==2.5.5
npm install --silent --no-audit --no-fund --ignore-scripts @vivjs/loaders@0.21.0 geotiff@2.1.3 zarrita@0.5.4 @zarrita/storage@0.2.0 @tanstack/query-core@5.108.4
# The bundle of Vitessce holds all that is run here, so its tarball alone is fetched; it imports React and uses nothing of it.
mkdir vitessce-zarr && tar -xzf "$(npm pack --silent @vitessce/zarr@4.0.8)" -C vitessce-zarr --strip-components=1
mkdir vitessce-spatial-zarr && tar -xzf "$(npm pack --silent @vitessce/spatial-zarr@4.0.8)" -C vitessce-spatial-zarr --strip-components=1
sed -i.orig 's/^import "react";//' vitessce-spatial-zarr/dist/index-*.js

cat > make.py <<'PY'
import json
from pathlib import Path

import numpy as np
import tensorstore

spec = {"driver": "zarr3", "kvstore": {"driver": "file", "path": "array.ome.zarr"}}
array = tensorstore.open(spec, create=True, shape=(2, 64, 64), dtype="uint16").result()
array[...] = np.arange(2 * 64 * 64, dtype="uint16").reshape(2, 64, 64)
written = json.loads(Path("array.ome.zarr/zarr.json").read_text())
print("TensorStore writes:", *sorted(written))
nodes = {"array-empty": {**written, "attributes": {}}, "group": {"zarr_format": 3, "node_type": "group"}}
nodes["group-empty"] = {**nodes["group"], "attributes": {}}
for name, node in nodes.items():
    folder = Path(f"{name}.ome.zarr")
    folder.mkdir()
    (folder / "zarr.json").write_text(json.dumps(node))
PY

cat > look.mjs <<'JS'
import FileSystemStore from '@zarrita/storage/fs';
import { QueryClient } from '@tanstack/query-core';
import { loadOmeZarrFromStore } from '@vivjs/loaders';

// What the bundle of Vitessce touches of a page while it loads.
const element = () => ({ style: {}, getContext: () => null, setAttribute() {}, appendChild() {}, addEventListener() {} });
globalThis.window = globalThis;
globalThis.document = { createElement: element, createElementNS: element, documentElement: element(), body: element(), head: element(), addEventListener() {} };
console.info = console.warn = () => {};
const { ZarrDataSource } = await import('./vitessce-zarr/dist/index.js');
const { OmeZarrLoader } = await import('./vitessce-spatial-zarr/dist/index.js');

const attempt = (work) => work().then(() => 'opens', (error) => error.message.split('\n')[0]);
const viv = (name) => attempt(() => loadOmeZarrFromStore(new FileSystemStore(`${name}.ome.zarr`)));
const vitessce = (name) => attempt(() => {
  const place = { url: `http://host/${name}.ome.zarr`, fileType: 'image.ome-zarr' };
  const source = new ZarrDataSource({ ...place, store: new FileSystemStore(`${name}.ome.zarr`), queryClient: new QueryClient() });
  return new OmeZarrLoader(source, { ...place, options: {} }).load();
});
console.log('array of TensorStore, Vitessce:', await vitessce('array'));
console.log('same with attributes {}, Vitessce:', await vitessce('array-empty'));
console.log('group without attributes, Viv:', await viv('group'));
console.log('group without attributes, Vitessce:', await vitessce('group'));
console.log('same with attributes {}, Viv:', await viv('group-empty'));
console.log('same with attributes {}, Vitessce:', await vitessce('group-empty'));
JS

{ venv/bin/python make.py; node look.mjs; } | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
