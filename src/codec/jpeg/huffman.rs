//! Huffman tables (ITU-T T.81 annex C and section F.2.2).
// Indices into the tables are masked to, or shifted down to, their size.
#![allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, clippy::as_conversions)]

use super::bits::Bits;

/// Bits that one look-up sees.
const FAST: u32 = 10;

/// Flag of a `fast` entry that holds the value that follows the code, too.
const WHOLE: u32 = 0x80;

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
    /// By the next bits: bits 0-4 the bits to skip, bit 7 [`WHOLE`], bits 8-15 the run (with [`WHOLE`]) or the
    /// symbol, bits 16-31 the value. 0 where the code is longer than the look-up.
    fast: [u32; 1 << FAST],
    /// For each length the first 16-bit number that is above its codes.
    limit: [u32; 17],
    /// For each length what leads from a code to its place in `values`.
    offset: [i32; 17],
    values: [u8; 256],
}

/// One step of decoding.
pub(super) enum Step {
    /// A run of zeros and a value.
    Value(u32, i32),
    /// A symbol whose value, if any, is still to be read.
    Symbol(u32),
}

/// A bit pattern that is not a code.
pub(super) const BAD_CODE: &str = "the stream has bits that are no Huffman code";

impl Table {
    /// Builds a table from the number of codes of each length and their symbols; `None` where they are no code.
    pub(super) fn new(class: Class, counts: &[u8; 16], symbols: &[u8]) -> Option<Box<Self>> {
        let mut table = Box::new(Self { fast: [0; 1 << FAST], limit: [0; 17], offset: [0; 17], values: [0; 256] });
        table.values.get_mut(..symbols.len())?.copy_from_slice(symbols);
        let (mut code, mut index) = (0u32, 0usize);
        for length in 1..=16u32 {
            let count = usize::from(counts[length as usize - 1]);
            table.offset[length as usize] = index as i32 - code as i32;
            for symbol in symbols.get(index..index + count)? {
                if code >> length != 0 {
                    return None;
                }
                table.enter(class, code, length, *symbol);
                code += 1;
            }
            index += count;
            table.limit[length as usize] = code << (16 - length);
            code <<= 1;
        }
        Some(table)
    }

    fn enter(&mut self, class: Class, code: u32, length: u32, symbol: u8) {
        if length > FAST {
            return;
        }
        let (run, size) = match class {
            Class::Dc => (0, u32::from(symbol)),
            Class::Ac => (u32::from(symbol >> 4), u32::from(symbol & 15)),
        };
        let spare = FAST - length;
        let first = (code << spare) as usize;
        let entries = &mut self.fast[first..first + (1 << spare)];
        if size > spare || (size == 0 && class == Class::Ac) {
            entries.fill(length | u32::from(symbol) << 8);
            return;
        }
        for (bits, entry) in entries.iter_mut().enumerate() {
            let bits = (bits >> (spare - size)) as i32;
            let value = if size != 0 && bits < 1 << (size - 1) { bits - (1 << size) + 1 } else { bits };
            *entry = (length + size) | WHOLE | run << 8 | (value as u32) << 16;
        }
    }

    /// The next symbol, with its value where both are short.
    #[inline(always)]
    pub(super) fn step(&self, bits: &mut Bits<'_>) -> Result<Step, &'static str> {
        bits.refill();
        let entry = self.fast[(bits.acc >> (64 - FAST)) as usize];
        if entry & WHOLE != 0 {
            bits.skip(entry & 31);
            return Ok(Step::Value(entry >> 8 & 15, entry as i32 >> 16));
        }
        if entry != 0 {
            bits.skip(entry & 31);
            return Ok(Step::Symbol(entry >> 8 & 255));
        }
        self.long(bits).map(Step::Symbol)
    }

    /// A symbol whose code is longer than the look-up.
    #[inline(never)]
    fn long(&self, bits: &mut Bits<'_>) -> Result<u32, &'static str> {
        let next = (bits.acc >> 48) as u32;
        for length in FAST + 1..=16 {
            if next < self.limit[length as usize] {
                let index = (next >> (16 - length)) as i32 + self.offset[length as usize];
                bits.skip(length);
                return Ok(u32::from(self.values[index as usize & 255]));
            }
        }
        Err(BAD_CODE)
    }

    /// The next difference of a DC coefficient, or of a sample in lossless streams (T.81 section H.1.2.2).
    #[inline(always)]
    pub(super) fn difference(&self, bits: &mut Bits<'_>) -> Result<i32, &'static str> {
        Ok(match self.step(bits)? {
            Step::Value(_, value) => value,
            Step::Symbol(0) => 0,
            Step::Symbol(16) => 32768,
            Step::Symbol(size) => bits.signed(size & 15),
        })
    }
}
