//! How the pixels of an IFD are stored: what is needed to find and decode its tiles or strips.

use super::facts::{Facts, Place, Reading, read};
use super::ifd::{Ifd, ifd};
use crate::need::Window;
use serde::Serialize;
use std::borrow::Cow;
use tiff::tags::Tag;

/// LercParameters (Esri; libtiff calls it so): version of LERC, then the additional compression.
const LERC_PARAMETERS: Tag = Tag::Unknown(50674);

/// ImageDepth and TileDepth (SGI): a tile holds several slices of a volume, one after the other.
const DEPTHS: [Tag; 2] = [Tag::Unknown(32997), Tag::Unknown(32998)];

/// T4Options (TIFF 6.0 section 11).
const T4_OPTIONS: Tag = Tag::Unknown(292);

/// Largest JPEGTables that are read. Four tables of each sort need about 1,700 bytes.
const JPEG_TABLES_MOST: u64 = 64 << 10;

/// Where a table of numbers stands in the file: those of TileOffsets, or of StripByteCounts ...
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NumberTable {
    /// Offset of the first number.
    pub at: u64,
    /// How many numbers.
    pub count: u64,
    /// Bytes of each.
    pub width: u64,
    /// The number, where there is one and it stands in the entry itself: then nothing more has to be read.
    #[serde(skip)]
    pub only: Option<u64>,
}

/// What an IFD says of its tiles or strips beyond [`Ifd`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Storage {
    /// What it says of its image.
    pub ifd: Ifd,
    /// FillOrder: 1 the first pixel is in the high bits, 2 in the low bits.
    pub fill_order: u64,
    /// YCbCrSubSampling: how many pixels in x and y share their chroma.
    pub chroma_subsampling: Cow<'static, [u64]>,
    /// JPEGTables, for streams that leave their tables out (TIFF technical note 2).
    pub jpeg_tables: Option<Vec<u8>>,
    /// LercParameters: version, additional compression (0 none, 1 Deflate, 2 Zstd).
    pub lerc_parameters: Vec<u64>,
    /// T4Options: bit 0 says that lines of CCITT Group 3 refer to the one above.
    pub t4_options: u64,
    /// Slices of the image, or of a tile: whichever is more. 1 in all files but those of volumes.
    pub depth: u64,
    /// TileOffsets or StripOffsets.
    pub offsets: Option<NumberTable>,
    /// TileByteCounts or StripByteCounts.
    pub byte_counts: Option<NumberTable>,
}

/// Reads the IFD at a place with all that is needed to decode its pixels, but for the tables themselves: those of
/// a large image have millions of numbers.
pub fn read_storage(place: Place<'_>, window: &Window) -> Reading<Storage> {
    read(place, window, storage)
}

/// How the pixels are stored, from the entries.
pub(super) fn storage(facts: &mut Facts<'_>) -> Storage {
    Storage {
        ifd: ifd(facts),
        fill_order: facts.first(Tag::FillOrder).unwrap_or(1),
        chroma_subsampling: facts.all(Tag::ChromaSubsampling).map_or(Cow::Borrowed(&[2, 2]), Cow::Owned),
        jpeg_tables: facts.bytes(Tag::JPEGTables, JPEG_TABLES_MOST),
        lerc_parameters: facts.all(LERC_PARAMETERS).unwrap_or_default(),
        t4_options: facts.first(T4_OPTIONS).unwrap_or(0),
        depth: DEPTHS.iter().filter_map(|tag| facts.first(*tag)).fold(1, u64::max),
        offsets: table(facts, &[Tag::TileOffsets, Tag::StripOffsets]),
        byte_counts: table(facts, &[Tag::TileByteCounts, Tag::StripByteCounts]),
    }
}

/// Largest ImageDescription that is read.
const DESCRIPTION_MOST: u64 = 32 << 20;

/// ImageDescription of the IFD at a place: OME-XML in OME-TIFF. Bytes that are not UTF-8 are replaced, and the NUL that
/// ends TIFF's strings is left out.
pub fn read_description(place: Place<'_>, window: &Window) -> Reading<Option<String>> {
    read(place, window, |facts| {
        let bytes = facts.bytes(Tag::ImageDescription, DESCRIPTION_MOST)?;
        Some(String::from_utf8_lossy(&bytes).trim_end_matches('\0').to_owned())
    })
}

/// The first of these tags that is there and has whole numbers.
fn table(facts: &mut Facts<'_>, tags: &[Tag]) -> Option<NumberTable> {
    let tag = tags.iter().copied().find(|tag| facts.entry(*tag).is_some())?;
    let entry = facts.entry(tag)?;
    let width = entry.field_type.value_len().filter(|_| entry.field_type.is_integer())?;
    let (at, count) = (entry.values_at, entry.count);
    let within = count == 1 && width <= facts.place.header.offset_len();
    let only = if within { facts.first(tag) } else { None };
    Some(NumberTable { at, count, width, only })
}
