#!/usr/bin/env bash
# `tifffile.imwrite("x.ome.tif", data, description=ome_xml)` writes two ImageDescription tags, and viewers read the wrong one.
#
# Versions: tifffile 2026.11.8 (writes); rasterio 1.5.2 with its GDAL; geotiff 2.1.3, 3.0.5, 3.1.0-beta.0; @vivjs/loaders 0.21.0.
# Behaviour: with a description of OME-XML tifffile takes the file for one whose metadata it has to add itself, and appends a second
#   ImageDescription, '{"shape": [...]}'. tifffile, libtiff and GDAL go by the first. geotiff.js stores values by the number of the tag,
#   where the last replaces the others, so Viv looks for an image in the JSON. Files of some microscopes (Micro-Manager: OME-XML, then a text for ImageJ)
#   have the same shape.
# Expected: a tag stands once in a directory (TIFF 6.0, section 2: entries in ascending order). Where a file breaks that, readers should
#   agree; libtiff keeps the first and warns. OME-TIFF wants the XML in the ImageDescription of the first directory.
# What to do: `imwrite(..., description=ome_xml, metadata=None)`.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | default: ImageDescription in the file: ['<?xml version="1.0"', '{"shape": [64, 64]}']; GDAL reads <?xml; tifffile: OME True
# | metadata-none: ImageDescription in the file: ['<?xml version="1.0"']; GDAL reads <?xml; tifffile: OME True
# | default: geotiff.js 2.1.3 has {"shape": [64, 64]}
# | default: geotiff.js 3.0.5 has {"shape": [64, 64]}
# | default: geotiff.js 3.1.0-beta.0 has {"shape": [64, 64]}
# | default: Viv: ZodError: Image.0: Required
# | metadata-none: geotiff.js 2.1.3 has <?xml version="1.0"
# | metadata-none: geotiff.js 3.0.5 has <?xml version="1.0"
# | metadata-none: geotiff.js 3.1.0-beta.0 has <?xml version="1.0"
# | metadata-none: Viv: opens
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
venv/bin/pip install --quiet --disable-pip-version-check tifffile==2026.11.8 numpy==2.5.5 rasterio==1.5.2
npm install --silent --no-audit --no-fund --ignore-scripts @vivjs/loaders@0.21.0 geotiff@2.1.3 zarrita@0.5.4 geotiff3@npm:geotiff@3.0.5 geotiff31@npm:geotiff@3.1.0-beta.0 jsdom@29.1.1

cat > make.py <<'PY'
import warnings

import numpy as np
import rasterio
import tifffile

warnings.simplefilter("ignore")
xml = """<?xml version="1.0" encoding="UTF-8"?><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06"><Image ID="Image:0" Name="own">\
<Pixels ID="Pixels:0" DimensionOrder="XYZCT" Type="uint16" SizeX="64" SizeY="64" SizeZ="1" SizeC="1" SizeT="1">\
<Channel ID="Channel:0:0" SamplesPerPixel="1"/><TiffData/></Pixels></Image></OME>"""
pixels = np.arange(64 * 64, dtype="uint16").reshape(64, 64)
for name, options in {"default": {}, "metadata-none": {"metadata": None}}.items():
    tifffile.imwrite(f"{name}.ome.tif", pixels, description=xml, **options)
    with tifffile.TiffFile(f"{name}.ome.tif") as file, rasterio.open(f"{name}.ome.tif") as gdal:
        tags = [tag.value[:19] for tag in file.pages[0].tags if tag.code == 270]
        print(f"{name}: ImageDescription in the file: {tags}; GDAL reads {gdal.tags()['TIFFTAG_IMAGEDESCRIPTION'][:5]}; tifffile: OME {file.is_ome}")
PY

cat > look.mjs <<'JS'
import { readFileSync } from 'node:fs';
import { loadOmeTiff } from '@vivjs/loaders';
import * as geotiff2 from 'geotiff';
import * as geotiff3 from 'geotiff3';
import * as geotiff31 from 'geotiff31';
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
for (const name of ['default', 'metadata-none']) {
  const url = `http://host/${name}.ome.tif`;
  for (const [version, { fromUrl }] of [['2.1.3', geotiff2], ['3.0.5', geotiff3], ['3.1.0-beta.0', geotiff31]]) {
    const { fileDirectory } = await (await fromUrl(url)).getImage();
    const description = fileDirectory.ImageDescription ?? (await fileDirectory.loadValue('ImageDescription'));
    console.log(`${name}: geotiff.js ${version} has ${description.slice(0, 19)}`);
  }
  const issues = (error) => error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(', ');
  console.log(`${name}: Viv:`, await loadOmeTiff(url).then(() => 'opens', (error) => `${error.name}: ${issues(error)}`));
}
JS

{ venv/bin/python make.py; node look.mjs; } | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
