"""OME-XML that viewers refuse, or believe though it is wrong."""

import re
from dataclasses import replace

import numpy as np

from . import pixels
from .case import File, add, case, truth_of
from .common import file, one_store, picture, rgb, swap, xml
from .image import MICRO, Picture, Plan, Store, build
from .omexml import SCHEMA

SMALL = (1, 1, 2, 128, 160)


# Names and namespaces


def prefixed(text):
    text = text.replace('xmlns="', 'xmlns:OME="')
    return re.sub(r"<(/?)(\w)", r"<\1OME:\2", text)


xml("namespace-prefix", "every element is called OME:...", ("namespace-prefix",), edit=prefixed)
xml("no-namespace", "no xmlns at all", ("namespace-missing",), edit=swap(f' xmlns="{SCHEMA}"', ""))
for year in ["2013-06", "2015-01", "2012-06"]:
    xml(f"schema-{year}", f"namespace of schema {year}, same elements", ("schema-old",), edit=lambda text, year=year: text.replace("2016-06", year))
xml(
    "schema-2008-09",
    "schema 2008-09: PixelType and LogicalChannel, no Channel",
    ("schema-old",),
    {"pixels": {"Type": None, "PixelType": "uint16"}, "no_channels": True, "before_pixels": '<LogicalChannel ID="LogicalChannel:0"/>'},
    lambda text: text.replace("OME/2016-06", "OME/2008-09"),
)

# Units and sizes

for name, unit in [
    ("um", "um"),
    ("micron", "micron"),
    ("mu-03bc", "\u03bcm"),
    ("mojibake", "\u00c2\u00b5m"),
    ("empty", ""),
    ("nanometre-word", "nanometer"),
]:
    xml(f"unit-{name}", f"PhysicalSizeXUnit is {unit!r}", ("unit",), {"pixels": {"PhysicalSizeXUnit": unit, "PhysicalSizeYUnit": unit}})
for name, unit, micrometres in [
    ("pixel", "pixel", None),
    ("reference-frame", "reference frame", None),
    ("angstrom", "\u00c5", 1e-4),
    ("nm", "nm", 1e-3),
    ("mm", "mm", 1e3),
    ("m", "m", 1e6),
    ("inch", "in", 25_400),
    ("foot", "ft", 304_800),
    ("mile", "mi", 1_609_344_000),
    ("yard", "yd", 914_400),
    ("line", "li", 25_400 / 12),
    ("thou", "thou", 25.4),
    ("point", "pt", 25_400 / 72),
    ("astronomical", "ua", 1.495978707e17),
    ("light-year", "ly", 9.4607304725808e21),
    ("parsec", "pc", 3.0856775814913673e22),
    ("hectometre", "hm", 1e8),
    ("femtometre", "fm", 1e-9),
]:
    size = (micrometres * 0.5 if micrometres else None,) * 2
    planted = () if name in ("nm", "mm", "m") else ("unit-rare",)
    xml(
        f"unit-{name}",
        f"PhysicalSizeXUnit is {unit!r}, which the schema allows",
        planted,
        {"pixels": {"PhysicalSizeXUnit": unit, "PhysicalSizeYUnit": unit}},
        micrometres=(*size, None),
    )
xml("unit-missing", "sizes without units: micrometres by default", (), {"pixels": {"PhysicalSizeXUnit": None, "PhysicalSizeYUnit": None}})
xml(
    "size-missing",
    "no PhysicalSize at all",
    ("physical-size-missing",),
    {"pixels": {f"PhysicalSize{axis}{end}": None for axis in "XY" for end in ("", "Unit")}},
    micrometres=(None, None, None),
)
xml("size-0", "PhysicalSizeX is 0", ("physical-size",), {"pixels": {"PhysicalSizeX": 0, "PhysicalSizeY": 0}}, micrometres=(None, None, None))
xml("size-negative", "PhysicalSizeX is negative", ("physical-size",), {"pixels": {"PhysicalSizeX": -0.5}})
xml("size-comma", "PhysicalSizeX is written with a comma", ("physical-size",), {"pixels": {"PhysicalSizeX": "0,5"}})
xml(
    "size-x-only",
    "PhysicalSizeX without PhysicalSizeY",
    ("physical-size-missing",),
    {"pixels": {"PhysicalSizeY": None}},
    micrometres=(None, None, None),
)
xml("size-one", "pixels of 1 micrometre", (), {"pixels": {"PhysicalSizeX": 1, "PhysicalSizeY": 1}}, micrometres=(1, 1, None))

# Colours

for name, color, planted in [
    ("hex", "#FF0000", ("color",)),
    ("hex-0x", "0xFF0000FF", ()),
    ("unsigned", "4294967295", ("color",)),
    ("word", "red", ("color",)),
    ("empty", "", ("color",)),
    ("fraction", "1.5", ("color",)),
    ("transparent", "0", ()),
]:
    xml(f"color-{name}", f"Color is {color!r}", planted, {"colors": [color]})
xml("color-missing", "channels without Color", (), {"colors": []})

# What is required

for attribute in ["SizeX", "SizeY", "SizeZ", "SizeC", "SizeT", "DimensionOrder", "Type"]:
    xml(f"no-{attribute.lower()}", f"{attribute} is missing", ("attribute-missing",), {"pixels": {attribute: None}})
xml("no-pixels-id", "Pixels has no ID", ("attribute-missing",), {"pixels": {"ID": None}})
xml("no-image-id", "Image has no ID", ("attribute-missing",), {"image": {"ID": None}})
xml("no-channel-id", "Channel has no ID", ("attribute-missing",), {"channel": {"ID": None}})
xml("no-channel", "no Channel elements, which the schema allows", ("channels-missing",), {"no_channels": True})
xml("one-channel-of-two", "one Channel element for two channels", ("channel-count",), {"names": ["only"]})
xml("three-channels-of-two", "three Channel elements for two channels", ("channel-count",), {"names": ["a", "b", "c"]})
xml("no-channel-names", "channels without names", ("channel-names",), {"names": [None, None], "channel": {"Name": None}})
xml("same-channel-names", "two channels of one name", ("channel-names",), {"names": ["DAPI", "DAPI"]})
xml("no-image-name", "Image without Name", (), {"image": {"Name": None}})
xml("order-unknown", "DimensionOrder XYCZ", ("dimension-order",), {"pixels": {"DimensionOrder": "XYCZ"}})
xml("order-lower-case", "DimensionOrder xyczt", ("dimension-order",), {"pixels": {"DimensionOrder": "xyczt"}})
xml("size-not-a-number", "SizeX is 'wide'", ("attribute-missing",), {"pixels": {"SizeX": "wide"}})
xml("no-image", "an OME element without images", ("image-missing",), edit=lambda text: re.sub(r"<Image.*</Image>", "", text))
xml(
    "binary-only",
    "BinaryOnly: the metadata is in another file",
    ("binary-only",),
    edit=lambda text: re.sub(
        r"<Image.*</Image>", '<BinaryOnly MetadataFile="set.companion.ome" UUID="urn:uuid:00000000-0000-4000-8000-000000000009"/>', text
    ),
)

# Types

for name, kind in [
    ("bit", "bit"),
    ("complex", "complex"),
    ("double-complex", "double-complex"),
    ("float16", "float16"),
    ("upper-case", "UINT16"),
    ("word", "unsigned short"),
]:
    xml(f"type-{name}", f"Type is {kind!r} over 16-bit samples", ("type-differs",), {"pixels": {"Type": kind}})
for kind in ["uint8", "int16", "uint32", "float", "double"]:
    xml(f"type-{kind}-of-uint16", f"Type is {kind!r} over uint16 samples", ("type-differs",), {"pixels": {"Type": kind}})
add(
    "xml/type-uint8-of-float",
    "Type is 'uint8' over float samples",
    ("type-differs",),
    lambda: file(picture(SMALL, "float32", 2), None, {"pixels": {"Type": "uint8"}}),
)
xml("big-endian-lies", "BigEndian is true in a little-endian file", ("byte-order-differs",), {"pixels": {"BigEndian": "true"}})
xml("significant-bits-20", "SignificantBits is 20 of 16", ("significant-bits",), {"pixels": {"SignificantBits": 20}})

# Sizes

for name, values in [
    ("c-too-large", {"SizeC": 3}),
    ("c-too-small", {"SizeC": 1}),
    ("z-too-large", {"SizeZ": 4}),
    ("t-too-large", {"SizeT": 2}),
    ("x-too-large", {"SizeX": 210}),
    ("x-too-small", {"SizeX": 110}),
    ("x-one-more", {"SizeX": 161}),
    ("x-one-less", {"SizeX": 159}),
    ("y-too-large", {"SizeY": 190}),
    ("xy-swapped", {"SizeX": 128, "SizeY": 160}),
    ("x-0", {"SizeX": 0}),
]:
    xml(f"size-{name}", f"{', '.join(f'{k} is {v}' for k, v in values.items())} for 160 x 128 x 2", ("sizes-differ",), {"pixels": values})


@case("xml/size-c-as-t", "channels that the OME-XML calls time points, as imctools exports them", "channels-as-time")
def size_c_as_t():
    made = picture(SMALL, levels=2)
    out = file(made, Plan(stores=[Store()]), {"pixels": {"SizeC": 1, "SizeT": 2}, "names": ["all"], "tiffdata": [(0, 0, 0, 0), (1, 0, 0, 1)]})
    return out


# TiffData


def shuffled(order, tiffdata, shape=(1, 1, 3, 128, 160)):
    return lambda: file(picture(shape, levels=2), Plan(shuffle=order), {"tiffdata": tiffdata})


add(
    "xml/tiffdata-reversed",
    "three channels stored backwards, TiffData says so",
    ("tiffdata-order",),
    shuffled([2, 1, 0], [(2, 0, 0, 0), (1, 1, 0, 0), (0, 2, 0, 0)]),
)
add(
    "xml/tiffdata-rotated",
    "three channels stored one place on, TiffData says so",
    ("tiffdata-order",),
    shuffled([1, 2, 0], [(2, 0, 0, 0), (0, 1, 0, 0), (1, 2, 0, 0)]),
)
xml(
    "tiffdata-listed-backwards", "TiffData in another order, each with its own place: nothing differs", (), {"tiffdata": [(1, 1, 0, 0), (0, 0, 0, 0)]}
)
xml("tiffdata-one", "one TiffData for all planes", (), {"tiffdata": "one"})
xml("tiffdata-bare", "<TiffData/> alone", (), {"tiffdata": "<TiffData/>"})
xml("tiffdata-missing", "no TiffData", ("tiffdata-missing",), {"tiffdata": ""})
xml("tiffdata-metadata-only", "MetadataOnly in place of TiffData", ("tiffdata-missing",), {"tiffdata": "<MetadataOnly/>"})
xml("tiffdata-without-ifd", "TiffData without IFD, which is 0 by default", ("tiffdata-defaults",), {"tiffdata": '<TiffData PlaneCount="2"/>'})
xml("tiffdata-without-plane-count", "TiffData without PlaneCount, which has a default", ("tiffdata-defaults",), {"tiffdata": '<TiffData IFD="0"/>'})
xml(
    "tiffdata-first-c-only",
    "TiffData with FirstC and IFD alone",
    ("tiffdata-defaults",),
    {"tiffdata": '<TiffData IFD="0" FirstC="0"/><TiffData IFD="1" FirstC="1"/>'},
)


@case("xml/tiffdata-starts-at-1", "the planes start at IFD 1; IFD 0 is a thumbnail that nobody mentions", "tiffdata-order")
def tiffdata_starts_at_1():
    whole = picture((1, 1, 3, 128, 160), levels=2)
    shown = replace(whole, levels=[level[:, :, 1:] for level in whole.levels])
    data, offsets = build([whole], None, {"pixels": {"SizeC": 2}, "names": ["a", "b"], "tiffdata": [(1, 0, 0, 0), (2, 1, 0, 0)]})
    return File(data, truth_of([shown]), offsets)


@case("xml/tiffdata-gap", "IFDs 0 and 2 are the channels; IFD 1 is not mentioned", "tiffdata-order")
def tiffdata_gap():
    whole = picture((1, 1, 3, 128, 160), levels=2)
    shown = replace(whole, levels=[level[:, :, ::2] for level in whole.levels])
    data, offsets = build([whole], None, {"pixels": {"SizeC": 2}, "names": ["a", "b"], "tiffdata": [(0, 0, 0, 0), (2, 1, 0, 0)]})
    return File(data, truth_of([shown]), offsets)


@case("xml/tiffdata-order-contradicts", "DimensionOrder says sections first, TiffData says channels first", "tiffdata-order")
def tiffdata_order_contradicts():
    made = picture((1, 3, 2, 128, 160), levels=2, order="XYCZT")
    planes = [(index, c, z, time) for index, (c, z, time) in enumerate(made.positions())]
    return file(made, None, {"pixels": {"DimensionOrder": "XYZCT"}, "tiffdata": planes})


def of_other_file(name):
    uuid = "urn:uuid:00000000-0000-4000-8000-00000000000a"
    attribute = f' FileName="{name}"' if name else ""
    own = '<TiffData IFD="0" FirstC="0" FirstZ="0" FirstT="0" PlaneCount="1"/>'
    return own + f'<TiffData IFD="0" FirstC="1" FirstZ="0" FirstT="0" PlaneCount="1"><UUID{attribute}>{uuid}</UUID></TiffData>'


add(
    "xml/uuid-of-other-file",
    "the second channel is in another file",
    ("multi-file",),
    lambda: file(
        picture((1, 1, 1, 128, 160), levels=2), None, {"pixels": {"SizeC": 2}, "names": ["here", "there"], "tiffdata": of_other_file("other.ome.tif")}
    ),
)
xml(
    "uuid-without-name",
    "UUID without FileName, which the schema allows",
    ("uuid-file-name",),
    {"tiffdata": '<TiffData IFD="0" PlaneCount="2"><UUID>urn:uuid:00000000-0000-4000-8000-000000000001</UUID></TiffData>'},
)
xml(
    "uuid-of-this-file",
    "UUID with the name of this file",
    (),
    {
        "tiffdata": '<TiffData IFD="0" PlaneCount="2"><UUID FileName="xml--uuid-of-this-file.ome.tif">urn:uuid:00000000-0000-4000-8000-000000000001</UUID></TiffData>'
    },
)

# Colours of RGB images

add(
    "xml/rgb-interleaved-missing",
    "interleaved RGB without Interleaved",
    ("interleaved",),
    lambda: file(rgb(), None, {"pixels": {"Interleaved": None}}),
)
add(
    "xml/rgb-interleaved-false",
    "interleaved RGB, Interleaved is false, as raw2ometiff --rgb",
    ("interleaved",),
    lambda: file(rgb(), None, {"pixels": {"Interleaved": "false"}}),
)
add("xml/rgb-interleaved-upper-case", "interleaved RGB, Interleaved is TRUE", (), lambda: file(rgb(), None, {"pixels": {"Interleaved": "TRUE"}}))
add(
    "xml/rgb-interleaved-1",
    "interleaved RGB, Interleaved is 1, which XML Schema allows",
    ("interleaved",),
    lambda: file(rgb(), None, {"pixels": {"Interleaved": "1"}}),
)
add("xml/rgb-size-c-1", "interleaved RGB, SizeC is 1", ("sizes-differ",), lambda: file(rgb(), None, {"pixels": {"SizeC": 1}}))
add(
    "xml/rgb-size-c-1-not-interleaved",
    "interleaved RGB, SizeC is 1 and Interleaved false",
    ("sizes-differ", "interleaved"),
    lambda: file(rgb(), None, {"pixels": {"SizeC": 1, "Interleaved": "false"}}),
)
add(
    "xml/rgb-three-channels",
    "interleaved RGB with three Channel elements",
    ("channel-count",),
    lambda: file(rgb(), None, {"names": ["R", "G", "B"], "channel": {"SamplesPerPixel": 1}}),
)
add(
    "xml/grey-interleaved",
    "grey planes, Interleaved is true",
    ("interleaved",),
    lambda: file(picture(SMALL, "uint8", 2), None, {"pixels": {"Interleaved": "true"}}),
)


@case("xml/rgb-two-channels", "two RGB channels: six channels in two IFDs", "rgb-several")
def rgb_two_channels():
    array = np.concatenate([pixels.smooth_rgb(200, 230), pixels.smooth_rgb(200, 230, 50)], 2)
    return file(Picture(pixels.pyramid(array, 2), samples=3))


@case("xml/rgb-stack", "RGB sections in the order XYCZT: Viv counts three IFDs for each section", "rgb-order")
def rgb_stack():
    array = np.concatenate([pixels.smooth_rgb(96, 128, seed) for seed in (0, 30, 60)], 1)
    return file(Picture(pixels.pyramid(array, 2), samples=3, order="XYCZT"))


@case("xml/rgb-stack-z-first", "RGB sections in the order XYZCT")
def rgb_stack_z_first():
    array = np.concatenate([pixels.smooth_rgb(96, 128, seed) for seed in (0, 30, 60)], 1)
    return file(Picture(pixels.pyramid(array, 2), samples=3, order="XYZCT"))


@case("xml/rgb-planes", "red, green and blue in IFDs of their own, 8 bits")
def rgb_planes():
    return file(Picture(pixels.pyramid(pixels.smooth_rgb(200, 230), 3)))


@case("xml/unit-differs-x-y", "X in nanometres, Y in micrometres")
def unit_differs():
    sizes = {"X": (500, "nm"), "Y": (0.5, MICRO)}
    return file(picture(SMALL, levels=2, physical=sizes), micrometres=(0.5, 0.5, None))


@case("xml/float-bits", "float samples that the OME-XML calls float, with SignificantBits 32")
def float_bits():
    return file(picture(SMALL, "float32", 2), one_store(kind="deflate"), {"pixels": {"SignificantBits": 32}})
