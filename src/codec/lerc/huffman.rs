//! Huffman codes of bytes, with which Lerc2 stores 8-bit values and the byte planes of floating-point values.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "tables are indexed by numbers of their own width in bits, 256 lengths by bytes; positions in bits stay far \
              below 2^64, being advanced by 32 at most for each byte of output"
)]

use super::super::Failure;
use super::band::Band;
use super::bits::{Layout, Numbers};
use super::prefix;
use super::reader::{Reader, buffer};
use super::sample::SampleType;
use super::validity::Validity;

/// Bits that are looked up at once.
const LOOK: u32 = 11;

/// Decodes 8-bit values: differences to the pixel before, or the values themselves.
pub(super) fn decode(band: &Band<'_>, reader: &mut Reader<'_>, are_differences: bool, out: &mut [u8]) -> Result<(), Failure> {
    let layout = if band.header.version >= 3 { Layout::LowFirst } else { Layout::HighFirst };
    let codes = Codes::read(reader, layout)?;
    let depth = band.header.depth;
    let pixels = if *band.valid == Validity::All { band.header.pixels() } else { count(band) };
    let mut symbols: Vec<u8> = buffer(pixels * depth)?;
    codes.decode(reader, &mut symbols)?;
    // Symbols of signed values are shifted to be positive.
    if band.header.sample == SampleType::I8 {
        symbols.iter_mut().for_each(|symbol| *symbol = symbol.wrapping_sub(128));
    }
    match (are_differences, *band.valid == Validity::All) {
        (true, true) => {
            // The values of one sample after those of another.
            for (index, plane) in symbols.chunks_exact_mut(pixels).enumerate() {
                sum_rows(plane, band.header.width);
                let to = out.iter_mut().skip(index).step_by(depth);
                to.zip(plane).for_each(|(to, symbol)| *to = *symbol);
            }
        }
        (true, false) => sum_valid(band, &symbols, out),
        (false, true) => out.copy_from_slice(&symbols),
        (false, false) => {
            let mut symbols = symbols.chunks_exact(depth);
            for (_, to) in out.chunks_exact_mut(depth).enumerate().filter(|(pixel, _)| band.valid.at(*pixel)) {
                to.iter_mut().zip(symbols.next().unwrap_or_default()).for_each(|(to, symbol)| *to = *symbol);
            }
        }
    }
    Ok(())
}

fn count(band: &Band<'_>) -> usize {
    (0..band.header.pixels()).filter(|pixel| band.valid.at(*pixel)).count()
}

/// Adds up the differences: to the pixel on the left, and in the first column to the one above.
fn sum_rows(values: &mut [u8], width: usize) {
    let mut above = 0u8;
    for row in values.chunks_mut(width.max(1)) {
        row[0] = row[0].wrapping_add(above);
        above = row[0];
        prefix::sum(row);
    }
}

/// The same where pixels are missing or have several values: a difference is to the pixel on the left, or above where
/// that is not valid, or else to the last one that was.
fn sum_valid(band: &Band<'_>, symbols: &[u8], out: &mut [u8]) {
    let (width, depth) = (band.header.width, band.header.depth);
    let mut symbols = symbols.iter();
    for index in 0..depth {
        let mut last = 0u8;
        for pixel in (0..band.header.pixels()).filter(|pixel| band.valid.at(*pixel)) {
            let column = pixel % width;
            let from_left = column > 0 && band.valid.at(pixel - 1);
            if !from_left && pixel >= width && band.valid.at(pixel - width) {
                last = out[(pixel - width) * depth + index];
            }
            last = last.wrapping_add(symbols.next().copied().unwrap_or(0));
            out[pixel * depth + index] = last;
        }
    }
}

/// A code for each byte that occurs.
pub(super) struct Codes {
    /// By the next [`LOOK`] bits: up to two bytes, the bits they take (from bit 16), those of the first (from bit 21),
    /// and how many bytes they are (from bit 26); 0 where the code is longer.
    table: Vec<u32>,
    /// Codes that are longer, aligned to the top of 32 bits and in order, with their length and byte.
    long: Vec<(u32, u32, u8)>,
}

impl Codes {
    /// Reads the table of codes: for a range of bytes, that may go round from 255 to 0, the lengths, then the codes.
    pub(super) fn read(reader: &mut Reader<'_>, layout: Layout) -> Result<Self, Failure> {
        let version = reader.count()?;
        let (size, first, end) = (reader.count()?, reader.count()?, reader.count()?);
        if version < 2 || size > 256 || first >= end || end - first > size || end > 2 * size {
            return Err(reader.fail("the Huffman table of a LERC blob has an impossible range"));
        }
        let count = end - first;
        let mut numbers = Numbers::new(count)?;
        let lengths = numbers.read(reader, count, layout)?;
        if lengths.len() != count {
            return Err(reader.fail("the Huffman table of a LERC blob is incomplete"));
        }
        let (words, mut at) = (Words { bytes: reader.rest() }, 0u64);
        let mut codes = Vec::with_capacity(256);
        for index in 0..count {
            let length = lengths.at(index);
            if length > 32 {
                return Err(reader.fail("a Huffman code of a LERC blob is longer than 32 bits"));
            }
            if length > 0 {
                let code = (words.window(at) >> 32) as u32 & (u32::MAX << (32 - length));
                codes.push((code, length, ((first + index) % size) as u8));
                at += u64::from(length);
            }
        }
        reader.take(usize::try_from(at.div_ceil(32) * 4).unwrap_or(usize::MAX))?;
        if codes.is_empty() {
            return Err(reader.fail("the Huffman table of a LERC blob is empty"));
        }
        Ok(Self::new(codes))
    }

    fn new(codes: Vec<(u32, u32, u8)>) -> Self {
        let mut single = vec![0u32; 1 << LOOK];
        for (code, length, byte) in codes.iter().filter(|(_, length, _)| *length <= LOOK) {
            let first = (code >> (32 - LOOK)) as usize;
            single[first..first + (1 << (LOOK - length))].fill(1 << 26 | length << 21 | length << 16 | u32::from(*byte));
        }
        let mut table = single.clone();
        for (bits, entry) in table.iter_mut().enumerate() {
            let length = *entry >> 16 & 31;
            let next = single[bits << length & ((1 << LOOK) - 1)];
            let both = length + (next >> 16 & 31);
            if *entry != 0 && next != 0 && both <= LOOK {
                *entry = 2 << 26 | length << 21 | both << 16 | (next & 0xff) << 8 | *entry & 0xff;
            }
        }
        let mut long = Vec::new();
        for code in codes.into_iter().filter(|(_, length, _)| *length > LOOK) {
            // There are 256 at most.
            long.insert(long.partition_point(|other| *other < code), code);
        }
        Self { table, long }
    }

    /// Fills `out` with bytes; the reader ends behind the last word that was used.
    pub(super) fn decode(&self, reader: &mut Reader<'_>, out: &mut [u8]) -> Result<(), Failure> {
        let words = Words { bytes: reader.rest() };
        let end = (words.bytes.len() / 4 * 32) as u64;
        let (mut at, mut filled) = (0u64, 0usize);
        self.quick(&words, &mut at, &mut filled, out);
        while filled < out.len() && at < end {
            let window = words.window(at);
            let entry = self.table[(window >> (64 - LOOK)) as usize];
            let (length, byte) = self.find(window, entry);
            if length == 0 {
                break;
            }
            out[filled] = byte;
            filled += 1;
            at += u64::from(length);
        }
        if filled < out.len() || at > end {
            reader.at += words.bytes.len().min((at / 8) as usize);
            return Err(reader.fail("the Huffman codes of a LERC blob end too early or make no sense"));
        }
        reader.take(usize::try_from(at.div_ceil(32) * 4).unwrap_or(usize::MAX))?;
        Ok(())
    }

    /// The bulk of [`Codes::decode`]: stops before the last bytes, and where bits are no code.
    fn quick(&self, words: &Words<'_>, at: &mut u64, filled: &mut usize, out: &mut [u8]) {
        let Some(table) = self.table.first_chunk::<{ 1 << LOOK }>() else { return };
        let (mut bit, mut to) = (*at, *filled);
        // Each turn but the last advances by one bit or more.
        while let (Some(pair), Some(room)) = (words.pair(bit), out.get_mut(to..to + 8).and_then(<[u8]>::first_chunk_mut::<8>)) {
            let mut window = pair << (bit & 31);
            // 33 bits at least are there, for three times LOOK.
            let one = table[(window >> (64 - LOOK)) as usize];
            window <<= one >> 16 & 31;
            let two = table[(window >> (64 - LOOK)) as usize];
            window <<= two >> 16 & 31;
            let three = table[(window >> (64 - LOOK)) as usize];
            if one.min(two).min(three) == 0 {
                let (length, byte) = self.find(pair << (bit & 31), one);
                if length == 0 {
                    break;
                }
                room[0] = byte;
                to += 1;
                bit += u64::from(length);
                continue;
            }
            let (first, second) = (one >> 26, (one >> 26) + (two >> 26));
            let bytes =
                u64::from(one & 0xffff) | u64::from(two & 0xffff) << (8 * first) | u64::from(three & 0xffff) << (8 * second);
            *room = bytes.to_le_bytes();
            to += (second + (three >> 26)) as usize;
            bit += u64::from((one >> 16 & 31) + (two >> 16 & 31) + (three >> 16 & 31));
        }
        (*at, *filled) = (bit, to);
    }

    /// The length and the byte of the first code in the window; length 0 where there is none. `entry` is what the
    /// table has for it.
    fn find(&self, window: u64, entry: u32) -> (u32, u8) {
        if entry != 0 {
            return (entry >> 21 & 31, entry as u8);
        }
        let bits = (window >> 32) as u32;
        let behind = self.long.partition_point(|(code, _, _)| *code <= bits);
        match behind.checked_sub(1).map(|index| self.long[index]) {
            Some((code, length, byte)) if (bits ^ code) >> (32 - length) == 0 => (length, byte),
            _ => (0, 0),
        }
    }
}

/// The words of 32 bits the codes are in, little-endian, the first code in the highest bits.
struct Words<'a> {
    bytes: &'a [u8],
}

impl Words<'_> {
    /// The 64 bits from the start of the word this bit is in, where they are all there.
    #[inline(always)]
    fn pair(&self, bit: u64) -> Option<u64> {
        let at = (bit >> 5) as usize * 4;
        let pair = self.bytes.get(at..)?.first_chunk::<8>()?;
        Some(u64::from_le_bytes(*pair).rotate_left(32))
    }

    /// At least 33 bits from this one on, zeros past the end.
    fn window(&self, bit: u64) -> u64 {
        let word = |index: u64| {
            let at = usize::try_from(index * 4).unwrap_or(usize::MAX);
            let word = self.bytes.get(at..).and_then(|bytes| bytes.first_chunk::<4>());
            word.map_or(0, |word| u64::from(u32::from_le_bytes(*word)))
        };
        (word(bit / 32) << 32 | word(bit / 32 + 1)) << (bit % 32)
    }
}
