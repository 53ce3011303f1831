//! Reading an IFD: its entries, their values, and what is missing or broken on the way.

use super::entry::NoValues;
use super::{Defect, DefectCode, Entry, Header, Limits};
use crate::bytes::{len64, unsigned};
use crate::need::{Lack, Range, Window};
use tiff::tags::Tag;

/// What reading an IFD came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading<T> {
    /// The facts, and what was broken on the way.
    Done(T, Vec<Defect>),
    /// It cannot be read at all.
    Broken(Defect),
    /// These ranges are needed first.
    Missing(Vec<Range>),
}

/// Where an IFD is, and what it is called in defects.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// Header of the file.
    pub header: Header,
    /// Offset of the IFD.
    pub offset: u64,
    /// `3` in the main chain, `3.0` its first SubIFD.
    pub path: &'a str,
    /// How much is read of it.
    pub limits: Limits,
}

/// Reads an IFD and takes facts from it.
pub(super) fn read<T>(place: Place<'_>, window: &Window, take: impl FnOnce(&mut Facts<'_>) -> T) -> Reading<T> {
    read_with(&mut Vec::new(), place, window, take)
}

/// As [`read`]; its entries come into `entries`, whose memory is used again where many IFDs are read.
pub(super) fn read_with<T>(
    entries: &mut Vec<Entry>,
    place: Place<'_>,
    window: &Window,
    take: impl FnOnce(&mut Facts<'_>) -> T,
) -> Reading<T> {
    let Place { header, offset, path, limits } = place;
    let broken = |code, byte, what: String| {
        Reading::Broken(Defect { code, ifd: path.to_owned(), byte, what: format!("IFD {path}: {what}") })
    };
    match Table::read(entries, header, window, offset, limits) {
        Ok(table) => {
            let mut facts = Facts { place, window, table: &table, missing: Vec::new(), defects: Vec::new(), last_counts: false };
            let taken = take(&mut facts);
            if facts.missing.is_empty() { Reading::Done(taken, facts.defects) } else { Reading::Missing(facts.missing) }
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

pub(super) struct Table<'a> {
    pub(super) entries: &'a [Entry],
    next: u64,
}

impl<'a> Table<'a> {
    fn read(entries: &'a mut Vec<Entry>, header: Header, window: &Window, offset: u64, limits: Limits) -> Result<Self, NoTable> {
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
        entries.clear();
        entries.extend((0..count).filter_map(|index| Entry::parse(header, &bytes, at, index)));
        Ok(Self { entries, next: number(at.saturating_add(len), header.offset_len())? })
    }
}

/// The entries of an IFD, and what came up while their values were read.
pub(super) struct Facts<'a> {
    pub(super) place: Place<'a>,
    window: &'a Window,
    pub(super) table: &'a Table<'a>,
    missing: Vec<Range>,
    defects: Vec<Defect>,
    /// Of equal tags the last one counts, as for geotiff.js; for others, libtiff and tifffile among them, it is the first.
    pub(super) last_counts: bool,
}

impl Facts<'_> {
    pub(super) fn entries(&self) -> u64 {
        len64(self.table.entries.len())
    }

    pub(super) fn next(&self) -> u64 {
        self.table.next
    }

    pub(super) fn entry(&self, tag: Tag) -> Option<&Entry> {
        let number = tag.to_u16();
        let mut entries = self.table.entries.iter();
        if self.last_counts { entries.rfind(|entry| entry.tag == number) } else { entries.find(|entry| entry.tag == number) }
    }

    pub(super) fn first(&mut self, tag: Tag) -> Option<u64> {
        let entry = self.entry(tag)?;
        if let Some(first) = entry.first_inside(self.place.header) {
            return Some(first);
        }
        self.at_most(tag, 1)?.first().copied()
    }

    /// Whether nothing was missing so far: only then the facts are those of the IFD.
    pub(super) fn is_whole(&self) -> bool {
        self.missing.is_empty()
    }

    pub(super) fn at_most(&mut self, tag: Tag, most: u64) -> Option<Vec<u64>> {
        let mut entry = *self.entry(tag)?;
        entry.count = entry.count.min(most);
        self.values(tag, entry, most)
    }

    pub(super) fn all(&mut self, tag: Tag) -> Option<Vec<u64>> {
        let entry = *self.entry(tag)?;
        self.values(tag, entry, self.place.limits.values)
    }

    /// The bytes of a tag's values as they are, at most `most` of them.
    pub(super) fn bytes(&mut self, tag: Tag, most: u64) -> Option<Vec<u8>> {
        let entry = *self.entry(tag)?;
        let Some(len) = entry.field_type.value_len().map(|len| len.saturating_mul(entry.count)) else {
            self.defect(DefectCode::TagType, entry, tag, format!("has field type {}", entry.field_type.0));
            return None;
        };
        if len > most {
            self.defect(DefectCode::TagCount, entry, tag, format!("has {len} bytes (limit {most})"));
            return None;
        }
        match self.window.get(Range { start: entry.values_at, len }) {
            Ok(bytes) => Some(bytes.into_owned()),
            Err(Lack::Missing(range)) => {
                self.missing.push(range);
                None
            }
            Err(Lack::PastEnd(_)) => {
                let what = format!("has its values at byte {}, past the end of the file", entry.values_at);
                self.defect(DefectCode::TagOutsideFile, entry, tag, what);
                None
            }
        }
    }

    /// All values of an entry, if they are not more than `most`; `None` where they cannot be told.
    fn values(&mut self, tag: Tag, entry: Entry, most: u64) -> Option<Vec<u64>> {
        match entry.unsigned(self.place.header, self.window, most) {
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
        let what = format!("IFD {}: {tag:?} (tag {}) at byte {} {what}", self.place.path, entry.tag, entry.at);
        let defect = Defect { code, ifd: self.place.path.to_owned(), byte: entry.at, what };
        // The same tag may be looked at twice.
        if !self.defects.contains(&defect) {
            self.defects.push(defect);
        }
        None
    }
}
