//! An IFD as a checker looks at it: all that decides how viewers read it, kept small for files of many planes.

use super::Entry;
use super::facts::{Facts, Place, Reading, read_with};
use super::storage::{NumberTable, Storage, storage};
use crate::need::Window;
use std::collections::HashSet;
use std::rc::Rc;
use tiff::tags::Tag;

/// What IFDs of one sort have in common. The planes of a file are mostly of one kind, which is kept once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Kind {
    /// How its pixels are stored. Places (of the IFD, of its tables, of other IFDs) are 0 or empty here; see [`Survey`].
    pub storage: Storage,
    /// How many values BitsPerSample has; `None` where the tag is absent.
    pub bits_count: Option<u64>,
    /// How many values SampleFormat has; `None` where the tag is absent.
    pub sample_format_count: Option<u64>,
    /// Orientation: 1 the first row is at the top and the first column at the left.
    pub orientation: u64,
    /// ExtraSamples: 0 unspecified, 1 associated alpha, 2 unassociated alpha.
    pub extra_samples: Vec<u64>,
    /// Whether it has StripOffsets, which viewers take for "not tiled" even where there are tiles too.
    pub has_strips: bool,
    /// Whether RowsPerStrip is there.
    pub has_rows_per_strip: bool,
    /// Field type of the SubIFDs tag, where it is there.
    pub sub_ifds_type: Option<u16>,
    /// Field type of ImageDescription, where it is there.
    pub description_type: Option<u16>,
    /// Tags that are not in ascending order (TIFF 6.0 section 2, "Sort Order"), the first of them.
    pub unsorted: Option<u16>,
    /// A tag that stands more than once, the first of them.
    pub twice: Option<u16>,
    /// Entries with a field type that TIFF does not know: tag and type, the first few.
    pub unknown_types: Vec<(u16, u16)>,
    /// GeoKeyDirectory is there.
    pub has_geo_keys: bool,
}

/// A tag's values outside of its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct External {
    /// The tag.
    pub tag: u16,
    /// Where the values start.
    pub at: u64,
    /// Bytes of all of them.
    pub len: u64,
}

/// One IFD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// What it shares with others.
    pub kind: Rc<Kind>,
    /// Where it starts.
    pub offset: u64,
    /// How many entries it has.
    pub entries: u64,
    /// Next-IFD pointer, 0 where the chain ends.
    pub next: u64,
    /// Offsets of SubIFDs, as many as the limit allows.
    pub sub_ifds: Box<[u64]>,
    /// How many the tag lists.
    pub sub_ifd_count: u64,
    /// TileOffsets or StripOffsets.
    pub offsets: Option<NumberTable>,
    /// TileByteCounts or StripByteCounts.
    pub byte_counts: Option<NumberTable>,
    /// Values outside of entries, in the order of the entries.
    pub externals: Box<[External]>,
    /// ImageDescription: where its bytes are.
    pub description: Option<External>,
}

impl Survey {
    /// The storage of this IFD, with its places.
    pub fn storage(&self) -> Storage {
        let mut storage = self.kind.storage.clone();
        storage.ifd.offset = self.offset;
        storage.ifd.entries = self.entries;
        storage.ifd.next = self.next;
        storage.offsets = self.offsets;
        storage.byte_counts = self.byte_counts;
        storage
    }
}

/// The kinds that were met.
#[derive(Debug, Default)]
pub struct Kinds {
    /// That of the IFD before: mostly the next one is of it too, and to compare is cheaper than to hash.
    last: Option<Rc<Kind>>,
    all: HashSet<Rc<Kind>>,
    /// Entries of the IFD that is read.
    entries: Vec<Entry>,
}

impl Kinds {
    fn intern(&mut self, kind: Kind) -> Rc<Kind> {
        if let Some(last) = self.last.as_ref().filter(|last| ***last == kind) {
            return Rc::clone(last);
        }
        let kind = self.all.get(&kind).cloned().unwrap_or_else(|| Rc::new(kind));
        self.all.insert(Rc::clone(&kind));
        self.last = Some(Rc::clone(&kind));
        kind
    }
}

/// Most unknown field types that are kept of an IFD.
const UNKNOWN_TYPES: usize = 4;

/// Reads the IFD at a place.
pub fn read_survey(place: Place<'_>, window: &Window, kinds: &mut Kinds) -> Reading<Survey> {
    let mut entries = std::mem::take(&mut kinds.entries);
    let reading = read_with(&mut entries, place, window, |facts| survey(facts, kinds));
    kinds.entries = entries;
    reading
}

fn survey(facts: &mut Facts<'_>, kinds: &mut Kinds) -> Survey {
    // It is judged what viewers make of it.
    facts.last_counts = true;
    let mut storage = storage(facts);
    let ifd = &mut storage.ifd;
    Survey {
        offset: std::mem::take(&mut ifd.offset),
        entries: std::mem::take(&mut ifd.entries),
        next: std::mem::take(&mut ifd.next),
        sub_ifds: std::mem::take(&mut ifd.sub_ifds).into_boxed_slice(),
        sub_ifd_count: std::mem::take(&mut ifd.sub_ifd_count),
        offsets: storage.offsets.take(),
        byte_counts: storage.byte_counts.take(),
        externals: externals(facts).into_boxed_slice(),
        description: facts.span(Tag::ImageDescription),
        kind: match kind(facts, storage) {
            kind if facts.is_whole() => kinds.intern(kind),
            // It will be read again.
            kind => Rc::new(kind),
        },
    }
}

fn kind(facts: &mut Facts<'_>, storage: Storage) -> Kind {
    let orientation = facts.first(Tag::Orientation).unwrap_or(1);
    let extra_samples = facts.all(Tag::ExtraSamples).unwrap_or_default();
    let count = |tag| facts.entry(tag).map(|entry| entry.count);
    let field_type = |tag| facts.entry(tag).map(|entry| entry.field_type.0);
    let tags = || facts.all_entries().map(|entry| entry.tag);
    let unknown = facts.all_entries().filter(|entry| entry.field_type.value_len().is_none());
    Kind {
        bits_count: count(Tag::BitsPerSample),
        sample_format_count: count(Tag::SampleFormat),
        has_strips: count(Tag::StripOffsets).is_some(),
        has_rows_per_strip: count(Tag::RowsPerStrip).is_some(),
        sub_ifds_type: field_type(Tag::SubIfd),
        description_type: field_type(Tag::ImageDescription),
        unsorted: tags().zip(tags().skip(1)).find(|(tag, next)| next < tag).map(|(_, next)| next),
        twice: tags().enumerate().find(|(index, tag)| tags().take(*index).any(|before| before == *tag)).map(|(_, tag)| tag),
        unknown_types: unknown.take(UNKNOWN_TYPES).map(|entry| (entry.tag, entry.field_type.0)).collect(),
        has_geo_keys: count(Tag::GeoKeyDirectoryTag).is_some(),
        orientation,
        extra_samples,
        storage,
    }
}

impl Facts<'_> {
    fn all_entries(&self) -> impl Iterator<Item = &Entry> {
        self.table.entries.iter()
    }

    /// Where the values of a tag are; `None` also where their length cannot be told.
    fn span(&self, tag: Tag) -> Option<External> {
        let entry = self.entry(tag)?;
        let len = entry.field_type.value_len()?.saturating_mul(entry.count);
        Some(External { tag: entry.tag, at: entry.values_at, len })
    }
}

fn externals(facts: &Facts<'_>) -> Vec<External> {
    let room = facts.place.header.offset_len();
    let spans = facts.all_entries().filter_map(|entry| {
        let len = entry.field_type.value_len()?.saturating_mul(entry.count);
        (len > room).then_some(External { tag: entry.tag, at: entry.values_at, len })
    });
    spans.collect()
}
