//! One IFD as facts about its image.

use super::facts::{Facts, Place, Reading, read};
use super::{Named, compression, photometric, predictor};
use crate::bytes::len64;
use crate::need::Window;
use serde::Serialize;
use std::borrow::Cow;
use tiff::tags::Tag;

/// How the pixels are cut up (TIFF 6.0 section 3 for strips, 15 for tiles).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase", rename_all_fields = "camelCase")]
pub enum Layout {
    /// Rectangles of one size; those at the right and bottom edge are padded.
    Tiles {
        /// Pixels of a tile in x.
        width: u64,
        /// Pixels of a tile in y.
        height: u64,
        /// Entries of TileOffsets.
        count: u64,
    },
    /// Full-width bands.
    Strips {
        /// Rows of each strip but the last, which may have fewer.
        rows_per_strip: u64,
        /// Entries of StripOffsets.
        count: u64,
    },
}

/// What an IFD says of its image. Where a tag is absent and TIFF gives a default, it is the default.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Ifd {
    /// Where the IFD starts in the file.
    pub offset: u64,
    /// How many entries it has.
    pub entries: u64,
    /// Next-IFD pointer, 0 where the chain ends.
    pub next: u64,
    /// ImageWidth, pixels.
    pub width: Option<u64>,
    /// ImageLength, pixels.
    pub height: Option<u64>,
    /// Tiles or strips, where the file says enough to tell.
    pub layout: Option<Layout>,
    /// BitsPerSample as stored: one number a sample, sometimes only one for all.
    pub bits_per_sample: Vec<u64>,
    /// SampleFormat as stored (1 unsigned, 2 signed, 3 floating point, 4 undefined, 5 and 6 complex).
    pub sample_format: Cow<'static, [u64]>,
    /// SamplesPerPixel.
    pub samples_per_pixel: u64,
    /// Compression.
    pub compression: Named,
    /// Predictor.
    pub predictor: Named,
    /// PhotometricInterpretation, which has no default.
    pub photometric: Option<Named>,
    /// PlanarConfiguration: 1 chunky, 2 planar.
    pub planar_configuration: u64,
    /// NewSubfileType: bit 0 reduced resolution, bit 1 page, bit 2 mask.
    pub new_subfile_type: u64,
    /// SubIFDs: offsets of further IFDs, in pyramids the lower resolutions; as many as the limit allows.
    #[serde(skip)]
    pub sub_ifds: Vec<u64>,
    /// How many SubIFDs the tag lists, read or not.
    #[serde(skip)]
    pub sub_ifd_count: u64,
}

/// Reads the IFD at a place.
pub fn read_ifd(place: Place<'_>, window: &Window) -> Reading<Ifd> {
    read(place, window, ifd)
}

/// What the entries say of the image.
pub(super) fn ifd(facts: &mut Facts<'_>) -> Ifd {
    Ifd {
        offset: facts.place.offset,
        entries: facts.entries(),
        next: facts.next(),
        width: facts.first(Tag::ImageWidth),
        height: facts.first(Tag::ImageLength),
        layout: layout(facts),
        bits_per_sample: facts.all(Tag::BitsPerSample).unwrap_or_else(|| vec![1]),
        sample_format: facts.all(Tag::SampleFormat).map_or(Cow::Borrowed(&[1]), Cow::Owned),
        samples_per_pixel: facts.first(Tag::SamplesPerPixel).unwrap_or(1),
        compression: compression(facts.first(Tag::Compression).unwrap_or(1)),
        predictor: predictor(facts.first(Tag::Predictor).unwrap_or(1)),
        photometric: facts.first(Tag::PhotometricInterpretation).map(photometric),
        planar_configuration: facts.first(Tag::PlanarConfiguration).unwrap_or(1),
        new_subfile_type: facts.first(Tag::NewSubfileType).unwrap_or(0),
        sub_ifds: facts.at_most(Tag::SubIfd, len64(facts.place.limits.sub_ifds)).unwrap_or_default(),
        sub_ifd_count: facts.entry(Tag::SubIfd).map_or(0, |entry| entry.count),
    }
}

fn layout(facts: &mut Facts<'_>) -> Option<Layout> {
    let tiles = facts.entry(Tag::TileOffsets).map(|entry| entry.count);
    let strips = facts.entry(Tag::StripOffsets).map(|entry| entry.count);
    // RowsPerStrip defaults to "all rows in one strip" (TIFF 6.0 section 3).
    let rows = facts.first(Tag::RowsPerStrip);
    let height = facts.first(Tag::ImageLength);
    let in_strips = |count| {
        let rows = rows.unwrap_or(u64::from(u32::MAX));
        Layout::Strips { rows_per_strip: height.map_or(rows, |height| rows.min(height)), count }
    };
    let sides = facts.first(Tag::TileWidth).zip(facts.first(Tag::TileLength));
    match (sides, tiles, strips) {
        (Some((width, height)), Some(count), _) => Some(Layout::Tiles { width, height, count }),
        // Tiles under the tags of strips, which libtiff writes and reads, or strips beside the sides of tiles: their number tells.
        (Some((width, length)), None, Some(count)) if rows.is_none() || !is_number_of_strips(facts, count, rows.zip(height)) => {
            Some(Layout::Tiles { width, height: length, count })
        }
        (_, _, Some(count)) => Some(in_strips(count)),
        (Some((width, height)), None, None) => Some(Layout::Tiles { width, height, count: 0 }),
        (None, _, None) => None,
    }
}

/// Whether an image of so many rows a strip has so many strips.
fn is_number_of_strips(facts: &mut Facts<'_>, count: u64, rows: Option<(u64, u64)>) -> bool {
    let planes =
        if facts.first(Tag::PlanarConfiguration) == Some(2) { facts.first(Tag::SamplesPerPixel).unwrap_or(1) } else { 1 };
    rows.is_some_and(|(rows, height)| rows > 0 && height.div_ceil(rows).saturating_mul(planes) == count)
}
