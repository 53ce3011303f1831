#!/usr/bin/env bash
# LZW tiles with more than one sample a pixel fail in Viv and Vitessce; geotiff.js inside them reads them when it is left alone.
#
# Versions: rasterio 1.5.2 with its GDAL (writes); @vivjs/loaders 0.21.0 with geotiff 2.1.3 and lzw-tiff-decoder 0.1.1; @vitessce/ome-tiff
#   4.0.8; geotiff 2.1.3 and 3.0.5 alone.
# Behaviour: Viv registers a decoder of its own for LZW with geotiff.js. It makes room for tileWidth x tileHeight x bytes of one sample,
#   without SamplesPerPixel, so of an RGB tile a third is decoded, and reading past it is a RangeError. One sample a pixel is right; so is
#   RGB in Deflate.
# Expected: a chunky tile holds all samples of its pixels (TIFF 6.0, PlanarConfiguration 1, and section 13 for LZW).
# What to do: `compress="DEFLATE"` (GDAL, tifffile `compression="deflate"`, vips `compression=deflate`) for colour images.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | grey-lzw: geotiff.js 2.1.3 alone: right
# | grey-lzw: geotiff.js 3.0.5 alone: right
# | grey-lzw: Viv: right
# | grey-lzw: Vitessce: opens
# | rgb-deflate: geotiff.js 2.1.3 alone: right
# | rgb-deflate: geotiff.js 3.0.5 alone: right
# | rgb-deflate: Viv: right
# | rgb-deflate: Vitessce: opens
# | rgb-lzw: geotiff.js 2.1.3 alone: right
# | rgb-lzw: geotiff.js 3.0.5 alone: right
# | rgb-lzw: Viv: RangeError: Offset is outside the bounds of the DataView
# | rgb-lzw: Vitessce: RangeError: Offset is outside the bounds of the DataView
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
venv/bin/pip install --quiet --disable-pip-version-check rasterio==1.5.2 numpy==2.5.5
npm install --silent --no-audit --no-fund --ignore-scripts @vivjs/loaders@0.21.0 geotiff@2.1.3 zarrita@0.5.4 lzw-tiff-decoder@0.1.1 geotiff2@npm:geotiff@2.1.3 geotiff3@npm:geotiff@3.0.5 jsdom@29.1.1
# The bundle of Vitessce holds all that is run here, so its tarball alone is fetched; it imports React and uses nothing of it.
mkdir vitessce-ome-tiff && tar -xzf "$(npm pack --silent @vitessce/ome-tiff@4.0.8)" -C vitessce-ome-tiff --strip-components=1
sed -i.orig 's/^import "react";//' vitessce-ome-tiff/dist/index-*.js

cat > make.py <<'PY'
import warnings

import numpy as np
import rasterio

warnings.simplefilter("ignore")
y, x = np.mgrid[:128, :128]
pixels = np.stack([x, y, (x + y) // 2]).astype("uint8")
xml = """<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0" Name="colour">\
<Pixels ID="Pixels:0" DimensionOrder="XYCZT" Type="uint8" Interleaved="true" SizeX="128" SizeY="128" SizeZ="1" SizeC="%d" SizeT="1">\
<Channel ID="Channel:0:0" SamplesPerPixel="%d"/><TiffData IFD="0" PlaneCount="1"/></Pixels></Image></OME>"""
for name, samples, compression in (("rgb-lzw", 3, "LZW"), ("rgb-deflate", 3, "DEFLATE"), ("grey-lzw", 1, "LZW")):
    described = xml % (samples, samples) if samples == 3 else (xml % (1, 1)).replace(' Interleaved="true"', "")
    options = dict(driver="GTiff", width=128, height=128, dtype="uint8", tiled=True, blockxsize=128, blockysize=128, interleave="pixel")
    colour = {"photometric": "RGB"} if samples == 3 else {}
    with rasterio.open(f"{name}.ome.tif", "w", count=samples, compress=compression, **options, **colour) as file:
        file.write(pixels[:samples])
        file.update_tags(TIFFTAG_IMAGEDESCRIPTION=described)
    with rasterio.open(f"{name}.ome.tif") as file:
        assert np.array_equal(file.read(), pixels[:samples])
PY

cat > look.mjs <<'JS'
import { readFileSync } from 'node:fs';
import * as geotiff2 from 'geotiff2';
import * as geotiff3 from 'geotiff3';
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
const right = (pixels) => (pixels.every((value, i) => value === i % 128) ? 'right' : 'wrong');
for (const name of ['grey-lzw', 'rgb-deflate', 'rgb-lzw']) {
  const url = `http://host/${name}.ome.tif`;
  for (const [version, { fromUrl }] of [['2.1.3', geotiff2], ['3.0.5', geotiff3]]) {
    console.log(`${name}: geotiff.js ${version} alone:`, await attempt(async () => right((await (await (await fromUrl(url)).getImage()).readRasters())[0])));
  }
  console.log(`${name}: Viv:`, await attempt(async () => {
    const { data } = await (await loadOmeTiff(url)).data[0].getTile({ x: 0, y: 0, selection: { t: 0, z: 0, c: 0 } });
    return right(data.filter((_, i) => i % (data.length / 128 ** 2) === 0));
  }));
  console.log(`${name}: Vitessce:`, await attempt(async () => {
    await new OmeTiffLoader(new OmeTiffSource({ url }), { type: 'image', fileType: 'image.ome-tiff', url, options: {} }).load();
    return 'opens';
  }));
}
JS

venv/bin/python make.py
node look.mjs | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
