//! The elements of OME-XML that say how pixels are laid out.

use super::xml::parse_xml;
use crate::error::{Error, Kind};
use roxmltree::Node;
use serde::Serialize;

/// An OME document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ome {
    /// Its images, in order.
    pub images: Vec<OmeImage>,
}

/// An Image with its Pixels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct OmeImage {
    /// ID, `Image:0`.
    pub id: Option<String>,
    /// Name.
    pub name: Option<String>,
    /// DimensionOrder, `XYZCT` and its permutations.
    pub dimension_order: String,
    /// Type of the pixels, `uint16`.
    pub pixel_type: Option<String>,
    /// SizeX.
    pub size_x: u64,
    /// SizeY.
    pub size_y: u64,
    /// SizeZ.
    pub size_z: u64,
    /// SizeC: samples of all channels together.
    pub size_c: u64,
    /// SizeT.
    pub size_t: u64,
    /// Channels.
    pub channels: Vec<Channel>,
    /// TiffData elements, for the map of planes.
    #[serde(skip)]
    pub tiff_data: Vec<TiffData>,
}

/// A Channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Channel {
    /// Name.
    pub name: Option<String>,
    /// SamplesPerPixel: 3 for RGB.
    pub samples_per_pixel: u64,
}

/// A TiffData element: which planes are in which IFDs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TiffData {
    /// IFD of the first plane; 0 where it is not said.
    pub ifd: Option<u64>,
    /// Place of the first plane.
    pub first_z: u64,
    /// Place of the first plane.
    pub first_c: u64,
    /// Place of the first plane.
    pub first_t: u64,
    /// How many planes follow each other.
    pub plane_count: Option<u64>,
    /// FileName of the UUID, where the planes are in a file that is named.
    pub file_name: Option<String>,
    /// The UUID itself.
    pub uuid: Option<String>,
}

/// Largest SizeZ, SizeC or SizeT that is believed.
const MOST: u64 = 1 << 24;

/// Longest DimensionOrder that is looked at; five letters are legal.
const MOST_AXES: usize = 16;

fn invalid(what: String) -> Error {
    Error { kind: Kind::Format, code: "ome-xml-invalid", byte: None, what }
}

/// Parses a document. Document type declarations are refused: nothing writes them, and they can be bombs.
///
/// # Errors
/// Where it is not well-formed XML, or its root element is not `OME`.
pub fn parse(xml: &str) -> Result<Ome, Error> {
    let document = parse_xml(xml.trim_start_matches('\u{feff}').trim())
        .map_err(|error| invalid(format!("the OME-XML cannot be parsed: {error}")))?;
    let root = document.root_element();
    if root.tag_name().name() != "OME" {
        return Err(invalid(format!("the XML has the root element {}, and not OME", root.tag_name().name())));
    }
    Ok(Ome { images: children(root, "Image").filter_map(image).collect() })
}

pub(super) fn children<'a, 'input>(node: Node<'a, 'input>, name: &'static str) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

pub(super) fn text(node: Node<'_, '_>, name: &str) -> Option<String> {
    node.attribute(name).map(str::to_owned)
}

fn number(node: Node<'_, '_>, name: &str) -> Option<u64> {
    let text = node.attribute(name)?.trim();
    // Some writers put a whole number as "2.0", which readers take.
    text.parse().ok().or_else(|| {
        text.split_once('.').filter(|(_, rest)| !rest.is_empty() && rest.bytes().all(|digit| digit == b'0'))?.0.parse().ok()
    })
}

pub(super) fn image(node: Node<'_, '_>) -> Option<OmeImage> {
    let pixels = children(node, "Pixels").next()?;
    let size = |name| number(pixels, name).filter(|size| (1..=MOST).contains(size));
    // Before 2012-06 channels were described beside the pixels, as LogicalChannel.
    let channels = children(pixels, "Channel").map(channel).collect();
    Some(OmeImage {
        id: text(node, "ID"),
        name: text(node, "Name"),
        dimension_order: pixels.attribute("DimensionOrder").unwrap_or("XYZCT").chars().take(MOST_AXES).collect(),
        pixel_type: text(pixels, "Type").or_else(|| text(pixels, "PixelType")),
        size_x: number(pixels, "SizeX")?,
        size_y: number(pixels, "SizeY")?,
        size_z: size("SizeZ").unwrap_or(1),
        size_c: size("SizeC").unwrap_or(1),
        size_t: size("SizeT").unwrap_or(1),
        channels,
        tiff_data: children(pixels, "TiffData").map(tiff_data).collect(),
    })
}

fn channel(node: Node<'_, '_>) -> Channel {
    Channel {
        name: text(node, "Name"),
        samples_per_pixel: number(node, "SamplesPerPixel").filter(|count| *count > 0).unwrap_or(1),
    }
}

fn tiff_data(node: Node<'_, '_>) -> TiffData {
    let uuid = children(node, "UUID").next();
    TiffData {
        ifd: number(node, "IFD"),
        first_z: number(node, "FirstZ").unwrap_or(0),
        first_c: number(node, "FirstC").unwrap_or(0),
        first_t: number(node, "FirstT").unwrap_or(0),
        plane_count: number(node, "PlaneCount").or_else(|| number(node, "NumPlanes")),
        file_name: uuid.and_then(|uuid| text(uuid, "FileName")),
        uuid: uuid.and_then(|uuid| uuid.text()).map(|text| text.trim().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_pixels_and_channels_are_read_in_any_namespace() {
        for prefix in ["", "ome:"] {
            let xml = format!(
                r#"<{prefix}OME xmlns:ome="x"><{prefix}Image ID="Image:0" Name="a &amp; b"><{prefix}Pixels DimensionOrder="XYCZT"
                 SizeX="5" SizeY="4" SizeZ="3" SizeC="2" SizeT="1" Type="uint16"><{prefix}Channel Name="DAPI"/>
                 <{prefix}TiffData IFD="7" FirstC="1" PlaneCount="1"/></{prefix}Pixels></{prefix}Image></{prefix}OME>"#
            );
            let ome = parse(&xml).unwrap();
            let image = &ome.images[0];
            assert_eq!(image.name.as_deref(), Some("a & b"));
            assert_eq!((image.size_z, image.size_c, image.dimension_order.as_str()), (3, 2, "XYCZT"));
            assert_eq!(image.channels, [Channel { name: Some("DAPI".to_owned()), samples_per_pixel: 1 }]);
            assert_eq!(image.tiff_data[0].ifd, Some(7));
        }
    }

    #[test]
    fn what_is_not_ome_xml_is_refused() {
        for xml in ["", "<OME>", "<html/>", "ImageJ=1.53", "<!DOCTYPE OME [<!ENTITY a \"b\">]><OME>&a;</OME>"] {
            assert_eq!(parse(xml).unwrap_err().code, "ome-xml-invalid", "{xml}");
        }
    }
}
