#!/usr/bin/env bash
# ngff-zarr's levels of its own choosing halve one axis and leave the other, and Viv draws such a level at twice its height.
#
# Versions: ngff-zarr 0.50.0 (writes); @vivjs/loaders 0.21.0.
# Behaviour: without `scale_factors`, `to_multiscales` decides for each axis by itself whether to halve it: not where it would get shorter than
#   a chunk, nor where it is at most half as long as the longest. 600 x 500 so gets a level of 300 x 500, and 3000 x 1000 one of 1500 x 1000.
#   The scales in the metadata say so; Viv does not read the scales of levels. Level n is drawn 2^n times larger in both directions, so the
#   lower half of such a level falls outside the image, and what is seen is stretched.
# Expected: OME-Zarr 0.5 leaves the factors free and has the `scale` of each dataset tell them ("multiscales" metadata). A viewer follows it
#   or says that it cannot.
# What to do: give the factors, `to_multiscales(image, scale_factors=[2, 4])`.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | default: scale0/image is 600 x 500, scale [0.5, 0.5]
# | default: scale1/image is 300 x 500, scale [0.5, 1.0]
# | factors: scale0/image is 600 x 500, scale [0.5, 0.5]
# | factors: scale1/image is 300 x 250, scale [1.0, 1.0]
# | default: Viv draws level 1, 300 x 500, twice as large: 600 x 1000 over an image of 600 x 500
# | factors: Viv draws level 1, 300 x 250, twice as large: 600 x 500 over an image of 600 x 500
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
venv/bin/pip install --quiet --disable-pip-version-check ngff-zarr==0.50.0 zarr==3.4.2
npm install --silent --no-audit --no-fund --ignore-scripts @vivjs/loaders@0.21.0 geotiff@2.1.3 zarrita@0.5.4 @zarrita/storage@0.2.0

cat > make.py <<'PY'
import json
from pathlib import Path

import ngff_zarr
import numpy as np
import zarr

y, x = np.mgrid[:500, :600]
image = ngff_zarr.to_ngff_image((y + x).astype("uint16"), dims=["y", "x"], scale={"y": 0.5, "x": 0.5})
for name, options in {"default": {}, "factors": {"scale_factors": [2]}}.items():
    store = f"{name}.ome.zarr"
    ngff_zarr.to_ngff_zarr(store, ngff_zarr.to_multiscales(image, **options), version="0.5")
    multiscales = json.loads(Path(store, "zarr.json").read_text())["attributes"]["ome"]["multiscales"]
    for dataset in multiscales[0]["datasets"]:
        shape = zarr.open_array(f"{store}/{dataset['path']}", mode="r").shape
        print(f"{name}: {dataset['path']} is {shape[1]} x {shape[0]}, scale {dataset['coordinateTransformations'][0]['scale']}")
PY

cat > look.mjs <<'JS'
import FileSystemStore from '@zarrita/storage/fs';
import { getImageSize, loadOmeZarrFromStore } from '@vivjs/loaders';

for (const name of ['default', 'factors']) {
  const { data } = await loadOmeZarrFromStore(new FileSystemStore(`${name}.ome.zarr`));
  const full = getImageSize(data[0]);
  const { width, height } = getImageSize(data[1]);
  console.log(`${name}: Viv draws level 1, ${width} x ${height}, twice as large: ${2 * width} x ${2 * height} over an image of ${full.width} x ${full.height}`);
}
JS

{ venv/bin/python make.py; node look.mjs; } | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
