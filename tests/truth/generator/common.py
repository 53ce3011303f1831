"""What many cases start from."""

import numpy as np

from . import codecs, pixels
from .case import File, add, truth_of
from .image import Picture, Plan, Store, build

TINY = (1, 1, 1, 96, 120)


def picture(shape=(1, 1, 2, 200, 230), dtype="uint16", levels=3, seed=0, **more):
    """A pyramid of factor 2 over axes T, Z, C, Y, X."""
    steps = {name: more.pop(name) for name in ("factor", "round_up", "factor_x") if name in more}
    looks = {name: more.pop(name) for name in ("noise", "bits") if name in more}
    return Picture(pixels.pyramid(pixels.stack(shape, dtype, seed, **looks), levels, **steps), **more)


def rgb(height=260, width=300, levels=3, seed=0, dtype="uint8", **more):
    """Interleaved RGB of slowly changing colours."""
    array = pixels.smooth_rgb(height, width, seed).astype(dtype)
    if dtype == "uint16":
        array = array * 257
    return Picture(pixels.pyramid(array, levels), samples=3, **more)


def file(pictures, plan=None, changes=None, edit=None, **truth):
    """A file whose pixels are what was written."""
    pictures = pictures if isinstance(pictures, list) else [pictures]
    data, offsets = build(pictures, plan, changes, edit)
    return File(data, truth_of(pictures, **truth), offsets)


def xml_case(changes=None, edit=None, **truth):
    """A small good pyramid with other OME-XML."""
    return file(picture((1, 1, 2, 128, 160), levels=2), Plan(stores=[Store(tile=(64, 64))]), changes, edit, **truth)


def xml(name, about, planted, changes=None, edit=None, **truth):
    """Registers such a file."""
    add(f"xml/{name}", about, planted, lambda: xml_case(changes, edit, **truth))


def swap(old, new, count=1):
    """An edit of the OME-XML that must find something to replace."""

    def edit(text):
        if old not in text:
            raise ValueError(f"{old!r} is not in the OME-XML")
        return text.replace(old, new, count)

    return edit


def one_level(shape=(1, 1, 1, 128, 128), dtype="uint8"):
    return picture(shape, dtype, 1)


def bits(count, dtype, called, **more):
    """Samples of `count` bits."""
    made = picture(TINY, dtype, 1, bits=count)
    return file(made, one_store(bits=count, **more), {"pixels": {"Type": called, "SignificantBits": count}})


def with_tag(tag, value, level=0):
    return Plan(amend=lambda _, at, e: {**e, tag: value} if at == level else e)


def one_store(**store):
    return Plan(stores=[Store(**store)])


def lossy(pictures, plan, tolerance):
    """A file of a lossy compression: its truth is what libjpeg-turbo or the LERC library decodes."""
    kind = plan.store(0).kind
    made = file(pictures, plan)
    for truth in made.truth:
        truth.tolerance = tolerance
        truth.levels = [redecode(kind, plan.store(level), array, truth.samples) for level, array in enumerate(truth.levels)]
    return made


def redecode(kind, store, array, samples):
    """The array after a trip through the codec, tile by tile."""
    out = np.empty_like(array)
    tall, wide = store.tile
    times, depth, count, height, width = array.shape
    for time, z, first in ((t, z, c) for t in range(times) for z in range(depth) for c in range(0, count, samples)):
        plane = array[time, z, first : first + samples].transpose(1, 2, 0)
        full = np.pad(plane, ((0, -height % tall), (0, -width % wide), (0, 0)), mode="edge")
        for top in range(0, height, tall):
            for left in range(0, width, wide):
                tile = codecs.decoded(kind, full[top : top + tall, left : left + wide])
                cut = tile[: height - top, : width - left]
                out[time, z, first : first + samples, top : top + tall, left : left + wide] = cut.transpose(2, 0, 1)
    return out
