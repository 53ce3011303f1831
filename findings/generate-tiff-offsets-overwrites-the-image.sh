#!/usr/bin/env bash
# generate_tiff_offsets replaces the image by its offsets where the name ends in .TIF, .tf2 or .btf; a folder with ".tif" breaks it too.
#
# Versions: generate-tiff-offsets 0.1.9, tifffile 2026.11.8 (writes).
# Behaviour: the name of the output is the path with everything that looks like `.tif`, `.tiff`, `.ome.tif`, in lower case, replaced by
#   `.offsets.json`. Where nothing looks so, output and input are one path, and the image is opened for writing: it is gone, without a question.
#   Where a folder looks so, that is replaced too. And the command of its README does not exist after installing (since 0.1.8 the package
#   names no console script): `python -m generate_tiff_offsets.cli` is the way.
# Expected: .OME.TIF is the same name on most people's disks, and .ome.tf2, .ome.tf8 and .ome.btf are the names of the OME-TIFF
#   specification for BigTIFF.
# What to do: rename to .ome.tif before, work on a copy, or use another tool for the offsets.
#
# Needs Python 3.13. Seen:
# | image.ome.tif: the image is as it was; written: image.offsets.json
# | IMAGE.OME.TIF: the image is gone, 17 bytes of JSON in place of 25908 bytes of TIFF
# | image.ome.tf2: the image is gone, 17 bytes of JSON in place of 25908 bytes of TIFF
# | image.ome.btf: the image is gone, 17 bytes of JSON in place of 25908 bytes of TIFF
# | run.tif.d/image.ome.tif: FileNotFoundError: [Errno 2] No such file or directory: 'run.offsets.json.d/image.offsets.json'
# | command generate_tiff_offsets installed: False
set -euo pipefail
expected=$(sed -n 's/^# | //p' "$0")
python=${PYTHON:-python3.13}
command -v "$python" > /dev/null || { echo "$python is missing; another Python 3.13 is taken with PYTHON=..." >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
"$python" -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check generate-tiff-offsets==0.1.9 tifffile==2026.11.8 numpy==2.5.5

cat > look.py <<'PY'
import subprocess
import sys
from pathlib import Path

import numpy as np
import tifffile

pixels = np.arange(3 * 64 * 64, dtype="uint16").reshape(3, 64, 64)
for name in ("image.ome.tif", "IMAGE.OME.TIF", "image.ome.tf2", "image.ome.btf", "run.tif.d/image.ome.tif"):
    file = Path(name)
    file.parent.mkdir(exist_ok=True)
    tifffile.imwrite(file, pixels, photometric="minisblack", ome=True)
    before = file.stat().st_size
    run = subprocess.run([sys.executable, "-m", "generate_tiff_offsets.cli", "--input_file", name], capture_output=True, text=True)
    error = run.stderr.strip().splitlines()[-1] if run.returncode else ""
    if error:
        print(f"{name}: {error}")
    elif file.read_bytes()[:1] == b"[":
        print(f"{name}: the image is gone, {file.stat().st_size} bytes of JSON in place of {before} bytes of TIFF")
    else:
        print(f"{name}: the image is as it was; written: {', '.join(sorted(str(p) for p in Path('.').glob('*.json')))}")
print("command generate_tiff_offsets installed:", Path(sys.executable).with_name("generate_tiff_offsets").exists())
PY

venv/bin/python look.py | tee seen.txt
diff <(echo "$expected") seen.txt && echo "As described."
