"""TIFF structure: sample layouts, compressions, offsets, and what breaks them."""

from dataclasses import replace

import imagecodecs
import numpy as np

from . import pixels
from . import tiff as t
from .case import File, add, case, truth_of
from .common import file, one_store, picture, rgb
from .image import Picture, Plan, Store, build

BLOCK = 65536
TINY = (1, 1, 1, 96, 120)


def one_level(shape=(1, 1, 1, 128, 128), dtype="uint8"):
    return picture(shape, dtype, 1)


# Ranges that end at a multiple of 64 KiB


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
    add(f"align/tile-end-{'before' if shift < 0 else 'behind'}", f"a tile ends {abs(shift)} bytes beside a multiple of 65,536", (), aligned(shift=shift))
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


# Samples


def counted_once(entries):
    return {**entries, t.SAMPLE_FORMAT: (t.SHORT, [1])}


add(
    "samples/format-count-1",
    "RGB with one SampleFormat for three samples, as Bio-Formats and Xenium write it",
    ("sample-format-count",),
    lambda: file(rgb(), Plan(amend=lambda _, __, entries: counted_once(entries))),
)
add(
    "samples/format-count-1-lowest-level",
    "RGB whose lowest level alone has one SampleFormat for three samples",
    ("sample-format-count",),
    lambda: file(rgb(), Plan(amend=lambda _, level, entries: counted_once(entries) if level == 2 else entries)),
)
add(
    "samples/format-count-1-planar",
    "planar RGB with one SampleFormat",
    ("sample-format-count", "planar-rgb"),
    lambda: file(rgb(), Plan(stores=[Store(planar=2)], amend=lambda _, __, entries: counted_once(entries))),
)
add("samples/planar", "RGB in planes, OME-XML says Interleaved", ("planar-rgb",), lambda: file(rgb(), one_store(planar=2)))
add(
    "samples/planar-not-interleaved",
    "RGB in planes of one IFD, Interleaved is false",
    ("planar-rgb",),
    lambda: file(rgb(), one_store(planar=2), {"pixels": {"Interleaved": "false"}}),
)
add("samples/rgb-16", "16-bit interleaved RGB", ("rgb-16-bit",), lambda: file(rgb(dtype="uint16"), one_store(kind="deflate")))
add(
    "samples/two-per-pixel",
    "two samples a pixel, grey and alpha",
    ("samples-per-pixel",),
    lambda: file(Picture(pixels.pyramid(pixels.stack((1, 1, 2, 200, 230), "uint8"), 2), samples=2)),
)
add(
    "samples/rgb-black-is-zero",
    "interleaved RGB under PhotometricInterpretation 1",
    ("photometric",),
    lambda: file(rgb(), one_store(photometric=1)),
)
add(
    "samples/grey-rgb-photometric",
    "three grey channels under PhotometricInterpretation 2",
    ("photometric",),
    lambda: file(picture((1, 1, 3, 200, 230), "uint8"), one_store(photometric=2)),
)


@case("samples/white-is-zero", "PhotometricInterpretation 0: dark is bright", "white-is-zero")
def white_is_zero():
    made = picture(dtype="uint8")
    out = file(made, one_store(photometric=0))
    out.truth[0].levels = [255 - level for level in made.levels]
    return out


@case("samples/palette", "8-bit palette image", "palette")
def palette():
    made = picture((1, 1, 1, 128, 160), "uint8", 1)
    ramp = [min(65535, 257 * value) for value in range(256)]
    colors = [*ramp, *ramp[::-1], *([32768] * 256)]
    out = file(made, one_store(photometric=3, tags={t.COLOR_MAP: (t.SHORT, colors)}))
    indices = made.levels[0][:, :, 0]
    out.truth[0].levels = [np.stack([indices, 255 - indices, np.full_like(indices, 128)], 2)]
    return out


@case("samples/cmyk", "CMYK, interleaved", "cmyk")
def cmyk():
    array = pixels.stack((1, 1, 4, 128, 160), "uint8")
    made = Picture(pixels.pyramid(array, 2), samples=4)
    out = file(made, one_store(photometric=5))
    out.truth[0].levels = [cmyk_to_rgb(level) for level in made.levels]
    out.truth[0].samples = 3
    return out


def cmyk_to_rgb(level):
    key = 255 - level[:, :, 3:].astype(np.uint32)
    return ((255 - level[:, :, :3]) * key // 255).astype(np.uint8)


@case("samples/ycbcr-uncompressed", "YCbCr without compression or subsampling")
def ycbcr_uncompressed():
    made = rgb()
    stored = replace(made, levels=[to_ycbcr(level) for level in made.levels])
    out = file(stored, one_store(photometric=6, tags={t.YCBCR_SUBSAMPLING: (t.SHORT, [1, 1])}))
    out.truth[0].levels = made.levels
    out.truth[0].tolerance = (3, 1.5)
    return out


def to_ycbcr(level):
    red, green, blue = (level[:, :, index].astype(np.float64) for index in range(3))
    y = 0.299 * red + 0.587 * green + 0.114 * blue
    planes = [y, (blue - y) / 1.772 + 128, (red - y) / 1.402 + 128]
    return np.stack([np.clip(np.floor(plane + 0.5), 0, 255) for plane in planes], 2).astype(np.uint8)


def turned(samples):
    return np.ascontiguousarray(samples[::-1, ::-1])


@case("samples/orientation-3", "Orientation 3: stored turned by 180 degrees", "orientation")
def orientation_3():
    return file(picture((1, 1, 1, 128, 160), "uint8", 2), one_store(view=turned, tags={t.ORIENTATION: (t.SHORT, 3)}))


def mirrored_bits(_, data):
    return bytes(np.packbits(np.unpackbits(np.frombuffer(data, np.uint8)).reshape(-1, 8)[:, ::-1]))


add(
    "samples/fill-order-2",
    "FillOrder 2 on 8 bits",
    ("fill-order",),
    lambda: file(picture(TINY, "uint8", 1), one_store(spoil=mirrored_bits, tags={t.FILL_ORDER: (t.SHORT, 2)})),
)
add(
    "samples/sparse",
    "tiles with offset and count 0 in the middle and at the end",
    ("sparse-tiles",),
    lambda: sparse(),
)


def sparse():
    made = picture((1, 1, 1, 192, 192), "uint8", 1)
    out = file(made, one_store(sparse=(4, 8)))
    level = made.levels[0].copy()
    level[..., 64:128, 64:128] = 0
    level[..., 128:, 128:] = 0
    out.truth[0].levels = [level]
    return out


for dtype, name in [("uint64", "uint64"), ("int64", "int64"), ("float16", "float16")]:
    add(
        f"samples/{name}",
        f"samples of {name}, called by that name",
        ("sample-type",),
        lambda dtype=dtype: file(picture(TINY, dtype, 1)),
    )
add(
    "samples/uint64-called-uint32",
    "samples of 64 bits that OME-XML calls uint32",
    ("sample-type", "type-differs"),
    lambda: file(picture(TINY, "uint64", 1), None, {"pixels": {"Type": "uint32"}}),
)
add(
    "samples/float16-called-float",
    "samples of float16 that OME-XML calls float, predictor 3",
    ("sample-type",),
    lambda: file(picture(TINY, "float16", 1), one_store(kind="deflate", predictor=3), {"pixels": {"Type": "float"}}),
)


def bits(count, dtype, called, **more):
    made = picture(TINY, dtype, 1, bits=count)
    return file(made, one_store(bits=count, **more), {"pixels": {"Type": called, "SignificantBits": count}})


add("samples/bits-1", "1 bit, Type bit", ("sample-type",), lambda: bits(1, "uint8", "bit"))
add("samples/bits-1-called-uint8", "1 bit, Type uint8", (), lambda: bits(1, "uint8", "uint8"))
add(
    "samples/bits-1-untagged",
    "1 bit without BitsPerSample, whose default it is",
    ("bits-per-sample-missing",),
    lambda: bits(1, "uint8", "uint8", drop=(t.BITS,)),
)
add("samples/bits-4", "4 bits", (), lambda: bits(4, "uint8", "uint8"))
add("samples/bits-12", "12 bits, packed", (), lambda: bits(12, "uint16", "uint16"))
add("samples/bits-10", "10 bits, packed", (), lambda: bits(10, "uint16", "uint16"))
add(
    "samples/significant-bits-12",
    "12 of 16 bits are used, SignificantBits says so",
    (),
    lambda: file(picture(TINY, "uint16", 1, bits=12), None, {"pixels": {"SignificantBits": 12}}),
)
for dtype, kind, predictor in [("uint16", "deflate", 2), ("uint32", "deflate", 2), ("int16", "lzw", 2), ("float32", "deflate", 3), ("float64", "deflate", 3)]:
    add(
        f"samples/big-endian-predictor-{predictor}-{dtype}",
        f"big-endian {dtype} with {kind} and predictor {predictor}",
        ("big-endian-predictor",),
        lambda dtype=dtype, kind=kind, predictor=predictor: file(picture(dtype=dtype), replace(one_store(kind=kind, predictor=predictor), order=">")),
    )
add(
    "samples/big-endian-predictor-2-level-1",
    "big-endian, predictor 2 on the levels below the first alone",
    ("big-endian-predictor",),
    lambda: file(picture(), Plan(order=">", stores=[Store(kind="deflate"), Store(kind="deflate", predictor=2)])),
)
add(
    "samples/predictor-2-uint64",
    "64 bits with predictor 2",
    ("sample-type",),
    lambda: file(picture(TINY, "uint64", 1), one_store(kind="deflate", predictor=2), {"pixels": {"Type": "double"}}),
)

# Compressions

for kind in ["zstd", "jpeg2000", "jpeg2000-33003", "lzma", "jpegxl"]:
    add(
        f"compression/{kind}",
        f"compression {kind}, which geotiff.js 2 does not know",
        ("compression-unknown",),
        lambda kind=kind: file(picture(TINY, "uint8", 1), one_store(kind=kind)),
    )
add(
    "compression/webp-rgb",
    "lossless WebP of three samples: decoded by the browser, and then taken for three where it gives four",
    ("webp-rgb",),
    lambda: file(rgb(), one_store(kind="webp")),
)


@case("compression/webp-rgba", "lossless WebP of four samples, opaque")
def webp_rgba():
    array = pixels.smooth_rgb(200, 230)
    array = np.concatenate([array, np.full_like(array[:, :, :1], 255)], 2)
    return file(Picture(pixels.pyramid(array, 2), samples=4), one_store(kind="webp"))


add(
    "compression/old-jpeg",
    "compression 6",
    ("compression-unknown",),
    lambda: file(picture(TINY, "uint8", 1), Plan(amend=lambda _, __, e: {**e, t.COMPRESSION: (t.SHORT, 6)})),
)
add("compression/lzw-rgb", "LZW on interleaved RGB", ("lzw-interleaved",), lambda: file(rgb(), one_store(kind="lzw")))
add(
    "compression/lzw-rgb-predictor-2",
    "LZW with predictor 2 on interleaved RGB",
    ("lzw-interleaved",),
    lambda: file(rgb(), one_store(kind="lzw", predictor=2)),
)
add(
    "compression/lzw-rgb-planar",
    "LZW on RGB in planes: each tile has one sample",
    ("planar-rgb",),
    lambda: file(rgb(), one_store(kind="lzw", planar=2)),
)
add(
    "compression/lzw-rgb-strips",
    "LZW on interleaved RGB in strips of 32 rows: the decoder makes room for a whole image",
    (),
    lambda: file(rgb(levels=1), one_store(kind="lzw", tile=(), rows=32)),
)
add(
    "compression/lzw-strips",
    "LZW in strips of 16 rows, the last one shorter",
    (),
    lambda: file(picture((1, 1, 2, 203, 230), levels=1), one_store(kind="lzw", tile=(), rows=16)),
)
add("compression/lzw-12-bits", "LZW on packed 12-bit samples", (), lambda: bits(12, "uint16", "uint16", kind="lzw"))


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

# The chain of IFDs


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


def with_tag(tag, value, level=0):
    return Plan(amend=lambda _, at, e: {**e, tag: value} if at == level else e)


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
