//! A stream on its way, code by code.

#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "each index below is compared with the length of what it indexes, or is a code of at most 12 bits; the sums \
              are of positions in slices, the shifts at most 19; widths, codes and lengths of strings are below 4,097"
)]

use crate::codec::Failure;

/// The code that empties the table.
pub(super) const CLEAR: usize = 256;
/// The code that ends the stream (EndOfInformation).
pub(super) const END: usize = 257;
/// The first code that stands for a string of more than one byte.
pub(super) const FIRST: usize = 258;
/// Codes have at most 12 bits: a table that holds so many stays as it is until it is emptied.
pub(super) const MOST: usize = 4096;

/// How codes lie in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// From the highest bit down; the width changes one code early.
    Msb,
    /// From the lowest bit up; the width changes when it must: the older form.
    Lsb,
}

impl Order {
    /// By the first code, which is Clear in the older form: no other stream that begins with a Clear begins like it.
    pub(super) fn of(input: &[u8]) -> Self {
        match input {
            [0, second, ..] if second & 1 == 1 => Self::Lsb,
            _ => Self::Msb,
        }
    }

    /// How many codes may be defined while the codes of this width last.
    pub(super) const fn limit(self, width: u32) -> usize {
        match self {
            Self::Msb => (1 << width) - 1,
            Self::Lsb => 1 << width,
        }
    }
}

/// A stream on its way. The plain form of each step is here, the fast one in [`super::fast`]; both work on this state.
pub(super) struct Decoder<'a> {
    pub(super) input: &'a [u8],
    pub(super) out: &'a mut [u8],
    pub(super) order: Order,
    /// Bits of the input that were read.
    pub(super) bit: u64,
    /// Bytes of the output that were written.
    pub(super) at: usize,
    /// Bits of a code now.
    pub(super) width: u32,
    /// The code that will be defined next.
    pub(super) next: usize,
    /// The string that was written last; 0 where the table was emptied since.
    pub(super) previous: u64,
    /// Strings by code, for the codes from [`FIRST`] up to `next`; 0 for those that are not defined.
    pub(super) table: [u64; MOST],
    /// What is added to places of the output in strings.
    pub(super) base: u64,
}

/// A string: the place of its first byte, plus `base`, in the lowest 48 bits, and its length in the highest 16.
pub(super) const fn string(place: u64, len: usize) -> u64 {
    (len as u64) << 48 | place
}

/// What makes a string longer by a byte.
pub(super) const LONGER: u64 = 1 << 48;

/// The place of a string, plus `base`.
pub(super) const fn place(string: u64) -> u64 {
    string & (LONGER - 1)
}

/// The length of a string.
pub(super) const fn len(string: u64) -> usize {
    (string >> 48) as usize
}

pub(super) const ENDS: &str = "LZW stream ends early";

impl<'a> Decoder<'a> {
    pub(super) fn new(input: &'a [u8], out: &'a mut [u8], order: Order) -> Self {
        Self { input, out, order, bit: 0, at: 0, width: 9, next: FIRST, previous: 0, table: [0; MOST], base: 0 }
    }

    /// Decodes all of the stream in the plain way.
    pub(super) fn run(&mut self) -> Result<(), Failure> {
        // Each step reads a code, so this ends with the input.
        while !self.full() {
            self.step()?;
        }
        Ok(())
    }

    pub(super) fn full(&self) -> bool {
        self.at == self.out.len()
    }

    /// Reads one code and does what it says. Nothing where the output is full.
    pub(super) fn step(&mut self) -> Result<(), Failure> {
        if self.full() {
            return Ok(());
        }
        let before = self.bit;
        let Some(code) = self.code() else { return Err(Failure::new(self.input.len(), self.at, ENDS)) };
        match code {
            CLEAR => self.clear(),
            END => return Err(self.failure(before, ENDS.to_owned())),
            _ if self.previous == 0 && code > END => {
                return Err(self.failure(before, format!("LZW code {code} follows an empty table")));
            }
            _ => {
                self.define();
                if code >= self.next {
                    return Err(self.failure(before, format!("LZW code {code} is not defined")));
                }
                self.write(code);
            }
        }
        Ok(())
    }

    fn failure(&self, bit: u64, what: String) -> Failure {
        Failure::new((bit / 8) as usize, self.at, what)
    }

    /// The next code, or `None` where the input ends before its last bit.
    fn code(&mut self) -> Option<usize> {
        let end = self.bit + u64::from(self.width);
        if end.div_ceil(8) > self.input.len() as u64 {
            return None;
        }
        let first = (self.bit / 8) as usize;
        let skipped = (self.bit % 8) as u32;
        let byte = |i: usize| self.input.get(first + i).map_or(0, |byte| usize::from(*byte));
        let bits = match self.order {
            Order::Msb => (byte(0) << 16 | byte(1) << 8 | byte(2)) >> (24 - skipped - self.width),
            Order::Lsb => (byte(2) << 16 | byte(1) << 8 | byte(0)) >> skipped,
        };
        self.bit = end;
        Some(bits & ((1 << self.width) - 1))
    }

    fn clear(&mut self) {
        // The fast form may have defined one code more than it could use.
        let end = (self.next + 1).min(MOST);
        self.table[FIRST..end].fill(0);
        self.next = FIRST;
        self.width = 9;
        self.previous = 0;
    }

    /// Defines the next code: the string before and one byte more, which is about to be written.
    fn define(&mut self) {
        if self.previous == 0 || self.next == MOST {
            return;
        }
        self.table[self.next] = self.previous + LONGER;
        self.next += 1;
        if self.next >= self.order.limit(self.width) && self.width < 12 {
            self.width += 1;
        }
    }

    /// Writes the string of a code that is defined, or the part of it for which there is room.
    fn write(&mut self, code: usize) {
        let room = self.out.len() - self.at;
        let to = self.base + self.at as u64;
        if code < CLEAR {
            self.out[self.at] = code as u8;
            self.previous = string(to, 1);
            self.at += 1;
            return;
        }
        let from = (place(self.table[code]) - self.base) as usize;
        let len = len(self.table[code]);
        let count = len.min(room);
        // A code that was defined just now ends with the byte it begins with, and that is written here.
        let known = count.min(self.at - from);
        self.out.copy_within(from..from + known, self.at);
        if known < count {
            self.out[self.at + known] = self.out[from];
        }
        self.previous = string(to, len);
        self.at += count;
    }
}
