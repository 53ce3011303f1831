//! Reading what a checker wants of a TIFF file: the chain, all IFDs, OME-XML, then tables and tiles as far as a budget goes.

mod samples;
mod tables;
mod text;
mod wild;

use crate::bytes::len64;
use crate::check::{Description, Input, NotChecked, TiffFacts};
use crate::error::Error;
use crate::need::{Ask, Range, Step, Window};
use crate::ome::{NotOme, read_document};
use crate::session::{Prefetch, Reach, Tree, clamp};
use crate::tiff::{Chain, Defects, Limits, Survey};
use crate::viewer::IfdFacts;
use crate::viewer::viv::table_order;
use samples::Samples;
use tables::Tables;
use text::Text;

/// Largest ImageDescription that is read.
const DESCRIPTION_MOST: u64 = 64 << 20;

/// What is read beyond the structure.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Bytes of tables and tiles together.
    pub bytes: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self { bytes: 3 << 20 }
    }
}

/// A file being read for a checker.
#[derive(Debug)]
pub struct CheckSession {
    limits: Limits,
    budget: Budget,
    window: Window,
    prefetch: Prefetch,
    chain: Chain,
    phase: Phase,
    facts: TiffFacts,
    /// Whether anything arrived since the last question; one that is put twice would never end.
    fed: bool,
}

#[derive(Debug)]
enum Phase {
    Chain,
    Tree(Box<Tree<Survey>>),
    Description(Text),
    Tables(Tables),
    Samples(Samples),
    /// Where viewers go that no IFD is.
    Wild,
    Done,
}

impl CheckSession {
    /// A session on a file of this size, where it is known.
    pub fn new(input: Input, size: Option<u64>, reach: Reach, limits: Limits, budget: Budget) -> Self {
        Self {
            limits,
            budget,
            window: Window::new(size),
            prefetch: Prefetch::new(reach),
            chain: Chain::new(limits),
            phase: Phase::Chain,
            facts: TiffFacts::new(input, size),
            fed: true,
        }
    }

    /// Goes on until more bytes are needed or everything is found. What is no TIFF is a fact, too.
    pub fn step(&mut self) -> Step<()> {
        debug_assert!(self.fed, "a session was stepped again without an answer to its questions");
        self.fed = false;
        // Ends: every turn returns or goes to a later phase.
        loop {
            let needed = self.advance();
            let asks: Vec<Ask> = needed.into_iter().flat_map(|range| clamp(range, &self.window)).map(Ask::Range).collect();
            if !asks.is_empty() {
                let transfer = &mut self.facts.transfer;
                transfer.rounds = transfer.rounds.saturating_add(1);
                transfer.requests = transfer.requests.saturating_add(len64(asks.len()));
                return Step::Need(asks);
            }
            if matches!(self.phase, Phase::Done) {
                return Step::Done(());
            }
        }
    }

    /// Works on the phase that is on. Returns what it needs; nothing where it is over and the next one is on.
    fn advance(&mut self) -> Vec<Range> {
        match &mut self.phase {
            Phase::Chain => self.walk(),
            Phase::Tree(tree) => {
                let Some(header) = self.chain.header() else {
                    self.phase = Phase::Done;
                    return Vec::new();
                };
                let needed = tree.advance(header, &self.window, self.prefetch.reach());
                if needed.is_empty() {
                    self.plant();
                }
                needed
            }
            Phase::Description(text) => {
                let needed = text.advance(&self.window);
                if needed.is_empty() {
                    self.describe();
                }
                needed
            }
            Phase::Tables(tables) => {
                let needed = tables.advance(&self.window, &mut self.facts);
                if needed.is_empty() {
                    let left = self.budget.bytes.saturating_sub(tables.spent());
                    self.phase = Phase::Samples(Samples::plan(&mut self.facts, left));
                }
                needed
            }
            Phase::Samples(samples) => {
                let needed = samples.advance(&self.window, &mut self.facts);
                if needed.is_empty() {
                    self.phase = Phase::Wild;
                }
                needed
            }
            Phase::Wild => {
                let needed = wild::advance(&self.window, &mut self.facts);
                if needed.is_empty() {
                    self.phase = Phase::Done;
                }
                needed
            }
            Phase::Done => Vec::new(),
        }
    }

    fn walk(&mut self) -> Vec<Range> {
        match self.chain.advance(&self.window) {
            Err(error) => {
                self.facts.not_tiff = Some(error);
                self.phase = Phase::Done;
                Vec::new()
            }
            Ok(Err(missing)) => self.prefetch.around(missing, &self.chain, &self.window),
            Ok(Ok(end)) => {
                self.facts.file.header = self.chain.header();
                self.facts.chain_end = Some(end);
                self.facts.file.main = self.chain.offsets().len();
                self.take_defects(None);
                self.phase = Phase::Tree(Box::new(Tree::new(&self.chain, self.limits)));
                Vec::new()
            }
        }
    }

    fn take_defects(&mut self, tree: Option<&Defects>) {
        let defects = tree.unwrap_or_else(|| self.chain.defects());
        self.facts.defects.extend_from_slice(defects.kept());
        self.facts.defects_omitted = self.facts.defects_omitted.saturating_add(defects.omitted());
    }

    /// The tree is read: its IFDs become facts.
    fn plant(&mut self) {
        let Phase::Tree(tree) = std::mem::replace(&mut self.phase, Phase::Done) else { return };
        self.take_defects(Some(tree.defects()));
        let entries = tree.into_records();
        self.facts.file.ifds = entries
            .map(|entry| IfdFacts { path: entry.path, parent: entry.parent, chained: entry.chained, survey: entry.record })
            .collect();
        let placed = self.facts.file.ifds.iter().enumerate();
        self.facts.file.by_offset = placed.filter_map(|(index, ifd)| Some((ifd.survey.as_ref()?.offset, index))).collect();
        match self.facts.file.survey(0).and_then(|survey| survey.description) {
            Some(span) if span.len <= DESCRIPTION_MOST => self.phase = Phase::Description(Text::new(span)),
            Some(span) => {
                let why = format!("it has {} bytes (limit {DESCRIPTION_MOST})", span.len);
                self.facts.not_checked.push(NotChecked { what: "ImageDescription".to_owned(), why, decisive: true });
                self.tables();
            }
            None => self.tables(),
        }
    }

    fn describe(&mut self) {
        let Phase::Description(text) = std::mem::replace(&mut self.phase, Phase::Done) else { return };
        if let Some(bytes) = text.into_bytes() {
            let description = description(bytes);
            let ome = read_document(&description.text);
            if let Err(NotOme::TooMuch(why)) = &ome {
                let not = NotChecked { what: "OME-XML".to_owned(), why: why.clone(), decisive: true };
                self.facts.not_checked.push(not);
            }
            self.facts.file.ome = Some(ome);
            self.facts.description = Some(description);
        }
        self.tables();
    }

    fn tables(&mut self) {
        let order = table_order(&self.facts.file, self.facts.viv_images());
        let budget = (self.budget.bytes / 3).saturating_mul(2);
        self.phase = Phase::Tables(Tables::plan(&mut self.facts, order, budget));
    }

    /// Takes bytes that were asked for; see [`crate::session::Session::supply`].
    pub fn supply(&mut self, start: u64, bytes: &[u8]) {
        self.fed = true;
        self.facts.transfer.bytes = self.facts.transfer.bytes.saturating_add(len64(bytes.len()));
        self.window.supply(start, bytes);
    }

    /// Takes the size of the file once it is known.
    pub fn learn_size(&mut self, size: u64) {
        self.facts.file.size = Some(size);
        self.window.learn_size(size);
    }

    /// Takes the offsets file that goes with the image, or what became of it.
    pub fn learn_offsets(&mut self, offsets: crate::check::OffsetsFile) {
        self.facts.input.offsets = offsets;
    }

    /// How many IFDs were found so far.
    pub fn found(&self) -> u64 {
        match &self.phase {
            Phase::Chain => len64(self.chain.offsets().len()),
            Phase::Tree(tree) => tree.found(),
            _ => len64(self.facts.file.ifds.len()),
        }
    }

    /// Offsets of the main chain found so far.
    pub fn offsets(&self) -> &[u64] {
        self.chain.offsets()
    }

    /// What was found.
    pub fn facts(&self) -> &TiffFacts {
        &self.facts
    }

    /// Why it is no TIFF, if it is none.
    pub fn not_tiff(&self) -> Option<&Error> {
        self.facts.not_tiff.as_ref()
    }
}

fn description(mut bytes: Vec<u8>) -> Description {
    let len = len64(bytes.len());
    let end = bytes.iter().rposition(|byte| *byte != 0).map_or(0, |at| at.saturating_add(1));
    let nuls = len64(bytes.len().saturating_sub(end));
    bytes.truncate(end);
    let byte_order_mark = bytes.starts_with(b"\xef\xbb\xbf");
    // Mostly it is UTF-8; then it is not copied.
    let (text, not_utf8_at) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(error.utf8_error().valid_up_to())),
    };
    Description { text, len, not_utf8_at, byte_order_mark, nuls }
}
