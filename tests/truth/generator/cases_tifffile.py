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

# Options of tifffile that people use

for name, about, planted, make in [
    ("tile-16", "tiles of 16 pixels", (), lambda: gray((1, 1, 2, 100, 120), tile=(16, 16), levels=2)),
    ("tile-240", "tiles of 240 pixels, no power of two", (), lambda: gray((1, 1, 2, 260, 300), tile=(240, 240), levels=2)),
    ("tile-512", "tiles larger than the image", (), lambda: gray((1, 1, 2, 260, 300), tile=(512, 512), levels=2)),
    ("tile-64-by-256", "tiles that are not square", (), lambda: gray((1, 1, 2, 260, 300), tile=(64, 256), levels=2)),
    ("rows-per-strip-1", "strips of one row", (), lambda: gray((1, 1, 1, 60, 80), levels=1, rowsperstrip=1)),
    ("rows-per-strip-7", "strips of seven rows", (), lambda: gray((1, 1, 2, 60, 80), levels=1, rowsperstrip=7)),
    ("rows-per-strip-32-deflate", "strips of 32 rows, Deflate", (), lambda: gray((1, 1, 2, 100, 120), levels=1, rowsperstrip=32, compression="zlib")),
    ("strips-with-subifds", "strips in all levels", (), lambda: gray((1, 1, 2, 100, 120), levels=2)),
    ("deflate-predictor", "uint16, Deflate with predictor 2", (), lambda: gray((1, 1, 2, 260, 300), tile=TILE, compression="zlib", predictor=2)),
    ("packbits", "uint8, PackBits", (), lambda: gray((1, 1, 2, 100, 120), "uint8", tile=(64, 64), compression="packbits")),
    ("int16", "int16", (), lambda: gray((1, 1, 2, 100, 120), "int16", tile=(64, 64))),
    ("int32", "int32", (), lambda: gray((1, 1, 2, 100, 120), "int32", tile=(64, 64))),
    ("uint32", "uint32", (), lambda: gray((1, 1, 2, 100, 120), "uint32", tile=(64, 64))),
    ("float64", "float64", (), lambda: gray((1, 1, 2, 100, 120), "float64", tile=(64, 64))),
    ("sections", "twelve sections", (), lambda: gray((1, 12, 1, 64, 80), "uint8", 2, tile=(32, 32))),
    ("time", "ten time points", (), lambda: gray((10, 1, 1, 64, 80), "uint8", 2, tile=(32, 32))),
    ("time-and-channels", "four time points of three channels", (), lambda: gray((4, 1, 3, 64, 80), "uint8", 2, tile=(32, 32))),
    ("channels-20-strips", "twenty channels in strips", (), lambda: gray((1, 1, 20, 64, 80), "uint8", 1)),
    ("big-endian-deflate", "big-endian, Deflate", (), lambda: gray((1, 1, 2, 100, 120), tile=(64, 64), compression="zlib", order=">")),
    ("big-endian-bigtiff", "big-endian BigTIFF", (), lambda: gray((1, 1, 2, 100, 120), tile=(64, 64), order=">", big=True)),
    ("big-endian-predictor", "big-endian with predictor 2", ("big-endian-predictor",), lambda: gray((1, 1, 2, 100, 120), tile=(64, 64), compression="zlib", predictor=2, order=">")),
    ("lerc", "LERC", (), lambda: gray((1, 1, 1, 100, 120), tile=(64, 64), compression="lerc")),
    ("png", "PNG", ("compression-unknown",), lambda: gray((1, 1, 1, 100, 120), tile=(64, 64), compression="png")),
    ("jpegxl", "JPEG XL", ("compression-unknown",), lambda: gray((1, 1, 1, 100, 120), tile=(64, 64), compression="jpegxl")),
    ("lzma", "LZMA", ("compression-unknown",), lambda: gray((1, 1, 1, 100, 120), tile=(64, 64), compression="lzma")),
    ("rgb-strips", "interleaved RGB in strips", (), lambda: color(levels=1)),
    ("rgb-bigtiff", "interleaved RGB, BigTIFF", (), lambda: color(tile=TILE, compression="zlib", big=True)),
    ("rgb-predictor", "interleaved RGB, Deflate with predictor 2", (), lambda: color(tile=TILE, compression="zlib", predictor=2)),
]:
    add(f"tifffile/{name}", f"written by tifffile: {about}", planted, make)
