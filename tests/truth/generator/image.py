"""Pictures and how they are stored: from arrays to a TIFF file, with the truth kept beside it."""

from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np

from . import codecs, omexml
from . import tiff as t

MICRO = "\u00b5m"
SAMPLE_FORMATS = {"u": 1, "i": 2, "f": 3, "c": 6}


@dataclass
class Picture:
    """One OME image: an array of axes T, Z, C, Y, X for each level; RGB counts as three channels of one plane."""

    levels: list
    order: str = "XYCZT"
    samples: int = 1
    name: str = "image"
    number: int = 0
    physical: dict = field(default_factory=lambda: {"X": (0.5, MICRO), "Y": (0.5, MICRO)})
    big_endian: bool = False

    @property
    def groups(self):
        """Planes along C: fewer than channels where a plane holds several samples."""
        return max(1, self.levels[0].shape[2] // self.samples)

    def positions(self):
        """(c, z, t) of the planes in the order of the IFDs; c counts planes."""
        times, depth = self.levels[0].shape[:2]
        sizes = {"C": self.groups, "Z": depth, "T": times}
        fastest_last = self.order[:1:-1]
        out = []
        for values in product(*(range(sizes[axis]) for axis in fastest_last)):
            at = dict(zip(fastest_last, values, strict=True))
            out.append((at["C"], at["Z"], at["T"]))
        return out

    def plane(self, level, c, z, time):
        """The samples of one plane of one level, shape (Y, X, S)."""
        array = self.levels[level][time, z, c * self.samples : (c + 1) * self.samples]
        return np.ascontiguousarray(array.transpose(1, 2, 0))


@dataclass
class Store:
    """How the pixels of a level stand in the file. Neither `tile` nor `rows`: one strip."""

    tile: tuple = (64, 64)
    rows: int = 0
    kind: str = "none"
    predictor: int = 1
    planar: int = 1
    photometric: int = -1
    bits: int = 0
    tags: dict = field(default_factory=dict)
    drop: tuple = ()
    #: changes the bytes of a segment: (index, bytes) -> bytes
    spoil: object = None
    #: where a segment must start: (index, size, end of the file so far) -> offset or None
    place: object = None
    level_tag: int = 0
    #: indices of the segments that are not written: offset and count 0
    sparse: tuple = ()
    #: whether tiles at the right and bottom end with the image
    cut: bool = False
    #: turns the stored segment around before it is encoded
    view: object = None


def segments(store, samples):
    """Arrays (h, w, s), one for each tile or strip, in the order of the file; tiles are filled up with their edge."""
    planes = [samples] if store.planar == 1 else [samples[:, :, index : index + 1] for index in range(samples.shape[2])]
    for plane in planes:
        height, width = plane.shape[:2]
        if not store.tile:
            rows = store.rows or height
            yield from (plane[top : top + rows] for top in range(0, height, rows))
            continue
        tall, wide = store.tile
        full = np.pad(plane, ((0, -height % tall), (0, -width % wide), (0, 0)), mode="edge")
        for top, left in product(range(0, height, tall), range(0, width, wide)):
            yield (plane if store.cut else full)[top : top + tall, left : left + wide]


def put_level(tiff, store, samples):
    """Writes the segments of a level; returns the entries of its IFD."""
    height, width, count = samples.shape
    bits = store.bits or samples.dtype.itemsize * 8
    if store.view:
        samples = store.view(samples)
    offsets, sizes, tables = [], [], None
    for index, segment in enumerate(segments(store, samples)):
        if index in store.sparse:
            offsets.append(0)
            sizes.append(0)
            continue
        data = codecs.compress(store.kind, segment, tiff.order, store.predictor, bits)
        if store.kind == "jpeg-tables":
            tables, data = codecs.split_tables(data)
        if store.spoil:
            data = store.spoil(index, data)
        at = store.place(index, len(data), len(tiff.data)) if store.place else None
        offsets.append(tiff.put(data, at=at))
        sizes.append(len(data))
    entries = level_entries(tiff, store, (height, width, count), samples.dtype, bits)
    place = t.LONG8 if tiff.big else t.LONG
    entries[t.TILE_OFFSETS if store.tile else t.STRIP_OFFSETS] = (place, offsets)
    entries[t.TILE_BYTES if store.tile else t.STRIP_BYTES] = (t.LONG, sizes)
    if tables:
        entries[t.JPEG_TABLES] = (t.UNDEFINED, tables)
    entries.update(store.tags)
    return {tag: value for tag, value in entries.items() if tag not in store.drop}


def level_entries(tiff, store, shape, dtype, bits):
    height, width, count = shape
    photometric = store.photometric if store.photometric >= 0 else (2 if count >= 3 else 1)
    if store.kind in ("jpeg-420", "jpeg-444", "jpeg-tables") and count == 3 and store.photometric < 0:
        photometric = 6
    entries = {
        t.WIDTH: (t.LONG, width),
        t.HEIGHT: (t.LONG, height),
        t.BITS: (t.SHORT, [bits] * count),
        t.COMPRESSION: (t.SHORT, codecs.CODE[store.kind]),
        t.PHOTOMETRIC: (t.SHORT, photometric),
        t.SAMPLES: (t.SHORT, count),
        t.PLANAR: (t.SHORT, store.planar),
        t.SAMPLE_FORMAT: (t.SHORT, [SAMPLE_FORMATS[dtype.kind]] * count),
        t.SOFTWARE: (t.ASCII, "omescope tests"),
    }
    if store.level_tag:
        entries[t.NEW_SUBFILE_TYPE] = (t.LONG, store.level_tag)
    if store.predictor != 1:
        entries[t.PREDICTOR] = (t.SHORT, store.predictor)
    if store.tile:
        entries[t.TILE_WIDTH] = (t.LONG, store.tile[1])
        entries[t.TILE_HEIGHT] = (t.LONG, store.tile[0])
    else:
        entries[t.ROWS_PER_STRIP] = (t.LONG, store.rows or height)
    if store.kind in ("jpeg-420", "jpeg-tables") and count == 3:
        entries[t.YCBCR_SUBSAMPLING] = (t.SHORT, [2, 2])
    if store.kind == "jpeg-444" and count == 3:
        entries[t.YCBCR_SUBSAMPLING] = (t.SHORT, [1, 1])
    if store.kind in codecs.LERC_KIND:
        entries[t.LERC_PARAMETERS] = (t.LONG, [4, codecs.LERC_KIND[store.kind]])
    if count in (2, 4) and photometric in (1, 2):
        entries[t.EXTRA_SAMPLES] = (t.SHORT, [0] if count == 2 else [2])
    return entries


@dataclass
class Plan:
    """How a whole file is laid out."""

    order: str = "<"
    big: bool = False
    stores: list = field(default_factory=lambda: [Store()])
    #: planes that are stored in another way than the others: plane -> Store
    of_planes: dict = field(default_factory=dict)
    #: entries by which an IFD differs: (plane, level, entries) -> entries
    amend: object = None
    #: where IFDs stand: "with" their pixels, "first" or "last" in the file
    ifds: str = "with"
    #: where the OME-XML stands: "ifd" (beside the first IFD) or "end" of the file
    xml_at: str = "ifd"
    #: type of the SubIFDs entry
    sub_type: int = 0
    #: SubIFD offsets as they are written: (plane, offsets) -> offsets, or None for no entry
    sub_offsets: object = None
    #: positions of the planes in the file: position -> plane
    shuffle: list = None
    #: keyword arguments of `Tiff.ifd`: (plane, level) -> dict
    ifd_options: object = None
    #: works on the finished file: (tiff, main places, sub places) -> bytes or None
    finish: object = None
    description: object = None
    extra_ifds: object = None

    def store(self, level, plane=0):
        if plane in self.of_planes:
            return self.of_planes[plane]
        return self.stores[min(level, len(self.stores) - 1)]


def write(pictures, plan, xml):
    """The bytes of a file with these pictures, one after the other in the chain, and the offsets of that chain."""
    tiff = t.Tiff(plan.order, plan.big)
    text = xml if isinstance(xml, bytes) or xml is None else xml.encode()
    if plan.description:
        text = plan.description(text)
    planes = [(picture, position) for picture in pictures for position in picture.positions()]
    if plan.shuffle:
        planes = [planes[index] for index in plan.shuffle]
    main, subs, waiting = [], [], []
    for index, (picture, (c, z, time)) in enumerate(planes):
        levels = []
        for level in range(len(picture.levels)):
            store = plan.store(level, index)
            entries = put_level(tiff, replace(store, level_tag=store.level_tag or (1 if level else 0)), picture.plane(level, c, z, time))
            levels.append(plan.amend(index, level, entries) if plan.amend else entries)
        waiting.append((index, levels))
        if plan.ifds == "with":
            put_ifds(tiff, plan, waiting, main, subs, text)
    put_ifds(tiff, plan, waiting, main, subs, text)
    if plan.extra_ifds:
        main += plan.extra_ifds(tiff)
    if plan.xml_at == "end" and text is not None:
        at = tiff.put(text + b"\0")
        tiff.link(main[0].values[t.DESCRIPTION], at)
    tiff.chain(main)
    data = plan.finish(tiff, main, subs) if plan.finish else None
    return bytes(tiff.data if data is None else data), [place.offset for place in main]


def put_ifds(tiff, plan, waiting, main, subs, text):
    for index, levels in waiting:
        offsets = []
        for level, entries in enumerate(levels[1:], 1):
            place = tiff.ifd(entries, **options(plan, index, level))
            offsets.append(place.offset)
            subs.append(place)
        if plan.sub_offsets:
            offsets = plan.sub_offsets(index, offsets)
        if offsets:
            kind = plan.sub_type or (t.IFD8 if tiff.big else t.IFD)
            levels[0][t.SUB_IFDS] = (kind, offsets)
        late = ()
        if index == 0 and text is not None:
            levels[0][t.DESCRIPTION] = (t.ASCII, text)
            late = (t.DESCRIPTION,) if plan.xml_at == "end" else ()
        main.append(tiff.ifd(levels[0], late=late, **options(plan, index, 0)))
    waiting.clear()


def options(plan, index, level):
    return plan.ifd_options(index, level) if plan.ifd_options else {}


def build(pictures, plan=None, changes=None, edit=None):
    """Bytes and chain of a file. `edit` has the last word on the text of the OME-XML (or gives bytes)."""
    plan = plan or Plan()
    for number, picture in enumerate(pictures):
        picture.number, picture.big_endian = number, plan.order == ">"
    xml = omexml.document(pictures, changes)
    return write(pictures, plan, edit(xml) if edit else xml)
