"""The chain of IFDs, private tags, and whole files that are cut or are no TIFF."""

from dataclasses import replace

import imagecodecs

from . import tiff as t
from .case import File, add, truth_of
from .common import TINY, file, one_store, picture, with_tag
from .image import Plan, build


def linked(make_link, shape=(1, 1, 3, 64, 64), **plan):
    def finish(tiff, main, subs):
        at, offset = make_link(tiff, main)
        tiff.link(at, offset)

    return file(picture(shape, "uint8", 1), Plan(finish=finish, **plan))


add(
    "chain/cycle-to-first",
    "the last IFD leads back to the first",
    ("ifd-cycle",),
    lambda: linked(lambda _, main: (main[-1].next_at, main[0].offset)),
)
add(
    "chain/cycle-of-second",
    "the second IFD leads to itself: the third is never reached",
    ("ifd-cycle",),
    lambda: linked(lambda _, main: (main[1].next_at, main[1].offset)),
)
add(
    "chain/cut",
    "the chain ends after two of three planes",
    ("ifds-missing",),
    lambda: linked(lambda _, main: (main[1].next_at, 0)),
)
add(
    "chain/cut-after-first",
    "the chain ends after the first plane",
    ("ifds-missing",),
    lambda: linked(lambda _, main: (main[0].next_at, 0)),
)
add(
    "chain/next-past-the-end",
    "the second IFD leads behind the end of the file",
    ("offset-past-the-end",),
    lambda: linked(lambda _, main: (main[1].next_at, 9_000_000)),
)
add(
    "chain/next-into-pixels",
    "the second IFD leads into pixels",
    ("ifd-garbage",),
    lambda: linked(lambda _, main: (main[1].next_at, 1000)),
)
add(
    "chain/first-past-the-end",
    "the first IFD is behind the end of the file",
    ("offset-past-the-end",),
    lambda: linked(lambda tiff, _: (tiff.first_at, 9_000_000)),
)
add(
    "chain/extra-ifds",
    "two IFDs more than the OME-XML has planes: to be ignored",
    ("ifds-extra",),
    lambda: extra_ifds(),
)


def extra_ifds():
    whole = picture((1, 1, 4, 96, 120), levels=2)
    shown = replace(whole, levels=[level[:, :, :2] for level in whole.levels])
    data, offsets = build([whole], None, {"pixels": {"SizeC": 2}, "names": ["one", "two"], "tiffdata": [(0, 0, 0, 0), (1, 1, 0, 0)]})
    return File(data, truth_of([shown]), offsets)


# Tags


add(
    "tags/private-type-14",
    "a private tag of field type 14, which no reader knows",
    ("field-type-unknown",),
    lambda: file(picture(TINY, "uint8", 1), with_tag(65000, (14, [1]))),
)
add(
    "tags/private-type-14-on-level",
    "the same on a SubIFD alone",
    ("field-type-unknown",),
    lambda: file(picture((1, 1, 1, 120, 140), "uint8", 2), with_tag(65000, (14, [1]), 1)),
)
add("tags/private-type-13", "a private tag of field type 13", (), lambda: file(picture(TINY, "uint8", 1), with_tag(65000, (13, [8]))))
add(
    "tags/private-past-the-end",
    "a private tag whose values are behind the end of the file",
    ("offset-past-the-end",),
    lambda: file(picture(TINY, "uint8", 1), with_tag(65001, (t.LONG, 1_000_000, 5000))),
)
add(
    "tags/private-large",
    "a private tag of 400 kB, which is read with the IFD",
    ("tag-large",),
    lambda: file(picture(TINY, "uint8", 1), with_tag(65002, (t.UNDEFINED, bytes(400_000)))),
)
add(
    "tags/many-entries",
    "an IFD of 150 entries: longer than 1024 bytes",
    (),
    lambda: file(picture(TINY, "uint8", 1), Plan(amend=lambda _, __, e: {**e, **{65100 + n: (t.LONG, n) for n in range(140)}})),
)
add(
    "tags/no-photometric",
    "PhotometricInterpretation is missing",
    ("photometric",),
    lambda: file(picture(TINY, "uint8", 1), one_store(drop=(t.PHOTOMETRIC,))),
)
add(
    "tags/no-samples-per-pixel",
    "SamplesPerPixel, PlanarConfiguration and Compression are missing: their defaults hold",
    (),
    lambda: file(picture(TINY, "uint8", 1), one_store(drop=(t.SAMPLES, t.PLANAR, t.COMPRESSION))),
)
add(
    "tags/planar-3",
    "PlanarConfiguration 3, which does not exist",
    ("planar-unknown",),
    lambda: file(picture(TINY, "uint8", 1), with_tag(t.PLANAR, (t.SHORT, 3))),
)
add(
    "tags/no-width",
    "ImageWidth is missing",
    ("size-missing",),
    lambda: file(picture(TINY, "uint8", 1), one_store(drop=(t.WIDTH,))),
)
add(
    "tags/no-tile-offsets",
    "TileOffsets is missing",
    ("offsets-missing",),
    lambda: file(picture(TINY, "uint8", 1), one_store(drop=(t.TILE_OFFSETS,))),
)
add(
    "tags/no-tile-byte-counts",
    "TileByteCounts is missing",
    ("byte-counts-missing",),
    lambda: file(picture(TINY, "uint8", 1), one_store(drop=(t.TILE_BYTES,))),
)

# Whole files


def broken(make):
    return lambda: File(make(), [], None)


def good_bytes():
    return build([picture((1, 1, 2, 200, 230))], Plan(xml_at="end"))


def cut_file(share):
    made = picture((1, 1, 2, 200, 230))
    data, offsets = build([made], Plan(ifds="first" if share is None else "with"))
    return File(data[: int(len(data) * share)], truth_of([made]), offsets)


add("whole/cut-at-60-percent", "60 % of a file", ("truncated",), lambda: cut_file(0.6))
add("whole/cut-at-99-percent", "99 % of a file", ("truncated",), lambda: cut_file(0.99))
add("whole/header-only", "8 bytes", ("truncated",), broken(lambda: good_bytes()[0][:8]))
add("whole/empty", "no bytes", ("not-tiff",), broken(lambda: b""))
add("whole/html", "an HTML page", ("not-tiff",), broken(lambda: b"<!DOCTYPE html>\n<html><body>404 Not Found</body></html>\n" * 40))
add("whole/gzip", "a file that was compressed as a whole", ("not-tiff",), broken(lambda: imagecodecs.gzip_encode(good_bytes()[0], level=1)))
add("whole/magic-44", "version 44 where 42 or 43 belongs", ("not-tiff",), broken(lambda: good_bytes()[0].replace(b"II*\0", b"II,\0", 1)))
add("whole/byte-order-lies", "MM before a little-endian file", ("not-tiff",), broken(lambda: b"MM" + good_bytes()[0][2:]))


def bigtiff_offset_size_4():
    data = bytearray(build([picture(levels=1)], Plan(big=True))[0])
    data[4] = 4
    return bytes(data)


add("whole/bigtiff-offset-size-4", "BigTIFF that says its offsets have 4 bytes", ("not-tiff",), broken(bigtiff_offset_size_4))
