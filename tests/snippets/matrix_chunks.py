# rule: anndata/matrix-chunks
# says: adata.write_zarr(store, chunks=(4000, 10))
# advice: (4000, 10)
import sys

import anndata
import numpy as np

bad, store = sys.argv[1:]
adata = anndata.AnnData(np.arange(4000 * 60, dtype="float32").reshape(4000, 60))
adata.obs_names, adata.var_names = adata.obs_names.astype(str), adata.var_names.astype(str)
adata.write_zarr(bad, chunks=(50, 60))

adata.write_zarr(store, chunks=(4000, 10))
