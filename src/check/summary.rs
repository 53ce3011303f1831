//! The facts of a report: what is in the file, and what viewers take it for.

use super::facts::{Decoded, TiffFacts};
use super::report::shown;
use crate::bytes::{Endian, len64};
use crate::ome::PixelsElement;
use crate::tiff::{Layout, Named};
use crate::viewer::js_number;
use crate::viewer::viv::VivImage;
use serde::Serialize;
use std::borrow::Cow;

/// Images, channels and levels that are told of.
const MOST_IMAGES: usize = 50;
const MOST_CHANNELS: usize = 200;
const MOST_LEVELS: usize = 64;

/// What is in a TIFF file.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary<'a> {
    format: &'static str,
    byte_order: Endian,
    ifds: usize,
    sub_ifds: usize,
    /// Tiles that were decoded to be sure that they can be.
    tiles_decoded: usize,
    /// Bytes of the OME-XML.
    ome_xml_bytes: u64,
    images: Vec<ImageSummary<'a>>,
    /// Images that are not told of.
    images_omitted: u64,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ImageSummary<'a> {
    name: Option<Cow<'a, str>>,
    size_x: u64,
    size_y: u64,
    size_z: u64,
    size_c: u64,
    size_t: u64,
    r#type: Option<Cow<'a, str>>,
    dimension_order: &'a str,
    channels: Vec<Option<Cow<'a, str>>>,
    channels_omitted: u64,
    physical_size: Option<PhysicalSize<'a>>,
    /// The same as Vitessce's option `coordinateTransformations`, in the order of the dimensions. To be changed, not added:
    /// Vitessce multiplies it with what it takes from the file.
    coordinate_transformations: Option<[Scale; 1]>,
    levels: Vec<LevelSummary>,
    /// What Viv takes the image for; `None` where it does not get so far.
    viv: Option<VivSummary>,
}

#[derive(Debug, Serialize)]
struct PhysicalSize<'a> {
    x: f64,
    y: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    z: Option<f64>,
    unit: Cow<'a, str>,
}

#[derive(Debug, Serialize)]
struct Scale {
    r#type: &'static str,
    scale: Vec<f64>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct LevelSummary {
    ifd: String,
    width: Option<u64>,
    height: Option<u64>,
    layout: Option<Layout>,
    bits_per_sample: Vec<u64>,
    sample_format: Vec<u64>,
    samples_per_pixel: u64,
    compression: Named,
    predictor: Named,
    photometric: Option<Named>,
    planar_configuration: u64,
    /// Bytes of all tiles, and of the largest one; absent where the tables were not read.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    largest_tile: Option<u64>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct VivSummary {
    levels: usize,
    tile_size: Option<u64>,
    interleaved: bool,
    first_ifd: u64,
}

/// Sums up a file; `None` where it is no TIFF.
pub(super) fn summary(facts: &TiffFacts) -> Option<Summary<'_>> {
    let header = facts.file.header?;
    let viv = facts.viv_images();
    let images: Vec<ImageSummary<'_>> =
        facts.file.images().take(MOST_IMAGES).filter_map(|(index, _)| image(facts, index, viv.get(index))).collect();
    let count = facts.file.document().map_or(0, |document| document.image_count);
    Some(Summary {
        format: if header.big { "BigTIFF" } else { "TIFF" },
        byte_order: header.endian,
        ifds: facts.file.main,
        sub_ifds: facts.file.ifds.len().saturating_sub(facts.file.main),
        tiles_decoded: facts.samples.iter().filter(|sample| sample.decoded == Decoded::Whole).count(),
        ome_xml_bytes: facts.description.as_ref().map_or(0, |description| description.len),
        images_omitted: count.saturating_sub(len64(images.len())),
        images,
    })
}

fn image<'a>(facts: &'a TiffFacts, index: usize, viv: Option<&VivImage>) -> Option<ImageSummary<'a>> {
    let (pixels, sizes) = facts.file.pixels(index)?;
    let name = facts.file.document()?.images.get(index)?.element.attribute("Name").map(shown);
    let first = viv.and_then(|viv| usize::try_from(viv.first_ifd).ok()).or((index == 0).then_some(0));
    let physical_size = physical_size(pixels);
    Some(ImageSummary {
        name,
        size_x: sizes.size_x,
        size_y: sizes.size_y,
        size_z: sizes.size_z,
        size_c: sizes.size_c,
        size_t: sizes.size_t,
        r#type: pixels.element.attribute("Type").map(shown),
        dimension_order: &sizes.dimension_order,
        channels: pixels.channels.iter().take(MOST_CHANNELS).map(|channel| channel.attribute("Name").map(shown)).collect(),
        channels_omitted: pixels.channel_count.saturating_sub(len64(MOST_CHANNELS)),
        coordinate_transformations: physical_size.as_ref().and_then(|size| scale(size, &sizes.dimension_order)),
        physical_size,
        levels: first.map_or(Vec::new(), |main| levels(facts, main)),
        viv: viv.map(|viv| VivSummary {
            levels: viv.levels,
            tile_size: viv.tile_size,
            interleaved: viv.interleaved,
            first_ifd: viv.first_ifd,
        }),
    })
}

fn physical_size(pixels: &PixelsElement) -> Option<PhysicalSize<'_>> {
    let size = |name| pixels.element.attribute(name).and_then(js_number).filter(|size| *size > 0.0 && size.is_finite());
    let unit = |name| pixels.element.attribute(name).unwrap_or("\u{b5}m");
    let (x_unit, y_unit) = (unit("PhysicalSizeXUnit"), unit("PhysicalSizeYUnit"));
    let z = size("PhysicalSizeZ").filter(|_| unit("PhysicalSizeZUnit") == x_unit);
    (x_unit == y_unit).then_some(())?;
    Some(PhysicalSize { x: size("PhysicalSizeX")?, y: size("PhysicalSizeY")?, z, unit: shown(x_unit) })
}

/// The size of a pixel in micrometres, in the order of the dimensions.
fn scale(size: &PhysicalSize<'_>, order: &str) -> Option<[Scale; 1]> {
    let micrometres = match size.unit.as_ref() {
        "\u{b5}m" => 1.0,
        "nm" => 1e-3,
        "mm" => 1e3,
        _ => return None,
    };
    let of = |axis: char| match axis {
        'X' => size.x * micrometres,
        'Y' => size.y * micrometres,
        'Z' => size.z.map_or(1.0, |z| z * micrometres),
        _ => 1.0,
    };
    Some([Scale { r#type: "scale", scale: order.chars().map(of).collect() }])
}

fn levels(facts: &TiffFacts, main: usize) -> Vec<LevelSummary> {
    facts.file.pyramid(main).take(MOST_LEVELS).filter_map(|ifd| level(facts, ifd)).collect()
}

fn level(facts: &TiffFacts, ifd: usize) -> Option<LevelSummary> {
    let says = &facts.file.kind(ifd)?.storage.ifd;
    let table = facts.file.tables.get(&ifd);
    Some(LevelSummary {
        ifd: facts.file.path(ifd).to_owned(),
        width: says.width,
        height: says.height,
        layout: says.layout,
        bits_per_sample: says.bits_per_sample.clone(),
        sample_format: says.sample_format.to_vec(),
        samples_per_pixel: says.samples_per_pixel,
        compression: says.compression,
        predictor: says.predictor,
        photometric: says.photometric,
        planar_configuration: says.planar_configuration,
        bytes: table.map(|table| table.total),
        largest_tile: table.map(|table| table.largest),
    })
}
