# rule: chunks/depth
# says: storage_options=dict(chunks=(1, 1, 256, 256))
import sys

import numpy as np
from ome_zarr.format import FormatV04
from ome_zarr.writer import write_image

bad, store = sys.argv[1:]
image = np.random.default_rng(0).integers(0, 65536, (1, 64, 512, 512), dtype="uint16")
window = {"start": 0, "end": 65535, "min": 0, "max": 65535}
omero = {"channels": [{"label": "a", "color": "FFFFFF", "active": True, "window": window}],
         "rdefs": {"model": "greyscale", "defaultZ": 0, "defaultT": 0}}
write_image(image=image, group=bad, axes="czyx", fmt=FormatV04(), scale_factors=[2], omero=omero,
            storage_options=dict(chunks=(1, 64, 256, 256)))

write_image(image=image, group=store, axes="czyx", fmt=FormatV04(), scale_factors=[2], omero=omero,
            storage_options=dict(chunks=(1, 1, 256, 256)))
