//! What is known of a TIFF file when it is judged. Plain facts: nothing here reads, and nothing here judges.

use super::offsets::OffsetsList;
use crate::codec::jpeg::FrameSummary;
use crate::error::Error;
use crate::tiff::{Defect, End};
use crate::viewer::avivator::{Loader, loader};
use crate::viewer::vitessce::vitessce_opening;
use crate::viewer::viv::{Seen, Use, VivImage, avivator_opening, images, uses, viv_opening};
use crate::viewer::{Block, Opening, Software, TiffFile, Version};
use serde::Serialize;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;

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

impl OffsetsFile {
    /// Its text, where there is one.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(_, text) => Some(text),
            _ => None,
        }
    }
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

impl Description {
    /// Whether a browser's parser takes it: nothing stands in front of the XML declaration, and at most the NUL that ends it behind.
    fn parses(&self) -> bool {
        let text = self.text.trim_start_matches('\u{feff}');
        let spaced = text.starts_with(char::is_whitespace) && text.trim_start().starts_with("<?xml");
        self.nuls <= 1 && !spaced
    }
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
    /// Number of its IFD in [`TiffFile::ifds`].
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

/// Viewers with their ways; `None` of those that are not followed.
type Followed = Vec<(&'static Version, Option<Rc<Opening>>)>;

/// A TIFF file.
#[derive(Debug, Default)]
pub struct TiffFacts {
    /// How it was given.
    pub input: Input,
    /// What was read of its structure.
    pub file: TiffFile,
    /// Why it is no TIFF.
    pub not_tiff: Option<Error>,
    /// How the main chain ends.
    pub chain_end: Option<End>,
    /// What is broken in the structure, the first ones.
    pub defects: Vec<Defect>,
    /// How many more there are.
    pub defects_omitted: u64,
    /// ImageDescription of the first IFD.
    pub description: Option<Description>,
    /// The tiles that were looked at.
    pub samples: Vec<TileSample>,
    /// What was not looked at.
    pub not_checked: Vec<NotChecked>,
    /// What was read to know all this.
    pub transfer: Transfer,
    /// What viewers read each IFD for, worked out once.
    uses: OnceCell<Vec<Use>>,
    /// The images as Viv takes them, worked out once.
    viv: OnceCell<Vec<VivImage>>,
    /// The list of offsets as viewers read it, worked out once.
    list: OnceCell<OffsetsList>,
    /// The ways of viewers until an image is shown, worked out once when all is read.
    ways: RefCell<Followed>,
}

impl TiffFacts {
    /// Nothing but how the file was given.
    pub fn new(input: Input, size: Option<u64>) -> Self {
        Self { input, file: TiffFile { size, ..TiffFile::default() }, ..Self::default() }
    }

    /// What viewers read an IFD for.
    pub fn use_of(&self, ifd: usize) -> Use {
        self.uses.get_or_init(|| uses(&self.file, self.viv_images())).get(ifd).copied().unwrap_or(Use::Never)
    }

    /// The loader that Avivator chooses; that for OME-TIFF where there is no name to go by.
    pub fn avivator_loader(&self) -> Loader {
        let name = self.input.url.as_deref().unwrap_or(&self.input.name);
        if name.is_empty() { Loader::OmeTiff } else { loader(name) }
    }

    /// The images as Viv takes them.
    pub fn viv_images(&self) -> &[VivImage] {
        self.viv.get_or_init(|| images(&self.file))
    }

    /// The ways of viewers until an image is shown, when all is read: of those that are followed.
    pub fn ways(&self, viewers: &[&'static Version]) -> Vec<(&'static Version, Rc<Opening>)> {
        let mut known = self.ways.borrow_mut();
        let mut way = |viewer: &'static Version| {
            let followed = viewer.followed();
            if let Some((_, way)) = known.iter().find(|(other, _)| *other == followed) {
                return way.clone();
            }
            let way = self.opening(followed).map(|(way, _)| Rc::new(way));
            known.push((followed, way.clone()));
            way
        };
        viewers.iter().filter_map(|viewer| Some((*viewer, way(viewer)?))).collect()
    }

    /// The way of a viewer until an image is shown; `None` of what is not followed. With it come the offsets that it goes to, that no
    /// IFD is known of, and whose bytes have not been looked at.
    pub fn opening(&self, viewer: &'static Version) -> Option<(Opening, BTreeSet<u64>)> {
        let seen = Seen {
            file: &self.file,
            images: self.viv_images(),
            not_tiff: self.not_tiff.as_ref(),
            offsets: self.list.get_or_init(|| OffsetsList::new(self.input.offsets.text())).seen(),
            parses: self.description.as_ref().is_none_or(Description::parses),
        };
        match viewer.software {
            Software::Viv => viv_opening(seen, viewer),
            Software::Avivator if self.avivator_loader() == Loader::OmeTiff => avivator_opening(seen, viewer),
            Software::Vitessce => vitessce_opening(seen, viewer),
            _ => None,
        }
    }
}
