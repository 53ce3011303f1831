"""An offsets.json beside the image, under the name that Avivator asks for."""

import json

from .case import add
from .common import file, one_store, picture


def beside(change, levels=2):
    """`change(offsets)` gives the text of offsets.json, or what becomes its JSON."""

    def make():
        made = file(picture((1, 2, 3, 96, 120), "uint16", levels, order="XYCZT"), one_store(tile=(64, 64)))
        text = change(made.offsets)
        made.sidecar = text if isinstance(text, bytes) else json.dumps(text).encode()
        return made

    return make


for name, about, planted, change in [
    ("right", "the offsets of all IFDs", (), lambda offsets: offsets),
    ("short", "the first two offsets alone: the chain is walked from there", ("offsets-short",), lambda offsets: offsets[:2]),
    ("long", "an offset more than there are IFDs", ("offsets-long",), lambda offsets: [*offsets, 9_000_000]),
    ("shifted", "every offset 24 bytes off, as of another version of the file", ("offsets-stale",), lambda offsets: [n + 24 for n in offsets]),
    ("last-shifted", "the last offset is off", ("offsets-stale",), lambda offsets: [*offsets[:-1], offsets[-1] + 24]),
    ("swapped", "two offsets have changed places", ("offsets-stale",), lambda o: [o[0], o[2], o[1], *o[3:]]),
    ("past-the-end", "offsets behind the end of the file", ("offsets-stale",), lambda offsets: [n + 5_000_000 for n in offsets]),
    ("object", "an object with a list in it", ("offsets-not-a-list",), lambda offsets: {"offsets": offsets}),
    ("strings", "a list of strings", ("offsets-not-numbers",), lambda offsets: [str(n) for n in offsets]),
    ("empty", "an empty list", ("offsets-short",), lambda _: []),
    ("null", "null", ("offsets-not-a-list",), lambda _: None),
    ("nulls", "a list of nulls", ("offsets-not-numbers",), lambda offsets: [None for _ in offsets]),
    (
        "html",
        "an HTML page, as single-page sites answer for any name",
        ("offsets-not-json",),
        lambda _: b"<!DOCTYPE html><html><body>not found</body></html>",
    ),
    ("truncated", "JSON without its end", ("offsets-not-json",), lambda offsets: json.dumps(offsets).encode()[:-9]),
    ("fractions", "offsets with fractions", ("offsets-not-numbers",), lambda offsets: [n + 0.5 for n in offsets]),
    ("bom", "a byte order mark before the list", (), lambda offsets: b"\xef\xbb\xbf" + json.dumps(offsets).encode()),
]:
    add(f"offsets/{name}", f"offsets.json: {about}", planted, beside(change))
