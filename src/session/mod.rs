//! Sessions: the only place that couples asking with parsing.
//!
//! A session is driven from outside: [`Session::step`] says which bytes it needs, [`Session::supply`] hands
//! them in, until the step is done. What is found is there at any time, also after an error.

mod pixels;
mod prefetch;
mod tree;

pub use pixels::{PixelsSession, Which};
pub use prefetch::{Prefetch, Reach, clamp};
pub use tree::{IfdNode, Record, Tree, TreeEntry};

use crate::bytes::{Endian, len64};
use crate::error::Error;
use crate::need::{Ask, Range, Step, Window};
use crate::tiff::{Chain, Defect, Defects, End, Ifd, Limits};
use serde::Serialize;

/// How much a session finds out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Offsets of the main chain, from nothing but entry counts and next-IFD pointers.
    Offsets,
    /// The tree of IFDs and SubIFDs with what they say of their images.
    Structure,
}

/// One TIFF file being read.
#[derive(Debug)]
pub struct Session {
    depth: Depth,
    limits: Limits,
    size: Option<u64>,
    window: Window,
    prefetch: Prefetch,
    chain: Chain,
    tree: Option<Tree<Ifd>>,
    /// Whether anything arrived since the last question; one that is put twice would never end.
    fed: bool,
}

/// The structure of a TIFF file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Structure<'a> {
    /// `TIFF` or `BigTIFF`.
    pub format: &'static str,
    /// Byte order of the file's numbers.
    pub byte_order: Endian,
    /// Size of the file in bytes, where it is known.
    pub size: Option<u64>,
    /// Whether the main chain ends as it should.
    pub chain: End,
    /// IFDs of the main chain, each with its SubIFDs.
    pub ifds: Vec<IfdNode<'a>>,
    /// What is broken, the first thousand of the main chain and of the tree.
    pub defects: Vec<&'a Defect>,
    /// How many more defects there are.
    pub defects_omitted: u64,
}

impl Session {
    /// A session on a file of this size, where it is known.
    pub fn new(depth: Depth, size: Option<u64>, reach: Reach, limits: Limits) -> Self {
        Self {
            depth,
            limits,
            size,
            window: Window::new(size),
            prefetch: Prefetch::new(reach),
            chain: Chain::new(limits),
            tree: None,
            fed: true,
        }
    }

    /// Goes on until more bytes are needed or everything is found.
    ///
    /// # Errors
    /// Where the file is not a TIFF. What is broken inside of one is a defect, and no error.
    pub fn step(&mut self) -> Result<Step<()>, Error> {
        debug_assert!(self.fed, "a session was stepped again without an answer to its questions");
        self.fed = false;
        let needed = match self.chain.advance(&self.window)? {
            Err(missing) => self.prefetch.around(missing, &self.chain, &self.window),
            Ok(_) if self.depth == Depth::Offsets => Vec::new(),
            Ok(_) => self.read_tree(),
        };
        if needed.is_empty() {
            return Ok(Step::Done(()));
        }
        Ok(Step::Need(needed.into_iter().map(Ask::Range).collect()))
    }

    fn read_tree(&mut self) -> Vec<Range> {
        let tree = self.tree.get_or_insert_with(|| Tree::new(&self.chain, self.limits));
        match self.chain.header() {
            Some(header) => tree.advance(header, &self.window, self.prefetch.reach()),
            None => Vec::new(),
        }
    }

    /// Takes bytes that were asked for: any number of them from `start`, none where the file ends there.
    pub fn supply(&mut self, start: u64, bytes: &[u8]) {
        self.fed = true;
        self.window.supply(start, bytes);
    }

    /// Takes the size of the file once it is known.
    pub fn learn_size(&mut self, size: u64) {
        self.size = Some(size);
        self.window.learn_size(size);
    }

    /// Offsets of the main chain found so far.
    pub fn offsets(&self) -> &[u64] {
        self.chain.offsets()
    }

    /// How many IFDs were found so far, SubIFDs included.
    pub fn found(&self) -> u64 {
        self.tree.as_ref().map_or(len64(self.chain.offsets().len()), Tree::found)
    }

    /// Why the main chain could not be followed to its end, if so.
    pub fn breakage(&self) -> Option<&Defect> {
        self.chain.breakage()
    }

    /// Everything found. `None` before the header was read.
    pub fn structure(&self) -> Option<Structure<'_>> {
        let header = self.chain.header()?;
        let defects = || [Some(self.chain.defects()), self.tree.as_ref().map(Tree::defects)].into_iter().flatten();
        Some(Structure {
            format: if header.big { "BigTIFF" } else { "TIFF" },
            byte_order: header.endian,
            size: self.size,
            chain: self.chain.end().unwrap_or(End::Broken),
            ifds: self.tree.as_ref().map_or_else(Vec::new, Tree::ifds),
            defects: defects().flat_map(Defects::kept).collect(),
            defects_omitted: defects().map(Defects::omitted).fold(0, u64::saturating_add),
        })
    }
}
