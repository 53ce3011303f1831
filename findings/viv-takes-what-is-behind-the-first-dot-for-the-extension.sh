#!/usr/bin/env bash
# A plain TIFF by its address opens in Viv's loadMultiTiff only where nothing but the extension follows the first dot of its name.
#
# Versions: @vivjs/loaders 0.21.0 with geotiff 2.1.3 (npm). Avivator hands addresses without "ome.tif" to loadMultiTiff.
# Behaviour: what is between the first and the second dot of the last part of the address counts as the extension; if it is not tif or
#   tiff, the file is passed over, and the error speaks of a folder. A query is a part of the name.
# Expected: the extension is behind the last dot of the path (RFC 3986 section 3.4: a query is no part of it).
# Who is hurt: who names files by versions or dates (cells.v2.tif), or shares signed addresses (cells.tif?token=...).
# What to do: call the file by a name without further dots, and leave queries out.
#
# Needs Node >= 20. Seen:
# | cells.tif: 2 x 2, values 10 20 30 40
# | cells.v2.tif: Error: Unable to load image from provided TiffFolder source.
# | cells.tif?token=1: Error: Unable to load image from provided TiffFolder source.
set -euo pipefail
expected=$(sed -n 's/^# | //p' "$0")
for tool in node npm; do
  command -v "$tool" > /dev/null || { echo "$tool is missing" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts @vivjs/loaders@0.21.0 geotiff@2.1.3

cat > look.mjs <<'JS'
import { createServer } from 'node:http';
import { loadMultiTiff } from '@vivjs/loaders';

// Four grey pixels in one strip.
const entries = [[256, 2], [257, 2], [258, 8], [259, 1], [262, 1], [273, 8], [277, 1], [278, 2], [279, 4]];
const at = 12;
const file = new DataView(new ArrayBuffer(at + 2 + 12 * entries.length + 4));
file.setUint16(0, 0x4949);
file.setUint16(2, 42, true);
file.setUint32(4, at, true);
[10, 20, 30, 40].forEach((value, index) => file.setUint8(8 + index, value));
file.setUint16(at, entries.length, true);
for (const [index, [tag, value]] of entries.entries()) {
  const entry = at + 2 + 12 * index;
  file.setUint16(entry, tag, true);
  file.setUint16(entry + 2, 3, true);
  file.setUint32(entry + 4, 1, true);
  file.setUint16(entry + 8, value, true);
}
const bytes = new Uint8Array(file.buffer);

const server = createServer((request, response) => {
  const [start, end] = /(\d+)-(\d+)/.exec(request.headers.range).slice(1).map(Number);
  const part = bytes.subarray(start, end + 1);
  response.writeHead(206, { 'content-range': `bytes ${start}-${start + part.length - 1}/${bytes.length}`, 'content-length': part.length }).end(part);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

for (const name of ['cells.tif', 'cells.v2.tif', 'cells.tif?token=1']) {
  const selection = { c: 0, z: 0, t: 0 };
  try {
    const { data } = await loadMultiTiff([[[selection], `http://127.0.0.1:${server.address().port}/${name}`]]);
    const { data: values, width, height } = await data[0].getRaster({ selection });
    console.log(`${name}: ${width} x ${height}, values ${[...values].join(' ')}`);
  } catch (error) {
    console.log(`${name}: ${error.name}: ${error.message}`);
  }
}
server.closeAllConnections();
server.close();
JS

node look.mjs | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
