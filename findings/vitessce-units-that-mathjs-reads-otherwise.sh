#!/usr/bin/env bash
# Units of pixel size that OME-XML allows make Vitessce fail, or are taken for something else: "pt" is a pint.
#
# Versions: tifffile 2026.11.8 (writes); @vitessce/ome-tiff 4.0.8 with mathjs inside; @vivjs/loaders 0.21.0 (opens all of them).
# Behaviour: Vitessce converts PhysicalSizeXUnit to micrometres with mathjs, whose names of units are its own. "pixel" and "reference
#   frame", which are the honest answer where the size is not known, and Å are unknown there and stop the image. "pt" (1/72 inch) is a pint
#   there, a volume, and the scale becomes NaN; "li" (1/12 inch, 2117 µm) is a surveyor's link of 201168 µm, so the image is 95 times too large.
# Expected: the units of the enumeration UnitsLength in the OME schema of 2016-06, with the lengths that it gives them.
# What to do: write micrometres (µm); leave PhysicalSize out where it is not known.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | 2 µm: Vitessce: 2 micrometres a pixel
# | 2 nm: Vitessce: 0.002 micrometres a pixel
# | 2 mm: Vitessce: 2000 micrometres a pixel
# | 2 Å: Vitessce: SyntaxError: Unexpected "Å" in "2 Å" at index 2
# | 2 pixel: Vitessce: SyntaxError: Unit "pixel" not found.
# | 2 reference frame: Vitessce: SyntaxError: Unit "reference" not found.
# | 2 pt: Vitessce: NaN micrometres a pixel
# | 2 li: Vitessce: 402336 micrometres a pixel
# | 2 thou: Vitessce: SyntaxError: Unit "thou" not found.
# | 2 in: Vitessce: 50800 micrometres a pixel
# | 2 mi: Vitessce: 3218690000 micrometres a pixel
# | 2 ly: Vitessce: SyntaxError: Unit "ly" not found.
# | 2 ua: Vitessce: SyntaxError: Unit "ua" not found.
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
venv/bin/pip install --quiet --disable-pip-version-check tifffile==2026.11.8 numpy==2.5.5
npm install --silent --no-audit --no-fund --ignore-scripts @vivjs/loaders@0.21.0 geotiff@2.1.3 zarrita@0.5.4 jsdom@29.1.1
# The bundle of Vitessce holds all that is run here, so its tarball alone is fetched; it imports React and uses nothing of it.
mkdir vitessce-ome-tiff && tar -xzf "$(npm pack --silent @vitessce/ome-tiff@4.0.8)" -C vitessce-ome-tiff --strip-components=1
sed -i.orig 's/^import "react";//' vitessce-ome-tiff/dist/index-*.js

cat > make.py <<'PY'
import numpy as np
import tifffile

units = ["µm", "nm", "mm", "Å", "pixel", "reference frame", "pt", "li", "thou", "in", "mi", "ly", "ua"]
for i, unit in enumerate(units):
    sizes = {"PhysicalSizeX": 2, "PhysicalSizeXUnit": unit, "PhysicalSizeY": 2, "PhysicalSizeYUnit": unit}
    tifffile.imwrite(f"{i}.ome.tif", np.zeros((1, 64, 64), "uint8"), photometric="minisblack", metadata={"axes": "CYX", **sizes})
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

for (const i of Array(13).keys()) {
  const url = `http://host/${i}.ome.tif`;
  const { metadata: { Pixels } } = await loadOmeTiff(url);
  const shown = async () => {
    const { data } = await new OmeTiffLoader(new OmeTiffSource({ url }), { type: 'image', fileType: 'image.ome-tiff', url, options: {} }).load();
    return `${Number(data.image.instance.getModelMatrix()[0].toPrecision(6))} micrometres a pixel`;
  };
  console.log(`2 ${Pixels.PhysicalSizeXUnit}: Vitessce: ${await shown().catch((error) => `${error.name}: ${error.message}`)}`);
}
JS

venv/bin/python make.py
node look.mjs | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
