"""What may be combined: types, byte orders, compressions, predictors and layouts, in pairs that no other group has."""

from dataclasses import replace

from .case import add
from .common import file, picture, rgb
from .image import Plan, Store

GREY = (1, 1, 2, 130, 150)


def plan(order, big, level, ifds, xml_at):
    return Plan(order=order, big=big, stores=[level], ifds=ifds, xml_at=xml_at)


LAYOUTS = {
    "classic": ("<", False, "with", "ifd"),
    "big": ("<", True, "last", "end"),
    "motorola": (">", False, "first", "end"),
    "big-motorola": (">", True, "with", "end"),
}
TILES = {"tiles": {"tile": (64, 64)}, "wide-tiles": {"tile": (64, 128)}, "strips": {"tile": None, "rows": 16}, "one-strip": {"tile": None}}
#: compression, predictor, types it is written with
KINDS = [
    ("none", 1, ("uint8", "int16", "uint32", "float64")),
    ("deflate", 1, ("int8", "uint16", "float32")),
    ("lzw", 1, ("uint8", "int32")),
    ("packbits", 1, ("int8", "float32")),
]


def combined():
    layouts, tiles = list(LAYOUTS), list(TILES)
    turn = 0
    for kind, predictor, types in KINDS:
        for dtype in types:
            for offset in range(4):
                layout, tile = layouts[(turn + offset) % 4], tiles[offset]
                yield kind, predictor, dtype, layout, tile
            turn += 1


for kind, predictor, dtype, layout, tile in combined():
    # PackBits of libtiff's kind is read wrongly where its rows are long; small rows are in order.
    add(
        f"matrix/{kind}-{dtype}-{layout}-{tile}",
        f"{dtype}, {kind}, {tile.replace('-', ' ')}, {layout.replace('-', ' ')}",
        (),
        lambda kind=kind, predictor=predictor, dtype=dtype, layout=layout, tile=tile: file(
            picture(GREY, dtype, 2), plan(*LAYOUTS[layout][:2], Store(kind=kind, predictor=predictor, **TILES[tile]), *LAYOUTS[layout][2:])
        ),
    )
for dtype in ("uint8", "uint16", "float32"):
    for layout in ("big", "motorola"):
        predictor = 3 if dtype == "float32" else 2
        wrong = layout == "motorola" and dtype != "uint8"
        add(
            f"matrix/deflate-predictor-{predictor}-{dtype}-{layout}",
            f"{dtype}, Deflate with predictor {predictor}, {layout}",
            ("big-endian-predictor",) if wrong else (),
            lambda dtype=dtype, layout=layout, predictor=predictor: file(
                picture(GREY, dtype, 2), plan(*LAYOUTS[layout][:2], Store(kind="deflate", predictor=predictor), *LAYOUTS[layout][2:])
            ),
        )
for kind in ("none", "deflate"):
    for layout in LAYOUTS:
        add(
            f"matrix/rgb-{kind}-{layout}",
            f"interleaved RGB, {kind}, {layout.replace('-', ' ')}",
            (),
            lambda kind=kind, layout=layout: file(rgb(130, 150, 2), plan(*LAYOUTS[layout][:2], Store(kind=kind), *LAYOUTS[layout][2:])),
        )
for order in ("XYZCT", "XYZTC", "XYCTZ", "XYCZT", "XYTCZ", "XYTZC"):
    for shape, what in [((1, 4, 3, 70, 80), "c-and-z"), ((3, 1, 2, 70, 80), "c-and-t")]:
        add(
            f"matrix/{order.lower()}-{what}",
            f"{shape[2]} channels, {shape[1]} sections, {shape[0]} time points in the order {order}",
            (),
            lambda order=order, shape=shape: file(picture(shape, "uint8", 2, order=order), replace(Plan(), stores=[Store(tile=(64, 64))])),
        )
