"""Pyramids that viewers read wrong, or not at all."""

from dataclasses import replace

import numpy as np

from . import pixels
from . import tiff as t
from .case import File, add, case, truth_of
from .common import file, one_store, picture, rgb
from .image import Picture, Plan, Store, build, put_level

SMALL = Store(tile=(64, 64))


@case("pyramid/legacy-images", "a pyramid of three Image elements along the main chain, no SubIFDs", "legacy-pyramid")
def legacy_images():
    whole = picture((1, 1, 2, 200, 230))
    flat = [replace(whole, levels=[array], name=f"level {level}") for level, array in enumerate(whole.levels)]
    reduced = {t.NEW_SUBFILE_TYPE: (t.LONG, 1)}
    data, offsets = build(flat, Plan(amend=lambda index, _, entries: {**entries, **reduced} if index > 1 else entries))
    return File(data, truth_of([whole]), offsets)


@case("pyramid/legacy-pages", "a pyramid along the main chain that the OME-XML does not mention, as vips writes pages", "legacy-pyramid")
def legacy_pages():
    whole = picture((1, 1, 1, 200, 230))

    def extra(tiff):
        places = []
        for array in whole.levels[1:]:
            samples = np.ascontiguousarray(array[0, 0].transpose(1, 2, 0))
            places.append(tiff.ifd({**put_level(tiff, SMALL, samples), t.NEW_SUBFILE_TYPE: (t.LONG, 1)}))
        return places

    top = replace(whole, levels=whole.levels[:1])
    data, offsets = build([top], Plan(stores=[SMALL], extra_ifds=extra))
    return File(data, truth_of([top]), offsets)


@case("pyramid/images-without-subifds", "two images and no SubIFDs: taken for a pyramid", "images-without-subifds")
def images_without_subifds():
    return file([picture((1, 1, 1, 120, 140), levels=1), picture((1, 1, 1, 60, 70), levels=1, seed=5, name="second")])


@case("pyramid/same-size-images", "two images of the same size and no SubIFDs", "images-without-subifds")
def same_size_images():
    return file([picture(levels=1), picture(levels=1, seed=5, name="second")])


@case("pyramid/label-and-macro", "a pyramid, then a label and a macro image without SubIFDs", "level-counts-differ")
def label_and_macro():
    pictures = [rgb(), rgb(100, 120, levels=1, seed=3, name="label"), rgb(90, 200, levels=1, seed=4, name="macro")]
    return file(pictures)


@case("pyramid/grey-and-label", "a grey pyramid, then a label image without SubIFDs", "level-counts-differ")
def grey_and_label():
    return file([picture((1, 1, 1, 200, 230)), picture((1, 1, 1, 100, 120), levels=1, seed=3, name="label")])


@case("pyramid/label-first", "a label image without SubIFDs stands before the pyramid", "level-counts-differ", "images-without-subifds")
def label_first():
    return file([picture((1, 1, 1, 100, 120), levels=1, name="label"), picture(seed=2, name="slide")])


@case("pyramid/fewer-levels-in-second-image", "two images, three levels and two", "level-counts-differ")
def fewer_levels():
    return file([picture(), picture(levels=2, seed=7, name="second")])


@case("pyramid/more-levels-in-second-image", "two images, two levels and three", "level-counts-differ")
def more_levels():
    return file([picture(levels=2), picture(levels=3, seed=7, name="second")])


for factor in [3, 4]:
    add(
        f"pyramid/factor-{factor}",
        f"levels that shrink by {factor}",
        ("factor-not-2",),
        lambda factor=factor: file(picture((1, 1, 1, 480, 600), factor=factor), one_store()),
    )
add(
    "pyramid/factor-2-then-4",
    "levels of a half and an eighth",
    ("factor-not-2",),
    lambda: file(Picture([(a := pixels.stack((1, 1, 1, 480, 600))), pixels.downsample(a), pixels.downsample(a, 8)])),
)
add(
    "pyramid/factor-x-only",
    "levels that shrink along X alone",
    ("factor-not-2",),
    lambda: file(picture((1, 1, 1, 240, 600), factor=1, factor_x=2)),
)
add(
    "pyramid/rounded-up",
    "301 x 263, levels rounded up: one pixel more than viewers take",
    ("rounded-up",),
    lambda: file(picture((1, 1, 1, 263, 301), round_up=True)),
)
add(
    "pyramid/rounded-up-deep",
    "257 x 257 rounded up at six levels: 9 pixels where viewers take 8",
    ("rounded-up",),
    lambda: file(picture((1, 1, 1, 257, 257), levels=6, round_up=True)),
)
add(
    "pyramid/rounded-up-at-tile",
    "129 x 129 after halving of 257: the last row and column are in a tile of their own",
    ("rounded-up",),
    lambda: file(picture((1, 1, 1, 257, 257), levels=2, round_up=True)),
)
add(
    "pyramid/subifds-reversed",
    "SubIFDs from small to large",
    ("subifd-order",),
    lambda: file(picture(), Plan(sub_offsets=lambda _, offsets: offsets[::-1])),
)
add(
    "pyramid/subifd-offset-0",
    "the second SubIFD has offset 0",
    ("subifd-offset-0",),
    lambda: file(picture(), Plan(sub_offsets=lambda _, offsets: [offsets[0], 0])),
)
add(
    "pyramid/subifds-all-0",
    "all SubIFD offsets are 0",
    ("subifd-offset-0",),
    lambda: file(picture(levels=1), Plan(sub_offsets=lambda _, __: [0, 0])),
)
add(
    "pyramid/subifds-empty",
    "a SubIFDs entry of count 0, as libvips once wrote",
    ("subifds-empty",),
    lambda: file(picture(levels=1), Plan(amend=lambda _, __, entries: {**entries, t.SUB_IFDS: (t.IFD, [0], 0)})),
)
add(
    "pyramid/subifds-on-first-plane-only",
    "three channels, SubIFDs only on the first plane",
    ("subifds-missing",),
    lambda: file(picture((1, 1, 3, 200, 230)), Plan(sub_offsets=lambda index, offsets: offsets if index == 0 else None)),
)
add(
    "pyramid/subifds-missing-on-first-plane",
    "SubIFDs on all planes but the first",
    ("subifds-missing",),
    lambda: file(picture((1, 1, 3, 200, 230)), Plan(sub_offsets=lambda index, offsets: offsets if index else None)),
)
add(
    "pyramid/fewer-subifds-on-last-plane",
    "the last plane has one SubIFD less",
    ("subifds-missing",),
    lambda: file(picture((1, 1, 3, 200, 230)), Plan(sub_offsets=lambda index, offsets: offsets[:1] if index == 2 else offsets)),
)
add(
    "pyramid/more-subifds-on-last-plane",
    "the first planes have one SubIFD less",
    ("subifds-missing",),
    lambda: file(picture((1, 1, 3, 200, 230)), Plan(sub_offsets=lambda index, offsets: offsets if index == 2 else offsets[:1])),
)
add(
    "pyramid/subifd-past-the-end",
    "a SubIFD offset behind the end of the file",
    ("offset-past-the-end",),
    lambda: file(picture(), Plan(sub_offsets=lambda _, offsets: [offsets[0], 50_000_000])),
)


@case("pyramid/subifds-in-main-chain-too", "the levels are in SubIFDs and in the main chain", "subifds-in-chain")
def subifds_in_chain():
    def finish(tiff, main, subs):
        tiff.chain([main[0], subs[0], subs[1], main[1], subs[2], subs[3]])

    made = picture()
    data, offsets = build([made], Plan(finish=finish))
    return File(data, truth_of([made]), offsets)


add(
    "pyramid/levels-in-one-strip",
    "levels below the first are not tiled",
    ("levels-untiled",),
    lambda: file(picture((1, 1, 2, 400, 500)), Plan(stores=[SMALL, Store(tile=())])),
)
add(
    "pyramid/levels-in-strips-of-1",
    "levels below the first in strips of one row",
    ("levels-untiled",),
    lambda: file(picture((1, 1, 2, 400, 500)), Plan(stores=[SMALL, Store(tile=(), rows=1)])),
)
add(
    "pyramid/tile-sizes-differ",
    "tiles of 256, 64 and 32",
    ("tile-sizes-differ",),
    lambda: file(picture((1, 1, 1, 500, 600)), Plan(stores=[Store(tile=(256, 256)), SMALL, Store(tile=(32, 32))])),
)
add(
    "pyramid/level-zstd",
    "the second level is Zstd",
    ("compression-unknown",),
    lambda: file(picture(), Plan(stores=[SMALL, replace(SMALL, kind="zstd"), SMALL])),
)
add(
    "pyramid/lowest-level-jpeg2000",
    "the lowest level is JPEG 2000",
    ("compression-unknown",),
    lambda: file(picture(), Plan(stores=[SMALL, SMALL, replace(SMALL, kind="jpeg2000")])),
)
add(
    "pyramid/level-lossless-other",
    "Deflate on top, LZW and PackBits below: all are read",
    (),
    lambda: file(picture(), Plan(stores=[replace(SMALL, kind="deflate"), replace(SMALL, kind="lzw"), replace(SMALL, kind="packbits")])),
)


@case("pyramid/level-of-other-type", "16 bits on top, 8 bits below", "level-type-differs")
def level_of_other_type():
    top = pixels.stack((1, 1, 1, 200, 230), "uint16")
    return file(Picture([top, *[(level >> 8).astype(np.uint8) for level in pixels.pyramid(top, 3)[1:]]]))


add(
    "pyramid/none-2100-wide",
    "2100 x 64 without a pyramid: beyond what Vitessce puts into a texture",
    ("lowest-level-large",),
    lambda: file(picture((1, 1, 1, 64, 2100), "uint8", 1)),
)
add(
    "pyramid/none-2048",
    "2048 x 64 without a pyramid: just within",
    (),
    lambda: file(picture((1, 1, 1, 64, 2048), "uint8", 1)),
)
add(
    "pyramid/lowest-level-2050",
    "4100 x 64, the lowest level is 2050 wide",
    ("lowest-level-large",),
    lambda: file(picture((1, 1, 1, 64, 4100), "uint8", 2)),
)
for rows in [1, 7]:
    add(
        f"pyramid/strips-of-{rows}",
        f"strips of {rows} rows, one level",
        ("strips-small",),
        lambda rows=rows: file(picture((1, 1, 1, 120, 150), levels=1), one_store(tile=(), rows=rows)),
    )
for tall, wide in [(240, 240), (1008, 1008), (128, 256), (200, 200), (48, 48), (256, 16)]:
    add(
        f"pyramid/tile-{wide}x{tall}",
        f"tiles {wide} wide and {tall} tall",
        ("tile-size",),
        lambda tall=tall, wide=wide: file(
            picture((1, 1, 1, 1030, 1100) if tall > 1000 else (1, 1, 1, 300, 340), "uint8", 2), one_store(tile=(tall, wide), kind="deflate")
        ),
    )
add(
    "pyramid/tile-larger-than-image",
    "tiles of 512 for 230 x 200 pixels",
    (),
    lambda: file(picture(), one_store(tile=(512, 512), kind="deflate")),
)
