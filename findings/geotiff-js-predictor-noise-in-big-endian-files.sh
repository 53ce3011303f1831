#!/usr/bin/env bash
# Big-endian TIFFs with a predictor decode to noise in geotiff.js, without an error: right are the columns before the first carry.
#
# Versions: tifffile 2026.11.8 with imagecodecs 2026.10.10 (writes); geotiff 2.1.3 (in Viv and Vitessce), 3.0.5, 3.1.0-beta.0.
# Behaviour: predictor 2 of 16 and 32 bits is undone by adding the numbers as the machine of the reader orders their bytes, before
#   they are brought into order; each carry from the low byte goes to the wrong side. Predictor 3 (floating point) puts the bytes of
#   little-endian numbers together in files of either order. 8 bits, and files without predictor, are right.
# Expected: differences are of samples in the byte order of the file (TIFF 6.0, section 14; Adobe Photoshop TIFF Technical Note 3 for 3).
#   tifffile and GDAL read the same files right.
# Known: geotiffjs/geotiff.js#543 (a pull request of which no release has anything yet).
# What to do: write little-endian (`byteorder="<"`, GDAL `ENDIANNESS=LITTLE`) or without a predictor.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | geotiff.js 2.1.3, uint8: 4096 of 4096 pixels right in little-endian, 4096 in big-endian
# | geotiff.js 2.1.3, uint16: 4096 of 4096 pixels right in little-endian, 1216 in big-endian
# | geotiff.js 2.1.3, uint32: 4096 of 4096 pixels right in little-endian, 1216 in big-endian
# | geotiff.js 2.1.3, float32: 4096 of 4096 pixels right in little-endian, 1 in big-endian
# | geotiff.js 3.0.5, uint8: 4096 of 4096 pixels right in little-endian, 4096 in big-endian
# | geotiff.js 3.0.5, uint16: 4096 of 4096 pixels right in little-endian, 1216 in big-endian
# | geotiff.js 3.0.5, uint32: 4096 of 4096 pixels right in little-endian, 1216 in big-endian
# | geotiff.js 3.0.5, float32: 4096 of 4096 pixels right in little-endian, 1 in big-endian
# | geotiff.js 3.1.0-beta.0, uint8: 4096 of 4096 pixels right in little-endian, 4096 in big-endian
# | geotiff.js 3.1.0-beta.0, uint16: 4096 of 4096 pixels right in little-endian, 1216 in big-endian
# | geotiff.js 3.1.0-beta.0, uint32: 4096 of 4096 pixels right in little-endian, 1216 in big-endian
# | geotiff.js 3.1.0-beta.0, float32: 4096 of 4096 pixels right in little-endian, 1 in big-endian
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
venv/bin/pip install --quiet --disable-pip-version-check tifffile==2026.11.8 imagecodecs==2026.10.10 numpy==2.5.5 rasterio==1.5.2
npm install --silent --no-audit --no-fund --ignore-scripts geotiff2@npm:geotiff@2.1.3 geotiff3@npm:geotiff@3.0.5 geotiff31@npm:geotiff@3.1.0-beta.0

cat > make.py <<'PY'
import warnings

import numpy as np
import rasterio
import tifffile

warnings.simplefilter("ignore")
y, x = np.mgrid[:64, :64]
for name, dtype, predictor in (("uint8", "uint8", 2), ("uint16", "uint16", 2), ("uint32", "uint32", 2), ("float32", "float32", 3)):
    pixels = (x * 3 if dtype == "uint8" else y * 300 + x * 7).astype(dtype)
    for order, sign in (("little", "<"), ("big", ">")):
        file = f"{name}-{order}.tif"
        tifffile.imwrite(file, pixels, byteorder=sign, predictor=predictor, compression="deflate", tile=(64, 64))
        assert np.array_equal(tifffile.imread(file), pixels)
        with rasterio.open(file) as gdal:
            assert np.array_equal(gdal.read(1), pixels)
PY

cat > look.mjs <<'JS'
import { readFileSync } from 'node:fs';
import * as geotiff2 from 'geotiff2';
import * as geotiff3 from 'geotiff3';
import * as geotiff31 from 'geotiff31';

for (const [version, { fromArrayBuffer }] of [['2.1.3', geotiff2], ['3.0.5', geotiff3], ['3.1.0-beta.0', geotiff31]]) {
  for (const name of ['uint8', 'uint16', 'uint32', 'float32']) {
    const right = [];
    for (const order of ['little', 'big']) {
      const { buffer, byteOffset, byteLength } = readFileSync(`${name}-${order}.tif`);
      const image = await (await fromArrayBuffer(buffer.slice(byteOffset, byteOffset + byteLength))).getImage();
      const [pixels] = await image.readRasters();
      const wanted = (i) => (name === 'uint8' ? (i % 64) * 3 : Math.floor(i / 64) * 300 + (i % 64) * 7);
      right.push(pixels.reduce((sum, value, i) => sum + (value === wanted(i)), 0));
    }
    console.log(`geotiff.js ${version}, ${name}: ${right[0]} of 4096 pixels right in little-endian, ${right[1]} in big-endian`);
  }
}
JS

venv/bin/python make.py
node look.mjs | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
