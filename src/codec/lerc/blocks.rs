//! The blocks of a Lerc2 blob: squares of pixels, each with its own offset and its own number of bits.
#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::indexing_slicing)]
// Sizes were compared with those of `out`, rows and columns of a block lie inside of them, and the numbers of a block
// are counted before they are used.

use super::super::Failure;
use super::SampleType;
use super::bits::{Array, Layout, Numbers};
use super::lerc2::Band;
use super::reader::Reader;
use super::sample::Sample;
use super::validity::Validity;

/// A block: its first row and column, its size, and which value of the pixels it holds.
struct Block {
    top: usize,
    left: usize,
    rows: usize,
    columns: usize,
    index: usize,
}

/// Decodes all blocks into `out`.
pub(super) fn decode<T: Sample>(band: &Band<'_>, reader: &mut Reader<'_>, out: &mut [T::Bytes]) -> Result<(), Failure> {
    let header = band.header;
    let (width, height, depth, side) = (header.width, header.height, header.depth, header.block);
    let mut numbers = Numbers::new(side.min(width) * side.min(height))?;
    for top in (0..height).step_by(side) {
        let rows = side.min(height - top);
        for left in (0..width).step_by(side) {
            let columns = side.min(width - left);
            for index in 0..depth {
                let block = Block { top, left, rows, columns, index };
                one::<T>(band, reader, &block, &mut numbers, out)
                    .map_err(|failure| Failure { written: top * width * depth * size_of::<T::Bytes>(), ..failure })?;
            }
        }
    }
    Ok(())
}

/// Decodes a block.
#[inline]
fn one<T: Sample>(
    band: &Band<'_>,
    reader: &mut Reader<'_>,
    block: &Block,
    numbers: &mut Numbers,
    out: &mut [T::Bytes],
) -> Result<(), Failure> {
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
    let mode = flags & 3;
    if mode == 0 {
        return raw::<T>(band, reader, block, out);
    }
    let plain = Plain { offset: 0.0, scale: 0.0, max: f64::INFINITY, difference };
    if mode == 2 {
        plain.put::<T>(band, block, &Array::Zeros(block.rows * block.columns), out);
        return Ok(());
    }
    let offset = reader.number(offset_type(T::TYPE, difference, flags >> 6, reader)?)?;
    let max = band.ranges[block.index].1;
    let area = block.rows * block.columns;
    let plain = Plain { offset, max: if mode == 3 && !difference { f64::INFINITY } else { max }, ..plain };
    if mode == 3 {
        plain.put::<T>(band, block, &Array::Zeros(area), out);
        return Ok(());
    }
    let layout = if version >= 3 { Layout::LowFirst } else { Layout::HighFirst };
    let array = numbers.read(reader, area, layout)?;
    if array.len() < area && array.len() < count_valid(band, block) {
        return Err(reader.fail("a LERC block has fewer values than valid pixels"));
    }
    Plain { scale: 2.0 * band.header.max_error, ..plain }.put::<T>(band, block, &array, out);
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
    let pixels = (block.top..block.top + block.rows).flat_map(|row| {
        let first = row * band.header.width + block.left;
        first..first + block.columns
    });
    pixels.filter(|pixel| band.valid.at(*pixel)).count()
}

/// Values as they are.
fn raw<T: Sample>(band: &Band<'_>, reader: &mut Reader<'_>, block: &Block, out: &mut [T::Bytes]) -> Result<(), Failure> {
    let depth = band.header.depth;
    for row in block.top..block.top + block.rows {
        let first = row * band.header.width + block.left;
        if depth == 1 && *band.valid == Validity::All {
            let values = T::view(reader.take(block.columns * size_of::<T::Bytes>())?);
            let to = &mut out[first..first + block.columns];
            to.iter_mut().zip(values).for_each(|(to, value)| *to = T::of_blob(*value).bytes());
            continue;
        }
        for pixel in (first..first + block.columns).filter(|pixel| band.valid.at(*pixel)) {
            if let [value] = T::view(reader.take(size_of::<T::Bytes>())?) {
                out[pixel * depth + block.index] = T::of_blob(*value).bytes();
            }
        }
    }
    Ok(())
}

/// How the numbers of a block become values: `offset + number * scale`, `max` at most.
#[derive(Clone, Copy)]
struct Plain {
    offset: f64,
    scale: f64,
    max: f64,
    /// Whether the value of the same pixel before this one is added.
    difference: bool,
}

impl Plain {
    /// Writes the values of the valid pixels of a block.
    #[inline]
    fn put<T: Sample>(&self, band: &Band<'_>, block: &Block, array: &Array<'_>, out: &mut [T::Bytes]) {
        let is_full = array.len() == block.rows * block.columns && *band.valid == Validity::All;
        if !is_full {
            return self.put_one_by_one::<T>(band, block, array, out);
        }
        if self.difference || band.header.depth != 1 {
            return self.put_apart::<T>(band, block, array, out);
        }
        let rows = out[block.top * band.header.width..].chunks_mut(band.header.width).take(block.rows);
        let rows = rows.map(|row| &mut row[block.left..block.left + block.columns]);
        match (array, self.integers::<T>(array)) {
            (Array::Zeros(_), _) => {
                let value = self.value::<T>(0).bytes();
                rows.for_each(|row| row.fill(value));
            }
            (Array::Narrow(numbers, _), Some(plain)) if T::SMALL => {
                let (offset, scale, limit) = (plain.offset as u16, plain.scale as u16, plain.limit.min(0xffff) as u16);
                fill(rows, numbers, block.columns, |number| {
                    T::wrap(offset.wrapping_add(number.wrapping_mul(scale).min(limit)).into()).bytes()
                });
            }
            (Array::Narrow(numbers, _), Some(plain)) => {
                fill(rows, numbers, block.columns, |number| plain.value::<T>(number.into()).bytes());
            }
            (Array::Wide(numbers, _), Some(plain)) => {
                fill(rows, numbers, block.columns, |number| plain.value::<T>(number).bytes())
            }
            (Array::Narrow(numbers, bits), None) if self.stays_below(*bits) => {
                fill(rows, numbers, block.columns, |number| self.unlimited::<T>(number.into()).bytes());
            }
            (Array::Narrow(numbers, _), None) => {
                fill(rows, numbers, block.columns, |number| self.value::<T>(number.into()).bytes())
            }
            (Array::Wide(numbers, _), None) => fill(rows, numbers, block.columns, |number| self.value::<T>(number).bytes()),
        }
    }

    /// Of a full block whose values are `depth` apart.
    fn put_apart<T: Sample>(&self, band: &Band<'_>, block: &Block, array: &Array<'_>, out: &mut [T::Bytes]) {
        let depth = band.header.depth;
        let rows = out[block.top * band.header.width * depth..].chunks_mut(band.header.width * depth).take(block.rows);
        for (index, row) in rows.enumerate() {
            let pixels = row[block.left * depth..(block.left + block.columns) * depth].chunks_exact_mut(depth);
            let first = index * block.columns;
            match array {
                Array::Zeros(_) => pixels.for_each(|pixel| self.put_in::<T>(pixel, block.index, 0)),
                Array::Narrow(numbers, _) => pixels.zip(&numbers[first..]).for_each(|(pixel, number)| {
                    self.put_in::<T>(pixel, block.index, (*number).into());
                }),
                Array::Wide(numbers, _) => {
                    pixels.zip(&numbers[first..]).for_each(|(pixel, number)| self.put_in::<T>(pixel, block.index, *number));
                }
            }
        }
    }

    #[inline(always)]
    fn put_in<T: Sample>(&self, pixel: &mut [T::Bytes], index: usize, number: u32) {
        let before = if self.difference { T::of(pixel[index - 1]).to_f64() } else { 0.0 };
        let value = self.offset + f64::from(number as i32) * self.scale + before;
        pixel[index] = T::from_f64(if self.max < value { self.max } else { value }).bytes();
    }

    fn put_one_by_one<T: Sample>(&self, band: &Band<'_>, block: &Block, array: &Array<'_>, out: &mut [T::Bytes]) {
        // As many numbers as pixels: invalid ones have a number too, of no meaning.
        let for_all = array.len() == block.rows * block.columns;
        let is_counted = matches!(array, Array::Zeros(_));
        let mut next = 0;
        for row in block.top..block.top + block.rows {
            for column in block.left..block.left + block.columns {
                let pixel = row * band.header.width + column;
                let is_valid = band.valid.at(pixel);
                if is_valid {
                    let at = pixel * band.header.depth + block.index;
                    let number = if is_counted { 0 } else { array.at(next) };
                    let before = if self.difference { T::of(out[at - 1]).to_f64() } else { 0.0 };
                    let value = self.offset + f64::from(number) * self.scale + before;
                    out[at] = T::from_f64(if self.max < value { self.max } else { value }).bytes();
                }
                next += usize::from(is_valid || for_all);
            }
        }
    }

    #[inline(always)]
    fn value<T: Sample>(&self, number: u32) -> T {
        let value = self.offset + f64::from(number as i32) * self.scale;
        T::from_f64(if self.max < value { self.max } else { value })
    }

    #[inline(always)]
    fn unlimited<T: Sample>(&self, number: u32) -> T {
        T::from_f64(self.offset + f64::from(number as i32) * self.scale)
    }

    /// Whether no number of so many bits gives a value above `max`.
    fn stays_below(&self, bits: u32) -> bool {
        self.offset + f64::from((1u32 << bits) - 1) * self.scale <= self.max && self.scale >= 0.0
    }

    /// The same in integers, where all is whole and nothing overflows.
    #[inline]
    fn integers<T: Sample>(&self, array: &Array<'_>) -> Option<Integers> {
        let (bits, top) = match array {
            Array::Narrow(_, bits) if T::SMALL => (*bits, 0xffff),
            Array::Narrow(_, bits) | Array::Wide(_, bits) => (*bits, u32::MAX),
            Array::Zeros(_) => return None,
        };
        if matches!(T::TYPE, SampleType::F32 | SampleType::F64) {
            return None;
        }
        let whole = |number: f64| (number as i64 as f64 == number).then_some(number as i64);
        let (offset, scale, max) = (whole(self.offset)?, whole(self.scale)?, whole(self.max)?);
        let fits = |number: i64| T::from_f64(number as f64).to_f64() == number as f64;
        let most = ((1u64 << bits) - 1).checked_mul(u64::try_from(scale).ok()?)?;
        let limit = u64::try_from(max.checked_sub(offset)?).ok()?;
        let is_exact = most <= u64::from(top) && fits(offset) && fits(max);
        is_exact.then_some(Integers { offset: offset as u32, scale: scale as u32, limit: limit.min(u64::from(u32::MAX)) as u32 })
    }
}

/// `offset + min(number * scale, limit)`, modulo the width of the type.
struct Integers {
    offset: u32,
    scale: u32,
    limit: u32,
}

impl Integers {
    #[inline(always)]
    fn value<T: Sample>(&self, number: u32) -> T {
        T::wrap(self.offset.wrapping_add(number.wrapping_mul(self.scale).min(self.limit)))
    }
}

/// Fills the rows of a block with the values of its numbers.
#[inline(always)]
fn fill<'a, N: Copy, B: Copy + 'a>(
    rows: impl Iterator<Item = &'a mut [B]>,
    numbers: &[N],
    columns: usize,
    value: impl Fn(N) -> B,
) {
    for (row, numbers) in rows.zip(numbers.chunks_exact(columns)) {
        if let (Ok(row), Ok(numbers)) = (<&mut [B; 8]>::try_from(&mut *row), <&[N; 8]>::try_from(numbers)) {
            for at in 0..8 {
                row[at] = value(numbers[at]);
            }
        } else {
            row.iter_mut().zip(numbers).for_each(|(to, number)| *to = value(*number));
        }
    }
}
