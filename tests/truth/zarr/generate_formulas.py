"""What is in the stores of the Python writers: the formulas of store/bytes.mjs and store/anndata.mjs."""

import numpy as np

OBS, VARS = 12, 8
MASK = 0xFFFFFFFF


def scramble(n):
    """bytes.mjs: a number that depends on n alone and looks random."""
    x = (n + 0x9E3779B9) & MASK
    x = ((x ^ (x >> 16)) * 0x85EBCA6B) & MASK
    x = ((x ^ (x >> 13)) * 0xC2B2AE35) & MASK
    return x ^ (x >> 16)


def expression(i, j):
    n = scramble(i * 7919 + j * 104729)
    return 0 if n % 4 else 1 + ((n >> 8) % 250)


def coordinate(i, d):
    return (scramble(i * 31 + d) % 2000) - 1000


def cycle(values, n=OBS):
    return [values[i % len(values)] for i in range(n)]


def matrix():
    return np.array([[expression(i, j) for j in range(VARS)] for i in range(OBS)], dtype="float32")


def umap():
    return np.array([[coordinate(i, d) for d in range(2)] for i in range(OBS)], dtype="float32")


def place(i, d):
    """Where a point or shape is, as in store/spatialdata.mjs."""
    return scramble(i * 17 + d) % 1000


def pixels(shape=(2, 128, 128)):
    c, y, x = np.indices(shape)
    return ((3 * x + 5 * y + 37 * c) % 250).astype("uint8")
