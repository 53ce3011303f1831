# rule: anndata/text-missing
# says: adata.obs["note"] = adata.obs["note"].fillna("unknown")
# python: adata.obs["note"]
import sys

import anndata
import numpy as np
import pandas as pd

bad, store = sys.argv[1:]
anndata.settings.allow_write_nullable_strings = True
adata = anndata.AnnData(np.ones((4, 3), dtype="float32"))
adata.obs["note"] = pd.array(["a", None, "b", "c"], dtype="string")
adata.write_zarr(bad, convert_strings_to_categoricals=False)

adata.obs["note"] = adata.obs["note"].fillna("unknown")
adata.write_zarr(store, convert_strings_to_categoricals=False)
