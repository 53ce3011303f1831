"""Files that GDAL and libvips write, with OME-XML given to them as ImageDescription: as people do who have no Bio-Formats."""

import io
import warnings

import numpy as np
import pyvips
import rasterio
import rasterio.shutil
import tifffile
from rasterio.io import MemoryFile

from . import omexml, pixels
from .case import File, Truth, add
from .image import Picture

SHAPE = (1, 1, 1, 260, 300)


def description(array, samples=1, name="image", changes=None):
    return omexml.document([Picture([array], samples=samples, name=name)], changes)


def opened(data, array, samples=1, lossy=False):
    """The file with its truth: what was written, or what tifffile decodes where that is not the same."""
    with tifffile.TiffFile(io.BytesIO(data)) as tiff:
        offsets = [page.offset for page in tiff.pages]
        levels = [array]
        first = tiff.pages[0]
        for index in range(len(first.pages or [])):
            planes = [as_axes(page.pages[index].asarray(), array, samples) for page in tiff.pages]
            smaller = np.concatenate(planes, axis=2)
            levels.append(smaller.reshape(*array.shape[:3], *smaller.shape[-2:]))
        if lossy:
            levels[0] = as_axes(first.asarray(), array, samples)
    return File(data, [Truth(levels, tolerance=(16, 2) if lossy else (0, 0), samples=samples)], offsets)


def as_axes(page, array, samples):
    return page.transpose(2, 0, 1)[None, None] if samples > 1 and page.ndim == 3 else page.reshape(1, 1, -1, *page.shape[-2:])


# GDAL


def gdal(array, samples=1, lossy=False, overviews=(), **options):
    bands = array[0, 0]
    profile = {"driver": "GTiff", "width": bands.shape[-1], "height": bands.shape[-2], "count": len(bands), "dtype": bands.dtype.name, **options}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with MemoryFile() as memory:
            with memory.open(**profile) as out:
                out.write(bands)
                out.update_tags(TIFFTAG_IMAGEDESCRIPTION=description(array, samples), TIFFTAG_SOFTWARE=f"GDAL {rasterio.__gdal_version__}")
                if overviews:
                    out.build_overviews(list(overviews), rasterio.enums.Resampling.nearest)
            data = memory.read()
    return opened(data, array, samples, lossy)


def grey(dtype="uint16", seed=0):
    return pixels.stack(SHAPE, dtype, seed)


TILED = {"tiled": True, "blockxsize": 128, "blockysize": 128}
UNKNOWN = {"zstd", "lzma", "webp"}
for kind in ("none", "lzw", "deflate", "packbits", "zstd", "lzma", "lerc", "lerc_deflate", "lerc_zstd"):
    # LERC of 8 bits comes out otherwise with every run: GDAL packs bytes that nobody set.
    for dtype in ("int16" if kind.startswith("lerc") else "uint8", "uint16", "float32"):
        add(
            f"gdal/{kind.replace('_', '-')}-{dtype}",
            f"written by GDAL: {dtype}, {kind}, tiles",
            ("compression-unknown",) if kind in UNKNOWN else (),
            lambda kind=kind, dtype=dtype: gdal(grey(dtype), compress=kind, **TILED),
        )
for kind, predictor, dtype in [("lzw", 2, "uint8"), ("lzw", 2, "uint16"), ("deflate", 2, "uint16"), ("deflate", 3, "float32"), ("lzw", 3, "float32"), ("zstd", 2, "uint16")]:
    add(
        f"gdal/{kind}-predictor-{predictor}-{dtype}",
        f"written by GDAL: {dtype}, {kind} with predictor {predictor}",
        ("compression-unknown",) if kind in UNKNOWN else (),
        lambda kind=kind, predictor=predictor, dtype=dtype: gdal(grey(dtype), compress=kind, predictor=predictor, **TILED),
    )
for dtype in ("uint8", "uint16", "int16", "uint32", "float32", "float64"):
    add(f"gdal/strips-{dtype}", f"written by GDAL with its defaults: {dtype}, strips", (), lambda dtype=dtype: gdal(grey(dtype)))
for dtype, kind in [("uint16", "none"), ("uint16", "deflate"), ("uint8", "lzw"), ("float32", "deflate")]:
    add(
        f"gdal/big-endian-{kind}-{dtype}",
        f"written by GDAL: big-endian {dtype}, {kind}",
        (),
        lambda dtype=dtype, kind=kind: gdal(grey(dtype), compress=kind, ENDIANNESS="BIG", **TILED),
    )
add("gdal/bigtiff", "written by GDAL: BigTIFF", (), lambda: gdal(grey(), BIGTIFF="YES", **TILED))
add("gdal/sparse", "written by GDAL: tiles of zeros are left out", ("sparse-tile",), lambda: gdal(half_empty(), SPARSE_OK="TRUE", **TILED))
add("gdal/overviews", "written by GDAL: smaller levels in the main chain", (), lambda: gdal(grey(), overviews=(2, 4), compress="deflate", **TILED))
add("gdal/cog", "written by GDAL: a cloud-optimised GeoTIFF", (), lambda: cog())
for interleave in ("pixel", "band"):
    add(
        f"gdal/rgb-{interleave}",
        f"written by GDAL: RGB, interleaved by {interleave}",
        ("planar-rgb",) if interleave == "band" else (),
        lambda interleave=interleave: gdal(pixels.smooth_rgb(260, 300), samples=3, photometric="RGB", interleave=interleave, compress="deflate", **TILED),
    )
    add(
        f"gdal/channels-{interleave}",
        f"written by GDAL: three channels as bands of one IFD, interleaved by {interleave}",
        ("channels-in-one-ifd",),
        lambda interleave=interleave: gdal(pixels.stack((1, 1, 3, 260, 300), "uint16"), interleave=interleave, compress="deflate", **TILED),
    )
add(
    "gdal/rgb-jpeg",
    "written by GDAL: RGB as JPEG in YCbCr",
    (),
    lambda: gdal(pixels.smooth_rgb(260, 300), samples=3, lossy=True, photometric="YCBCR", interleave="pixel", compress="jpeg", **TILED),
)
add("gdal/rgb-lzw", "written by GDAL: RGB with LZW", ("lzw-interleaved",), lambda: gdal(pixels.smooth_rgb(260, 300), samples=3, photometric="RGB", interleave="pixel", compress="lzw", **TILED))
add("gdal/nbits-12", "written by GDAL: 12 bits", (), lambda: gdal(pixels.stack(SHAPE, "uint16", bits=12), NBITS="12", **TILED))


def half_empty():
    array = grey()
    array[..., 128:, :] = 0
    return array


def cog():
    array = grey()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = gdal(array, compress="deflate", **TILED).data
        with MemoryFile(source) as memory, memory.open() as src, MemoryFile() as out:
            rasterio.shutil.copy(src, out.name, driver="COG", compress="DEFLATE", blocksize="128", overviews="IGNORE_EXISTING")
            data = out.read()
    return opened(data, array)


# libvips


def vips(array, samples=1, lossy=False, changes=None, **options):
    planes = array.reshape(-1, *array.shape[-2:])
    if samples > 1:
        image = pyvips.Image.new_from_array(np.ascontiguousarray(array[0, 0].transpose(1, 2, 0)), interpretation="srgb")
    else:
        image = pyvips.Image.new_from_array(np.concatenate(planes), interpretation="b-w" if array.dtype == "uint8" else "grey16" if array.dtype == "uint16" else "multiband")
    image = image.copy()
    image.set_type(pyvips.GValue.gstr_type, "image-description", description(array, samples, changes=changes))
    if len(planes) > 1 and samples == 1:
        image.set_type(pyvips.GValue.gint_type, "page-height", array.shape[-2])
    return opened(image.tiffsave_buffer(**options), array, samples, lossy)


VIPS = {"tile": True, "tile_width": 128, "tile_height": 128}
for kind in ("none", "deflate", "lzw", "packbits"):
    for dtype in ("uint8", "uint16"):
        add(
            f"vips/{kind}-{dtype}",
            f"written by libvips: {dtype}, {kind}, tiles",
            (),
            lambda kind=kind, dtype=dtype: vips(grey(dtype), compression=kind, **VIPS),
        )
for name, about, planted, make in [
    ("strips", "libvips with its defaults", (), lambda: vips(grey())),
    ("float", "float32", (), lambda: vips(grey("float32"), **VIPS)),
    ("bigtiff", "BigTIFF", (), lambda: vips(grey(), bigtiff=True, **VIPS)),
    ("pyramid", "a pyramid in SubIFDs", (), lambda: vips(grey(), pyramid=True, subifd=True, compression="deflate", **VIPS)),
    ("pyramid-uint8", "a pyramid in SubIFDs of 8 bits", (), lambda: vips(grey("uint8"), pyramid=True, subifd=True, **VIPS)),
    ("pyramid-main-chain", "a pyramid in the main chain", (), lambda: vips(grey(), pyramid=True, compression="deflate", **VIPS)),
    ("channels", "three channels, page after page", (), lambda: vips(pixels.stack((1, 1, 3, 260, 300), "uint16"), compression="deflate", **VIPS)),
    ("sections", "four sections, page after page", (), lambda: vips(pixels.stack((1, 4, 1, 130, 150), "uint8"), **VIPS)),
    ("channels-pyramid", "three channels with SubIFDs", (), lambda: vips(pixels.stack((1, 1, 3, 260, 300), "uint16"), pyramid=True, subifd=True, **VIPS)),
    ("rgb", "RGB", (), lambda: vips(pixels.smooth_rgb(260, 300), samples=3, compression="deflate", **VIPS)),
    ("rgb-pyramid", "RGB with SubIFDs", (), lambda: vips(pixels.smooth_rgb(260, 300), samples=3, pyramid=True, subifd=True, compression="deflate", **VIPS)),
    ("rgb-jpeg", "RGB as JPEG", (), lambda: vips(pixels.smooth_rgb(260, 300), samples=3, lossy=True, compression="jpeg", Q=90, **VIPS)),
    ("rgb-not-interleaved", "RGB, and OME-XML that does not say interleaved", ("rgb-not-interleaved",), lambda: vips(pixels.smooth_rgb(260, 300), samples=3, changes={"pixels": {"Interleaved": None}}, compression="deflate", **VIPS)),
    ("predictor", "Deflate with predictor 2", (), lambda: vips(grey(), compression="deflate", predictor="horizontal", **VIPS)),
    ("no-predictor", "LZW without predictor", (), lambda: vips(grey(), compression="lzw", predictor="none", **VIPS)),
]:
    add(f"vips/{name}", f"written by libvips: {about}", planted, make)
