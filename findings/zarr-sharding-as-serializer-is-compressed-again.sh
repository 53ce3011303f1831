#!/usr/bin/env bash
# The way to choose the order inside shards in zarr-python also wraps each shard in zstd, and browsers read no such shard.
#
# Versions: zarr 3.4.2 (writes); zarrita 0.7.5 and 0.5.4 (the one in Viv 0.21).
# Behaviour: `subchunk_write_order` is an option of ShardingCodec alone, so it asks for `serializer=ShardingCodec(...)` in place of
#   `shards=...`. `compressors` keeps its default then, and stands around the shard instead of in it: inner chunks are raw, and one chunk of
#   a shard can only be had by reading and decompressing all of it. zarr-python warns and reads; zarrita skips every codec beside the
#   sharding, takes compressed bytes for the index of the shard and asks for a range far beyond the file.
# Expected: codecs after sharding_indexed are allowed (Zarr 3 sharding codec 1.0), so a reader has to apply them or refuse them.
# What to do: say both, `compressors=None` and `ShardingCodec(..., codecs=[BytesCodec(), ZstdCodec()])`.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | codecs with shards=:      sharding_indexed(bytes, zstd)
# | codecs with serializer=:  sharding_indexed(bytes), zstd
# | codecs with both said:    sharding_indexed(bytes, zstd)
# | shards: zarrita 0.7.5 equal: true
# | shards: zarrita 0.5.4 equal: true
# | serializer: zarrita 0.7.5 Error: Unexpected response status 416 Range Not Satisfiable
# | serializer: zarrita 0.5.4 Error: Unexpected response status 416 Range Not Satisfiable
# | said: zarrita 0.7.5 equal: true
# | said: zarrita 0.5.4 equal: true
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
npm install --silent --no-audit --no-fund --ignore-scripts zarrita7@npm:zarrita@0.7.5 zarrita@0.5.4

cat > make.py <<'PY'
import warnings

import numpy as np
import zarr
from zarr.codecs import BytesCodec, ShardingCodec, ZstdCodec

warnings.simplefilter("ignore")
pixels = np.arange(256 * 256, dtype="uint16").reshape(256, 256)
order = {"chunk_shape": (64, 64), "subchunk_write_order": "lexicographic"}
ways = {
    "shards": dict(shards=(256, 256), chunks=(64, 64)),
    "serializer": dict(chunks=(256, 256), serializer=ShardingCodec(**order)),
    "said": dict(chunks=(256, 256), serializer=ShardingCodec(**order, codecs=[BytesCodec(), ZstdCodec()]), compressors=None),
}
titles = {"shards": "with shards=:     ", "serializer": "with serializer=: ", "said": "with both said:   "}
for name, options in ways.items():
    array = zarr.create_array(f"data/{name}", data=pixels, zarr_format=3, **options)
    assert np.array_equal(array[:], pixels)
    shown = []
    for codec in array.metadata.to_dict()["codecs"]:
        inner = [part["name"] for part in codec.get("configuration", {}).get("codecs", ())]
        shown.append(codec["name"] + (f"({', '.join(inner)})" if inner else ""))
    print("codecs", titles[name], ", ".join(shown))
PY

cat > look.mjs <<'JS'
import { existsSync, readFileSync } from 'node:fs';
import * as zarrita5 from 'zarrita';
import * as zarrita7 from 'zarrita7';

// Answers as a static host with ranges does.
globalThis.fetch = async (input, init) => {
  const request = new Request(input, init);
  const file = `data${new URL(request.url).pathname}`;
  if (!existsSync(file)) return new Response(null, { status: 404 });
  const bytes = readFileSync(file);
  const asked = /^bytes=(\d*)-(\d*)$/.exec(request.headers.get('range') ?? '');
  if (!asked) return new Response(request.method === 'HEAD' ? null : bytes, { headers: { 'content-length': bytes.length } });
  const from = asked[1] === '' ? bytes.length - Number(asked[2]) : Number(asked[1]);
  const to = asked[1] === '' || asked[2] === '' ? bytes.length : Number(asked[2]) + 1;
  if (from >= bytes.length) return new Response(null, { status: 416, statusText: 'Range Not Satisfiable' });
  return new Response(bytes.subarray(from, to), { status: 206 });
};

for (const name of ['shards', 'serializer', 'said']) {
  for (const [version, zarrita] of [['0.7.5', zarrita7], ['0.5.4', zarrita5]]) {
    const array = await zarrita.open(zarrita.root(new zarrita.FetchStore(`http://host/${name}`)));
    const read = async () => `equal: ${(await zarrita.get(array)).data.every((value, i) => value === i)}`;
    console.log(`${name}: zarrita ${version} ${await read().catch((error) => `${error.name}: ${error.message}`)}`);
  }
}
JS

{ venv/bin/python make.py; node look.mjs; } | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
