#!/usr/bin/env bash
# TiffData says which directory holds which plane; Viv and Vitessce count instead, and show the channels under each other's names.
#
# Versions: tifffile 2026.11.8 (writes and checks); geotiff 2.1.3 in @vivjs/loaders 0.21.0 and @vitessce/ome-tiff 4.0.8.
# Behaviour: for a single file the directory of a plane is computed from DimensionOrder and the sizes. TiffData is parsed and not used. A
#   file whose planes lie in another order, which is what TiffData is for, shows DAPI as GFP and the other way round, with no error.
# Expected: "FirstC", "IFD" and "PlaneCount" of TiffData map planes to directories; any order is allowed (OME-TIFF specification, "The
#   TiffData element"). tifffile and Bio-Formats follow it.
# What to do: write planes in the order of DimensionOrder; acquisition software that appends planes as they come writes others.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | tifffile: DAPI 1111 GFP 2222
# | Viv: DAPI 2222 GFP 1111
# | Vitessce: DAPI 2222 GFP 1111
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

size = 128
xml = f"""<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0" Name="order">\
<Pixels ID="Pixels:0" DimensionOrder="XYCZT" Type="uint16" SizeX="{size}" SizeY="{size}" SizeZ="1" SizeC="2" SizeT="1">\
<Channel ID="Channel:0:0" Name="DAPI" SamplesPerPixel="1"/><Channel ID="Channel:0:1" Name="GFP" SamplesPerPixel="1"/>\
<TiffData FirstC="1" IFD="0" PlaneCount="1"/><TiffData FirstC="0" IFD="1" PlaneCount="1"/></Pixels></Image></OME>"""
with tifffile.TiffWriter("order.ome.tif") as file:
    for i, value in enumerate((2222, 1111)):
        plane = np.full((size, size), value, "uint16")
        file.write(plane, photometric="minisblack", description=xml if i == 0 else None, metadata=None, tile=(64, 64))
series = tifffile.TiffFile("order.ome.tif").series[0].asarray()
print("tifffile: DAPI", series[0, 0, 0], "GFP", series[1, 0, 0])
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

const url = 'http://host/order.ome.tif';
const first = async (source, c) => (await source.getRaster({ selection: { t: 0, z: 0, c } })).data[0];
const { data: [image], metadata } = await loadOmeTiff(url);
const names = metadata.Pixels.Channels.map(({ Name }) => Name);
console.log('Viv:', names[0], await first(image, 0), names[1], await first(image, 1));
const { data } = await new OmeTiffLoader(new OmeTiffSource({ url }), { type: 'image', fileType: 'image.ome-tiff', url, options: {} }).load();
const shown = data.image.instance;
console.log('Vitessce:', shown.getChannelNames()[0], await first(shown.vivLoader.data[0], 0), shown.getChannelNames()[1], await first(shown.vivLoader.data[0], 1));
JS

{ venv/bin/python make.py; node look.mjs; } | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
