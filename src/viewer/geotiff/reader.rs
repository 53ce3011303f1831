//! A TIFF as geotiff.js has it: IFDs along the chain, or at offsets that it is given.

use super::source::Source;
use super::wild::Wild;
use crate::tiff::{External, Survey};
use crate::viewer::TiffFile;
use crate::viewer::opening::{Halt, Spot, Stopped, Tried};
use crate::viewer::versions::Geotiff;
use std::collections::{BTreeMap, BTreeSet};

/// How many IFDs geotiff.js gets to from one that it has parsed: it asks for the one before, and that for the one before it, each
/// call within the other, until the engine's stack is full. Measured with geotiff 2.1.3 and 3.0.5: 6,933 in Chromium, 7,800 in Node.js 20.
pub const DEEPEST: u64 = 6_900;

/// Tags that decide how pixels are read: what comes of them where their values are behind the end of the file is not followed.
const DECISIVE: &[u16] = &[256, 257, 258, 259, 270, 273, 277, 278, 279, 284, 317, 322, 323, 324, 325, 330, 339, 347, 50674];

/// An entry of a list of offsets, as JavaScript takes it for a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// A byte of the file; `null` is 0.
    Byte(u64),
    /// A number in quotes, to which lengths are appended instead of added.
    Text,
    /// Anything else.
    Other,
}

/// An IFD that geotiff.js has parsed.
#[derive(Clone, Copy, Debug)]
pub(in crate::viewer) enum Directory<'a> {
    /// One of the file, with its number.
    Known(usize, &'a Survey),
    /// One without entries, where there is none: and the offset of the next.
    Empty(u64),
}

impl Directory<'_> {
    fn next(&self) -> u64 {
        match self {
            Self::Known(_, survey) => survey.next,
            Self::Empty(next) => *next,
        }
    }

    /// Its number in the file.
    pub(in crate::viewer) fn ifd(&self) -> Option<usize> {
        if let Self::Known(ifd, _) = self { Some(*ifd) } else { None }
    }
}

/// The file.
pub(in crate::viewer) struct GeoTiff<'a> {
    pub(super) file: &'a TiffFile,
    pub(super) source: Source,
    pub(super) does: &'a Geotiff,
    offsets: Option<&'a [Given]>,
    /// The last IFD along the chain that was parsed, by its number.
    walked: Option<(u64, Directory<'a>)>,
    /// Those that were parsed at offsets of the list.
    given: BTreeMap<u64, Tried<Directory<'a>>>,
    /// Offsets without an IFD whose bytes are wanted.
    wanted: BTreeSet<u64>,
}

impl<'a> GeoTiff<'a> {
    /// A file that nothing was read of; `None` where its size is not known, or it is no TIFF.
    pub(in crate::viewer) fn new(file: &'a TiffFile, does: &'a Geotiff, offsets: Option<&'a [Given]>) -> Option<Self> {
        file.header?;
        let source = Source::new(file.size?, does);
        Some(Self { file, source, does, offsets, walked: None, given: BTreeMap::new(), wanted: BTreeSet::new() })
    }

    /// Offsets without an IFD that it came to, and whose bytes were not there.
    pub(in crate::viewer) fn into_wanted(self) -> BTreeSet<u64> {
        self.wanted
    }

    /// The first IFD (`getImage()`), whatever the list of offsets says.
    pub(in crate::viewer) fn first(&mut self) -> Tried<Directory<'a>> {
        if let Some((0, first)) = self.walked {
            return Ok(first);
        }
        self.source.fetch(0, 1024)?;
        let header = self.file.header.ok_or(Halt::Unknown)?;
        let first = self.at(header.first_ifd)?;
        self.walked.get_or_insert((0, first));
        Ok(first)
    }

    /// An IFD of the main chain by its number (`getImage(index)`, with Viv's list of offsets).
    pub(in crate::viewer) fn image(&mut self, index: u64) -> Tried<Directory<'a>> {
        if let Some(known) = self.given.get(&index) {
            return known.clone();
        }
        if let Some((last, directory)) = self.walked.filter(|(last, _)| index <= *last) {
            return if index == last { Ok(directory) } else { self.known(index) };
        }
        let given = self.offsets.and_then(|offsets| offsets.get(usize::try_from(index).ok()?));
        if let Some(given) = given.copied().filter(|_| index > 0) {
            let parsed = match given {
                Given::Byte(byte) => self.at(byte),
                Given::Text => Err(Stopped::new("RangeError", "offset is out of bounds").into()),
                Given::Other => Err(Halt::Unknown),
            };
            self.given.insert(index, parsed.clone());
            return parsed;
        }
        self.walk(index)
    }

    /// One of the file's own that the walk has passed.
    fn known(&self, index: u64) -> Tried<Directory<'a>> {
        let ifd = usize::try_from(index).ok().filter(|ifd| *ifd < self.file.main).ok_or(Halt::Unknown)?;
        let survey = self.file.survey(ifd).ok_or(Halt::Unknown)?;
        Ok(Directory::Known(ifd, survey))
    }

    /// Goes on along the chain from the nearest IFD before that is parsed (`requestIFD`).
    fn walk(&mut self, index: u64) -> Tried<Directory<'a>> {
        let nearest = self.given.range(..index).next_back().map(|(at, parsed)| (*at, parsed.clone()));
        let walked = match self.walked {
            Some((at, directory)) => (at, directory),
            None => (0, self.first()?),
        };
        let (mut at, mut directory, own) = match nearest.filter(|(at, _)| *at > walked.0) {
            Some((at, parsed)) => (at, parsed?, false),
            None => (walked.0, walked.1, true),
        };
        if index.saturating_sub(at) > DEEPEST {
            return Err(Stopped::new("RangeError", "Maximum call stack size exceeded").into());
        }
        // Ends: every turn comes nearer to the index.
        while at < index {
            at = at.saturating_add(1);
            if directory.next() == 0 {
                return Err(Stopped::plain(format!("No image at index {at}")).in_ifd(directory.ifd()).into());
            }
            directory = self.at(directory.next())?;
            if own {
                self.walked = Some((at, directory));
            }
        }
        Ok(directory)
    }

    /// The IFD at an offset (`parseFileDirectoryAt`).
    pub(in crate::viewer) fn at(&mut self, offset: u64) -> Tried<Directory<'a>> {
        let known = self.file.by_offset.get(offset).and_then(|ifd| Some((ifd, self.file.survey(ifd)?)));
        if let Some((ifd, survey)) = known {
            self.parse(ifd, survey)?;
            return Ok(Directory::Known(ifd, survey));
        }
        match self.file.wild.get(&offset) {
            Some(Wild::Empty(next)) => Ok(Directory::Empty(*next)),
            Some(Wild::Stopped(stopped)) => {
                let mut stopped = stopped.clone();
                stopped.spot.byte = Some(offset);
                Err(stopped.into())
            }
            Some(Wild::Unknown) => Err(Halt::Unknown),
            None => {
                self.wanted.insert(offset);
                Err(Halt::Unknown)
            }
        }
    }

    /// Parses an IFD of the file: a piece of it, all of it where that is longer, and each tag's values that are not in there.
    fn parse(&self, ifd: usize, survey: &Survey) -> Tried<()> {
        let header = self.file.header.ok_or(Halt::Unknown)?;
        let (piece, behind) = if header.big { (4048, 16) } else { (1024, 6) };
        let whole = survey.entries.saturating_mul(header.entry_len()).saturating_add(behind);
        let spot = Spot { ifd: Some(ifd), byte: Some(survey.offset), ..Spot::default() };
        let read = |at, len, spot| self.source.fetch(at, len).map_err(|stopped| Stopped { spot, ..stopped });
        read(survey.offset, piece, spot)?;
        if whole > piece {
            read(survey.offset, whole, spot)?;
        }
        let end = survey.offset.saturating_add(piece.max(whole));
        let unknown = survey.kind.unknown_types.first();
        let before = |values: &&External| unknown.is_none_or(|(tag, _)| values.tag < *tag);
        for values in survey.externals.iter().filter(before) {
            let behind = values.at.saturating_add(values.len);
            if values.at < survey.offset || behind > end {
                read(values.at, values.len, Spot { tag: Some(values.tag), byte: Some(values.at), ..spot })?;
            }
            if self.file.size.is_some_and(|size| behind > size) && DECISIVE.contains(&values.tag) {
                return Err(Halt::Unknown);
            }
        }
        let Some((tag, field_type)) = unknown else { return Ok(()) };
        let stopped = Stopped::new("RangeError", format!("Invalid field type: {field_type}"));
        Err(Stopped { spot: Spot { tag: Some(*tag), ..spot }, ..stopped }.into())
    }
}
