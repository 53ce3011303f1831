# rule: anndata/embedding-int64
# says: adata.obsm["X_umap"] = adata.obsm["X_umap"].astype("float32")
# python: adata.obsm["X_umap"]
import sys

import anndata
import numpy as np

bad, store = sys.argv[1:]
adata = anndata.AnnData(np.ones((9, 3), dtype="float32"))
adata.obsm["X_umap"] = np.arange(18, dtype="int64").reshape(9, 2)
adata.write_zarr(bad)

adata.obsm["X_umap"] = adata.obsm["X_umap"].astype("float32")
adata.write_zarr(store)
