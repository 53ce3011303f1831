"""Segments (tiles and strips) to bytes: predictors, then compressions."""

import imagecodecs
import numpy as np

from . import lzw

CODE = {
    "none": 1, "lzw": 5, "lzw-full": 5, "jpeg": 7, "jpeg-rgb": 7, "jpeg-420": 7, "jpeg-444": 7, "jpeg-tables": 7, "deflate": 8,
    "deflate-old": 32946, "packbits": 32773, "lerc": 34887, "lerc-deflate": 34887, "lerc-zstd": 34887, "lerc-lossy": 34887,
    "zstd": 50000, "webp": 50001, "jpeg2000": 34712, "jpeg2000-33003": 33003, "lzma": 34925, "jpegxl": 50002,
}  # fmt: skip
LERC_KIND = {"lerc": 0, "lerc-lossy": 0, "lerc-deflate": 1, "lerc-zstd": 2}
JPEG = {"jpeg", "jpeg-rgb", "jpeg-420", "jpeg-444", "jpeg-tables"}


def horizontal(segment):
    """Predictor 2 on (h, w, s) integers."""
    out = segment.copy()
    out[:, 1:] = segment[:, 1:] - segment[:, :-1]
    return out


def floating(segment):
    """Predictor 3 on (h, w, s) floats: bytes of equal significance side by side, most significant first, then differences."""
    height, width, samples = segment.shape
    size = segment.dtype.itemsize
    raw = np.ascontiguousarray(segment.astype(segment.dtype.newbyteorder(">"))).view(np.uint8)
    rows = raw.reshape(height, width * samples, size).transpose(0, 2, 1).reshape(height, -1)
    out = rows.copy()
    out[:, samples:] = rows[:, samples:] - rows[:, :-samples]
    return out


def pack_bits(segment, bits):
    """Samples of fewer than 8, of 12 or of 24 bits, each row filled up to a byte."""
    height = segment.shape[0]
    values = segment.reshape(height, -1).astype(np.uint32)
    shifts = np.arange(bits - 1, -1, -1)
    spread = (values[:, :, None] >> shifts & 1).astype(np.uint8).reshape(height, -1)
    return np.packbits(spread, axis=1).tobytes()


def samples_bytes(segment, order, predictor, bits):
    if bits not in (8, 16, 32, 64, 128):
        return pack_bits(segment, bits)
    if predictor == 2:
        segment = horizontal(segment)
    if predictor == 3:
        return floating(segment).tobytes()
    return segment.astype(segment.dtype.newbyteorder(order)).tobytes()


def compress(kind, segment, order, predictor, bits):
    """A segment of shape (h, w, s) as it stands in the file."""
    if kind in JPEG:
        return jpeg(kind, segment)
    if kind in LERC_KIND:
        squeezed = segment[:, :, 0] if segment.shape[2] == 1 else segment
        level = 0.01 if kind == "lerc-lossy" else 0
        if order == ">":
            # libtiff swaps first and compresses the numbers that result.
            squeezed = squeezed.byteswap()
        raw = imagecodecs.lerc_encode(np.ascontiguousarray(squeezed), level=level)
        if kind == "lerc-deflate":
            return imagecodecs.zlib_encode(raw, level=6)
        return imagecodecs.zstd_encode(raw, level=3) if kind == "lerc-zstd" else raw
    if kind.startswith("jpeg2000"):
        squeezed = segment[:, :, 0] if segment.shape[2] == 1 else segment
        return imagecodecs.jpeg2k_encode(np.ascontiguousarray(squeezed), level=0, codecformat="j2k", reversible=True)
    if kind == "webp":
        return imagecodecs.webp_encode(np.ascontiguousarray(segment), lossless=True)
    if kind == "jpegxl":
        squeezed = segment[:, :, 0] if segment.shape[2] == 1 else segment
        return imagecodecs.jpegxl_encode(np.ascontiguousarray(squeezed), lossless=True)
    raw = samples_bytes(segment, order, predictor, bits)
    if kind == "packbits":
        row = len(raw) // segment.shape[0]
        return b"".join(imagecodecs.packbits_encode(raw[at : at + row]) for at in range(0, len(raw), row))
    encode = {
        "none": bytes,
        "lzw": lzw.encode,
        "lzw-full": imagecodecs.lzw_encode,
        "deflate": lambda data: imagecodecs.zlib_encode(data, level=6),
        "deflate-old": lambda data: imagecodecs.zlib_encode(data, level=6),
        "zstd": lambda data: imagecodecs.zstd_encode(data, level=3),
        "lzma": lambda data: imagecodecs.lzma_encode(data, level=1),
    }[kind]
    return bytes(encode(raw))


def jpeg(kind, segment):
    if segment.shape[2] == 1:
        return imagecodecs.jpeg8_encode(np.ascontiguousarray(segment[:, :, 0]), level=90)
    plain = kind == "jpeg-rgb"
    return imagecodecs.jpeg8_encode(
        np.ascontiguousarray(segment),
        level=90,
        colorspace="RGB",
        outcolorspace="RGB" if plain else "YCBCR",
        subsampling="420" if kind in ("jpeg-420", "jpeg-tables") else "444",
    )


def decoded(kind, segment):
    """What a lossy segment decodes to, by libjpeg-turbo or LERC; RGB for YCbCr."""
    data = compress(kind, segment, "<", 1, 8)
    if kind in LERC_KIND:
        out = imagecodecs.lerc_decode(data)
    elif segment.shape[2] == 1:
        out = imagecodecs.jpeg8_decode(data)
    else:
        space = "RGB" if kind == "jpeg-rgb" else "YCBCR"
        out = imagecodecs.jpeg8_decode(data, colorspace=space, outcolorspace="RGB")
    return out.reshape(segment.shape)


def split_tables(stream):
    """A JPEG stream as JPEGTables and an abbreviated stream without DQT and DHT."""
    tables, rest, at = bytearray(b"\xff\xd8"), bytearray(b"\xff\xd8"), 2
    while stream[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(stream[at + 2 : at + 4], "big")
        (tables if stream[at + 1] in (0xDB, 0xC4) else rest).extend(stream[at:end])
        at = end
    return bytes(tables) + b"\xff\xd9", bytes(rest) + stream[at:]
