#!/usr/bin/env bash
# In anndata 0.13 the layers of an object list None beside their names, for X: code that goes through them breaks.
#
# Versions: anndata 0.13.4; 0.12.19 for comparison.
# Behaviour: `list(adata.layers)` is `[None, "counts"]` where X is there, and so is what loops over it: joining or sorting the names raises, and
#   `for name in layers` reaches X once more.
# Expected: "layers: Dictionary-like object with values of the same dimensions as X" whose keys are names, as in 0.12. The change
#   is on purpose (X is the layer None) and broke spatialdata first (scverse/spatialdata#1119, #1122).
# Who is hurt: scripts that convert layers one by one (to float32, to CSC for viewers), with the newest release.
# What to do: `[name for name in adata.layers if name is not None]`.
#
# Needs Python 3.13. Seen:
# | anndata 0.12.19, list(layers): ['counts']
# | anndata 0.12.19, len(layers): 1
# | anndata 0.12.19, ", ".join(layers): counts
# | anndata 0.12.19, sorted(layers) with a second layer: ['counts', 'raw']
# | anndata 0.13.4, list(layers): [None, 'counts']
# | anndata 0.13.4, len(layers): 2
# | anndata 0.13.4, ", ".join(layers): TypeError: sequence item 0: expected str instance, NoneType found
# | anndata 0.13.4, sorted(layers) with a second layer: TypeError: '<' not supported between instances of 'str' and 'NoneType'
set -euo pipefail
expected=$(sed -n 's/^# | //p' "$0")
python=${PYTHON:-python3.13}
command -v "$python" > /dev/null || { echo "$python is missing; another Python 3.13 is taken with PYTHON=..." >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$python" -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check anndata==0.13.4 zarr==3.4.2 scipy==1.18.1 pandas==3.1.1 numpy==2.5.5
"$python" -m venv older
older/bin/pip install --quiet --disable-pip-version-check anndata==0.12.19 zarr==3.1.6 scipy==1.17.1 pandas==2.3.3 numpy==2.4.6

cat > look.py <<'PY'
import warnings

import anndata
import numpy as np

warnings.simplefilter("ignore")
adata = anndata.AnnData(np.ones((4, 3), "float32"))
adata.layers["counts"] = np.ones((4, 3), "float32")


def attempt(name, work):
    try:
        print(f"anndata {anndata.__version__}, {name}: {work()}")
    except Exception as error:
        print(f"anndata {anndata.__version__}, {name}: {type(error).__name__}: {str(error).splitlines()[0]}")


attempt("list(layers)", lambda: list(adata.layers))
attempt("len(layers)", lambda: len(adata.layers))
attempt('", ".join(layers)', lambda: ", ".join(adata.layers))
attempt("sorted(layers) with a second layer", lambda: sorted([*adata.layers, "raw"]))
PY

{ older/bin/python look.py; venv/bin/python look.py; } | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
