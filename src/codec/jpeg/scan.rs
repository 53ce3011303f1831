//! Scans: units in their order, restart intervals, and what a scan puts where.
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "numbers of units are at most 2^27; indices are below the lengths of vectors made for them"
)]

use super::bits::{Bits, Segment};
use super::color::Sample;
use super::huffman::Table;
use super::markers::{Frame, Process, Scan, Tables};
use super::picture::Picture;
use super::progressive;
use super::sequential::{self, Block, Steps};

/// Side of a block.
pub(super) const BLOCK: usize = 8;

/// A scan that stopped: after how many units, at which byte of the input, and why.
pub(super) struct Stop {
    pub(super) units: usize,
    pub(super) read: usize,
    pub(super) what: &'static str,
}

/// What is done for a unit: given are the bits of its restart interval, its number, and whether it is the first of its
/// interval. Behind a pointer, so that scans that are rare share one loop over units.
pub(super) type Decode<'d> = &'d mut dyn FnMut(&mut Bits<'_>, usize, bool) -> Result<(), &'static str>;

/// Calls `decode` for each of `units` units, as [`Decode`] says. Returns where the last segment ends.
pub(super) fn each_unit(
    (input, start): (&[u8], usize),
    units: usize,
    restart: usize,
    mut decode: impl FnMut(&mut Bits<'_>, usize, bool) -> Result<(), &'static str>,
) -> Result<usize, Stop> {
    let mut segment = Segment::default();
    let mut at = start;
    let mut unit = 0;
    // Ends as every round takes at least one unit.
    while unit < units {
        if unit > 0 {
            match input.get(at..at + 2) {
                Some([0xFF, 0xD0..=0xD7]) => at += 2,
                _ => return Err(Stop { units: unit, read: at, what: "a restart marker is missing" }),
            }
        }
        at = segment.take(input, at);
        let mut bits = segment.bits();
        let end = if restart == 0 { units } else { units.min(unit + restart) };
        let mut first = true;
        while unit < end {
            let result = decode(&mut bits, unit, first);
            let result = if bits.overrun() { Err(ENDS_EARLY) } else { result };
            if let Err(what) = result {
                return Err(Stop { units: unit, read: segment.place(bits.used()), what });
            }
            first = false;
            unit += 1;
        }
    }
    Ok(at)
}

/// A segment with fewer bits than its units need.
const ENDS_EARLY: &str = "the stream ends early";

/// What a scan needs that the stream did not define.
const NO_TABLE: &str = "a scan uses a Huffman table that the stream does not have";

/// The DC or AC table of a number.
pub(super) fn table(tables: &[Option<Box<Table>>; 4], number: usize) -> Result<&Table, &'static str> {
    tables.get(number).and_then(|table| table.as_deref()).ok_or(NO_TABLE)
}

/// The multipliers of a component.
pub(super) fn steps(tables: &Tables, number: usize) -> Result<Steps, &'static str> {
    let table = tables.quantization.get(number).and_then(|table| table.as_ref());
    Ok(sequential::steps(table.ok_or("a component uses a quantization table that the stream does not have")?))
}

/// Decodes the only scan of a sequential frame straight into a picture. `rows` rows of MCUs are wanted.
pub(super) fn straight<S: Sample>(
    source: (&[u8], usize),
    (frame, scan, tables): (&Frame, &Scan, &Tables),
    rows: usize,
    picture: &mut Picture<'_, S>,
) -> Result<(), Stop> {
    let parts: Result<Vec<_>, &'static str> = scan
        .parts
        .iter()
        .map(|part| {
            let quantization = frame.components[part.component].quantization;
            let pair = (table(&tables.dc, part.dc)?, table(&tables.ac, part.ac)?);
            Ok((part.component, pair, steps(tables, quantization)?))
        })
        .collect();
    let parts = parts.map_err(|what| Stop { units: 0, read: source.1, what })?;
    let (across, _) = frame.mcus(BLOCK);
    let mut predicted = [0; 4];
    let mut block: Block = [0; 64];
    let (mut x, mut y) = (0, 0);
    each_unit(source, rows * across, tables.restart, |bits, _, first| {
        if first {
            predicted = [0; 4];
        }
        for ((component, pair, steps), predicted) in parts.iter().zip(&mut predicted) {
            let plane = &mut picture.planes[*component];
            let (h, v, stride) = (plane.h, plane.v, plane.stride);
            for row in 0..v {
                for column in 0..h {
                    let last = sequential::block(bits, *pair, steps, predicted, &mut block)?;
                    S::block(&block, last, plane.unit(x * h + column, y * v + row, BLOCK), stride);
                    block = [0; 64];
                }
            }
        }
        x += 1;
        if x == across {
            if bits.overrun() {
                return Err(ENDS_EARLY);
            }
            picture.finish(y);
            (x, y) = (0, y + 1);
        }
        Ok(())
    })
    .map(|_| ())
}

/// The coefficients of a whole frame.
pub(super) struct Coefficients {
    /// For each component its blocks, row by row, padded to whole MCUs.
    blocks: Vec<Vec<Block>>,
    /// For each component its multipliers, latched in its first scan.
    steps: Vec<Option<Steps>>,
    /// For each component which coefficients are there to the last bit.
    exact: Vec<[bool; 64]>,
}

impl Coefficients {
    /// Zeros; `None` where memory ends.
    pub(super) fn new(frame: &Frame) -> Option<Self> {
        let (across, down) = frame.mcus(BLOCK);
        let mut blocks = Vec::new();
        for component in &frame.components {
            let count = across * component.h * down * component.v;
            let mut own: Vec<Block> = Vec::new();
            own.try_reserve_exact(count).ok()?;
            own.resize(count, [0; 64]);
            blocks.push(own);
        }
        let count = blocks.len();
        Some(Self { blocks, steps: vec![None; count], exact: vec![[false; 64]; count] })
    }

    /// Whether no further scan is needed.
    pub(super) fn are_exact(&self) -> bool {
        self.exact.iter().flatten().all(|exact| *exact)
    }

    /// Whether each component had a scan.
    pub(super) fn have_all(&self) -> bool {
        self.steps.iter().all(|steps| steps.is_some())
    }

    /// Takes a scan in; returns where it ends.
    pub(super) fn scan(&mut self, source: (&[u8], usize), frame: &Frame, scan: &Scan, tables: &Tables) -> Result<usize, Stop> {
        let stop = |what| Stop { units: 0, read: source.1, what };
        for part in &scan.parts {
            let number = frame.components[part.component].quantization;
            if self.steps[part.component].is_none() {
                self.steps[part.component] = Some(steps(tables, number).map_err(stop)?);
            }
        }
        let sequential = frame.process == Process::Sequential;
        let unit_steps = sequential::steps(&[1; 64]);
        let (mut predicted, mut ended) = ([0; 4], 0);
        let band = scan.band;
        let (units, geometry) = geometry(frame, scan);
        let blocks = &mut self.blocks;
        let decode: Decode<'_> = &mut |bits, unit, first| {
            if first {
                (predicted, ended) = ([0; 4], 0);
            }
            let (x, y) = (unit % geometry.across, unit / geometry.across);
            for ((part, predicted), own) in scan.parts.iter().zip(&mut predicted).zip(&geometry.parts) {
                for index in 0..own.h * own.v {
                    let at = (y * own.v + index / own.h) * own.stride + x * own.h + index % own.h;
                    let block = &mut blocks[part.component][at];
                    if sequential {
                        let pair = (table(&tables.dc, part.dc)?, table(&tables.ac, part.ac)?);
                        sequential::block(bits, pair, &unit_steps, predicted, block)?;
                    } else if band.start == 0 && band.high == 0 {
                        progressive::dc_first(bits, table(&tables.dc, part.dc)?, predicted, band.low, block)?;
                    } else if band.start == 0 {
                        progressive::dc_refine(bits, band.low, block);
                    } else if band.high == 0 {
                        progressive::ac_first(bits, table(&tables.ac, part.ac)?, band, &mut ended, block)?;
                    } else {
                        progressive::ac_refine(bits, table(&tables.ac, part.ac)?, band, &mut ended, block)?;
                    }
                }
            }
            Ok(())
        };
        let end = each_unit(source, units, tables.restart, decode)?;
        for part in &scan.parts {
            let exact = &mut self.exact[part.component];
            match sequential {
                true => exact.fill(true),
                false => exact[band.start..=band.end].fill(band.low == 0),
            }
        }
        Ok(end)
    }

    /// Transforms the coefficients into `rows` rows of MCUs of a picture.
    pub(super) fn paint<S: Sample>(&self, frame: &Frame, rows: usize, picture: &mut Picture<'_, S>) {
        let (across, _) = frame.mcus(BLOCK);
        for y in 0..rows {
            for ((component, steps), plane) in self.blocks.iter().zip(&self.steps).zip(&mut picture.planes) {
                let Some(steps) = steps else { continue };
                let mut by = [0i16; 64];
                for step in steps.iter().take(64) {
                    by[*step as usize & 63] = (step >> 8) as i16;
                }
                let (stride, width) = (plane.stride, across * plane.h);
                for row in y * plane.v..(y + 1) * plane.v {
                    for x in 0..width {
                        let block: Block = core::array::from_fn(|i| component[row * width + x][i].wrapping_mul(by[i]));
                        let flat = block[1..].iter().fold(0, |all, coefficient| all | coefficient) == 0;
                        S::block(&block, if flat { 0 } else { 63 }, plane.unit(x, row, BLOCK), stride);
                    }
                }
            }
            picture.finish(y);
        }
    }
}

/// How the units of a scan lie in a component: blocks per unit, and blocks per row.
struct Layout {
    h: usize,
    v: usize,
    stride: usize,
}

/// The layout of the units of a scan.
struct Geometry {
    /// Units per row.
    across: usize,
    parts: Vec<Layout>,
}

/// The number and the layout of the units of a scan: MCUs, or blocks where a component is alone (T.81 section A.2).
fn geometry(frame: &Frame, scan: &Scan) -> (usize, Geometry) {
    let (across, down) = frame.mcus(BLOCK);
    let stride = |component: usize| across * frame.components[component].h;
    if let [only] = scan.parts[..] {
        let (width, height) = frame.size_of(&frame.components[only.component]);
        let (width, height) = (width.div_ceil(BLOCK), height.div_ceil(BLOCK));
        let layout = Layout { h: 1, v: 1, stride: stride(only.component) };
        return (width * height, Geometry { across: width, parts: vec![layout] });
    }
    let layouts = scan.parts.iter().map(|part| {
        let component = &frame.components[part.component];
        Layout { h: component.h, v: component.v, stride: stride(part.component) }
    });
    (across * down, Geometry { across, parts: layouts.collect() })
}
