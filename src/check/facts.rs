//! What is known of a TIFF file when it is judged. Plain facts: nothing here reads, and nothing here judges.

use super::viv::{Use, VivImage};
use crate::codec::jpeg::FrameSummary;
use crate::error::Error;
use crate::ome::{Document, ImageElement, NotOme, OmeImage, PixelsElement};
use crate::tiff::{Defect, End, External, Header, Kind, Survey};
use serde::Serialize;
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap};

/// How the data was given.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// Name of the file, without folders; empty where it has none.
    pub name: String,
    /// Its address, where it was read over HTTP.
    pub url: Option<String>,
    /// The text of an offsets file that goes with it, and where that is from.
    pub offsets: OffsetsFile,
}

/// The offsets file that goes with an image.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OffsetsFile {
    /// Nobody looked for one.
    #[default]
    NotLookedFor,
    /// There is none where a viewer looks for it: the place.
    Absent(String),
    /// It could not be read: the place, why.
    Unreadable(String, String),
    /// Its text: the place, the text.
    Text(String, String),
}

/// An IFD in the tree of a file.
#[derive(Clone, Debug)]
pub struct IfdFacts {
    /// `3` in the main chain, `3.0` its first SubIFD.
    pub path: String,
    /// Number of the IFD that it is a SubIFD of.
    pub parent: Option<usize>,
    /// Reached by the next-IFD pointer of a SubIFD.
    pub chained: bool,
    /// What it says; nothing where it is broken.
    pub survey: Option<Survey>,
}

/// The bytes of ImageDescription of the first IFD.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Description {
    /// The text, with U+FFFD for what is no UTF-8, without the NULs that end it.
    pub text: String,
    /// How many bytes the tag has.
    pub len: u64,
    /// Where the first byte is that is no UTF-8.
    pub not_utf8_at: Option<usize>,
    /// Whether it begins with a byte order mark.
    pub byte_order_mark: bool,
    /// NULs at its end. One is as it should be.
    pub nuls: u64,
}

/// Offset and size in bytes of a stored tile or strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it starts.
    pub at: u64,
    /// How long it is.
    pub len: u64,
}

impl Block {
    /// Whether nothing is stored.
    pub fn is_sparse(self) -> bool {
        self.len == 0
    }

    /// One past its last byte.
    pub fn end(self) -> u64 {
        self.at.saturating_add(self.len)
    }
}

/// The tables of an IFD's tiles or strips.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// All of them, where they are not too many to keep.
    pub blocks: Option<Vec<Block>>,
    /// How many there are.
    pub count: u64,
    /// The first, the centre and the last one, by number.
    pub picked: Vec<(u64, Block)>,
    /// Those with no bytes.
    pub sparse: u64,
    /// Those that end past the end of the file.
    pub past_end: u64,
    /// The first of them.
    pub first_past_end: Option<(u64, Block)>,
    /// Those whose last byte is the last of 64 KiB.
    pub at_block_end: u64,
    /// The first of them.
    pub first_at_block_end: Option<(u64, Block)>,
    /// The largest one.
    pub largest: u64,
    /// Bytes of all.
    pub total: u64,
}

/// What became of a tile that was decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decoded {
    /// It was decoded to its end.
    Whole,
    /// It is damaged: what, and where in its stream.
    Broken(String),
    /// It is of a sort that is not decoded here.
    Unsupported(String),
}

/// A tile that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TileSample {
    /// Number of its IFD in [`TiffFacts::ifds`].
    pub ifd: usize,
    /// Its number in the tables.
    pub tile: u64,
    /// Where it is.
    pub block: Block,
    /// What became of it.
    pub decoded: Decoded,
    /// What its stream says of itself.
    pub stream: Stream,
}

/// What the stream of a tile says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Nothing of interest.
    Plain,
    /// The frame of a JPEG stream.
    Jpeg(FrameSummary),
    /// A PackBits stream that geotiff.js reads otherwise than TIFF wants.
    PackBits {
        /// Whether it has a byte that means "no operation".
        no_op: bool,
        /// Whether geotiff.js reads past its end, and fails.
        fails: bool,
    },
    /// Version of a LERC 2 blob, after any further compression is undone; 1 for LERC 1.
    Lerc(u32),
}

/// Something that was not looked at, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotChecked {
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
    /// Whether a verdict hangs on it: viewers may then fail though nothing was found.
    pub decisive: bool,
}

/// What was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Transfer {
    /// Ranges that were asked for.
    pub requests: u64,
    /// Bytes that came.
    pub bytes: u64,
    /// Sets of ranges that were asked for together.
    pub rounds: u64,
}

/// A TIFF file.
#[derive(Debug, Default)]
pub struct TiffFacts {
    /// How it was given.
    pub input: Input,
    /// Its size in bytes, where it is known.
    pub size: Option<u64>,
    /// Its header; absent where it is no TIFF.
    pub header: Option<Header>,
    /// Why it is no TIFF.
    pub not_tiff: Option<Error>,
    /// All IFDs: those of the main chain first, in their order.
    pub ifds: Vec<IfdFacts>,
    /// How many of them the main chain has.
    pub main: usize,
    /// How the main chain ends.
    pub chain_end: Option<End>,
    /// What is broken in the structure, the first ones.
    pub defects: Vec<Defect>,
    /// How many more there are.
    pub defects_omitted: u64,
    /// ImageDescription of the first IFD.
    pub description: Option<Description>,
    /// The OME-XML in it.
    pub ome: Option<Result<Document, NotOme>>,
    /// The tables that were read, by number of their IFD.
    pub tables: BTreeMap<usize, Table>,
    /// The tiles that were looked at.
    pub samples: Vec<TileSample>,
    /// What was not looked at.
    pub not_checked: Vec<NotChecked>,
    /// What was read to know all this.
    pub transfer: Transfer,
    /// Number of the IFD at an offset.
    pub by_offset: HashMap<u64, usize>,
    /// What viewers read each IFD for, worked out once.
    pub(super) uses: OnceCell<Vec<Use>>,
    /// The images as Viv takes them, worked out once.
    pub(super) viv: OnceCell<Vec<VivImage>>,
}

impl TiffFacts {
    /// Nothing but how the file was given.
    pub fn new(input: Input, size: Option<u64>) -> Self {
        Self { input, size, ..Self::default() }
    }

    /// What an IFD says.
    pub fn survey(&self, ifd: usize) -> Option<&Survey> {
        self.ifds.get(ifd)?.survey.as_ref()
    }

    /// What an IFD shares with others of its kind.
    pub fn kind(&self, ifd: usize) -> Option<&Kind> {
        self.survey(ifd).map(|survey| survey.kind.as_ref())
    }

    /// Path of an IFD.
    pub fn path(&self, ifd: usize) -> &str {
        self.ifds.get(ifd).map_or("", |ifd| ifd.path.as_str())
    }

    /// The OME document, where there is one.
    pub fn document(&self) -> Option<&Document> {
        self.ome.as_ref()?.as_ref().ok()
    }

    /// The images of the document, with their numbers.
    pub fn images(&self) -> impl Iterator<Item = (usize, &ImageElement)> {
        self.document().map_or(&[][..], |document| &document.images).iter().enumerate()
    }

    /// Image, Pixels and sizes of one image.
    pub fn pixels(&self, image: usize) -> Option<(&PixelsElement, &OmeImage)> {
        let image = self.document()?.images.get(image)?;
        Some((image.pixels.as_ref()?, image.image.as_ref()?))
    }

    /// The IFD that stands at `level` (0 the largest) of the pyramid of a main IFD: SubIFDs in the order of the tag.
    pub fn level(&self, main: usize, level: usize) -> Option<usize> {
        let Some(below) = level.checked_sub(1) else {
            return Some(main);
        };
        let offset = self.survey(main)?.sub_ifds.get(below)?;
        self.by_offset.get(offset).copied()
    }

    /// How many levels the pyramid of a main IFD has by its SubIFDs.
    pub fn levels(&self, main: usize) -> usize {
        self.survey(main).map_or(1, |survey| survey.sub_ifds.len().saturating_add(1))
    }

    /// All levels of the pyramid of a main IFD.
    pub fn pyramid(&self, main: usize) -> impl Iterator<Item = usize> {
        (0..self.levels(main)).filter_map(move |level| self.level(main, level))
    }

    /// The IFDs that were read, with their numbers and kinds.
    pub fn read_ifds(&self) -> impl Iterator<Item = (usize, &Survey)> {
        self.ifds.iter().enumerate().filter_map(|(index, ifd)| Some((index, ifd.survey.as_ref()?)))
    }

    /// What viewers read an IFD for.
    pub fn use_of(&self, ifd: usize) -> Use {
        self.uses.get_or_init(|| super::viv::uses(self)).get(ifd).copied().unwrap_or(Use::Never)
    }

    /// Width and height of an IFD.
    pub fn size_of(&self, ifd: usize) -> Option<(u64, u64)> {
        let ifd = &self.kind(ifd)?.storage.ifd;
        Some((ifd.width?, ifd.height?))
    }

    /// Values of an IFD that stand outside of it.
    pub fn externals(&self, ifd: usize) -> &[External] {
        self.survey(ifd).map_or(&[], |survey| &survey.externals)
    }
}
