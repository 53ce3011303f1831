#!/usr/bin/env bash
# geotiff.js cannot get at planes more than about 7,000 IFDs behind the last one that it has read: "Maximum call stack size exceeded".
#
# Versions: geotiff 2.1.3, 3.0.5 and 3.1.0-beta.0 (npm), which Viv, Avivator and Vitessce read TIFF with.
# Behaviour: requestIFD(n) calls itself for n - 1 before it waits for anything, so the calls of all planes in between stand on the stack at
#   once. In Node.js 20 it ends at about 7,800, in Chromium at 6,933. Nothing was read of the file then. Steps of fewer planes work.
# Expected: an IFD holds the offset of the next one (TIFF 6.0 section 2), and files may have any number; reading them one after the other
#   needs no stack.
# Who is hurt: long recordings and deep stacks. Viewers begin with the middle plane, so nothing is shown from about 14,000 sections on.
# What to do: offsets.json beside the image, with which Viv goes to each plane directly.
#
# Needs Node >= 20. Seen:
# | 2.1.3 plane 4000: 1 x 1
# | 2.1.3 plane 19999: RangeError: Maximum call stack size exceeded
# | 2.1.3 plane 19999 by way of each 4000th: 1 x 1
# | 3.0.5 plane 4000: 1 x 1
# | 3.0.5 plane 19999: RangeError: Maximum call stack size exceeded
# | 3.0.5 plane 19999 by way of each 4000th: 1 x 1
# | 3.1.0-beta.0 plane 4000: 1 x 1
# | 3.1.0-beta.0 plane 19999: RangeError: Maximum call stack size exceeded
# | 3.1.0-beta.0 plane 19999 by way of each 4000th: 1 x 1
set -euo pipefail
expected=$(sed -n 's/^# | //p' "$0")
for tool in node npm; do
  command -v "$tool" > /dev/null || { echo "$tool is missing" >&2; exit 2; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --ignore-scripts two@npm:geotiff@2.1.3 three@npm:geotiff@3.0.5 next@npm:geotiff@3.1.0-beta.0

cat > look.mjs <<'JS'
const PLANES = 20000;
// An IFD of eight entries for each plane of one pixel; all share that pixel, at byte 8.
const entries = [[256, 1], [257, 1], [258, 8], [259, 1], [262, 1], [273, 8], [278, 1], [279, 1]];
const length = 2 + 12 * entries.length + 4;
const file = new DataView(new ArrayBuffer(10 + length * PLANES));
file.setUint16(0, 0x4949);
file.setUint16(2, 42, true);
file.setUint32(4, 10, true);
file.setUint8(8, 7);
for (let plane = 0; plane < PLANES; plane += 1) {
  const at = 10 + length * plane;
  file.setUint16(at, entries.length, true);
  for (const [index, [tag, value]] of entries.entries()) {
    const entry = at + 2 + 12 * index;
    file.setUint16(entry, tag, true);
    file.setUint16(entry + 2, 4, true);
    file.setUint32(entry + 4, 1, true);
    file.setUint32(entry + 8, value, true);
  }
  file.setUint32(at + length - 4, plane + 1 < PLANES ? at + length : 0, true);
}

for (const [version, name] of [['2.1.3', 'two'], ['3.0.5', 'three'], ['3.1.0-beta.0', 'next']]) {
  const { fromArrayBuffer } = await import(name);
  const look = async (planes) => {
    const tiff = await fromArrayBuffer(file.buffer);
    try {
      let image;
      for (const plane of planes) image = await tiff.getImage(plane);
      return `${image.getWidth()} x ${image.getHeight()}`;
    } catch (error) {
      return `${error.name}: ${error.message}`;
    }
  };
  console.log(`${version} plane 4000: ${await look([0, 4000])}`);
  console.log(`${version} plane 19999: ${await look([0, 19999])}`);
  console.log(`${version} plane 19999 by way of each 4000th: ${await look([0, 4000, 8000, 12000, 16000, 19999])}`);
}
JS

# Node.js tells of the full stack on standard error as well, once for each call.
node look.mjs 2> errors.txt | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
