#!/usr/bin/env bash
# OME-TIFF pyramids that shrink by 3 or 4 a level are shown by Viv at wrong places: it never asks how large a level is.
#
# Versions: tifffile 2026.11.8 (writes); geotiff 2.1.3 in @vivjs/loaders 0.21.0.
# Behaviour: Viv announces level n with the size of level 0 shifted right by n bits, and never reads the size that its directory has. Of a
#   pyramid by 4 it so asks tiles that are not there, and takes those that are for a quarter of the area that they show. `getRaster` gives
#   other pixels than the shape says, `getTile` beyond the level's end gives padding or an error.
# Expected: the OME-TIFF specification wants an integer factor, the same in x and y and between levels; 2, 3 and 4 are equal there.
#   ImageWidth and ImageLength of each SubIFD say the size.
# Known: vitessce/vitessce#2165 asks for a warning. Whole-slide exports by 4 (SVS, QuPath's 1, 4, 16) are common.
# What to do: write levels by 2 (QuPath: downsample 2; bfconvert: `-pyramid-scale 2`).
#
# Needs Node >= 20 and Python 3.13. Seen:
# | by 2, level 1: said 512 x 512, read 512 x 512; tile 1: drawn at x 256, its pixels are of x 256
# | by 2, level 2: said 256 x 256, read 256 x 256; tile 1: drawn at x 512, its pixels are of x 512
# | by 3, level 1: said 512 x 512, read 342 x 342; tile 1: drawn at x 256, its pixels are of x 384
# | by 3, level 2: said 256 x 256, read 114 x 114; tile 1: drawn at x 512, its pixels are of x 0
# | by 4, level 1: said 512 x 512, read 256 x 256; tile 1: drawn at x 256, its pixels are of x 512
# | by 4, level 2: said 256 x 256, read 64 x 64; tile 1: drawn at x 512, its pixels are of x 0
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

cat > make.py <<'PY'
import numpy as np
import tifffile

y, x = np.mgrid[:1024, :1024]
pixels = x.astype("uint16")
for factor in (2, 3, 4):
    with tifffile.TiffWriter(f"by{factor}.ome.tif", ome=True) as file:
        options = dict(tile=(128, 128), photometric="minisblack")
        file.write(pixels, subifds=2, metadata={"axes": "YX"}, **options)
        for step in (factor, factor**2):
            file.write(pixels[::step, ::step], subfiletype=1, **options)
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
const attempt = (work) => work().catch((error) => `${error.name}: ${error.message}`);
const selection = { t: 0, z: 0, c: 0 };
for (const factor of [2, 3, 4]) {
  const { data } = await loadOmeTiff(`http://host/by${factor}.ome.tif`);
  for (const level of [1, 2]) {
    const said = data[level].shape.slice(-2).reverse();
    const { width, height } = await data[level].getRaster({ selection });
    // Each pixel holds its x in level 0, so the first of a tile tells where the tile belongs.
    const place = await attempt(async () => {
      const tile = await data[level].getTile({ x: 1, y: 0, selection });
      return `drawn at x ${128 * 2 ** level}, its pixels are of x ${tile.data[0]}`;
    });
    console.log(`by ${factor}, level ${level}: said ${said.join(' x ')}, read ${width} x ${height}; tile 1: ${place}`);
  }
}
JS

venv/bin/python make.py
node look.mjs | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
