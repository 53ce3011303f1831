//! One IFD as facts about its image.

use super::entry::NoValues;
use super::{Defect, DefectCode, Entry, Header, Limits, Named, compression, photometric, predictor};
use crate::bytes::{len64, unsigned};
use crate::need::{Lack, Range, Window};
use serde::Serialize;
use tiff::tags::Tag;

/// How the pixels are cut up (TIFF 6.0 section 3 for strips, 15 for tiles).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
    pub sample_format: Vec<u64>,
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

/// What reading an IFD came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// The facts, and what was broken on the way.
    Done(Box<Ifd>, Vec<Defect>),
    /// It cannot be read at all.
    Broken(Defect),
    /// These ranges are needed first.
    Missing(Vec<Range>),
}

/// Reads the IFD at `offset`. `path` names it in defects.
pub fn read_ifd(header: Header, window: &Window, offset: u64, path: &str, limits: Limits) -> Reading {
    let broken = |code, byte, what: String| {
        Reading::Broken(Defect { code, ifd: path.to_owned(), byte, what: format!("IFD {path}: {what}") })
    };
    match Table::read(header, window, offset, limits) {
        Ok(table) => {
            let mut facts = Facts { header, window, limits, path, table: &table, missing: Vec::new(), defects: Vec::new() };
            let ifd = facts.ifd(offset);
            if facts.missing.is_empty() { Reading::Done(Box::new(ifd), facts.defects) } else { Reading::Missing(facts.missing) }
        }
        Err(NoTable::Missing(range)) => Reading::Missing(vec![range]),
        Err(NoTable::PastEnd(end)) if offset >= end => {
            broken(DefectCode::IfdOutsideFile, offset, format!("it is said to start at byte {offset}, past the end of the file"))
        }
        Err(NoTable::PastEnd(_)) => {
            broken(DefectCode::IfdTruncated, offset, format!("the file ends inside the IFD at byte {offset}"))
        }
        Err(NoTable::TooManyEntries(entries)) => {
            let what = format!("the IFD at byte {offset} claims {entries} entries (limit {})", limits.entries);
            broken(DefectCode::IfdTooManyEntries, offset, what)
        }
    }
}

enum NoTable {
    Missing(Range),
    PastEnd(u64),
    TooManyEntries(u64),
}

impl From<Lack> for NoTable {
    fn from(lack: Lack) -> Self {
        match lack {
            Lack::Missing(range) => Self::Missing(range),
            Lack::PastEnd(end) => Self::PastEnd(end),
        }
    }
}

struct Table {
    entries: Vec<Entry>,
    next: u64,
}

impl Table {
    fn read(header: Header, window: &Window, offset: u64, limits: Limits) -> Result<Self, NoTable> {
        let number =
            |start, len| -> Result<u64, Lack> { Ok(unsigned(&window.get(Range { start, len })?, header.endian).unwrap_or(0)) };
        let count = number(offset, header.count_len())?;
        if count > limits.entries {
            return Err(NoTable::TooManyEntries(count));
        }
        let at = offset.saturating_add(header.count_len());
        let len = count.saturating_mul(header.entry_len());
        // The pointer first: where it is missing, the entries are asked for along with it.
        let all = Range { start: at, len: len.saturating_add(header.offset_len()) };
        let bytes = window.get(all)?;
        let entries = (0..count).filter_map(|index| Entry::parse(header, &bytes, at, index)).collect();
        Ok(Self { entries, next: number(at.saturating_add(len), header.offset_len())? })
    }
}

struct Facts<'a> {
    header: Header,
    window: &'a Window,
    limits: Limits,
    path: &'a str,
    table: &'a Table,
    missing: Vec<Range>,
    defects: Vec<Defect>,
}

impl Facts<'_> {
    fn ifd(&mut self, offset: u64) -> Ifd {
        Ifd {
            offset,
            entries: len64(self.table.entries.len()),
            next: self.table.next,
            width: self.first(Tag::ImageWidth),
            height: self.first(Tag::ImageLength),
            layout: self.layout(),
            bits_per_sample: self.all(Tag::BitsPerSample).unwrap_or_else(|| vec![1]),
            sample_format: self.all(Tag::SampleFormat).unwrap_or_else(|| vec![1]),
            samples_per_pixel: self.first(Tag::SamplesPerPixel).unwrap_or(1),
            compression: compression(self.first(Tag::Compression).unwrap_or(1)),
            predictor: predictor(self.first(Tag::Predictor).unwrap_or(1)),
            photometric: self.first(Tag::PhotometricInterpretation).map(photometric),
            planar_configuration: self.first(Tag::PlanarConfiguration).unwrap_or(1),
            new_subfile_type: self.first(Tag::NewSubfileType).unwrap_or(0),
            sub_ifds: self.at_most(Tag::SubIfd, len64(self.limits.sub_ifds)).unwrap_or_default(),
            sub_ifd_count: self.entry(Tag::SubIfd).map_or(0, |entry| entry.count),
        }
    }

    fn layout(&mut self) -> Option<Layout> {
        let count = |entry: Option<&Entry>| entry.map_or(0, |entry| entry.count);
        let (tiles, strips) = (self.entry(Tag::TileOffsets), self.entry(Tag::StripOffsets));
        let (tiles, strips) = (tiles.is_some().then_some(count(tiles)), strips.is_some().then_some(count(strips)));
        match (self.first(Tag::TileWidth), self.first(Tag::TileLength)) {
            (Some(width), Some(height)) => Some(Layout::Tiles { width, height, count: tiles.or(strips).unwrap_or(0) }),
            // RowsPerStrip defaults to "all rows in one strip" (TIFF 6.0 section 3).
            _ => strips.map(|count| {
                let rows = self.first(Tag::RowsPerStrip).unwrap_or(u64::from(u32::MAX));
                Layout::Strips { rows_per_strip: self.first(Tag::ImageLength).map_or(rows, |height| rows.min(height)), count }
            }),
        }
    }

    fn entry(&self, tag: Tag) -> Option<&Entry> {
        self.table.entries.iter().find(|entry| entry.tag == tag.to_u16())
    }

    fn first(&mut self, tag: Tag) -> Option<u64> {
        self.at_most(tag, 1)?.first().copied()
    }

    fn at_most(&mut self, tag: Tag, most: u64) -> Option<Vec<u64>> {
        let mut entry = *self.entry(tag)?;
        entry.count = entry.count.min(most);
        self.values(tag, entry, most)
    }

    fn all(&mut self, tag: Tag) -> Option<Vec<u64>> {
        let entry = *self.entry(tag)?;
        self.values(tag, entry, self.limits.values)
    }

    /// All values of an entry, if they are not more than `most`; `None` where they cannot be told.
    fn values(&mut self, tag: Tag, entry: Entry, most: u64) -> Option<Vec<u64>> {
        match entry.unsigned(self.header, self.window, most) {
            Ok(values) if values.is_empty() => self.defect(DefectCode::TagCount, entry, tag, "has no value".to_owned()),
            Ok(values) => Some(values),
            Err(NoValues::Missing(range)) => {
                self.missing.push(range);
                None
            }
            Err(NoValues::PastEnd) => {
                let what = format!("has its values at byte {}, past the end of the file", entry.values_at);
                self.defect(DefectCode::TagOutsideFile, entry, tag, what)
            }
            Err(NoValues::Type) => {
                let what = format!("has values that are not unsigned integers (field type {})", entry.field_type.0);
                self.defect(DefectCode::TagType, entry, tag, what)
            }
            Err(NoValues::TooMany) => {
                let what = format!("has {} values (limit {most})", entry.count);
                self.defect(DefectCode::TagCount, entry, tag, what)
            }
        }
    }

    fn defect(&mut self, code: DefectCode, entry: Entry, tag: Tag, what: String) -> Option<Vec<u64>> {
        let what = format!("IFD {}: {tag:?} (tag {}) at byte {} {what}", self.path, entry.tag, entry.at);
        let defect = Defect { code, ifd: self.path.to_owned(), byte: entry.at, what };
        // The same tag may be looked at twice.
        if !self.defects.contains(&defect) {
            self.defects.push(defect);
        }
        None
    }
}
