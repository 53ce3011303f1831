#!/usr/bin/env bash
# In a cloud optimized GeoTIFF that carries OME-XML, Viv shows the first overview as the second channel.
#
# Versions: rasterio 1.5.2 with its GDAL (writes); geotiff 2.1.3 in @vivjs/loaders 0.21.0 and @vitessce/ome-tiff 4.0.8.
# Behaviour: GDAL's COG driver puts the samples of a pixel into one directory and the overviews after it in the main chain, marked with
#   NewSubfileType 1. Viv finds the directory of a plane by counting (channel 1 is the directory 1), looks neither at NewSubfileType nor at
#   SamplesPerPixel, and does not compare sizes. So channel 1 is channel 0 at half its size, with no error; a file without overviews says
#   "No image at index 1" instead.
# Expected: NewSubfileType bit 0 says "a reduced-resolution version of another image" (TIFF 6.0, section 8). By the OME-TIFF specification
#   levels belong into SubIFDs; directories beyond those of TiffData are to be ignored.
# What to do: write each channel as its own directory with its levels in SubIFDs (tifffile, bfconvert, `vips tiffsave --subifd`).
#
# Needs Node >= 20 and Python 3.13. Seen:
# | directory 0: 512 x 512, 2 samples, NewSubfileType 0
# | directory 1: 256 x 256, 2 samples, NewSubfileType 1
# | directory 2: 128 x 128, 2 samples, NewSubfileType 1
# | GDAL, channel 1: 512 512 starts with 5000 5000 5000 5000
# | Viv, shape 1,2,1,512,512, channel 0: 512 512 starts with 1000 1001 1002 1003
# | Viv, shape 1,2,1,512,512, channel 1: 256 256 starts with 1000 1002 1004 1006
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
npm install --silent --no-audit --no-fund --ignore-scripts @vivjs/loaders@0.21.0 geotiff@2.1.3 zarrita@0.5.4 jsdom@29.1.1

cat > make.py <<'PY'
import warnings

import numpy as np
import rasterio
import rasterio.shutil
import tifffile

warnings.simplefilter("ignore")
y, x = np.mgrid[:512, :512]
pixels = np.stack([1000 + x, 5000 + y]).astype("uint16")
xml = """<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0" Name="cog">\
<Pixels ID="Pixels:0" DimensionOrder="XYZCT" Type="uint16" SizeX="512" SizeY="512" SizeZ="1" SizeC="2" SizeT="1">\
<Channel ID="Channel:0:0" SamplesPerPixel="2"/><TiffData IFD="0"/></Pixels></Image></OME>"""
with rasterio.open("source.tif", "w", driver="GTiff", count=2, width=512, height=512, dtype="uint16") as file:
    file.write(pixels)
    file.update_tags(TIFFTAG_IMAGEDESCRIPTION=xml)
rasterio.shutil.copy("source.tif", "cog.ome.tif", driver="COG", blocksize=128, compress="DEFLATE", overview_resampling="nearest")
with tifffile.TiffFile("cog.ome.tif") as file:
    for i, page in enumerate(file.pages):
        print(f"directory {i}: {page.imagewidth} x {page.imagelength}, {page.samplesperpixel} samples, NewSubfileType {int(page.subfiletype)}")
with rasterio.open("cog.ome.tif") as file:
    print("GDAL, channel 1:", *file.read(2).shape, "starts with", *file.read(2)[0, :4])
PY

cat > look.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { loadOmeTiff } from '@vivjs/loaders';
import { JSDOM } from 'jsdom';

globalThis.DOMParser = new JSDOM('').window.DOMParser;
// Answers as a static host with ranges does.
globalThis.fetch = async (url, { headers } = {}) => {
  const bytes = readFileSync(new URL(url).pathname.slice(1));
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(new Headers(headers).get('range'));
  const part = bytes.subarray(Number(from), Number(to) + 1);
  const last = Number(from) + part.length - 1;
  return new Response(part, { status: 206, headers: { 'content-length': part.length, 'content-range': `bytes ${from}-${last}/${bytes.length}` } });
};
const { data: [image] } = await loadOmeTiff('http://host/cog.ome.tif');
for (const c of [0, 1]) {
  const { data, width, height } = await image.getRaster({ selection: { t: 0, z: 0, c } });
  console.log(`Viv, shape ${image.shape}, channel ${c}: ${height} ${width} starts with ${data.slice(0, 4).join(' ')}`);
}
JS

{ venv/bin/python make.py; node look.mjs; } | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
