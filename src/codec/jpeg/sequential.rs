//! Blocks of sequential Huffman frames (ITU-T T.81 section F.2).
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "positions come from a table of 80 that holds numbers below 64"
)]

use super::bits::Bits;
use super::huffman::{Step, Table};

/// Coefficients of a block, row by row.
pub(super) type Block = [i16; 64];

/// Where the coefficients of the zigzag order stand in a block (T.81 figure A.6); a run past the end of a block ends
/// at the last one.
pub(super) const ZIGZAG: [u8; 80] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28, 35, 42,
    49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63, 63,
    63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63,
];

/// For each coefficient in zigzag order: bits 0-7 its place in the block, bits 8-23 the step it is multiplied by.
pub(super) type Steps = [u32; 80];

/// Steps from a quantization table in zigzag order.
pub(super) fn steps(quantization: &[u16; 64]) -> Steps {
    let mut steps = [0; 80];
    for (k, (step, place)) in steps.iter_mut().zip(ZIGZAG).enumerate() {
        *step = u32::from(place) | u32::from(quantization[k.min(63)]) << 8;
    }
    steps
}

/// Decodes a block into `block`, which is all zeros, and multiplies. Returns the zigzag number of the last
/// coefficient that is not zero.
#[inline(never)] // Inlined into its callers it gets slower, as they need registers of their own.
pub(super) fn block(
    bits: &mut Bits<'_>,
    (dc, ac): (&Table, &Table),
    steps: &Steps,
    predicted: &mut i32,
    block: &mut Block,
) -> Result<usize, &'static str> {
    let mut own = *bits;
    let last = coefficients(&mut own, (dc, ac), steps, predicted, block);
    *bits = own;
    last
}

#[inline(always)]
fn coefficients(
    bits: &mut Bits<'_>,
    (dc, ac): (&Table, &Table),
    steps: &Steps,
    predicted: &mut i32,
    block: &mut Block,
) -> Result<usize, &'static str> {
    *predicted = predicted.wrapping_add(dc.difference(bits)?);
    block[0] = predicted.wrapping_mul((steps[0] >> 8) as i32) as i16;
    let mut k = 1;
    let mut last = 0;
    // Ends as every round but that of the end of the block moves k on.
    while k < 64 {
        let (run, value) = match ac.step(bits)? {
            Step::Value(run, value) => (run, value),
            Step::Symbol(0xF0) => {
                k += 16;
                continue;
            }
            Step::Symbol(_) => break,
        };
        k += run as usize;
        let step = steps[k];
        block[step as usize & 63] = value.wrapping_mul((step >> 8) as i32) as i16;
        last = k;
        k += 1;
    }
    Ok(last)
}
