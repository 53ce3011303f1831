"""OME-XML as writers make it, and as they should not."""

SCHEMA = "http://www.openmicroscopy.org/Schemas/OME/2016-06"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
TYPES = {
    "uint8": "uint8", "int8": "int8", "uint16": "uint16", "int16": "int16", "uint32": "uint32", "int32": "int32",
    "float32": "float", "float64": "double", "float16": "float16", "uint64": "uint64", "int64": "int64",
}  # fmt: skip


def attributes(values):
    return "".join(f' {name}="{value}"' for name, value in values.items() if value is not None)


def channels(picture, changes):
    """One Channel element for each group of samples."""
    names = changes.get("names") or [f"Channel {index}" for index in range(picture.groups)]
    colors = changes.get("colors", [16711935, -16776961, 65535, -1])
    out = []
    for index, name in enumerate(names):
        values = {
            "ID": f"Channel:{picture.number}:{index}",
            "Name": name,
            "SamplesPerPixel": picture.samples,
            "Color": colors[index % len(colors)] if colors else None,
        }
        values.update(changes.get("channel", {}))
        out.append(f"<Channel{attributes(values)}></Channel>")
    return "".join(out)


def pixels_attributes(picture):
    _, _, _, height, width = picture.levels[0].shape
    times, depth, count = picture.levels[0].shape[:3]
    values = {
        "ID": f"Pixels:{picture.number}",
        "DimensionOrder": picture.order,
        "Type": TYPES[picture.levels[0].dtype.name],
        "SizeX": width,
        "SizeY": height,
        "SizeC": count,
        "SizeZ": depth,
        "SizeT": times,
        "BigEndian": "true" if picture.big_endian else "false",
    }
    if picture.samples > 1:
        values["Interleaved"] = "true"
    if picture.physical:
        for axis, (size, unit) in picture.physical.items():
            values[f"PhysicalSize{axis}"] = size
            values[f"PhysicalSize{axis}Unit"] = unit
    return values


def image(picture, first_ifd, changes):
    """`changes`: `pixels`, `channel` and `image` amend attributes (None drops one); `tiffdata` is its XML, a list of
    (ifd, c, z, t), or "one"."""
    values = pixels_attributes(picture)
    values.update(changes.get("pixels", {}))
    data = changes.get("tiffdata", "each")
    if data == "each":
        data = [(first_ifd + index, c, z, t) for index, (c, z, t) in enumerate(picture.positions())]
    if data == "one":
        data = f'<TiffData IFD="{first_ifd}" PlaneCount="{len(picture.positions())}"/>'
    if not isinstance(data, str):
        data = "".join(f'<TiffData FirstC="{c}" FirstT="{t}" FirstZ="{z}" IFD="{ifd}" PlaneCount="1"/>' for ifd, c, z, t in data)
    own = {"ID": f"Image:{picture.number}", "Name": picture.name}
    own.update(changes.get("image", {}))
    body = "" if changes.get("no_channels") else channels(picture, changes)
    head = changes.get("before_pixels", "")
    return f"<Image{attributes(own)}>{head}<Pixels{attributes(values)}>{body}{data}{changes.get('planes', '')}</Pixels></Image>"


def document(pictures, changes=None):
    """`changes` is one set for all pictures, or a list with one for each; `root` amends the attributes of OME."""
    changes = changes or {}
    each = changes if isinstance(changes, list) else [changes] * len(pictures)
    shared = each[0]
    ifd, images = 0, []
    for picture, own in zip(pictures, each, strict=True):
        images.append(image(picture, ifd, own))
        ifd += len(picture.positions())
    root = {
        "xmlns": SCHEMA,
        "xmlns:xsi": XSI,
        "xsi:schemaLocation": f"{SCHEMA} {SCHEMA}/ome.xsd",
        "UUID": "urn:uuid:00000000-0000-4000-8000-000000000001",
        "Creator": "omescope tests",
    }
    root.update(shared.get("root", {}))
    declaration = shared.get("declaration", '<?xml version="1.0" encoding="UTF-8"?>')
    return f"{declaration}<OME{attributes(root)}>{''.join(images)}{shared.get('after_images', '')}</OME>"
