"""AnnData stores as anndata 0.7 wrote them: categories beside the columns, no encoding at the root.

python generate_0_7.py FOLDER
"""

import shutil
import sys
from pathlib import Path

import anndata as ad
import pandas as pd
import scipy.sparse as sp

from generate_formulas import OBS, VARS, cycle, matrix, umap


def adata(x, columns):
    return ad.AnnData(
        X=x,
        obs=pd.DataFrame(columns, index=[f"cell{i}" for i in range(OBS)]),
        var=pd.DataFrame(index=[f"gene{j}" for j in range(VARS)]),
        obsm={"X_umap": umap()},
    )


TEXT = {"cluster": pd.Categorical(cycle(["a", "b", "c"]))}

STORES = {
    "py-ad07-dense": lambda: adata(matrix(), TEXT),
    "py-ad07-csr": lambda: adata(sp.csr_matrix(matrix()), TEXT),
    "py-ad07-csc": lambda: adata(sp.csc_matrix(matrix()), TEXT),
    "py-ad07-int-categories": lambda: adata(matrix(), {"c": pd.Categorical(cycle([10, 20, 30]))}),
}


def main(folder):
    for name, make in STORES.items():
        target = folder / name
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        make().write_zarr(target / "data.adata.zarr")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
