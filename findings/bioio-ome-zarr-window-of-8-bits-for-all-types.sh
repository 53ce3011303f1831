#!/usr/bin/env bash
# bioio-ome-zarr in its 0.4 mode writes contrast windows of 0 to 255 for every type, and in its 0.5 mode none at all.
#
# Versions: bioio-ome-zarr 3.8.1 with zarr 3.4.2 (writes); @vitessce/zarr and @vitessce/spatial-zarr 4.0.8.
# Behaviour: with `zarr_format=2` the writer adds an `omero` block of its own: windows of 0..255 for uint16 and float too, all channels
#   white, and the model "color", which Vitessce shows as RGB. An image of 12 bits is a white rectangle. With the default
#   (`zarr_format=3`, OME-Zarr 0.5) and no `channels` there is no `omero`, and Vitessce refuses the image.
# Expected: `window` gives the range to show: min and max are those of the channel, start and end what is displayed (OME-Zarr 0.4, "omero"
#   metadata). A block that is made up by the writer should follow the type at least.
# What to do: pass `channels=[Channel(label=..., color=..., window={"min": 0, "max": 65535, "start": ..., "end": ...})]`.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | written: values of 1000 to 2609
# | v2-uint16: Vitessce: RGB, windows 0..255, 0..255; 100 % of channel 0 is white
# | v2-float32: Vitessce: RGB, windows 0..255, 0..255; 100 % of channel 0 is white
# | v3-uint16: Vitessce: image.ome-zarr must have omero metadata in attributes.
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
venv/bin/pip install --quiet --disable-pip-version-check bioio-ome-zarr==3.8.1 zarr==3.4.2
npm install --silent --no-audit --no-fund --ignore-scripts @zarrita/storage@0.2.0 @tanstack/query-core@5.108.4
# The bundle of Vitessce holds all that is run here, so its tarball alone is fetched; it imports React and uses nothing of it.
mkdir vitessce-zarr && tar -xzf "$(npm pack --silent @vitessce/zarr@4.0.8)" -C vitessce-zarr --strip-components=1
mkdir vitessce-spatial-zarr && tar -xzf "$(npm pack --silent @vitessce/spatial-zarr@4.0.8)" -C vitessce-spatial-zarr --strip-components=1
sed -i.orig 's/^import "react";//' vitessce-spatial-zarr/dist/index-*.js

cat > make.py <<'PY'
import warnings

import numpy as np
from bioio_ome_zarr.writers import OMEZarrWriter

warnings.simplefilter("ignore")
c, y, x = np.mgrid[:2, :100, :120]
pixels = 1000 + c * 500 + y * 10 + x
for name, dtype, version in (("v2-uint16", "uint16", 2), ("v2-float32", "float32", 2), ("v3-uint16", "uint16", 3)):
    axes = {"axes_names": ["c", "y", "x"], "axes_types": ["channel", "space", "space"]}
    writer = OMEZarrWriter(store=f"{name}.ome.zarr", level_shapes=[pixels.shape], dtype=dtype, zarr_format=version, **axes)
    writer.write_full_volume(pixels.astype(dtype))
print("written: values of", pixels.min(), "to", pixels.max())
PY

cat > look.mjs <<'JS'
import FileSystemStore from '@zarrita/storage/fs';
import { QueryClient } from '@tanstack/query-core';

// What the bundle of Vitessce touches of a page while it loads.
const element = () => ({ style: {}, getContext: () => null, setAttribute() {}, appendChild() {}, addEventListener() {} });
globalThis.window = globalThis;
globalThis.document = { createElement: element, createElementNS: element, documentElement: element(), body: element(), head: element(), addEventListener() {} };
console.info = console.warn = () => {};
const { ZarrDataSource } = await import('./vitessce-zarr/dist/index.js');
const { OmeZarrLoader } = await import('./vitessce-spatial-zarr/dist/index.js');

for (const name of ['v2-uint16', 'v2-float32', 'v3-uint16']) {
  const place = { url: `http://host/${name}.ome.zarr`, fileType: 'image.ome-zarr' };
  const source = new ZarrDataSource({ ...place, store: new FileSystemStore(`${name}.ome.zarr`), queryClient: new QueryClient() });
  const shown = async () => {
    const image = (await new OmeZarrLoader(source, { ...place, options: {} }).load()).data.image.instance;
    const windows = image.getChannelObjects().map(({ defaultWindow }) => defaultWindow.join('..'));
    const { data } = await image.getData()[0].getRaster({ selection: { c: 0 } });
    const [start, end] = image.getChannelObjects()[0].defaultWindow;
    const white = data.reduce((sum, value) => sum + (value >= end), 0) / data.length;
    return `${image.getPhotometricInterpretation()}, windows ${windows.join(', ')}; ${100 * white} % of channel 0 is white`;
  };
  console.log(`${name}: Vitessce: ${await shown().catch((error) => error.message)}`);
}
JS

{ venv/bin/python make.py; node look.mjs; } | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
