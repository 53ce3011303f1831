"""Pictures that tell planes, levels, corners and byte orders apart."""

import numpy as np

RANGE = {
    "uint8": (0, 255), "int8": (-128, 127), "uint16": (0, 65535), "int16": (-32768, 32767), "uint32": (0, 2**32 - 1),
    "int32": (-(2**31), 2**31 - 1), "uint64": (0, 2**53), "int64": (-(2**53), 2**53), "float16": (-1000, 1000),
    "float32": (-1000, 1000), "float64": (-1e6, 1e6),
}  # fmt: skip


def plane(height, width, dtype, seed, noise=0.02, bits=None):
    """A slanted gradient with a bright blob whose place depends on `seed`, and a little noise."""
    kind = np.dtype(dtype)
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    # Only + - * / and floor: these give the same on every processor.
    left, top = seed * 0.754877666 % 1, seed * 0.569840291 % 1
    slope = 0.4 + 0.2 * (left * (x / width) + (1 - left) * (1 - y / height))
    cx, cy = width * (0.2 + 0.6 * left), height * (0.2 + 0.6 * top)
    blob = 0.35 / (1 + ((x - cx) ** 2 + (y - cy) ** 2) / (min(width, height) / 8) ** 2)
    grain = np.random.Generator(np.random.PCG64(1000 + seed)).integers(0, 2**16, (height, width)) / 2**16
    value = np.clip(slope + blob + noise * (grain - 0.5), 0, 1)
    low, high = (0, 2**bits - 1) if bits else RANGE[kind.name]
    scaled = low + value * (high - low)
    return (np.floor(scaled) if kind.kind in "iu" else np.floor(scaled * 64) / 64).astype(kind)


def stack(shape, dtype="uint16", seed=0, noise=0.02, bits=None):
    """An array of axes T, Z, C, Y, X; every plane differs from every other."""
    t, z, c, height, width = shape
    out = np.empty(shape, dtype)
    for index in range(t * z * c):
        out.reshape(-1, height, width)[index] = plane(height, width, dtype, seed + index, noise, bits)
    return out


def smooth_rgb(height, width, seed=0):
    """Three channels that suit JPEG: colours that change slowly."""
    channels = [plane(height, width, "uint8", seed + 7 * index, noise=0) for index in range(3)]
    return np.stack(channels)[None, None]


def downsample(array, factor=2, round_up=False, factor_x=None):
    """Every n-th pixel; sizes are rounded down, or up."""
    fy, fx = factor, factor_x or factor
    height, width = array.shape[-2:]
    if not round_up:
        height, width = height // fy * fy, width // fx * fx
    return np.ascontiguousarray(array[..., :height:fy, :width:fx])


def pyramid(array, levels, factor=2, round_up=False, factor_x=None):
    out = [array]
    for _ in range(levels - 1):
        out.append(downsample(out[-1], factor, round_up, factor_x))
    return out
