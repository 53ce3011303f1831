//! A TIFF file as viewers find it: its IFDs, the tables of their tiles, its OME-XML. Plain facts: nothing here reads.

use super::geotiff::{Gives, Wild};
use crate::ome::{Document, ImageElement, NotOme, OmeImage, PixelsElement};
use crate::tiff::{External, Header, Kind, NumberOf, Survey};
use std::collections::BTreeMap;

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

/// A TIFF file, as far as it was read.
#[derive(Debug, Default)]
pub struct TiffFile {
    /// Its size in bytes, where it is known.
    pub size: Option<u64>,
    /// Its header; absent where it is no TIFF.
    pub header: Option<Header>,
    /// All IFDs: those of the main chain first, in their order.
    pub ifds: Vec<IfdFacts>,
    /// How many of them the main chain has.
    pub main: usize,
    /// The OME-XML of the first IFD.
    pub ome: Option<Result<Document, NotOme>>,
    /// The tables that were read, by number of their IFD.
    pub tables: BTreeMap<usize, Table>,
    /// What geotiff.js makes of offsets that have no IFD, where it goes there.
    pub wild: BTreeMap<u64, Wild>,
    /// Tiles of which its decoders make something else than they should, by IFD and number: of those that were looked at.
    pub odd_tiles: BTreeMap<(usize, u64), Gives>,
    /// Number of the IFD at an offset.
    pub by_offset: NumberOf,
}

impl TiffFile {
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
        self.by_offset.get(*offset)
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

    /// Width and height of an IFD.
    pub fn size_of(&self, ifd: usize) -> Option<(u64, u64)> {
        let ifd = &self.kind(ifd)?.storage.ifd;
        Some((ifd.width?, ifd.height?))
    }

    /// Samples of a pixel of an IFD.
    pub fn samples(&self, ifd: usize) -> u64 {
        self.kind(ifd).map_or(1, |kind| kind.storage.ifd.samples_per_pixel)
    }

    /// Values of an IFD that stand outside of it.
    pub fn externals(&self, ifd: usize) -> &[External] {
        self.survey(ifd).map_or(&[], |survey| &survey.externals)
    }
}
