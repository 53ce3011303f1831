#!/usr/bin/env bash
# TiffData with an attribute and without PlaneCount, which is optional, opens in Viv 0.21 and not in Vitessce 4.0.8.
#
# Versions: tifffile 2026.11.8 (writes and checks); @vivjs/loaders 0.21.0; @vitessce/ome-tiff 4.0.8, whose bundle holds an older Viv.
# Behaviour: the schema by which the older Viv reads OME-XML takes an empty <TiffData/>; once an attribute is given, PlaneCount has to be
#   there too, or the image is refused with "Expected number, received nan".
# Expected: IFD, FirstZ, FirstC, FirstT and PlaneCount are optional, each with its own default (OME schema 2016-06, TiffData). Viv has
#   given them defaults since (hms-dbmi/viv#782).
# What to do: write PlaneCount along, `<TiffData IFD="0" PlaneCount="1"/>`.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | <TiffData/>
# |   Viv: opens
# |   Vitessce: opens
# | <TiffData IFD="0"/>
# |   Viv: opens
# |   Vitessce: PlaneCount: Expected number, received nan
# | <TiffData IFD="0" PlaneCount="1"/>
# |   Viv: opens
# |   Vitessce: opens
# | <TiffData FirstC="0" FirstZ="0" FirstT="0" IFD="0" PlaneCount="1"/>
# |   Viv: opens
# |   Vitessce: opens
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

forms = ["<TiffData/>", '<TiffData IFD="0"/>', '<TiffData IFD="0" PlaneCount="1"/>', '<TiffData FirstC="0" FirstZ="0" FirstT="0" IFD="0" PlaneCount="1"/>']
for i, form in enumerate(forms):
    xml = f"""<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0" Name="i">\
<Pixels ID="Pixels:0" DimensionOrder="XYZCT" Type="uint16" SizeX="64" SizeY="64" SizeZ="1" SizeC="1" SizeT="1">\
<Channel ID="Channel:0:0" SamplesPerPixel="1"/>{form}</Pixels></Image></OME>"""
    pixels = np.arange(64 * 64, dtype="uint16").reshape(64, 64)
    tifffile.imwrite(f"{i}.ome.tif", pixels, description=xml, metadata=None)
    assert np.array_equal(tifffile.TiffFile(f"{i}.ome.tif").series[0].asarray().squeeze(), pixels)
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

const said = (error) => error.issues?.map(({ path, message }) => `${path.at(-1)}: ${message}`).join('; ') ?? error.message;
for (const i of [0, 1, 2, 3]) {
  const url = `http://host/${i}.ome.tif`;
  const [form] = /<TiffData[^>]*>/.exec(readFileSync(`${i}.ome.tif`, 'latin1'));
  const loader = new OmeTiffLoader(new OmeTiffSource({ url }), { type: 'image', fileType: 'image.ome-tiff', url, options: {} });
  console.log(form);
  console.log('  Viv:', await loadOmeTiff(url).then(() => 'opens', said));
  console.log('  Vitessce:', await loader.load().then(() => 'opens', said));
}
JS

venv/bin/python make.py
node look.mjs | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
