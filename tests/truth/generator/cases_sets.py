"""Files of a set that are opened by themselves, and files of several images: labels, macros, thumbnails."""

from dataclasses import replace

import numpy as np

from . import omexml
from .case import File, add, truth_of
from .common import file, picture, rgb, swap
from .image import Plan, Store, build

SMALL = (1, 1, 2, 96, 120)


def uuid_of(name):
    return f"<UUID FileName=\"{name}\">urn:uuid:00000000-0000-4000-8000-0000000000{len(name):02d}</UUID>"


def member(names, own, planes=1):
    """One file of a set: each file holds `planes` channels, and every OME-XML speaks of all."""
    whole = picture((1, 1, planes * len(names), 96, 120), "uint8", 2)
    blocks = "".join(
        f'<TiffData FirstC="{at * planes + c}" FirstZ="0" FirstT="0" IFD="{c}" PlaneCount="1">{uuid_of(name)}</TiffData>' for at, name in enumerate(names) for c in range(planes)
    )
    text = omexml.document([whole], {"tiffdata": blocks})
    first = names.index(own) * planes
    kept = replace(whole, levels=[level[:, :, first : first + planes] for level in whole.levels])
    data, offsets = build([kept], Plan(description=lambda _: text.encode()))
    return File(data, truth_of([whole]), offsets)


for count in (2, 3, 5):
    names = [f"c{index}.ome.tif" for index in range(count)]
    add(f"sets/first-of-{count}", f"the first of {count} files with a channel each, by UUID and FileName", ("other-files",), lambda names=names: member(names, names[0]))
    add(f"sets/last-of-{count}", f"the last of {count} files with a channel each", ("other-files",), lambda names=names: member(names, names[-1]))
add("sets/two-channels-each", "the first of 2 files with two channels each", ("other-files",), lambda: member(["a.ome.tif", "b.ome.tif"], "a.ome.tif", 2))
add("sets/only-itself", "TiffData names this file by UUID and FileName", (), lambda: member(["only-itself.ome.tif"], "only-itself.ome.tif"))
for name, root in [("companion", "set.companion.ome"), ("tiff", "first.ome.tif")]:
    xml = f'<?xml version="1.0" encoding="UTF-8"?><OME xmlns="{omexml.SCHEMA}"><BinaryOnly MetadataFile="{root}" UUID="urn:uuid:00000000-0000-4000-8000-000000000001"/></OME>'
    add(f"sets/binary-only-{name}", f"OME-XML says that the metadata is in {root}", ("binary-only",), lambda xml=xml: file(picture(SMALL, "uint8", 2), Plan(description=lambda _, xml=xml: xml.encode())))


def numbered(pictures):
    for number, one in enumerate(pictures):
        one.number = number
    return pictures


def grey(levels=2, seed=0, name="slide", shape=SMALL, dtype="uint8"):
    return picture(shape, dtype, levels, seed=seed, name=name)


def colour(levels=2, seed=0, name="label", height=96, width=120):
    return replace(rgb(height, width, levels, seed), name=name)


SERIES = {
    "slide": lambda: grey(),
    "slide-16": lambda: grey(dtype="uint16"),
    "slide-rgb": lambda: colour(2, 1, "slide"),
    "label": lambda: colour(1, 3, "label image", 64, 80),
    "macro": lambda: colour(1, 5, "macro image", 80, 64),
    "thumbnail": lambda: grey(1, 7, "thumbnail", (1, 1, 1, 32, 40)),
    "overview": lambda: grey(2, 9, "overview", (1, 1, 1, 64, 64)),
    "same": lambda: grey(2, 11, "second"),
}
for names, planted in [
    (("slide", "same"), ()),
    (("slide", "overview"), ()),
    (("slide-16", "overview"), ()),
    (("slide-rgb", "slide-rgb"), ("rgb-counted-by-samples",)),
    (("slide", "thumbnail"), ("level-counts-differ",)),
    (("thumbnail", "slide"), ("level-counts-differ",)),
    (("slide-rgb", "label"), ("level-counts-differ",)),
    (("slide-rgb", "macro"), ("level-counts-differ",)),
    (("slide-rgb", "label", "macro"), ("level-counts-differ",)),
    (("slide", "label"), ("images-of-two-kinds",)),
    (("slide", "label", "macro"), ("images-of-two-kinds",)),
    (("slide-16", "label", "macro", "thumbnail"), ("images-of-two-kinds",)),
    (("label", "slide"), ("images-of-two-kinds",)),
    (("macro", "slide-rgb"), ("level-counts-differ",)),
    (("label", "macro"), ("images-without-subifds",)),
    (("thumbnail", "thumbnail"), ("images-without-subifds",)),
    (("slide", "same", "overview"), ()),
    (("overview", "slide"), ()),
]:
    add(
        f"series/{'-then-'.join(names)}",
        "several images: " + ", ".join(names),
        planted,
        lambda names=names: file(numbered([SERIES[name]() for name in names]), Plan(stores=[Store(tile=(32, 32))])),
    )
for name, edit in [
    ("second-no-channel", swap('<Channel ID="Channel:1:0"', '<Dropped ID="Channel:1:0"')),
    ("second-name-missing", swap(' Name="second"', "")),
    ("second-size-z-2", lambda text: text[: text.index('ID="Pixels:1"')] + text[text.index('ID="Pixels:1"') :].replace('SizeZ="1"', 'SizeZ="2"', 1)),
    ("second-type-differs", lambda text: text[: text.index('ID="Pixels:1"')] + text[text.index('ID="Pixels:1"') :].replace('Type="uint8"', 'Type="uint16"', 1)),
]:
    planted = () if name == "second-name-missing" else ("second-image",)
    add(f"series/{name}", f"two images, the second one's OME-XML is changed: {name.replace('-', ' ')}", planted, lambda edit=edit: file(numbered([grey(), SERIES["same"]()]), Plan(stores=[Store(tile=(32, 32))]), None, edit))


# Labels


def labels(averaged, levels=3):
    """Large label ids in regions; smaller levels by picking pixels, or by averaging, which makes ids that are nobody's."""
    tall, wide = 128, 160
    y, x = np.mgrid[0:tall, 0:wide]
    ids = (1 + (y // 19) * 100 + (x // 23) * 7).astype("uint16")
    arrays = [ids[None, None, None]]
    for _ in range(levels - 1):
        last = arrays[-1]
        if averaged:
            four = last.reshape(1, 1, 1, last.shape[3] // 2, 2, last.shape[4] // 2, 2).astype("uint32")
            arrays.append((four.sum(axis=(4, 6)) // 4).astype("uint16"))
        else:
            arrays.append(np.ascontiguousarray(last[..., ::2, ::2]))
    return replace(picture((1, 1, 1, tall, wide), "uint16", levels), levels=arrays, name="labels")


add("series/labels-picked", "a label image with levels of picked pixels", (), lambda: file(labels(False)))
add("series/labels-averaged", "a label image whose smaller levels are averages", (), lambda: file(labels(True)))
