"""Samples: layouts, types, colours, byte orders."""

from dataclasses import replace

import numpy as np

from . import pixels
from . import tiff as t
from .case import add, case
from .common import TINY, bits, file, one_store, picture, rgb
from .image import Picture, Plan, Store


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
add("samples/bits-24", "24 bits", ("sample-type",), lambda: bits(24, "uint32", "uint32"))
add("samples/bits-10", "10 bits, packed", (), lambda: bits(10, "uint16", "uint16"))
add(
    "samples/significant-bits-12",
    "12 of 16 bits are used, SignificantBits says so",
    (),
    lambda: file(picture(TINY, "uint16", 1, bits=12), None, {"pixels": {"SignificantBits": 12}}),
)
for dtype, kind, predictor in [
    ("uint16", "deflate", 2),
    ("uint32", "deflate", 2),
    ("int16", "lzw", 2),
    ("float32", "deflate", 3),
    ("float64", "deflate", 3),
]:
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
