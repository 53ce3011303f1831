#!/usr/bin/env bash
# An OME-TIFF with two images and no SubIFDs (image and label, two series) fails in Viv and Vitessce: "Invalid field type".
#
# Versions: tifffile 2026.11.8 (writes); geotiff 2.1.3 in @vivjs/loaders 0.21.0 and @vitessce/ome-tiff 4.0.8.
# Behaviour: where the first directory has no SubIFDs, Viv takes the number of <Image> elements for the number of levels of one pyramid, as
#   some old files had it. The directories of these "levels" are then looked up with their number in place of their address, so that the
#   parser starts in the middle of the header. Level 0 reads; the level that is needed first, the lowest, does not. The sizes and names of
#   the images, which tell that these are different ones, are not looked at.
# Expected: each <Image> is an image of its own (OME-TIFF specification); the levels of one are in SubIFDs ("Supporting sub-resolutions").
#   The call with `images: 'all'` of Viv gives the same single image.
# What to do: write the images to files of their own, or give each a SubIFD level (`subifds=1`).
#
# Needs Node >= 20 and Python 3.13. Seen:
# | tifffile: tissue (300, 400) label (100, 100)
# | Viv, images: 'first': 1 image, levels of 300 x 400 and 150 x 200
# |   level 0: reads 120000 pixels
# |   level 1: RangeError: Invalid field type: 0
# | Viv, images: 'all': 1 image, levels of 300 x 400 and 150 x 200
# |   level 0: reads 120000 pixels
# |   level 1: RangeError: Invalid field type: 0
# | Vitessce: RangeError: Invalid field type: 0
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

y, x = np.mgrid[:300, :400]
pixels = (y + x).astype("uint16")
with tifffile.TiffWriter("two.ome.tif", ome=True) as file:
    file.write(pixels, tile=(128, 128), photometric="minisblack", metadata={"axes": "YX", "Name": "tissue"})
    file.write(pixels[:100, :100], tile=(128, 128), photometric="minisblack", metadata={"axes": "YX", "Name": "label"})
with tifffile.TiffFile("two.ome.tif") as file:
    print("tifffile:", *(f"{series.name} {series.shape}" for series in file.series))
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

const attempt = (work) => work().catch((error) => `${error.name}: ${error.message}`);
const url = 'http://host/two.ome.tif';
for (const images of ['first', 'all']) {
  const loaded = [await loadOmeTiff(url, { images })].flat();
  console.log(`Viv, images: '${images}': ${loaded.length} image, levels of ${loaded[0].data.map(({ shape }) => shape.slice(-2).join(' x ')).join(' and ')}`);
  for (const [level, source] of loaded[0].data.entries()) {
    const read = async () => `reads ${(await source.getRaster({ selection: { t: 0, z: 0, c: 0 } })).data.length} pixels`;
    console.log(`  level ${level}: ${await attempt(read)}`);
  }
}
console.log('Vitessce:', await attempt(async () => {
  await new OmeTiffLoader(new OmeTiffSource({ url }), { type: 'image', fileType: 'image.ome-tiff', url, options: {} }).load();
  return 'opens';
}));
JS

{ venv/bin/python make.py; node look.mjs; } | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
