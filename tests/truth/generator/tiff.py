"""Builds TIFF files byte by byte, so that every offset, order and lie is under control."""

import struct
from dataclasses import dataclass, field

BYTE, ASCII, SHORT, LONG, RATIONAL, UNDEFINED, FLOAT, DOUBLE = 1, 2, 3, 4, 5, 7, 11, 12
IFD, LONG8, IFD8 = 13, 16, 18
FORMAT = {
    BYTE: "B", ASCII: "B", SHORT: "H", LONG: "I", RATIONAL: "I", UNDEFINED: "B",
    FLOAT: "f", DOUBLE: "d", IFD: "I", LONG8: "Q", IFD8: "Q",
}  # fmt: skip

NEW_SUBFILE_TYPE, WIDTH, HEIGHT, BITS, COMPRESSION, PHOTOMETRIC = 254, 256, 257, 258, 259, 262
FILL_ORDER, DESCRIPTION, STRIP_OFFSETS, ORIENTATION, SAMPLES = 266, 270, 273, 274, 277
ROWS_PER_STRIP, STRIP_BYTES, PLANAR, SOFTWARE, PREDICTOR, COLOR_MAP = 278, 279, 284, 305, 317, 320
TILE_WIDTH, TILE_HEIGHT, TILE_OFFSETS, TILE_BYTES, SUB_IFDS = 322, 323, 324, 325, 330
EXTRA_SAMPLES, SAMPLE_FORMAT, JPEG_TABLES, YCBCR_SUBSAMPLING = 338, 339, 347, 530
REFERENCE_BLACK_WHITE, LERC_PARAMETERS = 532, 50674


@dataclass
class Place:
    """Where an IFD and its values ended up."""

    offset: int
    next_at: int
    values: dict = field(default_factory=dict)


class Tiff:
    """A TIFF file under construction: `put` appends, `link` sets a pointer afterwards."""

    def __init__(self, order="<", big=False):
        self.order, self.big = order, big
        self.pointer = "Q" if big else "I"
        mark = b"II" if order == "<" else b"MM"
        rest = self.pack("HHHQ", 43, 8, 0, 0) if big else self.pack("HI", 42, 0)
        self.data = bytearray(mark + rest)
        self.first_at = 8 if big else 4

    def pack(self, form, *values):
        return struct.pack(self.order + form, *values)

    def put(self, data, at=None, odd=False):
        """Appends bytes, at an even offset (or an odd one, or exactly at `at`); returns where they start."""
        if at is not None:
            self.pad_to(at)
        elif len(self.data) % 2 != odd:
            self.data.append(0)
        offset = len(self.data)
        self.data += data
        return offset

    def pad_to(self, offset):
        """Fills up to `offset` with bytes that decode to nothing sensible."""
        missing = offset - len(self.data)
        if missing < 0:
            raise ValueError(f"byte {offset} is taken: the file has {len(self.data)} bytes")
        self.data += b"\xa5" * missing

    def link(self, at, offset):
        self.patch(at, self.pointer, offset)

    def patch(self, at, form, *values):
        data = self.pack(form, *values)
        self.data[at : at + len(data)] = data

    def encode(self, kind, values):
        """The values of an entry as bytes, and their count."""
        if isinstance(values, str):
            values = values.encode()
        if isinstance(values, (bytes, bytearray)):
            data = bytes(values) + (b"\0" if kind == ASCII else b"")
            return data, len(data)
        values = list(values) if isinstance(values, (list, tuple)) else [values]
        form = FORMAT.get(kind, "I")
        data = self.pack(f"{len(values)}{form}", *values)
        return data, len(values) // 2 if kind == RATIONAL else len(values)

    def ifd(self, entries, next_ifd=0, at=None, odd=False, after=False, unsorted=False, late=()):
        """Appends an IFD. `entries`: tag -> (type, values) or (type, values, count that is claimed).

        Values that do not fit into their entry stand before the IFD, or behind it (`after`). Those of the tags
        in `late` are not written: their pointer is left 0 and `Place.values` says where it is.
        """
        room = 8 if self.big else 4
        count_form, count_size, entry_form, entry_size = ("Q", 8, "HHQ", 20) if self.big else ("H", 2, "HHI", 12)
        tags = list(entries) if unsorted else sorted(entries)
        packed = {tag: self.encode(*entries[tag][:2]) for tag in tags}
        outside = [tag for tag in tags if len(packed[tag][0]) > room and tag not in late]
        placed = {} if after else {tag: self.put(packed[tag][0]) for tag in outside}
        offset = self.put(b"", at=at, odd=odd)
        next_at = offset + count_size + entry_size * len(tags)
        place = Place(offset, next_at)
        if after:
            end = next_at + room
            for tag in outside:
                end += end % 2
                placed[tag] = end
                end += len(packed[tag][0])
        table = b""
        for index, tag in enumerate(tags):
            data, count = packed[tag]
            if len(entries[tag]) > 2:
                count = entries[tag][2]
            inline = offset + count_size + entry_size * (index + 1) - room
            place.values[tag] = placed.get(tag, inline)
            if tag in placed:
                value = self.pack(self.pointer, placed[tag])
            else:
                value = bytes(room) if tag in late else data.ljust(room, b"\0")
            table += self.pack(entry_form, tag, entries[tag][0], count) + value
        self.data += self.pack(count_form, len(tags)) + table + self.pack(self.pointer, next_ifd)
        if after:
            for tag in outside:
                self.data += bytes(placed[tag] - len(self.data)) + packed[tag][0]
        return place

    def chain(self, places):
        """Links the header to the first IFD and every IFD to the one after it."""
        at = self.first_at
        for place in places:
            self.link(at, place.offset)
            at = place.next_at
