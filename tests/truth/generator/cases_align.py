"""Ranges that end at a multiple of 64 KiB: geotiff.js 2 then looks for a block that it has not asked for."""

from . import tiff as t
from .case import add
from .common import file, one_level, picture
from .image import Plan, Store

BLOCK = 65536


def tile_that_ends(where, index=1, shift=0):
    """Puts tile `index` so that it ends `shift` bytes behind a multiple of 64 KiB."""

    def place(number, size, end):
        if number != index:
            return None
        wanted = -(-(end + size) // BLOCK) * BLOCK * where
        return wanted + shift - size

    return place


def aligned(**options):
    return lambda: file(one_level(), Plan(stores=[Store(tile=(64, 64), place=tile_that_ends(1, **options))]))


add("align/tile-end", "a tile ends at a multiple of 65,536", ("range-end-aligned",), aligned())
add("align/tile-end-first", "the first tile ends at a multiple of 65,536", ("range-end-aligned",), aligned(index=0))
for shift in [-2, 2]:
    add(
        f"align/tile-end-{'before' if shift < 0 else 'behind'}",
        f"a tile ends {abs(shift)} bytes beside a multiple of 65,536",
        (),
        aligned(shift=shift),
    )
add(
    "align/tile-start",
    "a tile starts at a multiple of 65,536",
    (),
    lambda: file(one_level(), Plan(stores=[Store(tile=(64, 64), place=lambda n, _, __: BLOCK if n == 1 else None)])),
)
add(
    "align/strip-end",
    "a strip ends at a multiple of 65,536",
    ("range-end-aligned",),
    lambda: file(one_level(), Plan(stores=[Store(tile=(), rows=32, place=tile_that_ends(1))])),
)
add(
    "align/tile-end-level-1",
    "a tile of the second level ends at a multiple of 65,536",
    ("range-end-aligned",),
    lambda: file(picture(), Plan(stores=[Store(), Store(place=tile_that_ends(1, index=0)), Store()])),
)
add(
    "align/uncompressed-512",
    "uncompressed tiles of 512 x 512 x 16 bits that start at a multiple of 65,536: each of them ends at one",
    ("range-end-aligned",),
    lambda: file(picture((1, 1, 1, 600, 600), levels=1), Plan(stores=[Store(tile=(512, 512), place=lambda n, _, __: BLOCK if n == 0 else None)])),
)


def ifd_at(plane, level, offset, big=False):
    """An IFD at `offset`, and enough behind it: a read past the end of the file is cut off there, which hides the fault."""
    place = lambda index, at_level: {"at": offset} if (index, at_level) == (plane, level) else {}  # noqa: E731
    return Plan(big=big, ifd_options=place, finish=lambda tiff, _, __: tiff.pad_to(2 * BLOCK + 100))


add(
    "align/first-ifd-1024",
    "the first IFD stands 1024 bytes before a multiple of 65,536",
    ("range-end-aligned",),
    lambda: file(one_level(), ifd_at(0, 0, BLOCK - 1024)),
)
add(
    "align/second-ifd-1024",
    "the IFD of the second channel stands 1024 bytes before a multiple of 65,536",
    ("range-end-aligned",),
    lambda: file(one_level((1, 1, 2, 64, 64)), ifd_at(1, 0, BLOCK - 1024)),
)
add(
    "align/subifd-1024",
    "a SubIFD stands 1024 bytes before a multiple of 65,536",
    ("range-end-aligned",),
    lambda: file(picture((1, 1, 1, 120, 120), "uint8", 2), ifd_at(0, 1, BLOCK - 1024)),
)
add(
    "align/second-ifd-1024-at-the-end",
    "the IFD of the second channel stands 1024 bytes before a multiple of 65,536, and the file ends right behind the IFD",
    (),
    lambda: file(one_level((1, 1, 2, 64, 64)), Plan(ifd_options=lambda index, _: {"at": BLOCK - 1024} if index else {})),
)
add(
    "align/second-ifd-1022",
    "the IFD of the second channel stands 1022 bytes before a multiple of 65,536",
    (),
    lambda: file(one_level((1, 1, 2, 64, 64)), ifd_at(1, 0, BLOCK - 1022)),
)
add(
    "align/bigtiff-ifd-4048",
    "BigTIFF: the first IFD stands 4048 bytes before a multiple of 65,536",
    ("range-end-aligned",),
    lambda: file(one_level(), ifd_at(0, 0, BLOCK - 4048, big=True)),
)
add(
    "align/bigtiff-ifd-1024",
    "BigTIFF: the first IFD stands 1024 bytes before a multiple of 65,536, which matters to classic TIFF alone",
    (),
    lambda: file(one_level(), ifd_at(0, 0, BLOCK - 1024, big=True)),
)


def with_array_end(tag, kind, count, end=BLOCK):
    """Moves the values of a tag so that they end at `end`; they are written a second time and linked there."""

    def finish(tiff, main, subs):
        size = {t.LONG: 4, t.ASCII: 1, t.SHORT: 2}[kind]
        values = main[0].values[tag]
        data = bytes(tiff.data[values : values + count * size])
        at = tiff.put(data, at=end - len(data))
        entry = main[0].offset + 2
        while int.from_bytes(tiff.data[entry : entry + 2], "little") != tag:
            entry += 12
        tiff.link(entry + 8, at)
        tiff.put(b"\0" * 2000)

    return finish


add(
    "align/tile-offsets-end",
    "the array of TileOffsets ends at a multiple of 65,536",
    ("range-end-aligned",),
    lambda: file(one_level((1, 1, 1, 192, 192)), Plan(finish=with_array_end(t.TILE_OFFSETS, t.LONG, 9, 2 * BLOCK))),
)
add(
    "align/file-size",
    "the file's size is a multiple of 65,536 and the first IFD is less than 1024 bytes before its end",
    ("range-end-aligned",),
    lambda: file(one_level(), Plan(finish=lambda tiff, main, _: pad_end(tiff, main))),
)
add(
    "align/file-size-ifd-far",
    "the file's size is a multiple of 65,536 and the IFD is far from its end",
    (),
    lambda: file(one_level(), Plan(finish=lambda tiff, _, __: tiff.pad_to(2 * BLOCK))),
)


def pad_end(tiff, main):
    """Writes the IFD once more, just before the end of the file."""
    size = 2 + 12 * int.from_bytes(tiff.data[main[0].offset : main[0].offset + 2], "little") + 4
    copy = bytes(tiff.data[main[0].offset : main[0].offset + size])
    at = tiff.put(copy, at=BLOCK - size)
    tiff.link(tiff.first_at, at)
    main[0].offset = at
