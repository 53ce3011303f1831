# rule: pyramid/missing
# says: scale_factors=[2, 4, 8]
import sys

import numpy as np
from ome_zarr.format import FormatV04
from ome_zarr.writer import write_image

bad, store = sys.argv[1:]
image = np.random.default_rng(0).integers(0, 251, (1, 4096, 4096), dtype="uint8")
window = {"start": 0, "end": 250, "min": 0, "max": 255}
omero = {"channels": [{"label": "a", "color": "FFFFFF", "active": True, "window": window}],
         "rdefs": {"model": "greyscale", "defaultZ": 0, "defaultT": 0}}
write_image(image=image, group=bad, axes="cyx", fmt=FormatV04(), scale_factors=[], omero=omero)

write_image(image=image, group=store, axes="cyx", fmt=FormatV04(), scale_factors=[2, 4, 8], omero=omero)
