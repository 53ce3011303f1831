#!/usr/bin/env bash
# ome-zarr 0.21 refuses the `omero` dictionary that its docstring gives, and writes the image without pixels' windows or not at all.
#
# Versions: ome-zarr 0.21.0 with ome-zarr-models 1.8.1 and zarr 3.4.2; ome-zarr 0.18.0 with zarr 3.1.6.
# Behaviour: `write_image(..., omero={"channels": [...]})` raises TypeError in 0.21, where 0.18 writes the channels. An object of
#   ome_zarr_models is taken. Without `omero` Vitessce does not open the image.
# Expected: the docstring of write_image: "Additional metadata to store, i.e. {"omero": {...}}"; the setter that raises has the type
#   `Omero | dict[str, Any] | None`.
# What to do: `omero=Omero.model_validate({"channels": [...]})` with `from ome_zarr_models.common.omero import Omero`.
#
# Needs Python 3.13. Seen:
# | 0.18.0: a dictionary: 2 channels are written
# | 0.21.0: a dictionary: TypeError: Expected an instance of Omero or None, received <class 'dict'>
# | 0.21.0: an object of ome_zarr_models: 2 channels are written
set -euo pipefail
expected=$(sed -n 's/^# | //p' "$0")
python=${PYTHON:-python3.13}
command -v "$python" > /dev/null || { echo "$python is missing; another Python 3.13 is taken with PYTHON=..." >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$python" -m venv old
old/bin/pip install --quiet --disable-pip-version-check ome-zarr==0.18.0 zarr==3.1.6
"$python" -m venv new
new/bin/pip install --quiet --disable-pip-version-check ome-zarr==0.21.0 ome-zarr-models==1.8.1 zarr==3.4.2

cat > write.py <<'PY'
import importlib.metadata
import sys
import warnings

import numpy as np
import zarr
from ome_zarr.writer import write_image

warnings.simplefilter("ignore")
version = importlib.metadata.version("ome-zarr")
window = {"start": 0, "end": 255, "min": 0, "max": 65535}
omero = {"channels": [{"label": name, "color": "FFFFFF", "active": True, "window": window} for name in ("a", "b")]}
pixels = np.zeros((2, 64, 64), "uint16")


def attempt(what, value):
    try:
        write_image(pixels, f"{version}-{len(what)}.ome.zarr", axes="cyx", scale_factors=[2], omero=value)
        attributes = zarr.open_group(f"{version}-{len(what)}.ome.zarr", mode="r").attrs.asdict()
        print(f"{version}: {what}: {len(attributes['ome']['omero']['channels'])} channels are written")
    except Exception as error:
        print(f"{version}: {what}: {type(error).__name__}: {error}")


attempt("a dictionary", omero)
if "object" in sys.argv:
    from ome_zarr_models.common.omero import Omero

    attempt("an object of ome_zarr_models", Omero.model_validate(omero))
PY

{ old/bin/python write.py; new/bin/python write.py object; } | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
