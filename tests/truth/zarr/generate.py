"""Stores as the real Python writers make them: python.mjs runs this in its own environment (requirements.txt).

    python generate.py FOLDER

Each store goes to FOLDER/<id>/data.<kind>.zarr; the levels of images also go to FOLDER/<id>/level<k>.bin, since their
downsampling is the writer's own. What is in them is in generate_formulas.py.
"""

import json
import shutil
import sys
import warnings
from pathlib import Path

import anndata as ad
import numpy as np
import pandas as pd
import scipy.sparse as sp
import zarr
from ome_zarr.format import FormatV04, FormatV05
from ome_zarr.writer import write_image, write_labels, write_plate_metadata, write_well_metadata

from generate_formulas import OBS, VARS, cycle, matrix, pixels, umap


def adata(x=np.asarray, obs=None, obsm=None, **more):
    frame = pd.DataFrame(
        obs if obs is not None else {"cluster": pd.Categorical(cycle(["a", "b", "c"]))},
        index=[f"cell{i}" for i in range(OBS)],
    )
    return ad.AnnData(
        X=x(matrix()),
        obs=frame,
        var=pd.DataFrame(index=[f"gene{j}" for j in range(VARS)]),
        obsm=obsm if obsm is not None else {"X_umap": umap()},
        **more,
    )


def write_adata(data, zarr_format=2, chunks=None, **settings):
    def write(folder):
        with ad.settings.override(zarr_write_format=zarr_format, **settings):
            data().write_zarr(folder / "data.adata.zarr", chunks=chunks)

    return write


def write_dispatched_csc(folder):
    """The fix for sparse matrices: chunks of 20,000 through write_dispatched."""

    def callback(write_func, store, name, elem, *, dataset_kwargs, iospec):
        if iospec.encoding_type in ("csc_matrix", "csr_matrix"):
            dataset_kwargs = dict(dataset_kwargs, chunks=(20_000,))
        write_func(store, name, elem, dataset_kwargs=dataset_kwargs)

    group = zarr.open_group(folder / "data.adata.zarr", mode="w", zarr_format=2)
    ad.experimental.write_dispatched(group, "/", adata(sp.csc_matrix), callback=callback)
    zarr.consolidate_metadata(group.store)


def ranked():
    data = adata()
    data.uns["rank_genes_groups"] = {"names": np.array([("gene0", "gene1")], dtype=[("a", "U8"), ("b", "U8")])}
    return data


OMERO = {
    "name": "image",
    "rdefs": {"model": "greyscale", "defaultZ": 0, "defaultT": 0},
    "channels": [
        {"label": f"Channel {i}", "color": "FFFFFF", "active": True, "window": {"start": 0, "end": 255, "min": 0, "max": 255}}
        for i in range(2)
    ],
}


def write_ome(fmt, labels=False, data=None, **options):
    def write(folder):
        root = folder / "data.ome.zarr"
        group = zarr.open_group(root, mode="w", zarr_format=fmt.zarr_format)
        image = pixels() if data is None else data
        options.setdefault("scale_factors", [2, 4])
        write_image(image=image, group=group, axes="cyx" if image.ndim == 3 else "yx", fmt=fmt, **options)
        if labels:
            ids = (1 + (np.indices((128, 128)).sum(axis=0) // 32)).astype("uint32")
            write_labels(labels=ids, group=group, name="cells", axes="yx", fmt=fmt, scale_factors=[2])
        keep_levels(folder, group)

    return write


def keep_levels(folder, group):
    attrs = group.attrs.asdict()
    levels = attrs.get("ome", attrs)["multiscales"][0]["datasets"]
    shapes = []
    for k, level in enumerate(levels):
        array = group[level["path"]][:]
        shapes.append(list(array.shape))
        (folder / f"level{k}.bin").write_bytes(np.ascontiguousarray(array).tobytes())
    (folder / "levels.json").write_text(json.dumps(shapes))


def write_plate(folder):
    group = zarr.open_group(folder / "data.ome.zarr", mode="w", zarr_format=2)
    write_plate_metadata(group, ["A"], ["1"], ["A/1"], fmt=FormatV04())
    well = group.require_group("A").require_group("1")
    write_well_metadata(well, ["0"], fmt=FormatV04())
    field = well.require_group("0")
    write_image(image=pixels(), group=field, axes="cyx", fmt=FormatV04(), scale_factors=[2])
    keep_levels(folder, field)


def write_array(zarr_format=3, data=None, **options):
    def write(folder):
        group = zarr.open_group(folder / "data.zarr", mode="w", zarr_format=zarr_format)
        array = np.arange(48, dtype="int32").reshape(6, 8) if data is None else data
        target = group.create_array("a", shape=array.shape, dtype=options.pop("dtype", array.dtype), chunks=options.pop("chunks", array.shape), **options)
        target[...] = array

    return write


STORES = {
    **{
        f"py-ad-{name}-v{fmt}": write_adata(lambda x=x: adata(x), fmt)
        for fmt in (2, 3)
        for name, x in {"dense": np.asarray, "csc": sp.csc_matrix, "csr": sp.csr_matrix}.items()
    },
    **{
        f"py-ad-columns-v{fmt}": write_adata(
            lambda: adata(obs={
                "text": cycle(["x", "y"]), "f4": np.array(cycle([0.5, 2]), dtype="float32"), "i8": np.array(cycle([-1, 2])),
                "yes": cycle([True, False]), "sets": pd.Categorical(cycle(["B", "T", "NK"])),
            }), fmt)
        for fmt in (2, 3)
    },
    **{
        f"py-ad-{name}-v{fmt}": write_adata(lambda values=values: adata(obs={"c": values}), fmt)
        for fmt in (2, 3)
        for name, values in {
            "nullable-int": pd.array(cycle([1, 2, None]), dtype="Int64"),
            "nullable-bool": pd.array(cycle([True, None, False]), dtype="boolean"),
            "int-categories": pd.Categorical(cycle([10, 20, 30])),
            "missing-category": pd.Categorical(cycle(["a", None, "b"])),
        }.items()
    },
    **{
        f"py-ad-nullable-string-v{fmt}": write_adata(
            lambda: adata(obs={"c": pd.array(cycle(["a", "b"]), dtype="string")}), fmt, allow_write_nullable_strings=True)
        for fmt in (2, 3)
    },
    "py-ad-obsm-frame": write_adata(
        lambda: adata(obsm={"X_umap": pd.DataFrame(umap(), columns=["x", "y"], index=[f"cell{i}" for i in range(OBS)])})),
    "py-ad-obsm-int64": write_adata(lambda: adata(obsm={"X_umap": umap().astype("int64")})),
    "py-ad-chunks": write_adata(adata, chunks=(OBS, 4)),
    "py-ad-dispatched": write_dispatched_csc,
    "py-ad-ranked": write_adata(ranked),
    "py-ad-sharded": write_adata(adata, 3, auto_shard_zarr_v3=True),
    "py-ome-v04": write_ome(FormatV04(), omero=OMERO),
    "py-ome-v05": write_ome(FormatV05(), omero=OMERO),
    "py-ome-chunked-v04": write_ome(FormatV04(), omero=OMERO, storage_options=dict(chunks=(1, 64, 64))),
    "py-ome-chunked-v05": write_ome(FormatV05(), omero=OMERO, storage_options=dict(chunks=(1, 64, 64))),
    "py-ome-no-omero-v04": write_ome(FormatV04()),
    "py-ome-metadata-omero-v04": write_ome(FormatV04(), metadata={"omero": OMERO}),
    "py-ome-labels-v04": write_ome(FormatV04(), labels=True, omero=OMERO),
    "py-ome-labels-v05": write_ome(FormatV05(), labels=True, omero=OMERO),
    "py-ome-plate-v04": write_plate,
    "py-zarr-v3": write_array(chunks=(3, 4)),
    "py-zarr-v2": write_array(2, chunks=(3, 4)),
    "py-zarr-sharded": write_array(chunks=(3, 4), shards=(6, 8)),
    "py-zarr-string-v3": write_array(data=np.array(["a", "", "gene"], dtype=object), dtype=str),
    "py-zarr-utf32-v3": write_array(data=np.array(["a", "", "gene"]), dtype="U4"),
    "py-zarr-datetime-v3": write_array(data=np.array(["2024-01-31", "2024-02-01"], dtype="datetime64[ns]")),
    "py-zarr-complex-v2": write_array(2, data=np.array([1 + 2j], dtype="complex64")),
}


def main(folder):
    warnings.simplefilter("ignore")
    for name, write in STORES.items():
        target = folder / name
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        write(target)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
