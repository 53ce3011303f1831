"""Planes and images of one file that differ from each other, and tags that stand twice."""

import re
from dataclasses import dataclass, field, replace

import numpy as np

from . import tiff as t
from .case import File, add, truth_of
from .common import TINY, file, one_store, picture, rgb, swap
from .image import Picture, Plan, Store, build


@dataclass
class Uneven(Picture):
    """A picture of which some planes are stored in another form: (c, z, t) -> (level, samples) -> samples."""

    stored: dict = field(default_factory=dict)

    def plane(self, level, c, z, time):
        samples = super().plane(level, c, z, time)
        change = self.stored.get((c, z, time))
        return np.ascontiguousarray(change(level, samples)) if change else samples


def uneven(shape=(1, 1, 2, 200, 230), dtype="uint16", levels=3, **stored):
    made = picture(shape, dtype, levels)
    return Uneven(made.levels, stored=stored.pop("stored"))


def binned(_, samples):
    return samples[::2, ::2]


def without_last_row(_, samples):
    return samples[:-1]


def without_last_column(_, samples):
    return samples[:, :-1]


def with_one_row_more(_, samples):
    return np.concatenate([samples, samples[-1:]])


def as_type(dtype, divide=1):
    return lambda _, samples: (samples // divide if divide > 1 else samples).astype(dtype)


SECOND = (1, 0, 0)
DIFFERING = [
    ("binned-channel", "the second channel has half the width and height", binned, "uint16"),
    ("row-less", "the second channel has one row less", without_last_row, "uint16"),
    ("column-less", "the second channel has one column less", without_last_column, "uint16"),
    ("row-more", "the second channel has one row more", with_one_row_more, "uint16"),
    ("uint8-beside-uint16", "the second channel is stored in 8 bits", as_type("uint8", 257), "uint16"),
    ("uint16-beside-uint8", "the second channel is stored in 16 bits", as_type("uint16"), "uint8"),
    ("float-beside-uint16", "the second channel is stored as float", as_type("float32"), "uint16"),
    ("int16-beside-uint16", "the second channel is stored as int16", as_type("int16", 2), "uint16"),
]
for name, about, change, dtype in DIFFERING:
    add(
        f"planes/{name}",
        about,
        ("planes-differ",),
        lambda change=change, dtype=dtype: file(uneven(dtype=dtype, stored={SECOND: change})),
    )
    add(
        f"planes/{name}-flat",
        f"{about}; no pyramid",
        ("planes-differ",),
        lambda change=change, dtype=dtype: file(uneven((1, 1, 2, 96, 120), dtype, 1, stored={SECOND: change})),
    )
add(
    "planes/last-section-smaller",
    "the last of five sections is smaller",
    ("planes-differ",),
    lambda: file(uneven((1, 5, 1, 96, 120), levels=2, stored={(0, 4, 0): binned})),
)
add(
    "planes/sixth-channel-8-bits",
    "the last of six channels is stored in 8 bits: not shown at the start",
    ("planes-differ",),
    lambda: file(uneven((1, 1, 6, 96, 120), levels=2, stored={(5, 0, 0): as_type("uint8", 257)})),
)
add(
    "planes/first-smaller",
    "the first of two channels has half the size that OME-XML says",
    ("planes-differ", "size-differs"),
    lambda: file(uneven((1, 1, 2, 96, 120), levels=2, stored={(0, 0, 0): binned})),
)
add(
    "planes/level-1-row-less",
    "level 1 of the second channel has one row less",
    ("planes-differ",),
    lambda: file(uneven(stored={SECOND: lambda level, samples: samples[:-1] if level == 1 else samples})),
)
add(
    "planes/second-image",
    "a plane of the second image is smaller",
    ("planes-differ",),
    lambda: file([picture((1, 1, 1, 96, 120), levels=2), replace(uneven((1, 1, 2, 96, 120), levels=2, stored={SECOND: binned}), name="second")]),
)
add(
    "planes/12-bits-beside-16",
    "the second channel has 12 bits, packed, the first 16: both are read into 16",
    (),
    lambda: file(picture((1, 1, 2, 96, 120), "uint16", 1, bits=12), Plan(of_planes={1: Store(bits=12)})),
)
add(
    "planes/other-tiles",
    "the second channel has larger tiles and another compression",
    (),
    lambda: file(picture(), Plan(of_planes={1: Store(tile=(128, 128), kind="deflate", predictor=2)})),
)
add("planes/strips-beside-tiles", "the second channel is in strips", (), lambda: file(picture(), Plan(of_planes={1: Store(tile=None, rows=16)})))


# Tags that stand twice


def tag_again(tag, before, entry):
    """A second entry of a tag, written as `before`, a number that is beside it in the order, and renamed afterwards."""

    def finish(tiff, main, _):
        at = main[0].offset
        count = int.from_bytes(tiff.data[at : at + 2], "little")
        for index in range(count):
            place = at + 2 + 12 * index
            if int.from_bytes(tiff.data[place : place + 2], "little") == before:
                tiff.patch(place, "H", tag)

    return Plan(amend=lambda plane, level, entries: {**entries, before: entry} if plane == 0 and level == 0 else entries, finish=finish)


NOTE = (t.ASCII, "written by a microscope")
add(
    "tags/description-twice-text-last",
    "two entries ImageDescription: the OME-XML, then some text",
    ("tag-twice",),
    lambda: file(picture(TINY, "uint8", 1), tag_again(t.DESCRIPTION, 271, NOTE)),
)
add(
    "tags/description-twice-text-first",
    "two entries ImageDescription: some text, then the OME-XML",
    ("tag-twice",),
    lambda: file(picture(TINY, "uint8", 1), tag_again(t.DESCRIPTION, 269, NOTE)),
)
add(
    "tags/predictor-twice",
    "two entries Predictor, 2 and then 1, of an image without predictor",
    ("tag-twice",),
    lambda: file(picture(TINY, "uint8", 1), replace(tag_again(t.PREDICTOR, 318, (t.SHORT, 1)), stores=[Store(kind="deflate", tags={t.PREDICTOR: (t.SHORT, 2)})])),
)

# Images of several kinds in one file

add(
    "images/rgb-then-grey",
    "interleaved RGB, then a grey image, both pyramids",
    ("images-of-two-kinds",),
    lambda: mixed([rgb(levels=2), picture((1, 1, 2, 200, 230), "uint8", 2, seed=4, name="grey")]),
)
add(
    "images/grey-then-rgb",
    "two grey channels, then interleaved RGB, both pyramids",
    ("images-of-two-kinds",),
    lambda: mixed([picture((1, 1, 2, 200, 230), "uint8", 2, name="grey"), rgb(levels=2, seed=4)]),
)
add(
    "images/uint16-then-uint8",
    "two images of another type each",
    (),
    lambda: mixed([picture((1, 1, 2, 96, 120), "uint16", 2), picture((1, 1, 2, 96, 120), "uint8", 2, seed=4, name="second")]),
)
add(
    "images/second-without-ifds",
    "the second Image has no IFDs in the file",
    ("ifds-missing",),
    lambda: without_second(),
)
add(
    "images/second-metadata-only",
    "the second Image says MetadataOnly",
    ("ifds-missing",),
    lambda: without_second(metadata_only=True),
)


def mixed(pictures):
    for number, one in enumerate(pictures):
        one.number = number
    return file(pictures)


def without_second(metadata_only=False):
    first = picture((1, 1, 2, 96, 120), "uint8", 2)
    second = picture((1, 1, 2, 96, 120), "uint8", 2, seed=4, name="second", number=1)
    whole, _ = build([first, second], None, [{}, {"tiffdata": "<MetadataOnly/>" if metadata_only else "each"}])
    text = whole[whole.index(b"<?xml") : whole.index(b"</OME>") + 6]
    data, offsets = build([first], Plan(description=lambda _: text))
    return File(data, truth_of([first]), offsets)


# What one reader takes and another does not

add(
    "samples/predictor-3-uint16",
    "predictor 3 on integers",
    ("predictor-3-integers",),
    lambda: file(picture(TINY, "uint16", 1), one_store(kind="deflate", tags={t.PREDICTOR: (t.SHORT, 3)})),
)
add(
    "tags/tile-width-with-strips",
    "TileWidth and TileLength beside strips",
    ("tiles-and-strips",),
    lambda: file(picture(TINY, "uint8", 1), one_store(tile=None, rows=16, tags={t.TILE_WIDTH: (t.LONG, 64), t.TILE_HEIGHT: (t.LONG, 64)})),
)
add(
    "tags/tiles-under-strip-tags",
    "tiles whose offsets stand under StripOffsets, as libtiff reads them",
    ("tiles-and-strips",),
    lambda: file(picture(TINY, "uint8", 1), Plan(amend=lambda _, __, entries: strip_tags(entries))),
)


def strip_tags(entries):
    moved = {t.TILE_OFFSETS: t.STRIP_OFFSETS, t.TILE_BYTES: t.STRIP_BYTES}
    return {moved.get(tag, tag): value for tag, value in entries.items()}


for axis in "ZT":
    add(
        f"xml/size-{axis.lower()}-4-billion",
        f"Size{axis} is 4294967295",
        ("size-too-large",),
        lambda axis=axis: file(picture(TINY, "uint8", 1), None, {"pixels": {f"Size{axis}": 4294967295}}),
    )
for name, attribute in [("size-c", "SizeC"), ("size-x", "SizeX"), ("size-z", "SizeZ")]:
    add(
        f"xml/{name}-as-fraction",
        f"{attribute} is written with .0",
        ("number",),
        lambda attribute=attribute: file(picture((1, 1, 2, 96, 120), "uint8", 1), None, None, fraction(attribute)),
    )


def fraction(attribute):
    return lambda text: re.sub(f'{attribute}="([0-9]+)"', rf'{attribute}="\1.0"', text, count=1)


add(
    "xml/doctype-internal",
    "a document type with a declaration of its own",
    ("doctype",),
    lambda: file(picture(TINY, "uint8", 1), None, None, swap("<OME", '<!DOCTYPE OME [<!ELEMENT OME ANY>]>\n<OME')),
)

# LERC in big-endian files

for dtype in ("uint16", "float32"):
    for kind in ("lerc", "lerc-deflate", "lerc-zstd"):
        add(
            f"compression/{kind}-big-endian-{dtype}",
            f"big-endian {dtype} with {kind}, as GDAL writes it",
            (),
            lambda dtype=dtype, kind=kind: file(picture(TINY, dtype, 1), replace(one_store(kind=kind), order=">")),
        )

# Tiles that end with the image

for kind, made in [("jpeg", lambda: picture(TINY, "uint8", 1)), ("jpeg-ycbcr", lambda: rgb(96, 120, 1)), ("deflate", lambda: picture(TINY, "uint8", 1))]:
    add(
        f"tiles/{kind}-cut-at-the-edge",
        f"tiles of {kind} at the right and bottom are cut to the image",
        ("tiles-cut",),
        lambda kind=kind, made=made: file(made(), one_store(kind="jpeg-444" if kind == "jpeg-ycbcr" else kind, cut=True), None, None, tolerance=(20, 3)),
    )
