#!/usr/bin/env bash
# Chunks of unequal size, new in zarr-python, open in zarrita and fail at the first read, with a TypeError that names no cause.
#
# Versions: zarr 3.4.2 (writes); zarrita 0.7.5 and 0.5.4 (the one in Viv 0.21), @vivjs/loaders 0.21.0.
# Behaviour: `create_array(chunks=[[60, 40], [50, 50, 20]])` writes the chunk grid "rectilinear". zarrita does not look at the name of
#   the grid: the array opens with all of its facts, and its chunk shape is undefined from then on. Viv, which guesses its tile size from
#   it, does not even open the image.
# Expected: an extension point of Zarr 3 that a reader does not know has to be refused by name ("must fail to open", Zarr core 3.1,
#   Extensions), as an unknown codec is. The grid itself: zarr-extensions, chunk-grids/rectilinear.
# Known as a wish of writers (zarr-developers/zarr-python#3534); not seen reported for readers.
# What to do: give one chunk shape for all, `chunks=(1, 64, 64)`.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | zarr-python: rectilinear, read back equal: True
# | zarrita 0.7.5: opens, shape 2,100,120, chunks undefined; read: TypeError: Cannot read properties of undefined (reading '0')
# | zarrita 0.5.4: opens, shape 2,100,120, chunks undefined; read: TypeError: Cannot read properties of undefined (reading '0')
# | Viv: TypeError: Cannot read properties of undefined (reading 'slice')
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
venv/bin/pip install --quiet --disable-pip-version-check zarr==3.4.2 numpy==2.5.5
npm install --silent --no-audit --no-fund --ignore-scripts zarrita7@npm:zarrita@0.7.5 zarrita@0.5.4 @zarrita/storage@0.2.0 @vivjs/loaders@0.21.0 geotiff@2.1.3

cat > make.py <<'PY'
import numpy as np
import zarr

zarr.config.set({"array.rectilinear_chunks": True})
c, y, x = np.mgrid[:2, :100, :120]
pixels = (c * 1000 + y * 120 + x).astype("uint16")
root = zarr.open_group("image.ome.zarr", mode="w", zarr_format=3)
array = root.create_array("0", data=pixels, chunks=[[1, 1], [60, 40], [50, 50, 20]], dimension_names=["c", "y", "x"])
axes = [{"name": "c", "type": "channel"}, {"name": "y", "type": "space"}, {"name": "x", "type": "space"}]
dataset = {"path": "0", "coordinateTransformations": [{"type": "scale", "scale": [1, 1, 1]}]}
root.attrs["ome"] = {"version": "0.5", "multiscales": [{"axes": axes, "datasets": [dataset]}]}
again = zarr.open_array("image.ome.zarr/0", mode="r")
print("zarr-python:", again.metadata.to_dict()["chunk_grid"]["name"] + ", read back equal:", np.array_equal(again[:], pixels))
PY

cat > look.mjs <<'JS'
import FileSystemStore from '@zarrita/storage/fs';
import { loadOmeZarrFromStore } from '@vivjs/loaders';
import * as zarrita5 from 'zarrita';
import * as zarrita7 from 'zarrita7';

const store = () => new FileSystemStore('image.ome.zarr');
const attempt = (work) => work().catch((error) => `${error.name}: ${error.message}`);
for (const [name, zarrita] of [['zarrita 0.7.5', zarrita7], ['zarrita 0.5.4', zarrita5]]) {
  const array = await zarrita.open(zarrita.root(store()).resolve('0'));
  const read = await attempt(async () => String((await zarrita.get(array)).shape));
  console.log(`${name}: opens, shape ${array.shape}, chunks ${array.chunks}; read: ${read}`);
}
console.log('Viv:', await attempt(async () => `opens, tile size ${(await loadOmeZarrFromStore(store())).data[0].tileSize}`));
JS

{ venv/bin/python make.py; node look.mjs; } | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
