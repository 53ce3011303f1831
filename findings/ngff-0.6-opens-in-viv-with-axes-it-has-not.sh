#!/usr/bin/env bash
# A store of OME-Zarr 0.6 opens in Viv as if it had the axes t, c, z, y, x, and fails at the first pixel.
#
# Versions: ngff-zarr 0.50.0 (writes version 0.6); @vivjs/loaders 0.21.0.
# Behaviour: 0.6 moves `axes` into `coordinateSystems`. Viv does not look at the version; where `axes` is missing it assumes the five of the
#   first versions, whatever number of dimensions the arrays have. An image of c, y, x is announced with five labels, and reading says that
#   there are too many indices. What did not work (the version) is named nowhere.
# Expected: `version` is required and is there to be checked (OME-Zarr 0.6 RC, "coordinateSystems" metadata).
# What to do: write version 0.5 (`to_ngff_zarr(..., version="0.5")`) for as long as viewers read no other.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | 0.5: version 0.5, axes at the multiscale: True
# | 0.6: version 0.6, axes at the multiscale: False
# | 0.5: Viv opens shape 3,200,300 with labels c,y,x; first tile: 128 x 128
# | 0.6: Viv opens shape 3,200,300 with labels t,c,z,y,x; first tile: IndexError: too many indicies for array; expected 3, got 5
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

c, y, x = np.mgrid[:3, :200, :300]
image = ngff_zarr.to_ngff_image((c * 1000 + y + x).astype("uint16"), dims=["c", "y", "x"])
for version in ("0.5", "0.6"):
    ngff_zarr.to_ngff_zarr(f"{version}.ome.zarr", ngff_zarr.to_multiscales(image, scale_factors=[2]), version=version)
    ome = json.loads(Path(f"{version}.ome.zarr/zarr.json").read_text())["attributes"]["ome"]
    print(f"{version}: version {ome['version']}, axes at the multiscale: {'axes' in ome['multiscales'][0]}")
PY

cat > look.mjs <<'JS'
import FileSystemStore from '@zarrita/storage/fs';
import { loadOmeZarrFromStore } from '@vivjs/loaders';

for (const version of ['0.5', '0.6']) {
  const { data: [image] } = await loadOmeZarrFromStore(new FileSystemStore(`${version}.ome.zarr`));
  const tile = image.getTile({ x: 0, y: 0, selection: { c: 0 } });
  const read = await tile.then(({ width, height }) => `${width} x ${height}`, (error) => `${error.name}: ${error.message}`);
  console.log(`${version}: Viv opens shape ${image.shape} with labels ${image.labels}; first tile: ${read}`);
}
JS

{ venv/bin/python make.py; node look.mjs; } | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
