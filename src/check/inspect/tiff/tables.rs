//! Reading tables of tiles, IFD after IFD, until the budget is spent.

use crate::bytes::{Endian, len_usize, len64, unsigned};
use crate::check::{NotChecked, TiffFacts};
use crate::need::{Lack, Range, Window};
use crate::tiff::{Header, NumberTable, Survey};
use crate::viewer::{Block, Table};
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
    todo: VecDeque<Wanted>,
    spent: u64,
}

/// A table that is to be read.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    ifd: usize,
    offsets: NumberTable,
    counts: Option<NumberTable>,
    /// Whether its blocks are kept.
    kept: bool,
}

impl Wanted {
    fn cost(&self) -> u64 {
        let cost = |table: NumberTable| if table.only.is_some() { 0 } else { span(table).len };
        cost(self.offsets).saturating_add(self.counts.map_or(0, cost))
    }

    fn end(&self) -> u64 {
        span(self.offsets).end().max(self.counts.map_or(0, |counts| span(counts).end()))
    }
}

impl Tables {
    /// Which tables are read, of IFDs in the order of their worth. It hangs on what the tables cost alone, and not on what
    /// arrives first.
    pub(super) fn plan(facts: &mut TiffFacts, order: Vec<usize>, budget: u64) -> Self {
        let (mut spent, mut kept, mut skipped) = (0u64, 0u64, 0u64);
        let mut todo = VecDeque::new();
        for ifd in order {
            let Some((offsets, counts)) = facts.file.survey(ifd).and_then(parts) else { continue };
            let wanted = Wanted {
                ifd,
                offsets,
                counts,
                kept: offsets.count <= KEPT && kept.saturating_add(offsets.count) <= KEPT_TOGETHER,
            };
            if facts.file.size.is_some_and(|size| wanted.end() > size) {
                facts.file.tables.insert(ifd, outside(offsets));
            } else if wanted.cost() > budget.saturating_sub(spent).min(LARGEST) {
                skipped = skipped.saturating_add(1);
            } else {
                spent = spent.saturating_add(wanted.cost());
                kept = kept.saturating_add(if wanted.kept { offsets.count } else { 0 });
                todo.push_back(wanted);
            }
        }
        if skipped > 0 {
            let what = format!("places and sizes of the tiles of {skipped} IFDs");
            let why = "reading them would take more bytes than are spent on tables (limits.bytes)".to_owned();
            facts.not_checked.push(NotChecked { what, why, decisive: false });
        }
        Self { todo, spent }
    }

    /// Bytes that are read.
    pub(super) fn spent(&self) -> u64 {
        self.spent
    }

    /// Reads as much as the bytes that are here allow; says what else is needed, nothing when finished.
    pub(super) fn advance(&mut self, window: &Window, facts: &mut TiffFacts) -> Vec<Range> {
        let Some(header) = facts.file.header else { return Vec::new() };
        let mut missing = Vec::new();
        let mut asked = 0u64;
        let mut waiting = VecDeque::new();
        // Ends: every turn takes a table off the list.
        while let Some(wanted) = self.todo.pop_front() {
            if asked > ROUND {
                waiting.push_back(wanted);
                continue;
            }
            match read(header, window, wanted, facts.file.size) {
                Ok(table) => {
                    facts.file.tables.insert(wanted.ifd, table);
                }
                Err(ranges) if ranges.is_empty() => {}
                Err(ranges) => {
                    asked = ranges.iter().fold(asked, |asked, range| asked.saturating_add(range.len));
                    missing.extend(ranges);
                    waiting.push_back(wanted);
                }
            }
        }
        self.todo = waiting;
        missing
    }
}

/// A table that is not in the file says where none of its tiles is.
fn outside(offsets: NumberTable) -> Table {
    let Range { start, len } = span(offsets);
    let first = Some((0, Block { at: start, len }));
    Table { count: offsets.count, past_end: offsets.count, first_past_end: first, ..Table::default() }
}

fn parts(survey: &Survey) -> Option<(NumberTable, Option<NumberTable>)> {
    Some((survey.offsets?, survey.byte_counts))
}

fn span(table: NumberTable) -> Range {
    Range { start: table.at, len: table.count.saturating_mul(table.width) }
}

/// The table of an IFD, or what is missing of it; nothing is missing where it cannot be told.
fn read(header: Header, window: &Window, wanted: Wanted, size: Option<u64>) -> Result<Table, Vec<Range>> {
    // One strip, as planes of a hundred thousand have: no lists of numbers on the way.
    if let (Some(at), Some(len)) = (wanted.offsets.only, wanted.counts.and_then(|counts| counts.only)) {
        return Ok(kept(table(vec![Block { at, len }], size), wanted));
    }
    let numbers = |table: NumberTable| numbers(header.endian, window, table);
    let (at, len) = match (numbers(wanted.offsets), wanted.counts.map(numbers)) {
        (Ok(at), Some(Ok(len))) => (at, len),
        // One strip without a size goes to the end of the file.
        (Ok(at), None) => {
            let size = size.ok_or_else(Vec::new)?;
            let len = at.iter().map(|at| size.saturating_sub(*at)).collect();
            (at, len)
        }
        (at, len) => return Err(at.err().into_iter().chain(len.and_then(Result::err)).flatten().collect()),
    };
    Ok(kept(table(at.into_iter().zip(len).map(|(at, len)| Block { at, len }).collect(), size), wanted))
}

/// Without its blocks where those are not kept.
fn kept(table: Table, wanted: Wanted) -> Table {
    Table { blocks: table.blocks.filter(|_| wanted.kept), ..table }
}

fn numbers(endian: Endian, window: &Window, table: NumberTable) -> Result<Vec<u64>, Option<Range>> {
    if let Some(only) = table.only {
        return Ok(vec![only]);
    }
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
    let places: &[usize] = if last == 0 { &[0] } else { &[0, last / 2, last] };
    let mut picked: Vec<(u64, Block)> = Vec::with_capacity(places.len());
    picked.extend(places.iter().filter_map(|place| Some((len64(*place), *blocks.get(*place)?))));
    picked.dedup_by_key(|(place, _)| *place);
    picked
}
