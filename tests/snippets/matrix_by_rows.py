# rule: anndata/matrix-by-rows
# says: adata.X = scipy.sparse.csc_matrix(adata.X)
# python: adata.X
import sys

import anndata
import numpy as np
import scipy.sparse
import zarr

bad, store = sys.argv[1:]
random = np.random.default_rng(0)
matrix = scipy.sparse.random(8000, 400, density=0.5, format="csr", dtype="float32", rng=random)
adata = anndata.AnnData(matrix)
adata.write_zarr(bad)

adata.X = scipy.sparse.csc_matrix(adata.X)


def in_small_chunks(write, group, name, element, *, dataset_kwargs, iospec):
    if iospec.encoding_type in ("csc_matrix", "csr_matrix"):
        dataset_kwargs = dict(dataset_kwargs, chunks=(20_000,))
    write(group, name, element, dataset_kwargs=dataset_kwargs)


group = zarr.open_group(store, mode="w", zarr_format=2)
anndata.experimental.write_dispatched(group, "/", adata, callback=in_small_chunks)
