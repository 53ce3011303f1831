#!/usr/bin/env bash
# One tile that GDAL left out (SPARSE_OK) stops an image in Viv and Vitessce: "Cannot read properties of undefined (reading 'offset')".
#
# Versions: rasterio 1.5.2 with its GDAL (writes); geotiff 2.1.3 in @vivjs/loaders 0.21.0 and @vitessce/ome-tiff 4.0.8, geotiff 3.0.5.
# Behaviour: GDAL leaves out tiles that hold nothing and gives them offset 0 and byte count 0. geotiff.js 2.1.3, reading over HTTP, asks its
#   block cache for the range 0 to 0, for which there is no block, and fails. Other tiles of the image come; a read that crosses the missing
#   one does not, and Vitessce, which reads the whole lowest level first, shows nothing. 3.0.5 fills such tiles with zeros.
# Expected: GDAL, libtiff and tifffile read the missing tile as the nodata value or 0 (GDAL GTiff driver, "Sparse files"; libtiff's convention).
# What to do: write with `SPARSE_OK=FALSE` (the default of GTiff; `gdal_translate -co SPARSE_OK=FALSE`), or copy the file once without it.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | whole: byte counts of the four tiles 32768 32768 32768 32768
# | sparse: byte counts of the four tiles 32768 32768 32768 0
# | whole: Viv, first tile: starts with 100
# | whole: Viv, plane: corners 100, 355, 100, 0
# | whole: Vitessce: opens
# | whole: geotiff.js 3.0.5: corners 100, 355, 100, 0
# | sparse: Viv, first tile: starts with 100
# | sparse: Viv, plane: TypeError: Cannot read properties of undefined (reading 'offset')
# | sparse: Vitessce: TypeError: Cannot read properties of undefined (reading 'offset')
# | sparse: geotiff.js 3.0.5: corners 100, 355, 100, 0
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
venv/bin/pip install --quiet --disable-pip-version-check rasterio==1.5.2 numpy==2.5.5 tifffile==2026.11.8
npm install --silent --no-audit --no-fund --ignore-scripts @vivjs/loaders@0.21.0 geotiff@2.1.3 zarrita@0.5.4 geotiff3@npm:geotiff@3.0.5 jsdom@29.1.1
# The bundle of Vitessce holds all that is run here, so its tarball alone is fetched; it imports React and uses nothing of it.
mkdir vitessce-ome-tiff && tar -xzf "$(npm pack --silent @vitessce/ome-tiff@4.0.8)" -C vitessce-ome-tiff --strip-components=1
sed -i.orig 's/^import "react";//' vitessce-ome-tiff/dist/index-*.js

cat > make.py <<'PY'
import warnings

import numpy as np
import rasterio
import tifffile

warnings.simplefilter("ignore")
y, x = np.mgrid[:256, :256]
pixels = np.where((y >= 128) & (x >= 128), 0, 100 + x).astype("uint16")
xml = """<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0" Name="sparse">\
<Pixels ID="Pixels:0" DimensionOrder="XYZCT" Type="uint16" SizeX="256" SizeY="256" SizeZ="1" SizeC="1" SizeT="1">\
<Channel ID="Channel:0:0" SamplesPerPixel="1"/><TiffData/></Pixels></Image></OME>"""
for name, sparse in (("whole", False), ("sparse", True)):
    options = dict(driver="GTiff", count=1, width=256, height=256, dtype="uint16", tiled=True, blockxsize=128, blockysize=128)
    with rasterio.open(f"{name}.ome.tif", "w", **options, SPARSE_OK=sparse) as file:
        file.write(pixels, 1)
        file.update_tags(TIFFTAG_IMAGEDESCRIPTION=xml)
    with tifffile.TiffFile(f"{name}.ome.tif") as file:
        page = file.pages[0]
        assert np.array_equal(page.asarray(), pixels)
        print(f"{name}: byte counts of the four tiles", *page.databytecounts)
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
const { fromUrl } = await import('geotiff3');

const attempt = (work) => work().catch((error) => `${error.name}: ${error.message}`);
const corners = (pixels) => `corners ${pixels[0]}, ${pixels[255]}, ${pixels[255 * 256]}, ${pixels[65535]}`;
const selection = { t: 0, z: 0, c: 0 };
for (const name of ['whole', 'sparse']) {
  const url = `http://host/${name}.ome.tif`;
  const { data: [image] } = await loadOmeTiff(url);
  console.log(`${name}: Viv, first tile:`, await attempt(async () => `starts with ${(await image.getTile({ x: 0, y: 0, selection })).data[0]}`));
  console.log(`${name}: Viv, plane:`, await attempt(async () => corners((await image.getRaster({ selection })).data)));
  console.log(`${name}: Vitessce:`, await attempt(async () => {
    await new OmeTiffLoader(new OmeTiffSource({ url }), { type: 'image', fileType: 'image.ome-tiff', url, options: {} }).load();
    return 'opens';
  }));
  console.log(`${name}: geotiff.js 3.0.5:`, await attempt(async () => corners((await (await (await fromUrl(url)).getImage()).readRasters())[0])));
}
JS

{ venv/bin/python make.py; node look.mjs; } | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
