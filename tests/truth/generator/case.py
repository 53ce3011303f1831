"""The table of cases: what each file is called, what is planted in it, and what its pixels are."""

from dataclasses import dataclass, field

import numpy as np


@dataclass
class Truth:
    """What one OME image of a file really holds: for each level an array T, Z, C, Y, X."""

    levels: list
    #: the largest difference of a sample that counts as equal, and the largest mean difference
    tolerance: tuple = (0, 0)
    #: size of a pixel in micrometres along X, Y, Z; None where the file does not say
    micrometres: tuple = (0.5, 0.5, None)
    #: samples of a plane: 3 where the channels of a plane stand together
    samples: int = 1


@dataclass
class File:
    data: bytes
    truth: list
    offsets: list
    #: a file that lies beside the image under the name that Avivator derives: its bytes
    sidecar: bytes = None
    #: further files of the set: name -> bytes
    others: dict = field(default_factory=dict)


@dataclass
class Case:
    id: str
    about: str
    planted: tuple
    make: object


CASES = {}


def case(name, about, *planted):
    """Registers the function below it: it returns a `File`. Without `planted` the file is as it should be."""

    def register(make):
        add(name, about, planted, make)
        return make

    return register


def add(name, about, planted, make):
    if name in CASES:
        raise ValueError(f"two cases are called {name}")
    CASES[name] = Case(name, about, tuple(planted), make)


def truth_of(pictures, **more):
    """The truth of pictures that are written as they are."""
    out = []
    for picture in pictures:
        size = {axis: value for axis, (value, _) in (picture.physical or {}).items()}
        sizes = (size.get("X"), size.get("Y"), size.get("Z"))
        out.append(Truth(picture.levels, micrometres=sizes, samples=picture.samples))
        for name, value in more.items():
            setattr(out[-1], name, value)
    return out


def empty_truth():
    return [Truth([np.zeros((1, 1, 1, 1, 1), np.uint8)], micrometres=(None, None, None))]
