#!/usr/bin/env bash
# A colour TIFF that is dropped on Avivator is refused; the same file by its address opens, as grey: the first sample of three.
#
# Versions: @vivjs/loaders 0.21.0 with geotiff 2.1.3 (npm). Avivator hands names without "ome.tif" to its loadMultiTiff.
# Behaviour: loadMultiTiff counts the samples of a pixel of files (Blob) and throws where there are several. Of addresses it does not: there
#   the image has one channel, whose raster is the first sample.
# Expected: one answer for one file; RGB as three samples (TIFF 6.0 section 6), or an error both times.
# Who is hurt: who tries a photograph or a stained section from disk and from a server, and looks for the difference in the server.
# What to do: write an OME-TIFF, and call it .ome.tif.
#
# Needs Node >= 20. Seen:
# | dropped: Error: Multiple samples per pixel in tiff not supported as part of a multi-tiff, found 3 samples per pixel
# | by address: 1 channel, 2 x 2, values 10 40 70 100
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
import { fromBlob, fromUrl } from 'geotiff';
import { loadMultiTiff } from '@vivjs/loaders';

// Four pixels of red, green and blue in one strip, chunky.
const pixels = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120];
const entries = [[256, 3, [2]], [257, 3, [2]], [258, 3, [8, 8, 8]], [259, 3, [1]], [262, 3, [2]], [273, 4, [8]], [277, 3, [3]], [278, 3, [2]], [279, 4, [12]], [284, 3, [1]]];
const at = 26;
const file = new DataView(new ArrayBuffer(at + 2 + 12 * entries.length + 4));
file.setUint16(0, 0x4949);
file.setUint16(2, 42, true);
file.setUint32(4, at, true);
pixels.forEach((value, index) => file.setUint8(8 + index, value));
[8, 8, 8].forEach((bits, index) => file.setUint16(20 + 2 * index, bits, true));
file.setUint16(at, entries.length, true);
for (const [index, [tag, type, values]] of entries.entries()) {
  const entry = at + 2 + 12 * index;
  file.setUint16(entry, tag, true);
  file.setUint16(entry + 2, type, true);
  file.setUint32(entry + 4, values.length, true);
  if (values.length > 1) file.setUint32(entry + 8, 20, true);
  else if (type === 3) file.setUint16(entry + 8, values[0], true);
  else file.setUint32(entry + 8, values[0], true);
}
const bytes = new Uint8Array(file.buffer);

// A browser has it: geotiff.js reads files with it.
globalThis.FileReader = class {
  readAsArrayBuffer(blob) {
    blob.arrayBuffer().then((result) => this.onload({ target: { result } }));
  }
};
const server = createServer((request, response) => {
  const [start, end] = /(\d+)-(\d+)/.exec(request.headers.range).slice(1).map(Number);
  const part = bytes.subarray(start, end + 1);
  response.writeHead(206, { 'content-range': `bytes ${start}-${start + part.length - 1}/${bytes.length}`, 'content-length': part.length }).end(part);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

const inputs = { dropped: Object.assign(new Blob([bytes]), { path: 'section.tif' }), 'by address': `http://127.0.0.1:${server.address().port}/section.tif` };
for (const [how, input] of Object.entries(inputs)) {
  try {
    const count = await (await (typeof input === 'string' ? fromUrl : fromBlob)(input)).getImageCount();
    const selections = Array.from({ length: count }, (_, c) => ({ c, z: 0, t: 0 }));
    const { data } = await loadMultiTiff([[selections, input]]);
    const { data: values, width, height } = await data[0].getRaster({ selection: selections[0] });
    console.log(`${how}: ${data[0].shape[data[0].labels.indexOf('c')]} channel, ${width} x ${height}, values ${[...values].join(' ')}`);
  } catch (error) {
    console.log(`${how}: ${error.name}: ${error.message}`);
  }
}
server.closeAllConnections();
server.close();
JS

node look.mjs | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
