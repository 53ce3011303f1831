//! The blocks of a Lerc2 blob: squares of pixels, each with its own offset and its own number of bits.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "sizes were compared with those of `out`, rows and columns of a block lie inside of them, and the numbers of \
              a block are counted before they are used"
)]

use super::super::Failure;
use super::band::Band;
use super::bits::{Array, Layout, Numbers};
use super::plain::{Plain, Target};
use super::reader::{Reader, buffer};
use super::sample::{Sample, SampleType, for_type, for_width, to_host};
use super::validity::Validity;

/// A block: its first row and column, its size, and which value of the pixels it holds.
struct Block {
    top: usize,
    left: usize,
    rows: usize,
    columns: usize,
    index: usize,
}

/// What all blocks use in turn: the numbers of one, and its values before they are spread.
struct Room {
    numbers: Numbers,
    values: Vec<u8>,
}

/// Decodes all blocks into `out`.
pub(super) fn decode(band: &Band<'_>, reader: &mut Reader<'_>, out: &mut [u8]) -> Result<(), Failure> {
    let header = band.header;
    let (width, height, depth, side) = (header.width, header.height, header.depth, header.block);
    let (most, bytes) = (side.min(width) * side.min(height), header.sample.bytes());
    let mut room = Room { numbers: Numbers::new(most)?, values: buffer(most * bytes)? };
    for top in (0..height).step_by(side) {
        let rows = side.min(height - top);
        for left in (0..width).step_by(side) {
            let columns = side.min(width - left);
            for index in 0..depth {
                let block = Block { top, left, rows, columns, index };
                one(band, reader, &block, &mut room, out)
                    .map_err(|failure| Failure { written: top * width * depth * bytes, ..failure })?;
            }
        }
    }
    Ok(())
}

/// Decodes a block.
#[inline]
fn one(band: &Band<'_>, reader: &mut Reader<'_>, block: &Block, room: &mut Room, out: &mut [u8]) -> Result<(), Failure> {
    let version = band.header.version;
    let flags = reader.u8()?;
    // The block repeats some bits of its column, and since version 5 whether it holds differences to the value before.
    let (pattern, difference) = if version >= 5 { (14, flags & 4 != 0) } else { (15, false) };
    if (flags >> 2 & pattern) != ((block.left >> 3) as u8 & pattern) {
        return Err(reader.fail("a LERC block is not where it should be"));
    }
    if difference && (block.index == 0 || flags & 3 == 0) {
        return Err(reader.fail("a LERC block holds differences to nothing"));
    }
    let Room { numbers, values } = room;
    let (mode, area) = (flags & 3, block.rows * block.columns);
    if mode == 0 {
        return raw(band, reader, block, values, out);
    }
    let mut plain = Plain { offset: 0.0, scale: 0.0, max: f64::INFINITY };
    let mut array = Array::Zeros(area);
    if mode != 2 {
        plain.offset = reader.number(offset_type(band.header.sample, difference, flags >> 6, reader)?)?;
        if mode != 3 || difference {
            plain.max = band.ranges[block.index].1;
        }
    }
    if mode == 1 {
        let layout = if version >= 3 { Layout::LowFirst } else { Layout::HighFirst };
        array = numbers.read(reader, area, layout)?;
        if array.len() < area && array.len() < count_valid(band, block) {
            return Err(reader.fail("a LERC block has fewer values than valid pixels"));
        }
        plain.scale = 2.0 * band.header.max_error;
    }
    put(plain, difference, band, block, &array, values, out);
    Ok(())
}

/// The type an offset is stored in: one that is narrower than that of the values, by the top bits of the flags.
fn offset_type(sample: SampleType, difference: bool, code: u8, reader: &Reader<'_>) -> Result<SampleType, Failure> {
    use SampleType::{F32, F64, I8, I16, I32, U8, U16, U32};
    let sample = if difference && !matches!(sample, F32 | F64) { I32 } else { sample };
    let narrowed: &[SampleType] = match sample {
        I8 | U8 => return Ok(sample),
        I16 => &[I16, U8, I8],
        U16 => &[U16, U8],
        I32 => &[I32, U16, I16, U8],
        U32 => &[U32, U16, U8],
        F32 => &[F32, I16, U8],
        F64 => &[F64, F32, I32, I16],
    };
    narrowed.get(usize::from(code)).copied().ok_or_else(|| reader.fail("the offset of a LERC block has no type"))
}

fn count_valid(band: &Band<'_>, block: &Block) -> usize {
    block.pixels(band).filter(|pixel| band.valid.at(*pixel)).count()
}

impl Block {
    /// Its pixels, by their numbers in the band.
    fn pixels(&self, band: &Band<'_>) -> impl Iterator<Item = usize> {
        let (width, left, columns) = (band.header.width, self.left, self.columns);
        (self.top..self.top + self.rows).flat_map(move |row| row * width + left..row * width + left + columns)
    }

    /// Its place in an output that holds one value of each pixel.
    fn target<'a>(&self, band: &Band<'_>, out: &'a mut [u8]) -> Target<'a> {
        let Self { top, left, rows, columns, .. } = *self;
        Target { out, pitch: band.header.width, top, left, rows, columns }
    }
}

/// Values as they are.
fn raw(band: &Band<'_>, reader: &mut Reader<'_>, block: &Block, values: &mut [u8], out: &mut [u8]) -> Result<(), Failure> {
    let bytes = band.header.sample.bytes();
    let count = if *band.valid == Validity::All { block.rows * block.columns } else { count_valid(band, block) };
    let stored = reader.take(count * bytes)?;
    let values = &mut values[..stored.len()];
    values.copy_from_slice(stored);
    to_host(values, bytes);
    for_width!(bytes, N => spread(band, block, values.as_chunks::<N>().0, out.as_chunks_mut::<N>().0));
    Ok(())
}

/// Writes the values of the valid pixels of a block.
#[inline]
fn put(plain: Plain, difference: bool, band: &Band<'_>, block: &Block, array: &Array<'_>, values: &mut [u8], out: &mut [u8]) {
    let sample = band.header.sample;
    if difference {
        return for_type!(sample, T => add::<T>(plain, band, block, array, T::view_mut(out)));
    }
    let is_full = array.len() == block.rows * block.columns && *band.valid == Validity::All;
    if is_full && band.header.depth == 1 {
        return plain.write_quick(sample, array, block.target(band, out));
    }
    let values = &mut values[..array.len() * sample.bytes()];
    plain.write(sample, array, Target::row(values, array.len()));
    for_width!(sample.bytes(), N => spread(band, block, values.as_chunks::<N>().0, out.as_chunks_mut::<N>().0));
}

/// Puts values that are in order where they belong: to valid pixels. Where they are as many as the pixels of the block,
/// those of invalid pixels are passed over.
#[inline(never)] // Two callers share it.
fn spread<const N: usize>(band: &Band<'_>, block: &Block, values: &[[u8; N]], out: &mut [[u8; N]]) {
    let for_all = values.len() == block.rows * block.columns;
    let mut next = 0;
    for pixel in block.pixels(band) {
        let is_valid = band.valid.at(pixel);
        if is_valid && let Some(value) = values.get(next) {
            out[pixel * band.header.depth + block.index] = *value;
        }
        next += usize::from(is_valid || for_all);
    }
}

/// The same with differences to the value of the same pixel that was decoded before.
fn add<T: Sample>(plain: Plain, band: &Band<'_>, block: &Block, array: &Array<'_>, out: &mut [T::Bytes]) {
    let for_all = array.len() == block.rows * block.columns;
    let mut next = 0;
    for pixel in block.pixels(band) {
        let is_valid = band.valid.at(pixel);
        if is_valid {
            let at = pixel * band.header.depth + block.index;
            let before = T::of(out[at - 1]).to_f64();
            out[at] = T::from_f64(plain.limited(plain.unlimited(array.at(next)) + before)).bytes();
        }
        next += usize::from(is_valid || for_all);
    }
}
