//! Scans of progressive Huffman frames (ITU-T T.81 section G.2).
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "positions come from a table of 80 that holds numbers below 64; k stays below 80"
)]

use super::bits::Bits;
use super::huffman::{Step, Table};
use super::sequential::{Block, ZIGZAG};

/// What a scan adds to a block: coefficients `start..=end`, bits down to `low`; `high` is 0 in the first scan of a bit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Band {
    /// First coefficient in zigzag order.
    pub(super) start: usize,
    /// Last coefficient.
    pub(super) end: usize,
    /// Bit position of the scan before this, 0 for none.
    pub(super) high: u32,
    /// Bit position of this scan.
    pub(super) low: u32,
}

/// First scan of DC coefficients.
pub(super) fn dc_first(
    bits: &mut Bits<'_>,
    table: &Table,
    predicted: &mut i32,
    low: u32,
    block: &mut Block,
) -> Result<(), &'static str> {
    *predicted = predicted.wrapping_add(table.difference(bits)?);
    block[0] = predicted.wrapping_shl(low) as i16;
    Ok(())
}

/// One more bit of a DC coefficient.
pub(super) fn dc_refine(bits: &mut Bits<'_>, low: u32, block: &mut Block) {
    if bits.bit() {
        block[0] |= 1i16.wrapping_shl(low);
    }
}

/// First scan of a band of AC coefficients. `ended` counts the blocks whose band ends at once.
pub(super) fn ac_first(
    bits: &mut Bits<'_>,
    table: &Table,
    band: Band,
    ended: &mut u32,
    block: &mut Block,
) -> Result<(), &'static str> {
    if *ended > 0 {
        *ended -= 1;
        return Ok(());
    }
    let mut k = band.start;
    // Ends as k grows in every round.
    while k <= band.end {
        let (run, value) = match table.step(bits)? {
            Step::Value(run, value) => (run, value),
            Step::Symbol(0xF0) => {
                k += 16;
                continue;
            }
            Step::Symbol(symbol) => {
                *ended = run_of_ends(bits, symbol >> 4) - 1;
                break;
            }
        };
        k += run as usize;
        block[usize::from(ZIGZAG[k])] = value.wrapping_shl(band.low) as i16;
        k += 1;
    }
    Ok(())
}

/// Number of blocks, this one included, whose band ends (T.81 section G.1.2.2, EOBn).
fn run_of_ends(bits: &mut Bits<'_>, n: u32) -> u32 {
    bits.refill();
    if n == 0 { 1 } else { (1 << n) + bits.take(n) }
}

/// One more bit of a band of AC coefficients (T.81 section G.1.2.3).
pub(super) fn ac_refine(
    bits: &mut Bits<'_>,
    table: &Table,
    band: Band,
    ended: &mut u32,
    block: &mut Block,
) -> Result<(), &'static str> {
    let plus = 1i16.wrapping_shl(band.low);
    let mut k = band.start;
    if *ended == 0 {
        // Ends as k grows in every round.
        while k <= band.end {
            let (run, value) = match table.step(bits)? {
                Step::Value(run, sign) => (run, if sign > 0 { plus } else { -plus }),
                Step::Symbol(0xF0) => (15, 0),
                Step::Symbol(symbol) => {
                    *ended = run_of_ends(bits, symbol >> 4);
                    break;
                }
            };
            k = refine(bits, plus, k, band.end, Some(run), block);
            if value != 0 && k <= band.end {
                block[usize::from(ZIGZAG[k])] = value;
            }
            k += 1;
        }
    }
    if *ended > 0 {
        refine(bits, plus, k, band.end, None, block);
        *ended -= 1;
    }
    Ok(())
}

/// Refines what is not zero from `k` on, and stops at the zero behind `run` zeros or behind `end`.
fn refine(bits: &mut Bits<'_>, plus: i16, mut k: usize, end: usize, mut run: Option<u32>, block: &mut Block) -> usize {
    while k <= end {
        let coefficient = &mut block[usize::from(ZIGZAG[k])];
        if *coefficient != 0 {
            if bits.bit() && *coefficient & plus == 0 {
                *coefficient = coefficient.wrapping_add(if *coefficient >= 0 { plus } else { -plus });
            }
        } else if let Some(left) = &mut run {
            if *left == 0 {
                break;
            }
            *left -= 1;
        }
        k += 1;
    }
    k
}
