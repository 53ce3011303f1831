#!/usr/bin/env bash
# OME-XML that went through Python's xml.etree, or that is written with a prefix, is refused by Viv: "Image: Required".
#
# Versions: tifffile 2026.11.8 (writes); @vivjs/loaders 0.21.0 with geotiff 2.1.3 and zod.
# Behaviour: ElementTree keeps namespaces and not prefixes: after a small edit (here a channel name) the root is `<ns0:OME>`. Viv looks
#   elements up by their written names, finds no "Image", and its schema says that it is required. The file is valid and tifffile, the
#   OME schema and Bio-Formats read it as before.
# Expected: a prefix stands for the namespace and has no meaning of its own (Namespaces in XML 1.0); OME-XML fixes the namespace only.
# What to do: `ElementTree.register_namespace("", "http://www.openmicroscopy.org/Schemas/OME/2016-06")` before `tostring`.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | edited: root element <ns0:OME>, tifffile: series of axes YX, is OME: True
# | registered: root element <OME>, tifffile: series of axes YX, is OME: True
# | edited: Viv: ZodError: Image.0: Required
# | registered: Viv: opens, channel DAPI
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
from xml.etree import ElementTree

import numpy as np
import tifffile

OME = "http://www.openmicroscopy.org/Schemas/OME/2016-06"
pixels = np.arange(64 * 64, dtype="uint16").reshape(1, 64, 64)
for name in ("edited", "registered"):
    file = f"{name}.ome.tif"
    tifffile.imwrite(file, pixels, photometric="minisblack", metadata={"axes": "CYX", "Channel": {"Name": ["old"]}})
    root = ElementTree.fromstring(tifffile.tiffcomment(file))
    root.find(f".//{{{OME}}}Channel").set("Name", "DAPI")
    if name == "registered":
        ElementTree.register_namespace("", OME)
    tifffile.tiffcomment(file, ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))
    with tifffile.TiffFile(file) as tiff:
        print(f"{name}: root element {tiff.ome_metadata.splitlines()[1].split()[0]}>, tifffile: series of axes {tiff.series[0].axes}, is OME: {tiff.is_ome}")
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
for (const name of ['edited', 'registered']) {
  const opened = loadOmeTiff(`http://host/${name}.ome.tif`);
  const said = await opened.then(
    ({ metadata }) => `opens, channel ${metadata.Pixels.Channels[0].Name}`,
    (error) => `${error.name}: ${error.issues?.map(({ path, message }) => `${path.join('.')}: ${message}`).join(', ') ?? error.message}`,
  );
  console.log(`${name}: Viv: ${said}`);
}
JS

{ venv/bin/python make.py; node look.mjs; } | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
