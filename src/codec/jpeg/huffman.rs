//! Huffman tables (ITU-T T.81 annex C and section F.2.2).
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "indices into the tables are masked to, or shifted down to, their size"
)]

use super::bits::Bits;

/// Bits that one look-up sees.
const FAST: u32 = 10;

/// Flag of an entry whose symbol has no value of its own.
const BARE: u32 = 1 << 31;

/// What the symbols of a table are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// The number of bits of a difference.
    Dc,
    /// A run of zeros and the number of bits of a coefficient.
    Ac,
}

/// A table, ready for decoding.
#[derive(Clone)]
pub(super) struct Table {
    /// By the next bits: bits 0-7 the length of code and value, bits 8-15 that of the code, bits 16-23 the symbol (the
    /// size of the value, and above it the run), bit 31 [`BARE`]. 0 where the code is longer than the look-up.
    fast: [u32; 1 << FAST],
    /// For each length the first 16-bit number that is above its codes.
    limit: [u32; 17],
    /// For each length what leads from a code to its place in `values`.
    offset: [i32; 17],
    values: [u8; 256],
    class: Class,
}

/// One step of decoding.
pub(super) enum Step {
    /// A run of zeros and a value.
    Value(u32, i32),
    /// A symbol without a value.
    Symbol(u32),
}

/// A bit pattern that is not a code.
pub(super) const BAD_CODE: &str = "the stream has bits that are no Huffman code";

impl Table {
    /// Builds a table from the number of codes of each length and their symbols; `None` where they are no code.
    pub(super) fn new(class: Class, counts: &[u8; 16], symbols: &[u8]) -> Option<Box<Self>> {
        let mut table = Box::new(Self { fast: [0; 1 << FAST], limit: [0; 17], offset: [0; 17], values: [0; 256], class });
        table.values.get_mut(..symbols.len())?.copy_from_slice(symbols);
        let (mut code, mut index) = (0u32, 0usize);
        for length in 1..=16u32 {
            let count = usize::from(counts[length as usize - 1]);
            table.offset[length as usize] = index as i32 - code as i32;
            for symbol in symbols.get(index..index + count)? {
                if code >> length != 0 {
                    return None;
                }
                table.enter(code, length, *symbol);
                code += 1;
            }
            index += count;
            table.limit[length as usize] = code << (16 - length);
            code <<= 1;
        }
        Some(table)
    }

    fn enter(&mut self, code: u32, length: u32, symbol: u8) {
        if length <= FAST {
            let first = (code << (FAST - length)) as usize;
            let entry = self.entry(length, symbol);
            self.fast[first..first + (1 << (FAST - length))].fill(entry);
        }
    }

    fn entry(&self, length: u32, symbol: u8) -> u32 {
        let symbol = u32::from(symbol);
        let bare = symbol & 15 == 0 && (symbol != 0 || self.class == Class::Ac);
        (length + (symbol & 15)) | length << 8 | symbol << 16 | if bare { BARE } else { 0 }
    }

    /// The next symbol, with its value (T.81 section F.2.2.1, RECEIVE and EXTEND).
    #[inline(always)]
    pub(super) fn step(&self, bits: &mut Bits<'_>) -> Result<Step, &'static str> {
        bits.refill();
        let mut entry = self.fast[(bits.acc >> (64 - FAST)) as usize];
        if entry == 0 {
            entry = self.long(bits.acc)?;
        }
        let rest = bits.acc << (entry >> 8 & 31);
        bits.skip(entry & 63);
        if entry & BARE != 0 {
            return Ok(Step::Symbol(entry >> 16 & 255));
        }
        // Without branches, as the bits are noise: a value whose first bit is 0 is negative.
        let size = entry >> 16 & 15;
        let negative = !((rest as i64 >> 63) as i32);
        let value = (rest >> 1 >> (63 - size)) as i32 + (negative & (1 - (1 << size)));
        Ok(Step::Value(entry >> 20 & 15, value))
    }

    /// The entry of a code that is longer than the look-up.
    #[cold]
    fn long(&self, acc: u64) -> Result<u32, &'static str> {
        let next = (acc >> 48) as u32;
        for length in FAST + 1..=16 {
            if next < self.limit[length as usize] {
                let index = (next >> (16 - length)) as i32 + self.offset[length as usize];
                return Ok(self.entry(length, self.values[index as usize & 255]));
            }
        }
        Err(BAD_CODE)
    }

    /// The next difference of a DC coefficient, or of a sample in lossless streams (T.81 section H.1.2.2).
    #[inline(always)]
    pub(super) fn difference(&self, bits: &mut Bits<'_>) -> Result<i32, &'static str> {
        Ok(match self.step(bits)? {
            Step::Value(_, value) => value,
            Step::Symbol(_) => 32768,
        })
    }
}
