#!/usr/bin/env bash
# geotiff.js 3.0.5 sends three requests for each tile of a large image, and cannot read big-endian ones at all.
#
# Versions: tifffile 2026.11.8 (writes); geotiff 2.1.3, 3.0.5, 3.1.0-beta.0.
# Behaviour: since 3.0 long arrays of a directory (TileOffsets, TileByteCounts) are read entry by entry when asked for, and 3.0.5 reads
#   through no block cache unless `blockSize` is given: an image of 1024 tiles takes thousands of requests of a few bytes. In
#   big-endian files these entries are read as little-endian; the addresses lead outside of the file.
# Expected: the byte order of the header holds for all of the file (TIFF 6.0, section 2). 2.1.3, tifffile and GDAL read both.
# Known: geotiffjs/geotiff.js#530 (requests), #535 (byte order, closed and in no final release yet).
# What to do: keep 2.1.3, or give `fromUrl(url, { blockSize: 65536 })` for the requests; for the byte order, write little-endian.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | geotiff.js 2.1.3, little-endian: right, 2 requests
# | geotiff.js 2.1.3, big-endian: right, 2 requests
# | geotiff.js 3.0.5, little-endian: right, 3074 requests
# | geotiff.js 3.0.5, big-endian: RangeError: Offset is outside the bounds of the DataView
# | geotiff.js 3.0.5, blockSize 65536, little-endian: right, 33 requests
# | geotiff.js 3.0.5, blockSize 65536, big-endian: RangeError: Offset is outside the bounds of the DataView
# | geotiff.js 3.1.0-beta.0, little-endian: right, 33 requests
# | geotiff.js 3.1.0-beta.0, big-endian: RangeError: Offset is outside the bounds of the DataView
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
npm install --silent --no-audit --no-fund --ignore-scripts geotiff2@npm:geotiff@2.1.3 geotiff3@npm:geotiff@3.0.5 geotiff31@npm:geotiff@3.1.0-beta.0

cat > make.py <<'PY'
import numpy as np
import tifffile

y, x = np.mgrid[:1024, :1024]
for order, sign in (("little", "<"), ("big", ">")):
    tifffile.imwrite(f"{order}.tif", (y + x).astype("uint16"), byteorder=sign, tile=(32, 32), photometric="minisblack", metadata=None)
    assert np.array_equal(tifffile.imread(f"{order}.tif"), y + x)
PY

cat > look.mjs <<'JS'
import { readFileSync } from 'node:fs';
import * as geotiff2 from 'geotiff2';
import * as geotiff3 from 'geotiff3';
import * as geotiff31 from 'geotiff31';

// Answers as a static host with ranges does.
globalThis.fetch = async (url, { headers } = {}) => {
  const bytes = readFileSync(new URL(url).pathname.slice(1));
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(new Headers(headers).get('range'));
  const part = bytes.subarray(Number(from), Number(to) + 1);
  const last = Number(from) + part.length - 1;
  return new Response(part, { status: 206, headers: { 'content-length': part.length, 'content-range': `bytes ${from}-${last}/${bytes.length}` } });
};
const host = globalThis.fetch;
let requests = 0;
globalThis.fetch = (...question) => {
  requests += 1;
  return host(...question);
};
const ways = [['2.1.3', geotiff2], ['3.0.5', geotiff3], ['3.0.5, blockSize 65536', geotiff3, { blockSize: 65536 }], ['3.1.0-beta.0', geotiff31]];
for (const [version, { fromUrl }, options] of ways) {
  for (const order of ['little', 'big']) {
    requests = 0;
    const read = async () => {
      const [pixels] = await (await (await fromUrl(`http://host/${order}.tif`, options)).getImage()).readRasters();
      return `${pixels.every((value, i) => value === Math.floor(i / 1024) + (i % 1024)) ? 'right' : 'wrong'}, ${requests} requests`;
    };
    console.log(`geotiff.js ${version}, ${order}-endian: ${await read().catch((error) => `${error.name}: ${error.message}`)}`);
  }
}
JS

venv/bin/python make.py
node look.mjs | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
