#!/usr/bin/env bash
# iohub names its axes T, C, Z, Y, X and its rendering model "color": Viv cannot choose a plane, and Vitessce shows fluorescence as RGB.
#
# Versions: iohub 0.3.11 with zarr 3.4.2 (writes); @vivjs/loaders 0.21.0, @vitessce/zarr and @vitessce/spatial-zarr 4.0.8.
# Behaviour: two defaults of one writer, each allowed, each misread. (1) Viv looks axes up by the names t, c, z: the selection that Avivator
#   makes fails with "Invalid indexer key: t". Vitessce opens the image and loses its scale, which it looks up for y and x.
#   (2) `omero.rdefs.model` is "color" for any image. Vitessce takes that for photometric RGB, so the channels DAPI, GFP, RFP of 16 bits
#   are red, green and blue of one picture.
# Expected: names of axes are free (OME-Zarr 0.4 and 0.5, "axes": their types and order are ruled). `model` is "color" or "greyscale" as in
#   OMERO, where the first means that channels are shown in their colours, not that they are samples of a colour picture.
# What to do: rename the axes in the metadata to lower case and set `model` to "greyscale".
#
# Needs Node >= 20 and Python 3.13. Seen:
# | iohub writes axes T C Z Y X and the model color
# | iohub: Viv, plane { t: 0, c: 1, z: 0 }: Invalid indexer key: t
# | iohub: Vitessce shows RGB, 1 x 1 micrometres a pixel
# | renamed: Viv, plane { t: 0, c: 1, z: 0 }: starts with 1000
# | renamed: Vitessce shows BlackIsZero, 0.25 x 0.25 micrometres a pixel
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
venv/bin/pip install --quiet --disable-pip-version-check iohub==0.3.11 zarr==3.4.2
npm install --silent --no-audit --no-fund --ignore-scripts @vivjs/loaders@0.21.0 geotiff@2.1.3 zarrita@0.5.4 @zarrita/storage@0.2.0 @tanstack/query-core@5.108.4
# The bundle of Vitessce holds all that is run here, so its tarball alone is fetched; it imports React and uses nothing of it.
mkdir vitessce-zarr && tar -xzf "$(npm pack --silent @vitessce/zarr@4.0.8)" -C vitessce-zarr --strip-components=1
mkdir vitessce-spatial-zarr && tar -xzf "$(npm pack --silent @vitessce/spatial-zarr@4.0.8)" -C vitessce-spatial-zarr --strip-components=1
sed -i.orig 's/^import "react";//' vitessce-spatial-zarr/dist/index-*.js

cat > make.py <<'PY'
import json
import shutil
import warnings
from pathlib import Path

import numpy as np
from iohub import open_ome_zarr
from iohub.ngff import TransformationMeta

warnings.simplefilter("ignore")
c, y, x = np.mgrid[:3, :100, :120]
pixels = (c * 1000 + y + x).astype("uint16")[None, :, None]
with open_ome_zarr("iohub.ome.zarr", layout="fov", mode="w", channel_names=["DAPI", "GFP", "RFP"], version="0.5") as position:
    position.create_image("0", pixels, transform=[TransformationMeta(type="scale", scale=[1, 1, 1, 0.25, 0.25])])
shutil.copytree("iohub.ome.zarr", "renamed.ome.zarr")
node = json.loads(Path("renamed.ome.zarr/zarr.json").read_text())
ome = node["attributes"]["ome"]
print("iohub writes axes", *(axis["name"] for axis in ome["multiscales"][0]["axes"]), "and the model", ome["omero"]["rdefs"]["model"])
for axis in ome["multiscales"][0]["axes"]:
    axis["name"] = axis["name"].lower()
ome["omero"]["rdefs"]["model"] = "greyscale"
Path("renamed.ome.zarr/zarr.json").write_text(json.dumps(node))
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

for (const name of ['iohub', 'renamed']) {
  const store = new FileSystemStore(`${name}.ome.zarr`);
  const { data: [image] } = await loadOmeZarrFromStore(store);
  const plane = image.getRaster({ selection: { t: 0, c: 1, z: 0 } });
  console.log(`${name}: Viv, plane { t: 0, c: 1, z: 0 }:`, await plane.then(({ data }) => `starts with ${data[0]}`, (error) => error.message));
  const place = { url: `http://host/${name}.ome.zarr`, fileType: 'image.ome-zarr' };
  const source = new ZarrDataSource({ ...place, store, queryClient: new QueryClient() });
  const { data } = await new OmeZarrLoader(source, { ...place, options: {} }).load();
  const shown = data.image.instance;
  const matrix = shown.getModelMatrix();
  console.log(`${name}: Vitessce shows ${shown.getPhotometricInterpretation()}, ${matrix[0]} x ${matrix[5]} micrometres a pixel`);
}
JS

{ venv/bin/python make.py; node look.mjs; } | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
