//! Entropy-coded segments (ITU-T T.81 section B.1.1.5) and their bits.
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "every index is below a length that was tested just before; positions are below the length of the input"
)]

use super::lanes::big_endian;

/// Bytes of zeros behind a segment, so that eight bytes can be loaded wherever a byte is left.
const PADDING: usize = 8;

/// The data bytes between two markers, without the zero that follows each data byte of 0xFF.
#[derive(Default)]
pub(super) struct Segment {
    bytes: Vec<u8>,
    start: usize,
}

impl Segment {
    /// Takes the segment at `start` and returns where it ends: at the 0xFF of a marker, or at the end of the input.
    pub(super) fn take(&mut self, input: &[u8], start: usize) -> usize {
        self.bytes.clear();
        self.start = start;
        let mut at = start.min(input.len());
        let end = loop {
            let run = before_ff(&input[at..]);
            self.bytes.extend_from_slice(&input[at..at + run]);
            at += run;
            match input.get(at + 1) {
                None => break input.len(),
                Some(0) => {
                    self.bytes.push(0xFF);
                    at += 2;
                }
                Some(0xFF) => at += 1,
                Some(_) => break at,
            }
        };
        self.bytes.extend_from_slice(&[0; PADDING]);
        end
    }

    /// Its first bits.
    pub(super) fn bits(&self) -> Bits<'_> {
        Bits { bytes: &self.bytes, pos: 0, acc: 0, count: 0 }
    }

    /// Where in the input the data byte `index` of the segment is.
    pub(super) fn place(&self, index: usize) -> usize {
        let index = index.min(self.bytes.len() - PADDING);
        self.start + index + self.bytes[..index].iter().filter(|byte| **byte == 0xFF).count()
    }
}

/// Number of bytes before the first 0xFF.
fn before_ff(bytes: &[u8]) -> usize {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let (words, _) = bytes.as_chunks::<8>();
    let whole = words.iter().take_while(|word| {
        let word = u64::from_le_bytes(**word);
        word & HIGH & (!word).wrapping_sub(0x0101_0101_0101_0101) == 0
    });
    let start = whole.count() * 8;
    start + bytes[start..].iter().position(|byte| *byte == 0xFF).unwrap_or(bytes.len() - start)
}

/// The bits of a segment, most significant first; zeros follow its end.
#[derive(Clone, Copy)]
pub(super) struct Bits<'s> {
    bytes: &'s [u8],
    pos: usize,
    /// The next bits, from the top.
    pub(super) acc: u64,
    /// How many of them are loaded; negative behind the end.
    pub(super) count: i32,
}

impl Bits<'_> {
    /// Makes at least 32 bits ready.
    #[inline(always)]
    pub(super) fn refill(&mut self) {
        if self.count < 32
            && let Some(word) = self.bytes.get(self.pos..self.pos + 8).and_then(|bytes| bytes.first_chunk())
        {
            // The count cannot be negative here: as long as there are bytes it was 32 or more before the last symbol.
            self.acc |= big_endian(word) >> (self.count & 63);
            self.pos += (63 - self.count as usize) >> 3;
            self.count |= 56;
        }
    }

    /// Drops `n` bits, at most 32 after a refill.
    #[inline(always)]
    pub(super) fn skip(&mut self, n: u32) {
        self.acc <<= n;
        self.count -= n as i32;
    }

    /// The next `n` bits, 1 to 16 of them, that a refill made ready.
    #[inline(always)]
    pub(super) fn take(&mut self, n: u32) -> u32 {
        let bits = (self.acc >> (64 - n)) as u32;
        self.skip(n);
        bits
    }

    /// One bit, refilled.
    #[inline(always)]
    pub(super) fn bit(&mut self) -> bool {
        self.refill();
        self.take(1) != 0
    }

    /// Data bytes that were used, the last one perhaps in part.
    pub(super) fn used(&self) -> usize {
        (self.pos * 8).saturating_add_signed(-(self.count as isize)).div_ceil(8)
    }

    /// Whether more bits were taken than the segment has.
    #[inline(always)]
    pub(super) fn overrun(&self) -> bool {
        // Only within the last bytes can this be so.
        self.pos + PADDING >= self.bytes.len() && self.used() > self.bytes.len() - PADDING
    }
}
