"""Compressions that viewers do not know, or read wrong."""

import numpy as np

from . import pixels
from . import tiff as t
from .case import add, case
from .common import TINY, bits, file, one_store, picture, rgb
from .image import Picture, Plan

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
