//! Reading tables of tiles, IFD after IFD, until the budget is spent.

use crate::bytes::{Endian, len_usize, len64, unsigned};
use crate::check::{Block, NotChecked, Table, TiffFacts};
use crate::need::{Lack, Range, Window};
use crate::tiff::{Header, NumberTable, Survey};
use std::collections::VecDeque;

/// Bytes that are asked for in one round.
const ROUND: u64 = 1 << 20;
/// Largest table that is read, whatever the budget: it has to be in the window as a whole.
const LARGEST: u64 = Window::BUDGET / 4;
/// Tables of more tiles are looked at, but not kept.
const KEPT: u64 = 16_384;
/// Tiles that are kept of all tables together.
const KEPT_TOGETHER: u64 = 131_072;
/// Where ranges of geotiff.js 2 must not end: see the rule `geotiff/block-end`.
const BLOCK: u64 = 65_536;

/// The tables that are still to be read.
#[derive(Debug)]
pub(super) struct Tables {
    todo: VecDeque<usize>,
    left: u64,
    spent: u64,
    kept: u64,
    skipped: u64,
}

impl Tables {
    pub(super) fn new(order: Vec<usize>, budget: u64) -> Self {
        Self { todo: order.into(), left: budget, spent: 0, kept: 0, skipped: 0 }
    }

    /// Bytes that were read.
    pub(super) fn spent(&self) -> u64 {
        self.spent
    }

    /// Reads as much as the bytes that are here allow; says what else is needed, nothing when finished.
    pub(super) fn advance(&mut self, window: &Window, facts: &mut TiffFacts) -> Vec<Range> {
        let Some(header) = facts.header else { return Vec::new() };
        let mut missing = Vec::new();
        let mut asked = 0u64;
        let mut waiting = VecDeque::new();
        // Ends: every turn takes an IFD off the list.
        while let Some(ifd) = self.todo.pop_front() {
            if asked > ROUND {
                waiting.push_back(ifd);
                continue;
            }
            let Some((offsets, counts)) = facts.survey(ifd).and_then(parts) else { continue };
            let cost = span(offsets).len.saturating_add(counts.map_or(0, |counts| span(counts).len));
            if cost > self.left.min(LARGEST) {
                self.skipped = self.skipped.saturating_add(1);
                continue;
            }
            match read(header, window, offsets, counts, facts.size) {
                Ok(table) => {
                    self.left = self.left.saturating_sub(cost);
                    self.spent = self.spent.saturating_add(cost);
                    self.keep(facts, ifd, table);
                }
                Err(ranges) if ranges.is_empty() => {}
                Err(ranges) => {
                    asked = ranges.iter().fold(asked, |asked, range| asked.saturating_add(range.len));
                    missing.extend(ranges);
                    waiting.push_back(ifd);
                }
            }
        }
        self.todo = waiting;
        if missing.is_empty() {
            self.finish(facts);
        }
        missing
    }

    fn keep(&mut self, facts: &mut TiffFacts, ifd: usize, mut table: Table) {
        let room = table.count <= KEPT && self.kept.saturating_add(table.count) <= KEPT_TOGETHER;
        if room {
            self.kept = self.kept.saturating_add(table.count);
        } else {
            table.blocks = None;
        }
        facts.tables.insert(ifd, table);
    }

    fn finish(&mut self, facts: &mut TiffFacts) {
        if self.skipped > 0 {
            let what = format!("places and sizes of the tiles of {} IFDs", self.skipped);
            let why = "reading them would take more bytes than are spent on tables (limits.bytes)".to_owned();
            facts.not_checked.push(NotChecked { what, why, decisive: false });
        }
    }
}

fn parts(survey: &Survey) -> Option<(NumberTable, Option<NumberTable>)> {
    Some((survey.offsets?, survey.byte_counts))
}

fn span(table: NumberTable) -> Range {
    Range { start: table.at, len: table.count.saturating_mul(table.width) }
}

/// The table of an IFD, or what is missing of it; nothing is missing where it lies outside of the file.
fn read(
    header: Header,
    window: &Window,
    offsets: NumberTable,
    counts: Option<NumberTable>,
    size: Option<u64>,
) -> Result<Table, Vec<Range>> {
    let numbers = |table: NumberTable| numbers(header.endian, window, table);
    let (at, len) = match (numbers(offsets), counts.map(numbers)) {
        (Ok(at), Some(Ok(len))) => (at, len),
        // One strip without a size goes to the end of the file.
        (Ok(at), None) => {
            let len = at.iter().map(|at| size.unwrap_or(0).saturating_sub(*at)).collect();
            (at, len)
        }
        (at, len) => return Err(at.err().into_iter().chain(len.and_then(Result::err)).flatten().collect()),
    };
    Ok(table(at.into_iter().zip(len).map(|(at, len)| Block { at, len }).collect(), size))
}

fn numbers(endian: Endian, window: &Window, table: NumberTable) -> Result<Vec<u64>, Option<Range>> {
    let bytes = window.get(span(table)).map_err(|lack| match lack {
        Lack::Missing(range) => Some(range),
        Lack::PastEnd(_) => None,
    })?;
    let width = len_usize(table.width).filter(|width| *width > 0).ok_or(None)?;
    Ok(bytes.chunks_exact(width).map(|number| unsigned(number, endian).unwrap_or(0)).collect())
}

fn table(blocks: Vec<Block>, size: Option<u64>) -> Table {
    let count = len64(blocks.len());
    let mut table = Table { count, picked: picked(&blocks), ..Table::default() };
    for (index, block) in (0u64..).zip(&blocks) {
        table.total = table.total.saturating_add(block.len);
        table.largest = table.largest.max(block.len);
        if block.is_sparse() {
            table.sparse = table.sparse.saturating_add(1);
            continue;
        }
        // geotiff.js knows the size of the file and cuts ranges there.
        let end = size.map_or(block.end(), |size| size.min(block.end()));
        if end.is_multiple_of(BLOCK) {
            table.at_block_end = table.at_block_end.saturating_add(1);
            table.first_at_block_end.get_or_insert((index, *block));
        }
        if size.is_some_and(|size| block.end() > size) {
            table.past_end = table.past_end.saturating_add(1);
            table.first_past_end.get_or_insert((index, *block));
        }
    }
    table.blocks = Some(blocks);
    table
}

/// The first, the centre and the last one.
fn picked(blocks: &[Block]) -> Vec<(u64, Block)> {
    let last = blocks.len().saturating_sub(1);
    let mut places = vec![0, last / 2, last];
    places.dedup();
    places.into_iter().filter_map(|place| Some((len64(place), *blocks.get(place)?))).collect()
}
