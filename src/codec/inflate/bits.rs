//! A stream as bits, least significant first (RFC 1951 section 3.1.1).
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "positions stay within the slice and counts within 63, so that nothing here can overflow or be out of bounds"
)]

/// A stream and the next bits of it.
///
/// The bits of `buffer` above `count` are zero or those that follow in the stream, so that loading them again
/// changes nothing.
pub(super) struct Bits<'a> {
    pub(super) input: &'a [u8],
    /// The byte that is loaded next.
    pub(super) at: usize,
    pub(super) buffer: u64,
    /// Bits of `buffer` that are there to be used, 0 to 63.
    pub(super) count: u32,
}

impl<'a> Bits<'a> {
    /// The bits from the byte `at` on.
    pub(super) fn new(input: &'a [u8], at: usize) -> Self {
        Self { input, at, buffer: 0, count: 0 }
    }

    /// Loads at least 56 bits, or all there are.
    pub(super) fn refill(&mut self) {
        if self.input.len() - self.at >= 8 {
            self.buffer |= load(self.input, self.at) << self.count;
            self.at += ((63 - self.count) >> 3) as usize;
            self.count |= 56;
            return;
        }
        while self.count < 56 && self.at < self.input.len() {
            self.buffer |= u64::from(self.input[self.at]) << self.count;
            self.at += 1;
            self.count += 8;
        }
    }

    /// Drops bits that are there.
    pub(super) fn skip(&mut self, bits: u32) {
        self.buffer >>= bits;
        self.count -= bits;
    }

    /// The next bits, up to 16, or `None` where the stream ends before.
    pub(super) fn take(&mut self, bits: u32) -> Option<u32> {
        if self.count < bits {
            self.refill();
        }
        let value = (self.buffer & ((1 << bits) - 1)) as u32;
        (self.count >= bits).then(|| {
            self.skip(bits);
            value
        })
    }

    /// Goes to the next whole byte, and gives its position.
    pub(super) fn align(&mut self) -> usize {
        self.at = self.used();
        (self.buffer, self.count) = (0, 0);
        self.at
    }

    /// Bytes of which at least one bit was used.
    pub(super) fn used(&self) -> usize {
        self.at - (self.count >> 3) as usize
    }
}

/// The eight bytes at `at` as a number.
#[inline(always)]
pub(super) fn load(input: &[u8], at: usize) -> u64 {
    let mut word = [0; 8];
    word.copy_from_slice(&input[at..at + 8]);
    u64::from_le_bytes(word)
}
