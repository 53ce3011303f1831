//! Matches: bytes copied from a place earlier in the output, which they may overlap (RFC 1951 section 3.2.3).
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "callers promise `1 <= distance <= at` and room in `out`; where one broke the promise, this would panic"
)]

use super::bits::load;

/// Bytes behind the end of a match that [`copy_wide`] may write.
pub(super) const OVERRUN: usize = 16;

/// Copies a match 16 bytes at a time. `out` has room for `OVERRUN` bytes more.
#[inline(always)]
pub(super) fn copy_wide(out: &mut [u8], at: usize, distance: usize, length: usize) {
    let end = at + length;
    if distance >= 16 {
        let mut to = at;
        loop {
            out.copy_within(to - distance..to - distance + 16, to);
            to += 16;
            if to >= end {
                return;
            }
        }
    }
    repeat(out, at, distance, length);
}

/// Copies a match from less than 16 bytes before, eight bytes at a time.
#[inline(always)]
fn repeat(out: &mut [u8], at: usize, distance: usize, length: usize) {
    let (mut to, end) = (at, at + length);
    if distance >= 8 {
        while to < end {
            out.copy_within(to - distance..to - distance + 8, to);
            to += 8;
        }
        return;
    }
    let [mask, copies, step] = PATTERNS[distance & 7];
    let pattern = (load(out, at - distance) & mask).wrapping_mul(copies).to_le_bytes();
    while to < end {
        out[to..to + 8].copy_from_slice(&pattern);
        to += step as usize;
    }
}

/// For each distance below eight: a mask of as many bytes, the factor that repeats them over eight bytes, and how
/// many of the eight are whole repetitions.
pub(super) const PATTERNS: [[u64; 3]; 8] = {
    let mut patterns = [[0, 0, 8]; 8];
    let mut distance = 1;
    while distance < 8 {
        let bits = 8 * distance as u32;
        let mut copies = 0;
        let mut shift = 0;
        while shift < 64 {
            copies |= 1 << shift;
            shift += bits;
        }
        patterns[distance] = [(1 << bits) - 1, copies, (8 - 8 % distance) as u64];
        distance += 1;
    }
    patterns
};

/// Copies a match that may end with the last byte of `out`.
pub(super) fn copy_exact(out: &mut [u8], at: usize, distance: usize, length: usize) {
    if out.len() - at >= length + OVERRUN {
        return copy_wide(out, at, distance, length);
    }
    for to in at..at + length {
        out[to] = out[to - distance];
    }
}
