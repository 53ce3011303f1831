#!/usr/bin/env bash
# zarrita 0.7.5 says "Not found: v3 array or group" for Zarr 2 arrays that are there, whatever it dislikes about them.
#
# Versions: zarr 3.4.2 (writes); zarrita 0.7.5 and, for comparison, 0.5.4.
# Behaviour: `open` tries Zarr 2 and, after any complaint about its metadata, Zarr 3; the answer to that second try is all that is told.
#   A type that it does not read (dates, complex numbers) and an attribute that is NaN, which zarr-python writes as a bare NaN, look like a
#   wrong address. 0.5.4 names the cause. With Zarr 3 stores 0.7.5 does too.
# Expected: the array is at the address (Zarr 2 specification, "Storage"), so the complaint about it is the answer. RFC 8259 has no NaN,
#   and zarr-python still writes it (zarr-developers/zarr-python#412, #3280).
# What to do: do not search for a wrong path; look for the type or a NaN in .zarray and .zattrs, and cast or remove it.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | zarrita 0.7.5, Zarr 2, plain:     opens
# | zarrita 0.7.5, Zarr 2, dates:     NotFoundError: Not found: v3 array or group
# | zarrita 0.7.5, Zarr 2, complex:   NotFoundError: Not found: v3 array or group
# | zarrita 0.7.5, Zarr 2, nan-attrs: NotFoundError: Not found: v3 array or group
# | zarrita 0.5.4, Zarr 2, plain:     opens
# | zarrita 0.5.4, Zarr 2, dates:     Error: Unsupported or unknown dtype: <M8[s]
# | zarrita 0.5.4, Zarr 2, complex:   Error: Unsupported or unknown dtype: <c8
# | zarrita 0.5.4, Zarr 2, nan-attrs: SyntaxError
# | zarrita 0.7.5, Zarr 3, complex:   InvalidMetadataError: Unknown or unsupported dataType: complex64
# | zarrita 0.7.5, Zarr 3, nan-attrs: InvalidMetadataError: Failed to decode JSON
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
venv/bin/pip install --quiet --disable-pip-version-check zarr==3.4.2 numpy==2.5.5
npm install --silent --no-audit --no-fund --ignore-scripts zarrita7@npm:zarrita@0.7.5 zarrita5@npm:zarrita@0.5.4 @zarrita/storage@0.2.0

cat > make.py <<'PY'
import warnings

import numpy as np
import zarr

warnings.simplefilter("ignore")
numbers = np.arange(6)
contents = {"plain": numbers.astype("f4"), "dates": numbers.astype("M8[s]"), "complex": numbers.astype("c8"), "nan-attrs": numbers.astype("f4")}
for version in (2, 3):
    root = zarr.open_group(f"v{version}.zarr", mode="w", zarr_format=version)
    for name, data in contents.items():
        array = root.create_array(name, data=data)
        if name == "nan-attrs":
            array.attrs["background"] = float("nan")
        assert np.array_equal(zarr.open_array(f"v{version}.zarr/{name}", mode="r")[:], data)
PY

cat > look.mjs <<'JS'
import FileSystemStore from '@zarrita/storage/fs';
import * as zarrita5 from 'zarrita5';
import * as zarrita7 from 'zarrita7';

const cases = [['0.7.5', zarrita7, 2], ['0.5.4', zarrita5, 2], ['0.7.5', zarrita7, 3]];
for (const [version, zarrita, format] of cases) {
  for (const name of format === 2 ? ['plain', 'dates', 'complex', 'nan-attrs'] : ['complex', 'nan-attrs']) {
    const opened = zarrita.open(zarrita.root(new FileSystemStore(`v${format}.zarr`)).resolve(name));
    // The text of a SyntaxError is that of the version of Node.js.
    const said = await opened.then(() => 'opens', (error) => (error.name === 'SyntaxError' ? error.name : `${error.name}: ${error.message}`));
    console.log(`zarrita ${version}, Zarr ${format}, ${`${name}:`.padEnd(10)} ${said}`);
  }
}
JS

venv/bin/python make.py
node look.mjs | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
