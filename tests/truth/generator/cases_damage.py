"""Tiles that are damaged, or are not where the file says."""

from dataclasses import replace

import imagecodecs

from . import tiff as t
from .case import add
from .common import file, one_level, one_store
from .image import Plan, Store


def cut_tile(index, keep):
    return lambda number, data: data[: int(len(data) * keep)] if number == index else data


for kind in ["lzw", "deflate", "packbits", "jpeg", "none", "lerc"]:
    add(
        f"damage/{kind}-tile-cut",
        f"the second tile of a {kind} file has lost its second half",
        ("tile-damaged",),
        # The LERC library leaves bytes of chance behind the Huffman codes of 8-bit samples; files must be the same every time.
        lambda kind=kind: file(one_level(dtype="uint16" if kind == "lerc" else "uint8"), one_store(kind=kind, spoil=cut_tile(1, 0.5))),
    )
add(
    "damage/lzw-first-tile-cut",
    "the first tile of an LZW file has lost its second half",
    ("tile-damaged",),
    lambda: file(one_level(), one_store(kind="lzw", spoil=cut_tile(0, 0.5))),
)
add(
    "damage/lzw-no-end-code",
    "LZW tiles without their last bytes, where the end code is: all samples are there",
    (),
    lambda: file(one_level(), one_store(kind="lzw", spoil=lambda _, data: data[:-1])),
)
add(
    "damage/lzw-garbage",
    "a tile of an LZW file is garbage",
    ("tile-damaged",),
    lambda: file(one_level(), one_store(kind="lzw", spoil=lambda n, data: bytes(range(200)) if n == 1 else data)),
)
add(
    "damage/deflate-garbage",
    "a tile of a Deflate file is garbage",
    ("tile-damaged",),
    lambda: file(one_level(), one_store(kind="deflate", spoil=lambda n, data: bytes(range(200)) if n == 1 else data)),
)


def flipped(number, data):
    if number != 1:
        return data
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 0x10]) + data[middle + 1 :]


add(
    "damage/deflate-bit-flipped",
    "one bit of a Deflate tile is flipped",
    ("tile-damaged",),
    lambda: file(one_level(), one_store(kind="deflate", spoil=flipped)),
)


def shorter_inside(number, data):
    return imagecodecs.zlib_encode(imagecodecs.zlib_decode(data)[:1000], level=6) if number == 1 else data


add(
    "damage/deflate-too-few-samples",
    "a Deflate tile is whole but holds 1000 bytes where 4096 belong",
    ("tile-damaged",),
    lambda: file(one_level(), one_store(kind="deflate", spoil=shorter_inside)),
)
add(
    "damage/packbits-no-op",
    "PackBits with the byte 128, which means nothing",
    ("packbits-no-op",),
    lambda: file(one_level(), one_store(kind="packbits", spoil=lambda _, data: b"\x80" + data)),
)
add(
    "damage/packbits-padded",
    "PackBits tiles with a byte 0 behind them, for an even length",
    ("packbits-padded",),
    lambda: file(one_level(), one_store(kind="packbits", spoil=lambda _, data: data + b"\0")),
)


def with_counts(change):
    return Plan(amend=lambda _, __, e: {**e, t.TILE_BYTES: (t.LONG, change(list(e[t.TILE_BYTES][1])))})


add(
    "damage/byte-counts-too-small",
    "TileByteCounts are half of what they should be",
    ("byte-counts",),
    lambda: file(one_level(), with_counts(lambda sizes: [size // 2 for size in sizes])),
)
add(
    "damage/byte-counts-too-large",
    "TileByteCounts are 100 bytes too many, which reaches into the next tile",
    ("byte-counts",),
    lambda: file(one_level(), with_counts(lambda sizes: [size + 100 for size in sizes])),
)
add(
    "damage/byte-counts-too-large-deflate",
    "the same with Deflate: bytes of the next tile follow the end of the stream",
    ("byte-counts",),
    lambda: file(one_level(), replace(with_counts(lambda sizes: [size + 100 for size in sizes]), stores=[Store(kind="deflate")])),
)
add(
    "damage/byte-counts-too-large-lzw",
    "the same with LZW",
    ("byte-counts",),
    lambda: file(one_level(), replace(with_counts(lambda sizes: [size + 100 for size in sizes]), stores=[Store(kind="lzw")])),
)
add(
    "damage/byte-count-0",
    "one TileByteCount is 0, its offset is not",
    ("byte-counts",),
    lambda: file(one_level(), with_counts(lambda sizes: [0 if n == 1 else size for n, size in enumerate(sizes)])),
)
add(
    "damage/tile-arrays-short",
    "fewer TileOffsets than tiles",
    ("tile-arrays-short",),
    lambda: file(one_level(), Plan(amend=lambda _, __, e: {**e, t.TILE_OFFSETS: (t.LONG, e[t.TILE_OFFSETS][1][:2])})),
)
add(
    "damage/no-byte-counts",
    "TileByteCounts are missing",
    ("byte-counts",),
    lambda: file(one_level(), one_store(drop=(t.TILE_BYTES,))),
)
add(
    "damage/tile-past-the-end",
    "the last tile's offset is behind the end of the file",
    ("offset-past-the-end",),
    lambda: file(one_level(), Plan(amend=lambda _, __, e: {**e, t.TILE_OFFSETS: (t.LONG, [*e[t.TILE_OFFSETS][1][:-1], 9_000_000])})),
)
