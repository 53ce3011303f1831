#!/usr/bin/env bash
# Shards whose index is at the start are read as wrong pixels in the browser, without an error.
#
# Versions: zarr 3.4.2 (writes); zarrita 0.7.5 and 0.5.4 (the one in Viv 0.21).
# Behaviour: `index_location: "start"` of sharding_indexed is not looked at. zarrita takes the last bytes of the shard for its index. These
#   are pixels, and what they say as addresses decides what comes: an uncompressed image with a black lower edge is black everywhere
#   ("offset 0, length 0"), others fail at a range beyond the file.
# Expected: index_location says where the index is (Zarr 3 sharding codec 1.0, "Configuration parameters"); a reader that knows only "end"
#   has to refuse the array.
# Who is hurt: those who put the index first so that one read from the front finds it. What to do: keep `index_location="end"`.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | zarr-python:          1 2 3 4 5 6 7 8 .. 0
# | zarrita 0.7.5, end:   1 2 3 4 5 6 7 8 .. 0
# | zarrita 0.7.5, start: 0 0 0 0 0 0 0 0 .. 0
# | zarrita 0.5.4, end:   1 2 3 4 5 6 7 8 .. 0
# | zarrita 0.5.4, start: 0 0 0 0 0 0 0 0 .. 0
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
import numpy as np
import zarr
from zarr.codecs import ShardingCodec

pixels = np.zeros((64, 64), dtype="uint16")
pixels[:48] = np.arange(1, 48 * 64 + 1).reshape(48, 64)
for place in ("end", "start"):
    sharding = ShardingCodec(chunk_shape=(32, 32), index_location=place)
    array = zarr.create_array(f"image.zarr/{place}", data=pixels, chunks=(64, 64), serializer=sharding, compressors=None, zarr_format=3)
    assert np.array_equal(array[:], pixels)
print("zarr-python:         ", *array[0, :8], "..", array[-1, -1])
PY

cat > look.mjs <<'JS'
import FileSystemStore from '@zarrita/storage/fs';
import * as zarrita5 from 'zarrita5';
import * as zarrita7 from 'zarrita7';

for (const [version, zarrita] of [['0.7.5', zarrita7], ['0.5.4', zarrita5]]) {
  for (const place of ['end', 'start']) {
    const array = await zarrita.open(zarrita.root(new FileSystemStore('image.zarr')).resolve(place));
    const { data } = await zarrita.get(array);
    console.log(`zarrita ${version}, ${`${place}:`.padEnd(6)} ${data.slice(0, 8).join(' ')} .. ${data.at(-1)}`);
  }
}
JS

{ venv/bin/python make.py; node look.mjs; } | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
