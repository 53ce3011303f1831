# rule: anndata/categories-not-text
# says: adata.obs["cluster"] = adata.obs["cluster"].astype(str).astype("category")
# python: adata.obs["cluster"]
import sys

import anndata
import numpy as np
import pandas as pd

bad, store = sys.argv[1:]
adata = anndata.AnnData(np.ones((9, 3), dtype="float32"))
adata.obs["cluster"] = pd.Categorical([1, 2, 3] * 3)
adata.write_zarr(bad)

adata.obs["cluster"] = adata.obs["cluster"].astype(str).astype("category")
adata.write_zarr(store)
