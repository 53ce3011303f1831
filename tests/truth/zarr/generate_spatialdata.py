"""SpatialData stores as spatialdata makes them.

python generate_spatialdata.py FOLDER
"""

import json
import shutil
import sys
import warnings
from pathlib import Path

warnings.simplefilter("ignore")

import anndata as ad
import dask.dataframe as dd
import geopandas as gpd
import numpy as np
import pandas as pd
import scipy.sparse as sp
import zarr
from shapely import MultiPolygon, Point, Polygon
from spatialdata import SpatialData
from spatialdata._io.format import SpatialDataContainerFormatV01, SpatialDataContainerFormatV02
from spatialdata.models import Image2DModel, Labels2DModel, PointsModel, ShapesModel, TableModel

from generate_formulas import OBS, VARS, cycle, matrix, pixels, place

SHAPES, POINTS = 20, 200


def ring(i):
    return [(x + place(i, 0), y + place(i, 1)) for x, y in ((0, 0), (8, 0), (8, 8), (0, 8), (0, 0))]


def labels():
    y, x = np.indices((128, 128))
    return ((x >> 4) + 16 * (y >> 4) + 1).astype("uint32")


def points(partitions):
    frame = pd.DataFrame({
        "x": [float(place(i, 0)) for i in range(POINTS)],
        "y": [float(place(i, 1)) for i in range(POINTS)],
        "genes": pd.Categorical([f"g{i % 5}" for i in range(POINTS)]),
    })
    return PointsModel.parse(dd.from_pandas(frame, npartitions=partitions), coordinates={"x": "x", "y": "y"}, feature_key="genes")


def table():
    data = ad.AnnData(
        X=sp.csr_matrix(matrix()),
        obs=pd.DataFrame({
            "region": pd.Categorical(["cells"] * OBS), "instance_id": np.arange(1, OBS + 1), "cluster": pd.Categorical(cycle(["a", "b", "c"])),
        }, index=[f"cell{i}" for i in range(OBS)]),
        var=pd.DataFrame(index=[f"gene{j}" for j in range(VARS)]),
    )
    return TableModel.parse(data, region="cells", region_key="region", instance_key="instance_id")


def everything():
    return SpatialData(
        images={"blobs": Image2DModel.parse(pixels(), dims=("c", "y", "x"), scale_factors=[2], chunks=(1, 64, 64))},
        labels={"cells": Labels2DModel.parse(labels(), dims=("y", "x"))},
        points={"rna": points(1)},
        shapes={
            "spots": circles(),
            "outlines": shapes({"geometry": [Polygon(ring(i)) for i in range(SHAPES)]}),
        },
        tables={"table": table()},
    )


def shapes(columns, index=True):
    """With an index of its own, or pandas' range, which Parquet keeps as a note alone."""
    return ShapesModel.parse(gpd.GeoDataFrame(columns, index=pd.Index(np.arange(SHAPES)) if index else None))


def circles(index=True):
    return shapes({"geometry": [Point(place(i, 0), place(i, 1)) for i in range(SHAPES)], "radius": 5.0}, index)


def multipolygons():
    geometry = [MultiPolygon([Polygon(ring(i)), Polygon(ring(i + SHAPES))]) if i % 2 else Polygon(ring(i)) for i in range(SHAPES)]
    return SpatialData(shapes={"cells": shapes({"geometry": geometry})})


STORES = {
    "py-sd-v2": (everything, SpatialDataContainerFormatV01()),
    "py-sd-v3": (everything, SpatialDataContainerFormatV02()),
    "py-sd-two-parts": (lambda: SpatialData(points={"rna": points(2)}), SpatialDataContainerFormatV02()),
    "py-sd-range-index": (lambda: SpatialData(shapes={"spots": circles(index=False)}), SpatialDataContainerFormatV02()),
    "py-sd-multipolygons": (multipolygons, SpatialDataContainerFormatV02()),
}


def keep_levels(target, root, kind, name):
    """The levels of an image, as they are in the store."""
    group = zarr.open_group(root / kind / name, mode="r")
    attrs = group.attrs.asdict()
    found = []
    for k, level in enumerate(attrs.get("ome", attrs)["multiscales"][0]["datasets"]):
        array = group[level["path"]][:]
        file = f"{kind}-{name}-{k}.bin"
        (target / file).write_bytes(np.ascontiguousarray(array).tobytes())
        found.append({"path": level["path"], "shape": list(array.shape), "dtype": str(array.dtype), "file": file})
    return found


def main(folder):
    for name, (make, container) in STORES.items():
        target = folder / name
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        root = target / "data.sdata.zarr"
        data = make()
        data.write(root, sdata_formats=container)
        levels = {f"images/{k}": keep_levels(target, root, "images", k) for k in data.images}
        levels |= {f"labels/{k}": keep_levels(target, root, "labels", k) for k in data.labels}
        (target / "levels.json").write_text(json.dumps(levels))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
