#!/usr/bin/env bash
# In a sparse matrix of booleans every value that is set is NaN in Vitessce.
#
# Versions: anndata 0.13.4 with scipy 1.18.1 (writes); @vitessce/zarr 4.0.8 with zarrita inside.
# Behaviour: zarrita gives booleans as a BoolArray, which has no numbered elements but a method `get`. The loader of sparse matrices
#   (ObsFeatureMatrixAnndataLoader) takes `data[i]` of it, which is undefined, and stores that into a Float32Array: NaN. It happens for CSC
#   and CSR, for one gene and for the whole matrix, in X and in layers. A dense matrix of booleans is read.
# Expected: bool is a core type of Zarr, and anndata's sparse encoding allows any type for `data` (anndata on-disk format, "Sparse arrays").
# Who is hurt: masks and presence matrices (peaks of ATAC, on/off markers) look empty, with no message.
# What to do: write them as numbers, `adata.X = adata.X.astype("uint8")`.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | anndata, gene0: 1 0 0 1 0 0
# | Vitessce, gene0 of X: NaN 0 0 NaN 0 0
# | Vitessce, gene0 of layers/csr: NaN 0 0 NaN 0 0
# | Vitessce, gene0 of layers/dense: 1 0 0 1 0 0
# | Vitessce, gene0 of layers/csc-uint8: 1 0 0 1 0 0
# | Vitessce, whole X: 6 of 18 values are NaN
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
venv/bin/pip install --quiet --disable-pip-version-check anndata==0.13.4 zarr==3.4.2 scipy==1.18.1 pandas==3.1.1 numpy==2.5.5
npm install --silent --no-audit --no-fund --ignore-scripts @zarrita/storage@0.2.0 @tanstack/query-core@5.108.4
# The bundle of Vitessce holds all that is run here, so its tarball alone is fetched; it imports React and uses nothing of it.
mkdir vitessce-zarr && tar -xzf "$(npm pack --silent @vitessce/zarr@4.0.8)" -C vitessce-zarr --strip-components=1

cat > make.py <<'PY'
import warnings

import anndata
import numpy as np
import pandas as pd
import scipy.sparse as sparse

warnings.simplefilter("ignore")
mask = (np.arange(6)[:, None] + np.arange(3)[None, :]) % 3 == 0
names = lambda prefix, count: pd.DataFrame(index=[f"{prefix}{i}" for i in range(count)])
adata = anndata.AnnData(sparse.csc_matrix(mask), obs=names("cell", 6), var=names("gene", 3))
adata.layers["csr"] = sparse.csr_matrix(mask)
adata.layers["dense"] = mask
adata.layers["csc-uint8"] = sparse.csc_matrix(mask.astype("uint8"))
adata.write_zarr("cells.zarr")
print("anndata, gene0:", *anndata.read_zarr("cells.zarr").X.toarray()[:, 0].astype(int))
PY

cat > look.mjs <<'JS'
import FileSystemStore from '@zarrita/storage/fs';
import { QueryClient } from '@tanstack/query-core';

console.info = console.warn = () => {};
const { AnnDataSource, ObsFeatureMatrixAnndataLoader } = await import('./vitessce-zarr/dist/index.js');
const place = { url: 'http://host/cells.zarr', fileType: 'anndata.zarr' };
const loader = (path) => {
  const source = new AnnDataSource({ ...place, store: new FileSystemStore('cells.zarr'), queryClient: new QueryClient() });
  return new ObsFeatureMatrixAnndataLoader(source, { ...place, options: { path } });
};
for (const path of ['X', 'layers/csr', 'layers/dense', 'layers/csc-uint8']) {
  const { data: [gene] } = await loader(path).loadGeneSelection({ selection: ['gene0'] });
  console.log(`Vitessce, gene0 of ${path}:`, ...Array.from(gene, Number));
}
const { data: { obsFeatureMatrix } } = await loader('X').load();
console.log('Vitessce, whole X:', Array.from(obsFeatureMatrix.data).filter(Number.isNaN).length, 'of', obsFeatureMatrix.data.length, 'values are NaN');
JS

{ venv/bin/python make.py; node look.mjs; } | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
