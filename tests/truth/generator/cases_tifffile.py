"""Files that tifffile itself writes."""

import io

import numpy as np
import tifffile

from . import pixels
from .case import File, Truth, add

UUID = "00000000-0000-4000-8000-000000000002"


def write(arrays, axes, order="<", big=False, micrometres=(0.5, 0.5, None), **options):
    """`arrays`: levels as tifffile wants them. SubIFDs hold the levels below the first."""
    out = io.BytesIO()
    metadata = {
        "axes": axes,
        "UUID": UUID,
        "PhysicalSizeX": 0.5,
        "PhysicalSizeXUnit": "\u00b5m",
        "PhysicalSizeY": 0.5,
        "PhysicalSizeYUnit": "\u00b5m",
    }
    with tifffile.TiffWriter(out, ome=True, bigtiff=big, byteorder=order) as writer:
        writer.write(arrays[0], subifds=len(arrays) - 1, metadata=metadata, **options)
        for array in arrays[1:]:
            writer.write(array, subfiletype=1, metadata=None, **options)
    data = out.getvalue()
    with tifffile.TiffFile(io.BytesIO(data)) as tiff:
        offsets = [page.offset for page in tiff.pages]
    return data, offsets


def gray(shape, dtype="uint16", levels=3, **options):
    """Axes T, Z, C, Y, X in any number."""
    arrays = pixels.pyramid(pixels.stack(shape, dtype), levels)
    drop = tuple(axis for axis, size in zip((0, 1, 2), shape[:3], strict=True) if size == 1)
    axes = "".join(axis for axis, size in zip("TZC", shape[:3], strict=True) if size > 1) + "YX"
    data, offsets = write([np.squeeze(array, drop) for array in arrays], axes, photometric="minisblack", **options)
    return File(data, [Truth(arrays)], offsets)


def color(levels=3, tolerance=(0, 0), kind=None, planar=False, **options):
    arrays = pixels.pyramid(pixels.smooth_rgb(256, 384), levels)
    written = [array[0, 0] if planar else array[0, 0].transpose(1, 2, 0) for array in arrays]
    layout = {"planarconfig": "separate"} if planar else {}
    data, offsets = write(written, "CYX" if planar else "YXS", photometric="rgb", **layout, **options)
    if kind:
        with tifffile.TiffFile(io.BytesIO(data)) as tiff:
            arrays = [level.asarray().transpose(2, 0, 1)[None, None] for level in tiff.series[0].levels]
    return File(data, [Truth(arrays, tolerance=tolerance, samples=3)], offsets)


TILE = (128, 128)
for name, about, make in [
    ("deflate", "uint16, Deflate", lambda: gray((1, 1, 3, 260, 300), tile=TILE, compression="zlib")),
    ("none", "uint16, uncompressed", lambda: gray((1, 1, 3, 260, 300), tile=TILE)),
    ("none-big-endian", "uint16, big-endian", lambda: gray((1, 1, 3, 260, 300), tile=TILE, order=">")),
    ("bigtiff", "uint16, BigTIFF", lambda: gray((1, 1, 3, 260, 300), tile=TILE, big=True)),
    ("lzw", "uint8, LZW of imagecodecs", lambda: gray((1, 1, 2, 260, 300), "uint8", tile=TILE, compression="lzw")),
    ("lzw-predictor", "uint16, LZW with predictor 2", lambda: gray((1, 1, 2, 260, 300), tile=TILE, compression="lzw", predictor=2)),
    (
        "float-predictor",
        "float32, Deflate with predictor 3",
        lambda: gray((1, 1, 1, 260, 300), "float32", tile=TILE, compression="zlib", predictor=3),
    ),
    ("stack", "T, Z and C at once", lambda: gray((2, 3, 2, 96, 128), "uint8", 2, tile=(64, 64))),
    ("strips", "one level, no tiles", lambda: gray((1, 1, 3, 260, 300), levels=1)),
    ("rgb", "interleaved RGB, Deflate", lambda: color(tile=TILE, compression="zlib")),
    ("rgb-jpeg", "RGB as JPEG in YCbCr", lambda: color(tile=TILE, compression="jpeg", kind="jpeg", tolerance=(16, 2))),
]:
    add(f"tifffile/{name}", f"written by tifffile: {about}", (), make)

add(
    "tifffile/rgb-planar",
    "written by tifffile: RGB with one plane for each colour",
    ("planar-rgb",),
    lambda: color(tile=TILE, planar=True),
)
add("tifffile/rgb-lzw", "written by tifffile: interleaved RGB with LZW", ("lzw-interleaved",), lambda: color(tile=TILE, compression="lzw"))
add("tifffile/zstd", "written by tifffile: Zstd", ("compression-unknown",), lambda: gray((1, 1, 2, 260, 300), tile=TILE, compression="zstd"))
add(
    "tifffile/jpeg2000",
    "written by tifffile: JPEG 2000",
    ("compression-unknown",),
    lambda: gray((1, 1, 1, 260, 300), tile=TILE, compression="jpeg2000"),
)
