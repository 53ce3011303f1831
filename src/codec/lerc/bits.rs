//! Arrays of small numbers, stuffed into as few bits each as the largest needs.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "groups of eight numbers are read where their bytes are known to be there, and written to buffers whose \
              length is a multiple of eight that was made for them"
)]

use super::super::Failure;
use super::reader::{Reader, buffer};
use super::unstuff;

/// Where numbers are unstuffed to.
pub(super) struct Numbers {
    /// Numbers of 16 bits at most, where all fit.
    narrow: Vec<u16>,
    /// Numbers of 31 bits at most.
    wide: Vec<u32>,
    /// Most numbers at once.
    most: usize,
}

/// The numbers of an array.
pub(super) enum Array<'a> {
    /// That many zeros.
    Zeros(usize),
    /// Each below 2 to the power of this, at most 16.
    Narrow(&'a [u16], u32),
    /// Each below 2 to the power of this, at most 31.
    Wide(&'a [u32], u32),
}

impl Array<'_> {
    /// How many.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Zeros(len) => *len,
            Self::Narrow(numbers, _) => numbers.len(),
            Self::Wide(numbers, _) => numbers.len(),
        }
    }

    /// The number at this place; 0 past the end.
    pub(super) fn at(&self, at: usize) -> u32 {
        match self {
            Self::Zeros(_) => 0,
            Self::Narrow(numbers, _) => numbers.get(at).copied().unwrap_or(0).into(),
            Self::Wide(numbers, _) => numbers.get(at).copied().unwrap_or(0),
        }
    }
}

/// How numbers are laid out in bits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// The first number in the lowest bits of the first byte: Lerc2 since version 3.
    LowFirst,
    /// The first number in the highest bits of little-endian words of 32 bits: Lerc1 and Lerc2 before version 3.
    HighFirst,
}

impl Numbers {
    /// Room for arrays of at most `most` numbers.
    pub(super) fn new(most: usize) -> Result<Self, Failure> {
        let room = most.saturating_add(8) & !7;
        Ok(Self { narrow: buffer(room)?, wide: buffer(room)?, most })
    }

    /// Reads an array with its head: bits of a number, how many there are, and for few different ones a table.
    #[inline]
    pub(super) fn read(&mut self, reader: &mut Reader<'_>, most: usize, layout: Layout) -> Result<Array<'_>, Failure> {
        let (bits, count, table) = head(reader)?;
        if count > most.min(self.most) {
            return Err(reader.fail("a LERC block holds more values than pixels"));
        }
        match (table, bits) {
            (true, _) => self.through_table(reader, count, bits, layout),
            (false, 0) => Ok(Array::Zeros(count)),
            (false, _) => self.direct(reader, count, bits, layout),
        }
    }

    /// As Lerc1 has it: without tables, with one more bit for the number of bits.
    pub(super) fn read_lerc1(&mut self, reader: &mut Reader<'_>, most: usize) -> Result<Array<'_>, Failure> {
        let (bits, count, table) = head(reader)?;
        if count > most.min(self.most) || table {
            return Err(reader.fail("a Lerc1 block holds more values than pixels"));
        }
        if bits == 0 { Ok(Array::Zeros(count)) } else { self.direct(reader, count, bits, Layout::HighFirst) }
    }

    #[inline]
    fn direct(&mut self, reader: &mut Reader<'_>, count: usize, bits: u32, layout: Layout) -> Result<Array<'_>, Failure> {
        let stuffed = stuffed(reader, count, bits)?;
        if bits <= 16 && layout == Layout::LowFirst {
            unstuff::narrow(stuffed, reader.bytes, bits, count, &mut self.narrow);
            return Ok(Array::Narrow(&self.narrow[..count], bits));
        }
        unstuff_wide(stuffed, reader.bytes, bits, count, &mut self.wide, layout);
        if bits > 16 {
            return Ok(Array::Wide(&self.wide[..count], bits));
        }
        let narrow = &mut self.narrow[..count];
        narrow.iter_mut().zip(&self.wide).for_each(|(narrow, wide)| *narrow = *wide as u16);
        Ok(Array::Narrow(narrow, bits))
    }

    fn through_table(&mut self, reader: &mut Reader<'_>, count: usize, bits: u32, layout: Layout) -> Result<Array<'_>, Failure> {
        // One more than the entries that follow: the first one, 0, is not stored.
        let entries = usize::from(reader.u8()?).saturating_sub(1);
        if entries == 0 || bits == 0 {
            return Err(reader.fail("a table of a LERC block is empty"));
        }
        let mut table = [0u32; 256 + 8];
        let at = stuffed(reader, entries, bits)?;
        unstuff_wide(at, reader.bytes, bits, entries, &mut table[..(entries + 7) & !7], layout);
        // The entries move up by one for the 0 that is not stored.
        table.copy_within(..entries, 1);
        table[0] = 0;
        let index_bits = usize::BITS - entries.leading_zeros();
        let at = stuffed(reader, count, index_bits)?;
        if layout == Layout::LowFirst {
            unstuff::narrow(at, reader.bytes, index_bits, count, &mut self.narrow);
        } else {
            unstuff_wide(at, reader.bytes, index_bits, count, &mut self.wide, layout);
            self.narrow.iter_mut().zip(&self.wide[..count]).for_each(|(narrow, wide)| *narrow = *wide as u16);
        }
        let indexes = &mut self.narrow[..count];
        if indexes.iter().copied().fold(0, u16::max) as usize > entries {
            return Err(reader.fail("a LERC block points past its table"));
        }
        if bits <= 16 {
            indexes.iter_mut().for_each(|index| *index = table[usize::from(*index & 0xff)] as u16);
            return Ok(Array::Narrow(indexes, bits));
        }
        let wide = &mut self.wide[..count];
        wide.iter_mut().zip(indexes).for_each(|(wide, index)| *wide = table[usize::from(*index & 0xff)]);
        Ok(Array::Wide(wide, bits))
    }
}

/// The head of an array: bits of a number (at most 31), how many numbers, and whether a table is used.
#[inline]
fn head(reader: &mut Reader<'_>) -> Result<(u32, usize, bool), Failure> {
    let byte = reader.u8()?;
    let count = match byte >> 6 {
        0 => reader.count()?,
        1 => reader.take(2)?.iter().rev().fold(0, |count, byte| count << 8 | usize::from(*byte)),
        2 => reader.u8()?.into(),
        _ => return Err(reader.fail("a count in a LERC block has no width")),
    };
    Ok((u32::from(byte & 31), count, byte & 32 != 0))
}

/// Where the stuffed bits of so many numbers begin; the reader goes on behind them.
#[inline]
fn stuffed(reader: &mut Reader<'_>, count: usize, bits: u32) -> Result<usize, Failure> {
    let at = reader.at;
    // The count is at most that of the pixels of a tile, so that this is far from 2^64; 31 bits at most.
    let bytes = (count as u64 * u64::from(bits)).div_ceil(8);
    reader.take(usize::try_from(bytes).unwrap_or(usize::MAX))?;
    Ok(at)
}

/// Numbers of up to 31 bits from `bytes[at..]`.
fn unstuff_wide(at: usize, bytes: &[u8], bits: u32, count: usize, to: &mut [u32], layout: Layout) {
    match layout {
        Layout::LowFirst => unstuff::wide(at, bytes, bits, count, to),
        Layout::HighFirst => high_first(&bytes[at..], bits, &mut to[..count]),
    }
}

/// The older layout. The last word is cut at its last byte in use, and what is left of it stands in its low bytes.
fn high_first(bytes: &[u8], bits: u32, to: &mut [u32]) {
    let len = (to.len() * bits as usize).div_ceil(8);
    let word = |index: usize| {
        let from = (index * 4).min(len);
        let part = &bytes[from..len.min(from + 4)];
        let number = part.iter().rev().fold(0u64, |number, byte| number << 8 | u64::from(*byte));
        number << (8 * (4 - part.len()))
    };
    for (at, number) in to.iter_mut().enumerate() {
        let first = at * bits as usize;
        let pair = word(first / 32) << 32 | word(first / 32 + 1);
        *number = ((pair << (first % 32)) >> (64 - bits)) as u32;
    }
}
