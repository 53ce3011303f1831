#!/usr/bin/env bash
# `write_zarr(chunks=...)` shapes a dense X and nothing else: layers and sparse matrices keep chunks that cost a viewer megabytes a gene.
#
# Versions: anndata 0.13.4 with zarr 3.4.2 and scipy 1.18.1.
# Behaviour: the argument is applied to the one array that is called X, where it is dense. A layer of the same shape, a sparse X and
#   obsm are written as without it, and no warning says so. 0.13 also shards by default: chunks and shards of X are then the same, and
#   others get shards of several chunks.
# Expected: "chunks: Chunk shape" is all that the documentation of AnnData.write_zarr says.
# Who is hurt: who follows the advice of viewers (`chunks=(n_obs, 10)`: one request a gene) for counts in a layer, or with a sparse X.
# What to do: write the layer again with chunks of its own, `anndata.io.write_elem(group["layers"], "counts", matrix,
#   dataset_kwargs={"chunks": (n_obs, 10)})`, and consolidate the metadata anew.
#
# Needs Python 3.13. Seen:
# | default: dense X (2000, 500): chunks (500, 250), shards (1000, 500)
# | default: layers/counts (2000, 500): chunks (500, 250), shards (1000, 500)
# | default: obsm/X_pca (2000, 50): chunks (1000, 50), shards (1000, 50)
# | default: sparse X/data (909091,): chunks (113637,), shards (795459,)
# | chunks: dense X (2000, 500): chunks (2000, 10), shards (2000, 10)
# | chunks: layers/counts (2000, 500): chunks (500, 250), shards (1000, 500)
# | chunks: obsm/X_pca (2000, 50): chunks (1000, 50), shards (1000, 50)
# | chunks: sparse X/data (909091,): chunks (113637,), shards (795459,)
# | write_elem: layers/counts: chunks (2000, 10)
set -euo pipefail
expected=$(sed -n 's/^# | //p' "$0")
python=${PYTHON:-python3.13}
command -v "$python" > /dev/null || { echo "$python is missing; another Python 3.13 is taken with PYTHON=..." >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$python" -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check anndata==0.13.4 zarr==3.4.2 scipy==1.18.1 pandas==3.1.1 numpy==2.5.5

cat > look.py <<'PY'
import warnings

import anndata
import numpy as np
import scipy.sparse as sparse
import zarr

warnings.simplefilter("ignore")
counts = ((np.arange(2000)[:, None] * 7 + np.arange(500)[None, :] * 3) % 11).astype("float32")
dense = anndata.AnnData(counts)
dense.layers["counts"] = counts
dense.obsm["X_pca"] = counts[:, :50]
for name, options in {"default": {}, "chunks": {"chunks": (2000, 10)}}.items():
    dense.write_zarr(f"{name}.zarr", **options)
    anndata.AnnData(sparse.csc_matrix(counts)).write_zarr(f"sparse-{name}.zarr", **options)
    sparse_data = f"sparse-{name}.zarr/X/data"
    arrays = {"dense X": f"{name}.zarr/X", "layers/counts": f"{name}.zarr/layers/counts", "obsm/X_pca": f"{name}.zarr/obsm/X_pca", "sparse X/data": sparse_data}
    for title, path in arrays.items():
        array = zarr.open_array(path, mode="r")
        print(f"{name}: {title} {array.shape}: chunks {array.chunks}, shards {array.shards}")
store = zarr.open_group("chunks.zarr", mode="r+", use_consolidated=False)
anndata.io.write_elem(store["layers"], "counts", counts, dataset_kwargs={"chunks": (2000, 10)})
print("write_elem: layers/counts: chunks", zarr.open_array("chunks.zarr/layers/counts", mode="r").chunks)
PY

venv/bin/python look.py | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
