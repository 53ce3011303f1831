#!/usr/bin/env bash
# Categories that are numbers or booleans are shown as their codes in Vitessce: cluster 10 becomes "0".
#
# Versions: anndata 0.13.4 with pandas 3.1.1 (writes); @vitessce/zarr 4.0.8.
# Behaviour: AnnDataSource reads the categories of a categorical column only where they are strings. For all others it keeps the codes and
#   turns them into text, so that the labels 10, 20, 30 are "0", "1", "2", and a threshold of 2.5 is "1".
# Expected: the value of a cell is categories[code] (anndata on-disk format, "Categorical arrays"); categories may be of any type.
# Who is hurt: cluster numbers that start at 1 and boolean flags: the picture is plausible and its labels are wrong.
# What to do: `adata.obs["cluster"] = adata.obs["cluster"].astype(str).astype("category")` before writing.
#
# Needs Node >= 20 and Python 3.13. Seen:
# | anndata  cluster: 30 10 20 10
# | anndata  passes: True False True True
# | anndata  threshold: 0.5 2.5 0.5 2.5
# | anndata  cluster-text: 30 10 20 10
# | Vitessce cluster: 2 0 1 0
# | Vitessce passes: 1 0 1 1
# | Vitessce threshold: 0 1 0 1
# | Vitessce cluster-text: 30 10 20 10
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

warnings.simplefilter("ignore")
columns = {"cluster": [30, 10, 20, 10], "passes": [True, False, True, True], "threshold": [0.5, 2.5, 0.5, 2.5]}
obs = pd.DataFrame({name: pd.Categorical(values) for name, values in columns.items()}, index=[f"cell{i}" for i in range(4)])
obs["cluster-text"] = obs["cluster"].astype(str).astype("category")
anndata.AnnData(np.ones((4, 2), "f4"), obs=obs).write_zarr("cells.zarr")
for name, column in anndata.read_zarr("cells.zarr").obs.items():
    print(f"anndata  {name}:", *column)
PY

cat > look.mjs <<'JS'
import FileSystemStore from '@zarrita/storage/fs';
import { QueryClient } from '@tanstack/query-core';

console.info = console.warn = () => {};
const { AnnDataSource } = await import('./vitessce-zarr/dist/index.js');
const store = new FileSystemStore('cells.zarr');
for (const name of ['cluster', 'passes', 'threshold', 'cluster-text']) {
  const source = new AnnDataSource({ url: 'http://host/cells.zarr', fileType: 'anndata.zarr', store, queryClient: new QueryClient() });
  const [column] = await source.loadObsColumns([`obs/${name}`]);
  console.log(`Vitessce ${name}:`, ...column);
}
JS

{ venv/bin/python make.py; node look.mjs; } | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
