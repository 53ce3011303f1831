#!/usr/bin/env bash
# A colour OME-TIFF with JPEG tiles, as tifffile writes it, is colour in Viv and "BlackIsZero" in Vitessce.
#
# Versions: tifffile 2026.11.8 with imagecodecs 2026.10.10 (writes); @vitessce/ome-tiff 4.0.8; @vivjs/loaders 0.21.0 with geotiff 2.1.3.
# Behaviour: JPEG tiles of colour images are YCbCr by default (PhotometricInterpretation 6). Viv hands the number on, and its layer converts.
#   Vitessce asks only whether it is 2: for 6 it answers "BlackIsZero", the word for grey, and that becomes the photometricInterpretation of
#   the layer. The samples that both loaders give are Y, Cb, Cr.
# Expected: 6 is a colour picture with three samples a pixel as much as 2 is (TIFF 6.0, section 21).
# What to do: write JPEG tiles that hold RGB (tifffile: `compressionargs={"outcolorspace": "rgb"}`), which are larger, or Deflate.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | ycbcr: PhotometricInterpretation 6, tifffile reads 201 40 90
# | rgb-jpeg: PhotometricInterpretation 2, tifffile reads 200 40 90
# | deflate: PhotometricInterpretation 2, tifffile reads 200 40 90
# | ycbcr: Viv has photometric 6, samples 94 126 204
# | ycbcr: Vitessce says BlackIsZero; the layer gets BlackIsZero
# | rgb-jpeg: Viv has photometric 2, samples 200 40 90
# | rgb-jpeg: Vitessce says RGB; the layer gets RGB
# | deflate: Viv has photometric 2, samples 200 40 90
# | deflate: Vitessce says RGB; the layer gets RGB
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
venv/bin/pip install --quiet --disable-pip-version-check tifffile==2026.11.8 imagecodecs==2026.10.10 numpy==2.5.5
npm install --silent --no-audit --no-fund --ignore-scripts @vivjs/loaders@0.21.0 geotiff@2.1.3 zarrita@0.5.4 jsdom@29.1.1
# The bundle of Vitessce holds all that is run here, so its tarball alone is fetched; it imports React and uses nothing of it.
mkdir vitessce-ome-tiff && tar -xzf "$(npm pack --silent @vitessce/ome-tiff@4.0.8)" -C vitessce-ome-tiff --strip-components=1
sed -i.orig 's/^import "react";//' vitessce-ome-tiff/dist/index-*.js

cat > make.py <<'PY'
import numpy as np
import tifffile

pixels = np.zeros((128, 128, 3), "uint8")
pixels[...] = (200, 40, 90)
common = dict(photometric="rgb", tile=(128, 128), metadata={"axes": "YXS"})
tifffile.imwrite("ycbcr.ome.tif", pixels, compression="jpeg", **common)
tifffile.imwrite("rgb-jpeg.ome.tif", pixels, compression="jpeg", compressionargs={"outcolorspace": "rgb"}, **common)
tifffile.imwrite("deflate.ome.tif", pixels, compression="deflate", **common)
for name in ("ycbcr", "rgb-jpeg", "deflate"):
    with tifffile.TiffFile(f"{name}.ome.tif") as file:
        print(f"{name}: PhotometricInterpretation {int(file.pages[0].photometric)}, tifffile reads", *file.pages[0].asarray()[0, 0])
PY

cat > look.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { JSDOM } from 'jsdom';

// What the bundle of Vitessce looks for of a page.
const { window } = new JSDOM('', { url: 'http://host/' });
for (const [name, value] of Object.entries({ window, document: window.document, navigator: window.navigator, DOMParser: window.DOMParser })) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}
// Answers as a static host with ranges does.
globalThis.fetch = async (url, { headers } = {}) => {
  const bytes = readFileSync(new URL(url).pathname.slice(1));
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(new Headers(headers).get('range'));
  const part = bytes.subarray(Number(from), Number(to) + 1);
  const last = Number(from) + part.length - 1;
  return new Response(part, { status: 206, headers: { 'content-length': part.length, 'content-range': `bytes ${from}-${last}/${bytes.length}` } });
};
for (const level of ['info', 'warn', 'error']) console[level] = () => {};
const { loadOmeTiff } = await import('@vivjs/loaders');
const { OmeTiffLoader, OmeTiffSource } = await import('./vitessce-ome-tiff/dist/index.js');

for (const name of ['ycbcr', 'rgb-jpeg', 'deflate']) {
  const url = `http://host/${name}.ome.tif`;
  const { data: [image] } = await loadOmeTiff(url);
  const { data: samples } = await image.getRaster({ selection: { t: 0, z: 0, c: 0 } });
  const { data, coordinationValues } = await new OmeTiffLoader(new OmeTiffSource({ url }), { type: 'image', fileType: 'image.ome-tiff', url, options: {} }).load();
  console.log(`${name}: Viv has photometric ${image.meta.photometricInterpretation}, samples ${samples.slice(0, 3).join(' ')}`);
  console.log(`${name}: Vitessce says ${data.image.instance.getPhotometricInterpretation()}; the layer gets ${coordinationValues.imageLayer.value[0].photometricInterpretation}`);
}
JS

{ venv/bin/python make.py; node look.mjs; } | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
