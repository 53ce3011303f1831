"""Files as they should be: every type, order, compression and layout that viewers are meant to read."""

from dataclasses import replace

import numpy as np

from . import pixels
from . import tiff as t
from .case import add, case
from .common import file, lossy, one_store, picture, rgb
from .image import MICRO, Picture, Plan, Store

TYPES = ["uint8", "int8", "uint16", "int16", "uint32", "int32", "float32", "float64"]

for dtype in TYPES:
    add(
        f"good/{dtype}",
        f"two channels of {dtype}, three levels, uncompressed tiles",
        (),
        lambda dtype=dtype: file(picture(dtype=dtype)),
    )
for dtype in ["uint8", "uint16", "int32", "float32", "float64"]:
    add(
        f"good/{dtype}-big-endian",
        f"two channels of {dtype} in a big-endian file",
        (),
        lambda dtype=dtype: file(picture(dtype=dtype), Plan(order=">")),
    )
for order, name in [("<", "little"), (">", "big")]:
    add(
        f"good/bigtiff-{name}-endian",
        f"BigTIFF, {name}-endian",
        (),
        lambda order=order: file(picture(), Plan(order=order, big=True)),
    )
for order in ["XYZCT", "XYZTC", "XYCTZ", "XYCZT", "XYTCZ", "XYTZC"]:
    add(
        f"good/order-{order.lower()}",
        f"2 channels, 3 sections, 2 time points in the order {order}",
        (),
        lambda order=order: file(picture((2, 3, 2, 80, 96), levels=2, order=order), one_store(tile=(64, 64))),
    )
for count in [1, 5, 12, 40]:
    add(
        f"good/channels-{count}",
        f"{count} channels",
        (),
        lambda count=count: file(picture((1, 1, count, 128, 160), "uint8", 2), one_store(tile=(64, 64))),
    )
for kind, predictor, dtype in [
    ("lzw", 1, "uint16"),
    ("lzw", 2, "uint8"),
    ("lzw", 2, "uint16"),
    ("lzw", 3, "float32"),
    ("deflate", 1, "uint16"),
    ("deflate", 2, "uint8"),
    ("deflate", 2, "uint16"),
    ("deflate", 2, "uint32"),
    ("deflate", 3, "float32"),
    ("deflate", 3, "float64"),
    ("deflate-old", 1, "uint16"),
    ("packbits", 1, "uint8"),
    ("packbits", 1, "uint16"),
    ("lerc", 1, "uint16"),
    ("lerc", 1, "float32"),
    ("lerc-deflate", 1, "uint16"),
    ("lerc-zstd", 1, "uint16"),
]:
    tail = f"-predictor-{predictor}" if predictor > 1 else ""
    add(
        f"good/{kind}{tail}-{dtype}",
        f"{dtype} with {kind}" + (f" and predictor {predictor}" if predictor > 1 else ""),
        (),
        lambda kind=kind, predictor=predictor, dtype=dtype: file(picture(dtype=dtype), one_store(kind=kind, predictor=predictor)),
    )
for dtype in ["uint8", "uint16"]:
    add(
        f"good/lzw-full-table-{dtype}",
        f"{dtype} with LZW codes up to 4095, as imagecodecs writes them",
        (),
        lambda dtype=dtype: file(picture(dtype=dtype, noise=1.0), one_store(kind="lzw-full")),
    )
add(
    "good/lzw-table-cleared-early",
    "noise with LZW that clears its table at code 4094, as libtiff does",
    (),
    lambda: file(picture(noise=1.0), one_store(kind="lzw")),
)
add(
    "good/deflate-predictor-2-uint8-big-endian",
    "big-endian, 8 bits, predictor 2: there is no byte order to get wrong",
    (),
    lambda: file(picture(dtype="uint8"), replace(one_store(kind="deflate", predictor=2), order=">")),
)
add(
    "good/deflate-uint16-big-endian",
    "big-endian Deflate without predictor",
    (),
    lambda: file(picture(), replace(one_store(kind="deflate"), order=">")),
)
add(
    "good/lzw-uint16-big-endian",
    "big-endian LZW without predictor",
    (),
    lambda: file(picture(), replace(one_store(kind="lzw"), order=">")),
)
add(
    "good/lerc-lossy-float32",
    "LERC that may be 0.01 off",
    (),
    lambda: lossy(picture(dtype="float32"), one_store(kind="lerc-lossy"), (0.011, 0.01)),
)
add(
    "good/jpeg-gray",
    "8-bit grey JPEG",
    (),
    lambda: lossy(picture(dtype="uint8"), one_store(kind="jpeg"), (4, 0.5)),
)
add("good/jpeg-rgb", "JPEG in RGB", (), lambda: lossy(rgb(), one_store(kind="jpeg-rgb"), (4, 0.5)))
add("good/jpeg-ycbcr-444", "JPEG in YCbCr, no subsampling", (), lambda: lossy(rgb(), one_store(kind="jpeg-444"), (6, 2)))
add("good/jpeg-ycbcr-420", "JPEG in YCbCr 4:2:0", (), lambda: lossy(rgb(), one_store(kind="jpeg-420"), (16, 2)))
add(
    "good/jpeg-tables",
    "JPEG in YCbCr with JPEGTables, as libtiff writes it",
    (),
    lambda: lossy(rgb(), one_store(kind="jpeg-tables"), (16, 2)),
)
add("good/rgb-none", "interleaved RGB, uncompressed", (), lambda: file(rgb()))
add("good/rgb-deflate", "interleaved RGB with Deflate", (), lambda: file(rgb(), one_store(kind="deflate")))
add(
    "good/rgb-deflate-predictor-2",
    "interleaved RGB with Deflate and predictor 2",
    (),
    lambda: file(rgb(), one_store(kind="deflate", predictor=2)),
)
add("good/rgb-packbits", "interleaved RGB with PackBits", (), lambda: file(rgb(), one_store(kind="packbits")))
add(
    "good/rgb-no-sample-format",
    "interleaved RGB without SampleFormat: unsigned by default",
    (),
    lambda: file(rgb(), one_store(drop=(t.SAMPLE_FORMAT,))),
)
add("good/rgb-strips", "interleaved RGB, no pyramid, strips of 64 rows", (), lambda: file(rgb(levels=1), one_store(tile=(), rows=64)))


@case("good/rgba", "interleaved RGBA, 4 samples a pixel")
def rgba():
    array = pixels.smooth_rgb(260, 300)
    alpha = np.full_like(array[:, :, :1], 255)
    return file(Picture(pixels.pyramid(np.concatenate([array, alpha], 2), 3), samples=4))


@case("good/stack-z-t", "5 sections, 3 time points, 2 channels")
def stack_z_t():
    return file(picture((3, 5, 2, 96, 128), "uint8", 2, order="XYZCT"), one_store(tile=(64, 64)))


for tile in [16, 256, 512]:
    add(
        f"good/tile-{tile}",
        f"tiles of {tile} x {tile}",
        (),
        lambda tile=tile: file(picture((1, 1, 1, 260, 300), levels=2), one_store(tile=(tile, tile))),
    )
add(
    "good/tile-1024-of-2100",
    "2100 x 2080 pixels, tiles of 1024, four levels",
    (),
    lambda: file(picture((1, 1, 1, 2080, 2100), "uint8", 4), one_store(tile=(1024, 1024), kind="deflate")),
)
add(
    "good/tile-512-of-1500",
    "1500 x 1200 pixels, 2 channels, tiles of 512, three levels",
    (),
    lambda: file(picture((1, 1, 2, 1200, 1500), "uint8", 3), one_store(tile=(512, 512), kind="deflate")),
)
add(
    "good/odd-sizes-rounded-down",
    "301 x 263 pixels, levels rounded down as viewers expect",
    (),
    lambda: file(picture((1, 1, 1, 263, 301))),
)
add(
    "good/no-pyramid-tiled",
    "one level of 300 x 260, tiled: small enough without a pyramid",
    (),
    lambda: file(picture(levels=1)),
)
add(
    "good/no-pyramid-one-strip",
    "one level, one strip",
    (),
    lambda: file(picture(levels=1), one_store(tile=())),
)
add(
    "good/no-pyramid-1100",
    "one level of 1100 x 1050, strips of 64 rows",
    (),
    lambda: file(picture((1, 1, 1, 1050, 1100), "uint8", 1), one_store(tile=(), rows=64)),
)
add(
    "good/deep-pyramid",
    "seven levels down to 4 x 5 pixels",
    (),
    lambda: file(picture((1, 1, 1, 300, 340), levels=7), one_store(tile=(64, 64))),
)
add(
    "good/ifds-last",
    "all pixels first, all IFDs at the end",
    (),
    lambda: file(picture((1, 1, 6, 260, 300)), Plan(ifds="last")),
)
add(
    "good/xml-at-end",
    "OME-XML at the end of the file, as tifffile leaves it",
    (),
    lambda: file(picture((1, 1, 3, 260, 300)), Plan(xml_at="end")),
)
add(
    "good/subifds-long",
    "SubIFDs of type LONG in a classic TIFF",
    (),
    lambda: file(picture(), Plan(sub_type=t.LONG)),
)
add(
    "good/subifds-long8",
    "SubIFDs of type LONG8 in a BigTIFF",
    (),
    lambda: file(picture(), Plan(big=True, sub_type=t.LONG8)),
)
add(
    "good/no-new-subfile-type",
    "SubIFDs without NewSubfileType",
    (),
    lambda: file(picture(), Plan(amend=lambda _, __, entries: {k: v for k, v in entries.items() if k != t.NEW_SUBFILE_TYPE})),
)
add(
    "good/values-behind-ifd",
    "values of tags behind their IFD instead of before it",
    (),
    lambda: file(picture(), Plan(ifd_options=lambda _, __: {"after": True})),
)
add(
    "good/odd-ifd-offsets",
    "IFDs at odd offsets, which TIFF forbids and readers do not mind",
    ("odd-ifd-offset",),
    lambda: file(picture(), Plan(ifd_options=lambda _, __: {"odd": True})),
)
add(
    "good/unsorted-tags",
    "entries of the IFDs in no order",
    ("unsorted-tags",),
    lambda: file(picture(), Plan(ifd_options=lambda _, __: {"unsorted": True}, amend=lambda _, __, e: dict(reversed(e.items())))),
)


@case("good/bioformats2raw", "as raw2ometiff writes: big-endian BigTIFF, LZW, SubIFDs of small strips, one TiffData")
def bioformats2raw():
    stores = [Store(tile=(256, 256), kind="lzw", level_tag=2), Store(tile=(256, 256), kind="lzw", level_tag=3)]
    return file(picture((1, 1, 3, 520, 600)), Plan(order=">", big=True, stores=stores, ifds="last"), {"tiffdata": "one"})


@case("good/qupath", "as QuPath writes RGB: BigTIFF, LZW is left out, Deflate tiles of 256, levels by 2")
def qupath():
    plan = Plan(big=True, stores=[Store(tile=(256, 256), kind="deflate")])
    return file(rgb(600, 700), plan, {"tiffdata": "one", "names": [None]})


@case("good/bfconvert", "as bfconvert writes: big-endian, strips of one row for the whole width, one level")
def bfconvert():
    return file(picture((1, 3, 2, 96, 120), levels=1, order="XYZCT"), Plan(order=">", stores=[Store(tile=(), rows=96)], xml_at="end"))


@case("good/two-images", "two images with SubIFDs, the same number of levels")
def two_images():
    return file([picture(), picture((1, 1, 1, 200, 220), "uint8", seed=9, name="second")])


@case("good/sections-with-size", "PhysicalSizeZ as well, in other units")
def sections_with_size():
    sizes = {"X": (650, "nm"), "Y": (650, "nm"), "Z": (0.002, "mm")}
    return file(picture((1, 3, 1, 96, 128), levels=2, physical=sizes), one_store(tile=(64, 64)), micrometres=(0.65, 0.65, 2))


@case("good/pixels-not-square", "pixels twice as tall as wide")
def pixels_not_square():
    sizes = {"X": (0.5, MICRO), "Y": (1.0, MICRO)}
    return file(picture(levels=2, physical=sizes))


@case("good/60-planes", "60 planes, no offsets.json: the chain is walked step by step")
def planes_60():
    return file(picture((1, 20, 3, 128, 160), levels=2, order="XYZCT"), one_store(tile=(64, 64)))


@case("good/300-planes", "300 planes of 32 x 32")
def planes_300():
    return file(picture((1, 100, 3, 32, 32), "uint8", 1, order="XYCZT"), one_store(tile=(32, 32)))


@case("good/large-tile-arrays", "1024 x 1024 in tiles of 16: 4096 offsets for each plane")
def large_tile_arrays():
    return file(picture((1, 1, 2, 1024, 1024), "uint8", 2), one_store(tile=(16, 16)))


@case("good/large-tile-arrays-last", "the same with all arrays and IFDs at the end of the file")
def large_tile_arrays_last():
    return file(picture((1, 1, 2, 1024, 1024), "uint8", 2), replace(one_store(tile=(16, 16)), ifds="last"))
