//! An OME-XML document as it is written: names with their prefixes, attributes as text, places. What is read of it is
//! bounded, as documents hold anything from one image to a million planes; what is left out is counted.

use super::OmeImage;
use super::model::{children, image, text};
use super::xml::{XmlError, parse_xml};
use roxmltree::{Document as Xml, Node};

/// An element: its name as it is written, its attributes, and where it starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Name with its prefix, if it has one.
    pub name: String,
    /// Attributes in their order, by local name.
    pub attributes: Vec<(String, String)>,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl Element {
    /// Value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// BinaryOnly: the metadata is in another file (OME-TIFF specification, "Partial metadata").
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BinaryOnly {
    /// MetadataFile.
    pub metadata_file: Option<String>,
    /// UUID of that file.
    pub uuid: Option<String>,
}

/// The document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The root element, `OME`.
    pub root: Element,
    /// Prefix of the root element, if it has one.
    pub prefix: Option<String>,
    /// Namespace of the root element.
    pub namespace: Option<String>,
    /// BinaryOnly, where it is there.
    pub binary_only: Option<BinaryOnly>,
    /// The images, the first ones.
    pub images: Vec<ImageElement>,
    /// How many images there are.
    pub image_count: u64,
    /// ModuloAlongZ, ModuloAlongT and ModuloAlongC that were found in annotations.
    pub modulo: Vec<String>,
    /// How many elements of sorts that make documents large: Plane, ROI, and annotations of any sort.
    pub planes: u64,
    /// ROI elements.
    pub rois: u64,
    /// Annotations.
    pub annotations: u64,
    /// Whether the root has neither attributes nor anything in it.
    pub is_bare: bool,
    /// Bytes of the text.
    pub len: usize,
}

/// An Image.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImageElement {
    /// The element.
    pub element: Element,
    /// Its first Pixels.
    pub pixels: Option<PixelsElement>,
    /// The same as the plane map wants it; `None` where sizes are missing.
    pub image: Option<OmeImage>,
}

/// A Pixels element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PixelsElement {
    /// The element.
    pub element: Element,
    /// Channels, the first ones.
    pub channels: Vec<Element>,
    /// How many there are.
    pub channel_count: u64,
    /// How many TiffData there are.
    pub tiff_data_count: u64,
    /// Attributes of TiffData that are not numbers, and what it lacks, the first ones: index, what.
    pub tiff_data_problems: Vec<(u64, TiffDataProblem)>,
    /// BinData elements.
    pub bin_data: u64,
    /// MetadataOnly is there.
    pub metadata_only: bool,
    /// Plane elements.
    pub planes: u64,
}

/// What a strict reader stumbles over in a TiffData element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TiffDataProblem {
    /// This attribute is not a number.
    NotANumber(String),
    /// It has children, but no attribute.
    NoAttributes,
    /// It has attributes, but not this one, which has a default.
    Without(&'static str),
    /// Its UUID has no FileName.
    NoFileName,
}

/// Images, channels and problems that are kept.
const MOST_IMAGES: usize = 1000;
const MOST_CHANNELS: usize = 4096;
const MOST_PROBLEMS: usize = 8;
/// Planes of all images that are believed, those left out whose image alone has more than are mapped.
const MOST_PLANES: u64 = 4 << 20;

/// Why a text is not an OME-XML document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotOme {
    /// It does not begin like XML.
    NotXml,
    /// It has a document type declaration, which is not read: entities can be bombs, and nothing that writes OME-XML uses them.
    Doctype,
    /// It is not well-formed: what, line, column.
    Malformed(String, u32, u32),
    /// It is well-formed, with another root element: its name, and whether there is nothing else in it.
    Root(String, bool),
    /// There is more of something than is read.
    TooMuch(String),
}

/// Reads a document from the text of an ImageDescription. Characters in front of and behind it are a finding, not a reason
/// to give up: they are left out here.
///
/// # Errors
/// Where it is no OME-XML.
pub fn read_document(description: &str) -> Result<Document, NotOme> {
    let xml = description.trim_start_matches('\u{feff}').trim_matches(|c: char| c.is_whitespace() || c == '\0');
    if !xml.starts_with('<') {
        return Err(NotOme::NotXml);
    }
    let parsed = parse_xml(xml).map_err(not_ome)?;
    let root = parsed.root_element();
    if root.tag_name().name() != "OME" {
        return Err(NotOme::Root(root.tag_name().name().to_owned(), is_bare(root)));
    }
    let document = document(xml, &parsed);
    let images = document.images.iter().filter_map(|image| image.image.as_ref()?.planes());
    if images.fold(0u64, u64::saturating_add) > MOST_PLANES {
        return Err(NotOme::TooMuch(format!("its images have more than {MOST_PLANES} planes together")));
    }
    Ok(document)
}

fn not_ome(error: XmlError) -> NotOme {
    match error {
        XmlError::Limit(what) => NotOme::TooMuch(what),
        XmlError::Parser(roxmltree::Error::DtdDetected) => NotOme::Doctype,
        XmlError::Parser(error) => {
            let at = error.pos();
            NotOme::Malformed(error.to_string(), at.row, at.col)
        }
    }
}

fn document(xml: &str, parsed: &Xml<'_>) -> Document {
    let places = Places::new(xml);
    let root = parsed.root_element();
    let element = places.element(root);
    let prefix = element.name.split_once(':').map(|(prefix, _)| prefix.to_owned());
    let of_name = |name: &'static str| root.descendants().filter(move |node| node.tag_name().name() == name);
    let count = |name| of_name(name).fold(0u64, |count, _| count.saturating_add(1));
    let annotations = children(root, "StructuredAnnotations").flat_map(|node| node.children()).filter(Node::is_element);
    let modulo = ["ModuloAlongZ", "ModuloAlongT", "ModuloAlongC"];
    Document {
        prefix,
        namespace: root.tag_name().namespace().map(str::to_owned),
        binary_only: children(root, "BinaryOnly").next().map(binary_only),
        images: children(root, "Image").take(MOST_IMAGES).map(|node| image_element(&places, node)).collect(),
        image_count: children(root, "Image").fold(0, |count, _| count.saturating_add(1)),
        modulo: modulo.iter().filter(|name| of_name(name).next().is_some()).map(|name| (*name).to_owned()).collect(),
        planes: count("Plane"),
        rois: count("ROI"),
        annotations: annotations.fold(0, |count, _| count.saturating_add(1)),
        is_bare: is_bare(root),
        len: xml.len(),
        root: element,
    }
}

/// Whether an element has neither attributes nor anything in it.
fn is_bare(node: Node<'_, '_>) -> bool {
    !node.has_children() && node.attributes().len() == 0 && node.namespaces().len() == 0
}

fn binary_only(node: Node<'_, '_>) -> BinaryOnly {
    BinaryOnly { metadata_file: text(node, "MetadataFile"), uuid: text(node, "UUID") }
}

fn image_element(places: &Places<'_>, node: Node<'_, '_>) -> ImageElement {
    let pixels = children(node, "Pixels").next().map(|node| pixels_element(places, node));
    ImageElement { element: places.element(node), pixels, image: image(node) }
}

fn pixels_element(places: &Places<'_>, node: Node<'_, '_>) -> PixelsElement {
    let count = |name| children(node, name).fold(0u64, |count, _| count.saturating_add(1));
    let problems = children(node, "TiffData").zip(0u64..);
    PixelsElement {
        element: places.element(node),
        channels: children(node, "Channel").take(MOST_CHANNELS).map(|node| places.element(node)).collect(),
        channel_count: count("Channel"),
        tiff_data_count: count("TiffData"),
        tiff_data_problems: problems
            .flat_map(|(node, index)| tiff_data_problems(node).map(move |problem| (index, problem)))
            .take(MOST_PROBLEMS)
            .collect(),
        bin_data: count("BinData"),
        metadata_only: count("MetadataOnly") > 0,
        planes: count("Plane"),
    }
}

fn tiff_data_problems(node: Node<'_, '_>) -> impl Iterator<Item = TiffDataProblem> {
    let numbers = ["IFD", "PlaneCount", "FirstZ", "FirstC", "FirstT"];
    let not_numbers = node
        .attributes()
        .filter(move |attribute| numbers.contains(&attribute.name()) && attribute.value().trim().parse::<f64>().is_err());
    let bare = (node.attributes().len() == 0 && node.children().any(|child| child.is_element()))
        .then_some(TiffDataProblem::NoAttributes);
    let without = ["IFD", "PlaneCount"].into_iter().find(|name| node.attributes().len() > 0 && node.attribute(*name).is_none());
    let uuid = children(node, "UUID").next();
    let nameless = uuid.filter(|uuid| uuid.attribute("FileName").is_none() && uuid.has_children());
    not_numbers
        .map(|attribute| TiffDataProblem::NotANumber(attribute.name().to_owned()))
        .collect::<Vec<_>>()
        .into_iter()
        .chain(bare)
        .chain(nameless.map(|_| TiffDataProblem::NoFileName))
        .chain(without.map(TiffDataProblem::Without))
}

/// Lines of a text, to say where an element stands without counting from the start each time.
struct Places<'a> {
    xml: &'a str,
    /// Byte where each line starts.
    lines: Vec<usize>,
    /// Characters before every [`Self::STEP`]th byte: a document may be a single line.
    characters: Vec<usize>,
}

impl<'a> Places<'a> {
    const STEP: usize = 4096;

    fn new(xml: &'a str) -> Self {
        let ends = xml.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(ends.map(|(at, _)| at.saturating_add(1))).collect();
        let mut characters = vec![0usize];
        for step in xml.as_bytes().chunks(Self::STEP) {
            let before = characters.last().copied().unwrap_or(0);
            characters.push(before.saturating_add(characters_in(step)));
        }
        Self { xml, lines, characters }
    }

    /// How many characters start before a byte.
    fn characters_before(&self, at: usize) -> usize {
        let step = at / Self::STEP;
        let known = self.characters.get(step).copied().unwrap_or(0);
        let rest = self.xml.as_bytes().get(step.saturating_mul(Self::STEP)..at).unwrap_or_default();
        known.saturating_add(characters_in(rest))
    }

    fn element(&self, node: Node<'_, '_>) -> Element {
        let start = node.range().start;
        let line = self.lines.partition_point(|at| *at <= start);
        let line_start = line.checked_sub(1).and_then(|line| self.lines.get(line)).copied().unwrap_or(0);
        let before = self.characters_before(start).saturating_sub(self.characters_before(line_start));
        let column = before.saturating_add(1);
        let attributes = node.attributes().map(|attribute| (attribute.name().to_owned(), attribute.value().to_owned()));
        Element {
            name: self.written_name(start).unwrap_or_else(|| node.tag_name().name()).to_owned(),
            attributes: attributes.collect(),
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
        }
    }

    /// The name behind the `<` at `start`.
    fn written_name(&self, start: usize) -> Option<&'a str> {
        let behind = self.xml.get(start.checked_add(1)?..)?;
        let end = behind.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
        behind.get(..end)
    }
}

/// How many characters start in a piece of UTF-8.
fn characters_in(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NS: &str = "http://www.openmicroscopy.org/Schemas/OME/2016-06";

    #[test]
    fn names_attributes_and_places_are_kept_as_they_are_written() {
        let xml = format!(
            "<?xml version=\"1.0\"?>\n<ome:OME xmlns:ome=\"{NS}\">\n  <ome:Image ID=\"Image:0\"><ome:Pixels SizeX=\"5\" SizeY=\"4\" \
             PhysicalSizeXUnit=\"um\"><ome:Channel ID=\"Channel:0:0\" Color=\"#ff0000\"/></ome:Pixels></ome:Image></ome:OME>"
        );
        let document = read_document(&xml).unwrap();
        assert_eq!((document.prefix.as_deref(), document.namespace.as_deref()), (Some("ome"), Some(NS)));
        let image = &document.images[0];
        assert_eq!((image.element.name.as_str(), image.element.line, image.element.column), ("ome:Image", 3, 3));
        let pixels = image.pixels.as_ref().unwrap();
        assert_eq!(pixels.element.attribute("PhysicalSizeXUnit"), Some("um"));
        assert_eq!(pixels.channels[0].attribute("Color"), Some("#ff0000"));
        assert_eq!(image.image.as_ref().map(|image| image.size_x), Some(5));
    }

    #[test]
    fn columns_count_characters_in_lines_of_any_length() {
        let image = "<Image Name=\"\u{b5}\u{1f9ec}\"/>";
        let xml = format!("<OME>\n\u{b5}{}</OME>", image.repeat(1000));
        let document = read_document(&xml).unwrap();
        for (index, found) in document.images.iter().enumerate() {
            let columns = (found.element.line, usize::try_from(found.element.column).unwrap());
            assert_eq!(columns, (2, 2 + index * image.chars().count()));
        }
    }

    #[test]
    fn what_is_not_ome_xml_is_told_apart() {
        assert_eq!(read_document("ImageJ=1.53t"), Err(NotOme::NotXml));
        assert_eq!(read_document("<!DOCTYPE a [<!ENTITY b 'c'>]><OME/>"), Err(NotOme::Doctype));
        assert_eq!(read_document("<html></html>"), Err(NotOme::Root("html".to_owned(), true)));
        assert!(matches!(read_document("<OME>\n<Image></OME>"), Err(NotOme::Malformed(_, 2, _))));
        assert!(read_document("\u{feff}<OME/>\0\0").is_ok());
    }

    #[test]
    fn tiff_data_that_strict_readers_refuse_is_told() {
        let xml = "<OME><Image><Pixels SizeX=\"1\" SizeY=\"1\"><TiffData IFD=\"a\"/><TiffData/>\
             <TiffData><UUID FileName=\"a.tif\">u</UUID></TiffData><TiffData IFD=\"1\"><UUID>u</UUID></TiffData></Pixels></Image></OME>";
        let document = read_document(xml).unwrap();
        let pixels = document.images[0].pixels.as_ref().unwrap();
        assert_eq!(pixels.tiff_data_count, 4);
        let expected = [
            (0, TiffDataProblem::NotANumber("IFD".to_owned())),
            (0, TiffDataProblem::Without("PlaneCount")),
            (2, TiffDataProblem::NoAttributes),
            (3, TiffDataProblem::NoFileName),
            (3, TiffDataProblem::Without("PlaneCount")),
        ];
        assert_eq!(pixels.tiff_data_problems, expected);
    }
}
