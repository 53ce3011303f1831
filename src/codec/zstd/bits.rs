//! Bit streams, forward for table descriptions and backward for everything that is entropy-coded.
//!
//! The lints on indices, sums and conversions are off as the readers are part of the inner loops: `start` only goes down
//! and never below 0, with eight bytes behind it unless the stream is shorter, and `used` grows by at most 89 per sequence
//! and 11 per symbol, of which a block has fewer than 2^18.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "inner loops; places and counts are bounded as the text above says"
)]

use super::fault::Fault;

/// A bit stream that is read from its last byte to its first (RFC 8878 clause 4.1).
#[derive(Clone)]
pub(super) struct Backward<'a> {
    bytes: &'a [u8],
    /// The eight bytes at `start`, or all bytes of a shorter stream with zeros above them.
    window: u64,
    /// Bits at the top of the window that have been read; more than 64 once too much was read.
    used: u32,
    /// Offset of the window; all bits below it are unread.
    start: usize,
}

impl<'a> Backward<'a> {
    /// The stream in all of `bytes`; its last byte holds the final bit as a marker.
    pub(super) fn new(bytes: &'a [u8]) -> Result<Self, Fault> {
        if bytes.last().is_none_or(|last| *last == 0) {
            return Err("a Zstandard bit stream has no final bit".into());
        }
        let start = bytes.len().saturating_sub(8);
        let window = load_short(&bytes[start..]);
        Ok(Self { bytes, window, used: window.leading_zeros() + 1, start })
    }

    /// The stream in all of `bytes`, from a place that another reader reached.
    pub(super) fn resume(bytes: &'a [u8], start: usize, used: u32) -> Self {
        Self { bytes, window: load_short(&bytes[start..bytes.len().min(start + 8)]), used, start }
    }

    /// Offset of the window and the number of bits used of it.
    pub(super) fn place(&self) -> (usize, u32) {
        (self.start, self.used)
    }

    /// The next `bits` bits, at most 32. At least 57 can be read after a [`Backward::refill`]; zeros or worse follow the end.
    #[inline(always)]
    pub(super) fn read(&mut self, bits: u32) -> u32 {
        // Two shifts, as a shift by 64 is none. `used` beyond 63 wraps, and is found by `overread`.
        let read = (self.window.wrapping_shl(self.used) >> 1) >> (63 - (bits & 63));
        self.used += bits;
        read as u32
    }

    /// The next `bits` bits, 1 to 32, without taking them.
    #[inline(always)]
    pub(super) fn peek(&self, bits: u32) -> usize {
        (self.window.wrapping_shl(self.used) >> ((64 - bits) & 63)) as usize
    }

    /// Takes `bits` bits.
    #[inline(always)]
    pub(super) fn skip(&mut self, bits: u32) {
        self.used += bits;
    }

    /// Moves the window so that at most 7 bits of it are used, or to the start of the stream.
    #[inline(always)]
    pub(super) fn refill(&mut self) {
        let step = (self.used >> 3) as usize;
        // Where the stream is shorter than a window, it lies at the start already.
        if let Some(start) = self.start.checked_sub(step)
            && let Some(eight) = self.bytes.get(start..start + 8).and_then(<[u8]>::first_chunk)
        {
            self.start = start;
            self.used &= 7;
            self.window = u64::from_le_bytes(*eight);
        } else if self.start != 0 {
            self.used -= (self.start * 8) as u32;
            self.start = 0;
            self.window = load(self.bytes, 0);
        }
    }

    /// Whether more bits were read than there are.
    #[inline(always)]
    pub(super) fn overread(&self) -> bool {
        self.used > 64
    }

    /// Whether all bits were read, and no more.
    pub(super) fn finished(&self) -> bool {
        self.start == 0 && self.used == 64
    }
}

/// The eight bytes at `at`.
#[inline(always)]
pub(super) fn load(bytes: &[u8], at: usize) -> u64 {
    let mut eight = [0; 8];
    eight.copy_from_slice(&bytes[at..at + 8]);
    u64::from_le_bytes(eight)
}

/// Up to eight bytes, with zeros above them.
fn load_short(bytes: &[u8]) -> u64 {
    bytes.iter().rev().fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

/// A bit stream that is read from its first byte on, the lowest bit of each byte first (clause 4.1.1).
pub(super) struct Forward<'a> {
    bytes: &'a [u8],
    /// Bits that have been read.
    at: usize,
}

impl<'a> Forward<'a> {
    /// The stream that begins at `bytes`.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// The next `bits` bits, at most 16, without taking them; zeros follow the end.
    pub(super) fn peek(&self, bits: u32) -> u32 {
        let whole = self.bytes.get(self.at / 8..).unwrap_or(&[]);
        let window = load_short(&whole[..whole.len().min(4)]) >> (self.at % 8);
        (window as u32) & ((1 << bits) - 1)
    }

    /// Takes `bits` bits.
    pub(super) fn skip(&mut self, bits: u32) {
        self.at += bits as usize;
    }

    /// Bytes that were begun, or `None` if more bits were read than there are.
    pub(super) fn len(&self) -> Option<usize> {
        Some(self.at.div_ceil(8)).filter(|len| *len <= self.bytes.len())
    }
}
