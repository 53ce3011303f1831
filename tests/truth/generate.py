"""Writes the files of tests/truth into build/truth/ and what is true of them into tests/truth/expected/."""

import argparse
import hashlib
import importlib
import json
import sys
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE))

from generator.case import CASES  # noqa: E402

MODULES = ["good", "tifffile", "pyramid", "align", "samples", "compression", "damage", "planes", "chain", "xml", "text", "offsets", "writers", "matrix", "sets"]


def digest(data):
    return hashlib.sha256(data).hexdigest()


def file_name(case_id):
    return case_id.replace("/", "--") + ".ome.tif"


def little_endian(array):
    return np.ascontiguousarray(array.astype(array.dtype.newbyteorder("<")))


def levels_of(truth, pixels):
    """The levels of one image; their samples go to `pixels`."""
    out = []
    for array in truth.levels:
        raw = little_endian(array)
        at = pixels.tell()
        pixels.write(raw.tobytes())
        planes = raw.reshape(-1, *raw.shape[-2:])
        out.append({"shape": list(raw.shape), "dtype": raw.dtype.name, "at": at, "planes": [digest(plane.tobytes()) for plane in planes]})
    return out


def write(case, out):
    """Writes one case; returns its entry for the oracle, with the places of its pixels."""
    made = case.make()
    name = file_name(case.id)
    (out / "files" / name).write_bytes(made.data)
    images = []
    with open(out / "pixels" / f"{name}.bin", "wb") as pixels:
        for truth in made.truth:
            own = {"samples": truth.samples, "tolerance": list(truth.tolerance), "micrometres": list(truth.micrometres)}
            images.append({**own, "levels": levels_of(truth, pixels)})
    beside = dict(made.others)
    if made.sidecar is not None:
        beside[name.replace("ome.tif", "offsets.json")] = made.sidecar
    for other, data in beside.items():
        (out / "files" / other).write_bytes(data)
    return {
        "id": case.id,
        "about": case.about,
        "planted": list(case.planted),
        "file": name,
        "bytes": len(made.data),
        "sha256": digest(made.data),
        "beside": {other: digest(data) for other, data in sorted(beside.items())},
        "offsets": made.offsets,
        "images": images,
    }


def pinned(entry):
    """What of an entry is kept in the repository: no places, and one hash for a level of many planes."""
    images = []
    for image in entry["images"]:
        levels = []
        for level in image["levels"]:
            planes = level["planes"]
            levels.append(
                {"shape": level["shape"], "dtype": level["dtype"], "planes": planes if len(planes) <= 12 else digest("".join(planes).encode())}
            )
        images.append({**image, "levels": levels})
    kept = {**entry, "images": images}
    offsets = entry["offsets"]
    if offsets and len(offsets) > 12:
        kept["offsets"] = digest(json.dumps(offsets).encode())
    return kept


def expected_text(entries):
    """One case a line."""
    lines = [json.dumps(pinned(entry), ensure_ascii=False) for entry in entries]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def groups(entries):
    out = {}
    for entry in entries:
        out.setdefault(entry["id"].split("/")[0], []).append(entry)
    return out


def check(group, entries):
    """Names of the cases that are not as the repository says."""
    path = HERE / "expected" / f"{group}.json"
    known = {entry["id"]: entry for entry in json.loads(path.read_text())} if path.exists() else {}
    wrong = [entry["id"] for entry in entries if known.get(entry["id"]) != json.loads(json.dumps(pinned(entry)))]
    return wrong + [name for name in known if name not in {entry["id"] for entry in entries}]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "truth")
    parser.add_argument("--accept", action="store_true", help="write tests/truth/expected/ anew instead of comparing with it")
    parser.add_argument("only", nargs="*", help="ids or beginnings of ids")
    arguments = parser.parse_args()
    for name in MODULES:
        if (HERE / "generator" / f"cases_{name}.py").exists():
            importlib.import_module(f"generator.cases_{name}")
    out = arguments.out
    for folder in ("files", "pixels"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    chosen = [case for case in CASES.values() if not arguments.only or any(case.id.startswith(start) for start in arguments.only)]
    entries = [write(case, out) for case in sorted(chosen, key=lambda case: case.id)]
    total, bad = sum(entry["bytes"] for entry in entries), sum(bool(entry["planted"]) for entry in entries)
    print(f"{len(entries)} files, {total / 1e6:.1f} MB, something is planted in {bad}")
    if arguments.only:
        return 0
    (out / "files.json").write_text(json.dumps(entries))
    wrong = []
    for group, members in groups(entries).items():
        if arguments.accept:
            (HERE / "expected").mkdir(exist_ok=True)
            (HERE / "expected" / f"{group}.json").write_text(expected_text(members))
        else:
            wrong += check(group, members)
    if wrong:
        print("not as tests/truth/expected/ says: " + ", ".join(wrong), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
