"""Whether two TIFFs hold the same pixels: `pixels.py BEFORE AFTER TOLERANCE TYPE`, planes of the main chain, sample by sample."""
import sys

import numpy as np
import tifffile


def planes(path):
    """Each sample of each IFD of the main chain as an array of two sides."""
    found = []
    with tifffile.TiffFile(path) as file:
        for page in file.pages:
            page = page.aspage()
            if page.is_reduced:
                continue
            values = page.asarray()
            axes = page.axes
            if "S" in axes:
                values = np.moveaxis(values, axes.index("S"), 0)
            found += list(values.reshape(-1, *values.shape[-2:]))
    return found


def compare(before, after, tolerance, kind):
    if len(before) != len(after):
        return f"{len(before)} planes were there, {len(after)} are"
    for number, (old, new) in enumerate(zip(before, after, strict=True)):
        if old.shape != new.shape:
            return f"plane {number} was {old.shape}, and is {new.shape}"
        apart = np.abs(old.astype(kind).astype("float64") - new.astype(kind).astype("float64"))
        apart[np.isnan(old) & np.isnan(new)] = 0
        if not apart.max() <= tolerance:
            return f"plane {number} differs by up to {apart.max():g}"
    return "same"


def main():
    try:
        before = planes(sys.argv[1])
    except Exception as error:  # noqa: BLE001 - whatever stops tifffile makes it unreadable
        return f"unreadable before: {type(error).__name__}: {error}"
    try:
        after = planes(sys.argv[2])
    except Exception as error:  # noqa: BLE001
        return f"unreadable after: {type(error).__name__}: {error}"
    return compare(before, after, float(sys.argv[3]), sys.argv[4])


print(main())
