# rule: omero/missing
# says: omero={
# option: With ome-zarr-py pass `omero={...}` to write_image
import sys

import numpy as np
from ome_zarr.format import FormatV04
from ome_zarr.writer import write_image

bad, store = sys.argv[1:]
image = np.arange(2 * 64 * 64, dtype="uint16").reshape(2, 64, 64)
write_image(image=image, group=bad, axes="cyx", fmt=FormatV04(), scale_factors=[2])

window = {"start": 0, "end": 8191, "min": 0, "max": 65535}
channels = [{"label": name, "color": "FFFFFF", "active": True, "window": window} for name in ("a", "b")]
write_image(image=image, group=store, axes="cyx", fmt=FormatV04(), scale_factors=[2],
            omero={"channels": channels, "rdefs": {"model": "greyscale", "defaultZ": 0, "defaultT": 0}})
