#!/usr/bin/env bash
# Zarr 2 filters: zarrita 0.7.5 (in Vitessce) reads three that 0.5.4 (in Viv) does not, and no longer reads one that 0.5.4 does.
#
# Versions: zarr 3.4.2 with numcodecs 0.17.1 (writes); zarrita 0.7.5 and 0.5.4.
# Behaviour: 0.7 learnt delta, shuffle and fixedscaleoffset, and lost crc32c as a filter of Zarr 2: the names of filters are now looked up
#   with "numcodecs." before them, where crc32c is not registered. A store so opens in one viewer and fails in the other, in both directions,
#   and only at the first chunk, after its metadata was shown as right. The codec scale_offset, new in zarr-python for Zarr 3, is read by
#   0.7.5 alone.
# Expected: an update of a reader keeps what it read; filters by the ids of numcodecs (Zarr 2 specification, "Filters").
# What to do: no filters for data that browsers read; zstd or Blosc with shuffle inside compresses as well.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | none:              zarrita 0.7.5 right
# | none:              zarrita 0.5.4 right
# | delta:             zarrita 0.7.5 right
# | delta:             zarrita 0.5.4 fails at read: Unknown codec: delta
# | shuffle:           zarrita 0.7.5 right
# | shuffle:           zarrita 0.5.4 fails at read: Unknown codec: shuffle
# | fixedscaleoffset:  zarrita 0.7.5 right
# | fixedscaleoffset:  zarrita 0.5.4 fails at read: Unknown codec: fixedscaleoffset
# | bitround:          zarrita 0.7.5 right
# | bitround:          zarrita 0.5.4 right
# | crc32c:            zarrita 0.7.5 fails at read: Unknown codec: numcodecs.crc32c
# | crc32c:            zarrita 0.5.4 right
# | scale_offset:      zarrita 0.7.5 right
# | scale_offset:      zarrita 0.5.4 fails at read: Unknown codec: scale_offset
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
venv/bin/pip install --quiet --disable-pip-version-check zarr==3.4.2 numcodecs==0.17.1 numpy==2.5.5
npm install --silent --no-audit --no-fund --ignore-scripts zarrita7@npm:zarrita@0.7.5 zarrita5@npm:zarrita@0.5.4 @zarrita/storage@0.2.0

cat > make.py <<'PY'
import warnings

import numcodecs
import numpy as np
import zarr
from zarr.codecs import ScaleOffset

warnings.simplefilter("ignore")
values = (np.arange(64) + 16).astype("f4")
filters = {
    "none": [],
    "delta": [numcodecs.Delta("<f4")],
    "shuffle": [numcodecs.Shuffle(4)],
    "fixedscaleoffset": [numcodecs.FixedScaleOffset(offset=16, scale=2, dtype="<f4", astype="<u1")],
    "bitround": [numcodecs.BitRound(10)],
    "crc32c": [numcodecs.CRC32C()],
}
root = zarr.open_group("two.zarr", mode="w", zarr_format=2)
for name, chain in filters.items():
    root.create_array(name, data=values, filters=chain, compressors=None)
    assert np.array_equal(root[name][:], values), name
root = zarr.open_group("three.zarr", mode="w", zarr_format=3)
root.create_array("scale_offset", data=values, filters=[ScaleOffset(offset=16, scale=2)])
assert np.array_equal(root["scale_offset"][:], values)
PY

cat > look.mjs <<'JS'
import FileSystemStore from '@zarrita/storage/fs';
import * as zarrita5 from 'zarrita5';
import * as zarrita7 from 'zarrita7';

const names = [...['none', 'delta', 'shuffle', 'fixedscaleoffset', 'bitround', 'crc32c'].map((name) => ['two', name]), ['three', 'scale_offset']];
for (const [store, name] of names) {
  for (const [version, zarrita] of [['0.7.5', zarrita7], ['0.5.4', zarrita5]]) {
    let at = 'open';
    const read = async () => {
      const array = await zarrita.open(zarrita.root(new FileSystemStore(`${store}.zarr`)).resolve(name));
      at = 'read';
      const { data } = await zarrita.get(array);
      return data.every((value, i) => value === i + 16) ? 'right' : 'wrong';
    };
    console.log(`${`${name}:`.padEnd(18)} zarrita ${version} ${await read().catch((error) => `fails at ${at}: ${error.message}`)}`);
  }
}
JS

venv/bin/python make.py
node look.mjs | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
