"""The text of the OME-XML: what is no XML, no UTF-8, or more than a reader expects."""

from . import tiff as t
from .case import File, add, case, truth_of
from .common import picture, swap, xml, xml_case
from .image import Plan, build

SMALL = (1, 1, 2, 128, 160)


def text_case(name, about, planted, edit, **truth):
    add(f"xml/{name}", about, planted, lambda: xml_case(None, edit, **truth))


text_case("imagej", "an ImageJ description", ("not-xml",), lambda _: "ImageJ=1.53t\nimages=2\nchannels=2\nslices=1\n")
text_case("json", "the shape that tifffile writes without OME", ("not-xml",), lambda _: '{"shape": [2, 128, 160]}')
text_case("empty", "an empty description", ("not-xml",), lambda _: "")
text_case("missing", "no ImageDescription", ("not-xml",), lambda _: None)
text_case("other-xml", "XML of another kind", ("not-xml",), lambda _: '<?xml version="1.0"?><PerkinElmer-QPI-ImageDescription/>')
text_case("cut", "the OME-XML has lost its end", ("xml-malformed",), lambda text: text[: int(len(text) * 0.8)])
text_case("cut-last-byte", "the OME-XML has lost its last character", ("xml-malformed",), lambda text: text[:-1])
text_case("ampersand", "a bare & in a channel's name", ("xml-malformed",), swap('Name="Channel 0"', 'Name="A & B"'))
text_case("less-than", "a bare < in a channel's name", ("xml-malformed",), swap('Name="Channel 0"', 'Name="A < B"'))
text_case("duplicate-attribute", "an attribute twice", ("xml-malformed",), swap('SizeX="160"', 'SizeX="160" SizeX="160"'))
text_case("unclosed", "a Channel that is not closed", ("xml-malformed",), swap("</Channel>", ""))
text_case("trailing-text", "text behind the OME element", ("xml-malformed",), lambda text: text + "written by hand")
text_case("trailing-newlines", "newlines behind the OME element", (), lambda text: text + "\n\n")
text_case("leading-newline", "a newline before the XML declaration", ("xml-malformed",), lambda text: "\n" + text)
text_case("no-declaration", "no XML declaration", (), lambda text: text.replace('<?xml version="1.0" encoding="UTF-8"?>', ""))
text_case(
    "comment-first", "the warning comment that Bio-Formats writes", (), swap("?>", "?><!-- Warning: this comment is an OME-XML metadata block -->")
)
text_case("doctype", "a DOCTYPE with an entity", ("doctype",), swap("?>", '?><!DOCTYPE OME [<!ENTITY unit "\u00b5m">]>'))
text_case(
    "doctype-entity-used",
    "an entity of the DOCTYPE is used",
    ("doctype",),
    lambda text: swap('PhysicalSizeXUnit="\u00b5m"', 'PhysicalSizeXUnit="&unit;"')(swap("?>", '?><!DOCTYPE OME [<!ENTITY unit "\u00b5m">]>')(text)),
)
text_case("numeric-reference", "the unit as &#181;m", (), swap('PhysicalSizeXUnit="\u00b5m"', 'PhysicalSizeXUnit="&#181;m"'))
text_case("bom", "a byte order mark before the XML", ("bom",), lambda text: b"\xef\xbb\xbf" + text.encode())
text_case("nul-1", "one NUL more behind the text", ("nul-padding",), lambda text: text.encode() + b"\0")
text_case("nul-100", "a hundred NULs behind the text", ("nul-padding",), lambda text: text.encode() + bytes(100))
text_case("latin-1", "the micro sign as one byte, ISO-8859-1", ("not-utf-8",), lambda text: text.encode("latin-1"))
text_case(
    "latin-1-declared",
    "ISO-8859-1, and the declaration says so",
    ("not-utf-8",),
    lambda text: text.replace("UTF-8", "ISO-8859-1").encode("latin-1"),
)
text_case(
    "latin-1-name", "a byte that is not UTF-8 in a channel's name", ("not-utf-8",), lambda text: text.encode().replace(b"Channel 0", b"Caf\xe9", 1)
)
text_case("utf-16", "UTF-16", ("not-utf-8",), lambda text: text.replace("UTF-8", "UTF-16").encode("utf-16"))
text_case("utf-16-declared", "UTF-8 that calls itself UTF-16", ("xml-encoding-lies",), lambda text: text.replace("UTF-8", "UTF-16"))
text_case("control-character", "a control character in a name", ("xml-malformed",), swap('Name="Channel 0"', 'Name="A\x07B"'))
text_case(
    "name-escapes", "names with escapes, quotes and other scripts", (), swap('Name="Channel 0"', 'Name="&lt;b&gt;&amp; &quot;\u7d30\u80de\u00e9"')
)
text_case(
    "bin-data",
    "an empty BinData beside TiffData",
    ("tiffdata-missing",),
    swap("<TiffData", '<BinData xmlns="" Length="0" BigEndian="false"/><TiffData'),
)
text_case(
    "description-with-elements",
    "a Description with elements in it",
    (),
    swap("<Pixels", "<Description>text <b>bold</b></Description><Pixels"),
)


def large(text):
    rows = "".join(f'<Line ID="Shape:{n}" X1="{n % 160}" Y1="0" X2="{n % 160}" Y2="127"/>' for n in range(10_000))
    return text.replace("</OME>", f'<ROI ID="ROI:0"><Union>{rows}</Union></ROI></OME>')


text_case("large", "660 kB of ROIs in the OME-XML", ("xml-large",), large)
xml(
    "planes-listed",
    "a Plane element for each plane",
    (),
    {"planes": "".join(f'<Plane TheC="{c}" TheZ="0" TheT="0" DeltaT="{c}.5"/>' for c in range(2))},
)
xml(
    "modulo",
    "ModuloAlongT in a StructuredAnnotation",
    ("modulo",),
    {
        "after_images": '<StructuredAnnotations><XMLAnnotation ID="Annotation:0" Namespace="openmicroscopy.org/omero/dimension/modulo"><Value>'
        '<Modulo><ModuloAlongT Type="lifetime" Start="0" End="1"/></Modulo></Value></XMLAnnotation></StructuredAnnotations>'
    },
)


@case("xml/on-second-ifd", "the OME-XML stands on the second IFD", "not-xml")
def on_second_ifd():
    kept = {}

    def amend(index, level, entries):
        return {**entries, t.DESCRIPTION: (t.ASCII, kept["xml"])} if (index, level) == (1, 0) else entries

    def hide(text):
        kept["xml"] = text
        return b"first plane"

    made = picture(SMALL, levels=2)
    # The text is known before the planes are written.
    data, offsets = build([made], Plan(amend=amend, description=hide))
    return File(data, truth_of([made]), offsets)
