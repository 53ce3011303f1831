"""Decodes the OME-TIFFs of a corpus (OMESCOPE_CORPUS) with tifffile, plane by plane, for the oracle.

Writes build/truth/corpus.json and build/truth/corpus/. What tifffile cannot decode, or what is shown otherwise than stored
(palettes), has no truth: the viewers are run on it all the same.
"""

import argparse
import json
import signal
import sys
import xml.etree.ElementTree as ElementTree
from itertools import product
from pathlib import Path

import numpy as np
import tifffile

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from generate import ROOT, digest, levels_of  # noqa: E402
from generator.case import Truth  # noqa: E402

CATEGORIES = {"ome-metadata", "ome-multifile", "ome-plain", "ome-pyramid", "many-ifds", "pyramid-nonome"}
MICROMETRES = {
    "m": 1e6, "dm": 1e5, "cm": 1e4, "mm": 1e3, "\u00b5m": 1, "nm": 1e-3, "pm": 1e-6, "\u00c5": 1e-4, "in": 25_400, "ft": 304_800,
}  # fmt: skip
SECONDS = 20


class Unknown(Exception):
    """Why there is no truth for a file."""


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def children(element, name):
    return [child for child in element if local(child) == name]


def planes_of(pixels, samples, ifds):
    """(c, z, t) -> IFD, by TiffData; c counts planes."""
    order = pixels.get("DimensionOrder")
    sizes = {"C": int(pixels.get("SizeC")) // samples, "Z": int(pixels.get("SizeZ")), "T": int(pixels.get("SizeT"))}
    fastest_last = order[:1:-1]
    positions = [dict(zip(fastest_last, at, strict=True)) for at in product(*(range(sizes[axis]) for axis in fastest_last))]
    out = {}
    data = children(pixels, "TiffData") or [ElementTree.Element("TiffData")]
    for one in data:
        uuids = children(one, "UUID")
        if uuids and len(data) > 1 and len({u.text for d in data for u in children(d, "UUID")}) > 1:
            raise Unknown("planes in other files")
        first = {axis: int(one.get(f"First{axis}", 0)) for axis in "CZT"}
        first["C"] //= samples
        start = positions.index(first)
        ifd = int(one.get("IFD", 0))
        count = int(one.get("PlaneCount", 1 if "IFD" in one.attrib else ifds))
        for step in range(min(count, len(positions) - start)):
            at = positions[start + step]
            out[at["C"], at["Z"], at["T"]] = ifd + step
    return out, sizes


def samples_of(page):
    """The samples of an IFD as (S, Y, X)."""
    if page.photometric not in (0, 1, 2, 6):
        raise Unknown(f"photometric {page.photometric}")
    array = page.asarray()
    if array.dtype == bool:
        array = array.astype(np.uint8)
    if array.ndim == 2:
        array = array[None]
    elif page.planarconfig == 1:
        array = array.transpose(2, 0, 1)
    if page.photometric == 0:
        array = np.iinfo(array.dtype).max - array
    return array


def truth_of_image(pixels, pages):
    channels = children(pixels, "Channel")
    samples = max(1, int(channels[0].get("SamplesPerPixel", 1))) if channels else 1
    samples = max(samples, pages[0].samplesperpixel)
    planes, sizes = planes_of(pixels, samples, len(pages))
    first = pages[planes[0, 0, 0]]
    counts = 1 + len(first.pages or ())
    levels = []
    for level in range(counts):
        arrays = []
        for time, z, c in product(range(sizes["T"]), range(sizes["Z"]), range(sizes["C"])):
            page = pages[planes[c, z, time]]
            arrays.append(samples_of(page if level == 0 else page.pages[level - 1]))
        stacked = np.stack(arrays)
        levels.append(stacked.reshape(sizes["T"], sizes["Z"], sizes["C"] * samples, *stacked.shape[-2:]))
    # Decoders differ in how they enlarge the colours of subsampled JPEG.
    lossy = {7: (48, 4), 34887: (1e-3, 1e-4)}.get(int(first.compression), (0, 0))
    size = [micrometres(pixels, axis) for axis in "XYZ"]
    return Truth(levels, lossy, tuple(size), samples)


def micrometres(pixels, axis):
    size, unit = pixels.get(f"PhysicalSize{axis}"), pixels.get(f"PhysicalSize{axis}Unit", "\u00b5m")
    return float(size) * MICROMETRES[unit] if size and float(size) > 0 and unit in MICROMETRES else None


def truths(path):
    with tifffile.TiffFile(path) as tiff:
        description = tiff.pages[0].description
        root = ElementTree.fromstring(description.encode())
        images = [pixels for image in root.iter() if local(image) == "Image" for pixels in children(image, "Pixels")]
        if not images:
            raise Unknown("no OME-XML")
        pages = list(tiff.pages)
        return [truth_of_image(pixels, pages) for pixels in images]


def limited(work, *arguments):
    """The result of `work`, or the reason why there is none; some files are never left."""

    def late(*_):
        raise TimeoutError("too slow")

    signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        return work(*arguments), None
    except Exception as error:  # noqa: BLE001 - whatever a file makes tifffile do
        return None, f"{type(error).__name__}: {error}"
    finally:
        signal.alarm(0)


def entry_of(entry, folder, out):
    path = folder / entry["path"]
    found, reason = limited(truths, path)
    name = f"corpus/{entry['path']}"
    images = []
    if found:
        with open(out / f"{name.replace('/', '--')}.bin", "wb") as pixels:
            images = [
                {
                    "samples": truth.samples,
                    "tolerance": list(truth.tolerance),
                    "micrometres": list(truth.micrometres),
                    "levels": levels_of(truth, pixels),
                }
                for truth in found
            ]
        for image in images:
            for level in image["levels"]:
                level["planes"] = digest("".join(level["planes"]).encode())
    return {
        "id": name,
        "about": entry["category"],
        "planted": entry.get("violates", []),
        "path": entry["path"],
        "file": Path(entry["path"]).name,
        "bytes": path.stat().st_size,
        "sha256": digest(path.read_bytes()),
        "offsets": entry.get("offsets"),
        "images": images,
        **({"unknown": reason} if reason else {}),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "truth")
    arguments = parser.parse_args()
    manifest = json.loads((arguments.corpus / "manifest.json").read_text())
    chosen = [entry for entry in manifest["entries"] if entry["kind"] == "tiff" and (entry["category"] in CATEGORIES or "omexml" in entry["tags"])]
    (arguments.out / "corpus").mkdir(parents=True, exist_ok=True)
    entries = [entry_of(entry, arguments.corpus, arguments.out / "corpus") for entry in chosen]
    (arguments.out / "corpus.json").write_text(json.dumps({"folder": str(arguments.corpus), "entries": entries}))
    unknown = [entry for entry in entries if "unknown" in entry]
    print(f"corpus: {len(entries)} files, no truth for {len(unknown)}")
    for entry in unknown:
        print(f"  {entry['id']}: {entry['unknown'][:120]}")


if __name__ == "__main__":
    main()
