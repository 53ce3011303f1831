//! Tables that give the symbol of the next bits, its base and its extra bits in one look-up.
//!
//! A table has a main part, looked up by as many bits as most codes have, and behind it subtables for the codes
//! that are longer. An entry is one number:
//!
//! | bits | symbol | link to a subtable |
//! |---|---|---|
//! | 0-5 | bits to drop: those of the code and the extra ones | bits of the main part |
//! | 8-11 | bits of the code (in this part of the table) | bits of the subtable |
//! | 13 | end of block | |
//! | 14 | | set |
//! | 15 | end of block, or no symbol at all | set |
//! | 16-30 | literal, or base of length or distance | place of the subtable |
//! | 31 | literal | |
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "what is untrusted, the lengths of the codes, is at most 15, and is checked to form a code before anything is \
              filled; a complete code fits the table (`LITLEN_SIZE`, `DISTANCE_SIZE`)"
)]

/// The entry is a literal.
pub(super) const LITERAL: u32 = 1 << 31;
/// The entry is neither a literal nor a base.
pub(super) const EXCEPTION: u32 = 1 << 15;
/// The entry is a link to a subtable.
pub(super) const LINK: u32 = 1 << 14;
/// The entry ends the block.
pub(super) const END: u32 = 1 << 13;

/// Bits that look up the main part of a table of literals and lengths.
pub(super) const LITLEN_BITS: u32 = 11;
/// Bits that look up the main part of a table of distances.
pub(super) const DISTANCE_BITS: u32 = 8;
/// Bits that look up the table of the code of code lengths, which has no subtables.
pub(super) const PRECODE_BITS: u32 = 7;
/// A power of two above the 2342 entries that 288 codes can take.
pub(super) const LITLEN_SIZE: usize = 4096;
/// A power of two above the 402 entries that 32 codes can take.
pub(super) const DISTANCE_SIZE: usize = 512;
/// Entries of the table of the code of code lengths.
pub(super) const PRECODE_SIZE: usize = 1 << PRECODE_BITS;

/// Entries of the literals and lengths, without their codes (RFC 1951 section 3.2.5); 286 and 287 mean nothing.
pub(super) const LITLENS: [u32; 288] = litlens();
/// Entries of the distances, without their codes (RFC 1951 section 3.2.5); 30 and 31 mean nothing.
pub(super) const DISTANCES: [u32; 32] = distances();
/// Entries of the code lengths and their repetitions, without their codes (RFC 1951 section 3.2.7).
pub(super) const PRECODES: [u32; 19] = precodes();

/// The codes of a block.
pub(super) struct Tables {
    pub(super) litlen: [u32; LITLEN_SIZE],
    pub(super) distance: [u32; DISTANCE_SIZE],
    /// Whether they are the fixed ones, which then need not be built again.
    pub(super) fixed: bool,
}

impl Tables {
    /// Before the first block.
    pub(super) fn new() -> Self {
        Self { litlen: [0; LITLEN_SIZE], distance: [0; DISTANCE_SIZE], fixed: false }
    }

    /// The fixed codes (RFC 1951 section 3.2.6).
    pub(super) fn set_fixed(&mut self) {
        if self.fixed {
            return;
        }
        let mut lengths = [8; 288];
        lengths[144..256].fill(9);
        lengths[256..280].fill(7);
        build(&mut self.litlen, LITLEN_BITS, &LITLENS, &lengths);
        build(&mut self.distance, DISTANCE_BITS, &DISTANCES, &[5; 32]);
        self.fixed = true;
    }
}

const fn litlens() -> [u32; 288] {
    let mut entries = [EXCEPTION; 288];
    let mut symbol = 0;
    while symbol < 256 {
        entries[symbol] = LITERAL | (symbol as u32) << 16;
        symbol += 1;
    }
    entries[256] = EXCEPTION | END;
    let mut base = 3;
    symbol = 257;
    while symbol < 285 {
        let extra = if symbol < 265 { 0 } else { (symbol as u32 - 261) / 4 };
        entries[symbol] = base << 16 | extra;
        base += 1 << extra;
        symbol += 1;
    }
    entries[285] = 258 << 16;
    entries
}

const fn distances() -> [u32; 32] {
    let mut entries = [EXCEPTION; 32];
    let (mut base, mut symbol) = (1, 0);
    while symbol < 30 {
        let extra = if symbol < 4 { 0 } else { (symbol as u32 - 2) / 2 };
        entries[symbol] = base << 16 | extra;
        base += 1 << extra;
        symbol += 1;
    }
    entries
}

const fn precodes() -> [u32; 19] {
    let mut entries = [0; 19];
    let mut symbol = 0;
    while symbol < 19 {
        entries[symbol] = (symbol as u32) << 16;
        symbol += 1;
    }
    entries
}

/// How lengths form a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Complete,
    /// One code of one bit.
    Single,
    Empty,
    /// Other codes that leave bits without a meaning.
    Incomplete,
    /// More codes than bits can tell apart.
    OverSubscribed,
}

/// Fills a table for codes of these lengths, as far as their shape is not at fault.
///
/// It grows with the length of the codes: codes of one bit more need a table of twice the size, which is the
/// former one twice. Subtables follow.
pub(super) fn build(table: &mut [u32], bits: u32, symbols: &[u32], lengths: &[u8]) -> Shape {
    let codes = Codes::new(lengths);
    let shape = codes.shape();
    match shape {
        Shape::Empty => table[..1 << bits].fill(EXCEPTION | 1),
        Shape::Single => {
            table[0] = 0;
            table[1] = EXCEPTION | 1;
            codes.fill(table, bits, symbols);
        }
        Shape::Complete => codes.fill(table, bits, symbols),
        Shape::Incomplete | Shape::OverSubscribed => {}
    }
    shape
}

/// Symbols in the order of their codes.
struct Codes {
    /// Codes of each length.
    counts: [u16; 16],
    sorted: [u16; 288],
}

impl Codes {
    fn new(lengths: &[u8]) -> Self {
        let mut counts = [0u16; 16];
        for length in lengths {
            counts[usize::from(length & 15)] += 1;
        }
        counts[0] = 0;
        let mut next = [0u16; 16];
        for length in 1..15 {
            next[length + 1] = next[length] + counts[length];
        }
        let mut sorted = [0; 288];
        for (symbol, length) in (0u16..).zip(lengths).filter(|(_, length)| **length != 0) {
            let next = &mut next[usize::from(length & 15)];
            sorted[usize::from(*next)] = symbol;
            *next += 1;
        }
        Self { counts, sorted }
    }

    fn shape(&self) -> Shape {
        let mut free = 1i32;
        for count in &self.counts[1..] {
            free = (free << 1) - i32::from(*count);
            if free < 0 {
                return Shape::OverSubscribed;
            }
        }
        match free {
            0 => Shape::Complete,
            _ if self.counts.iter().all(|count| *count == 0) => Shape::Empty,
            _ if self.counts[1] == 1 && self.counts[2..].iter().all(|count| *count == 0) => Shape::Single,
            _ => Shape::Incomplete,
        }
    }

    fn fill(&self, table: &mut [u32], bits: u32, symbols: &[u32]) {
        let (mut code, mut sorted) = (0, self.sorted.iter());
        // Nothing is worth doubling before the first code.
        let mut filled = false;
        for length in 1..=bits {
            if filled {
                let half = 1 << (length - 1);
                table.copy_within(..half, half);
            }
            for symbol in sorted.by_ref().take(usize::from(self.counts[length as usize])) {
                table[code] = symbols[usize::from(*symbol)] + length * 0x101;
                code = next(code, length);
            }
            filled |= self.counts[length as usize] != 0;
            // The code of one bit leaves the other one as it is, without a meaning.
        }
        self.fill_subtables(table, bits, symbols, code, sorted.as_slice());
    }

    fn fill_subtables(&self, table: &mut [u32], bits: u32, symbols: &[u32], mut code: usize, sorted: &[u16]) {
        let main = (1usize << bits) - 1;
        let (mut sorted, mut prefix) = (sorted.iter(), None);
        let (mut at, mut end) = (0, main + 1);
        for length in bits + 1..=15 {
            let count = self.counts[length as usize];
            for (done, symbol) in (0..).zip(sorted.by_ref().take(usize::from(count))) {
                if prefix != Some(code & main) {
                    prefix = Some(code & main);
                    let width = self.subtable_bits(bits, length, u32::from(count - done));
                    (at, end) = (end, end + (1 << width));
                    table[code & main] = EXCEPTION | LINK | (at as u32) << 16 | width << 8 | bits;
                }
                let entry = symbols[usize::from(*symbol)] + (length - bits) * 0x101;
                for place in (at + (code >> bits)..end).step_by(1 << (length - bits)) {
                    table[place] = entry;
                }
                code = next(code, length);
            }
        }
    }

    /// Bits of a subtable that begins with `codes` codes of this length: as many as its longest code has more than
    /// the main part.
    fn subtable_bits(&self, bits: u32, length: u32, mut codes: u32) -> u32 {
        let mut width = length - bits;
        while codes < 1 << width && bits + width < 15 {
            width += 1;
            codes = (codes << 1) + u32::from(self.counts[(bits + width) as usize]);
        }
        width
    }
}

/// The code behind this one, of the same length; both have their first bit lowest. Zero behind the last.
fn next(code: usize, length: u32) -> usize {
    let zeros = code ^ ((1 << length) - 1);
    match zeros.checked_ilog2() {
        Some(highest) => code & ((1 << highest) - 1) | 1 << highest,
        None => 0,
    }
}
