//! From the numbers of a block to its values.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "a target lies inside of its buffer; offsets and products of integers are tested not to overflow before they \
              are used"
)]

use super::bits::Array;
use super::sample::{Sample, SampleType, for_width};

/// How numbers become values: `offset + number * scale`, `max` at most.
#[derive(Clone, Copy)]
pub(super) struct Plain {
    pub offset: f64,
    pub scale: f64,
    pub max: f64,
}

/// Where values go: rows within the rows of a buffer, all counted in values.
pub(super) struct Target<'a> {
    pub out: &'a mut [u8],
    /// Values from one row of the buffer to the next.
    pub pitch: usize,
    pub top: usize,
    pub left: usize,
    pub rows: usize,
    pub columns: usize,
}

impl<'a> Target<'a> {
    /// A buffer of nothing but these values.
    pub(super) fn row(out: &'a mut [u8], columns: usize) -> Self {
        Self { out, pitch: columns.max(1), top: 0, left: 0, rows: 1, columns }
    }

    /// The rows, of values of so many bytes.
    #[inline(always)]
    fn rows<const N: usize>(self) -> impl Iterator<Item = &'a mut [[u8; N]]> {
        let Self { out, pitch, top, left, rows, columns } = self;
        let values = &mut out.as_chunks_mut::<N>().0[top * pitch..];
        values.chunks_mut(pitch).take(rows).map(move |row| &mut row[left..left + columns])
    }

    /// Fills the rows with the values of numbers, eight at a time: blocks are eight wide.
    #[inline(always)]
    fn fill<Number: Copy + Default, const N: usize>(self, numbers: &[Number], value: impl Fn(Number) -> [u8; N]) {
        let columns = self.columns.max(1);
        for (row, numbers) in self.rows::<N>().zip(numbers.chunks_exact(columns)) {
            if let (Ok(row), Ok(numbers)) = (<&mut [[u8; N]; 8]>::try_from(&mut *row), <&[Number; 8]>::try_from(numbers)) {
                for at in 0..8 {
                    row[at] = value(numbers[at]);
                }
            } else {
                row.iter_mut().zip(numbers).for_each(|(to, number)| *to = value(*number));
            }
        }
    }
}

impl Plain {
    /// [`Plain::write`], and beside its caller what most blocks of most blobs are.
    #[inline(always)]
    pub(super) fn write_quick(self, sample: SampleType, array: &Array<'_>, target: Target<'_>) {
        match (sample, array) {
            (SampleType::F32, Array::Narrow(numbers, bits)) if self.stays_below(*bits) => {
                target.fill(numbers, |number| f32::from_f64(self.unlimited(number.into())).bytes());
            }
            (SampleType::U16, Array::Narrow(numbers, _)) => match self.integers(sample, array) {
                Some(plain) => target.fill(numbers, |number| plain.narrow(number).to_ne_bytes()),
                None => self.write_any(sample, array, target),
            },
            _ => self.write(sample, array, target),
        }
    }

    /// Writes the values of as many numbers as the target has room for.
    #[inline(never)]
    pub(super) fn write(self, sample: SampleType, array: &Array<'_>, target: Target<'_>) {
        match (sample, array) {
            (_, Array::Zeros(_)) => self.write_one(sample, target),
            (SampleType::F32, _) => self.write_floats(array, target, f32::bytes),
            (SampleType::F64, _) => self.write_floats(array, target, f64::bytes),
            _ => match self.integers(sample, array) {
                Some(plain) => plain.write(sample, array, target),
                None => self.write_any(sample, array, target),
            },
        }
    }

    /// Writes the value of 0 everywhere.
    fn write_one(self, sample: SampleType, target: Target<'_>) {
        let bytes = sample.bytes_of(self.limited(self.unlimited(0)));
        for_width!(sample.bytes(), N => if let Some(value) = bytes.first_chunk::<N>() {
            for row in target.rows::<N>() {
                let (eights, rest) = row.as_chunks_mut::<8>();
                eights.iter_mut().for_each(|eight| *eight = [*value; 8]);
                rest.iter_mut().for_each(|one| *one = *value);
            }
        });
    }

    #[inline(always)]
    fn write_floats<T: Sample, const N: usize>(self, array: &Array<'_>, target: Target<'_>, bytes: impl Fn(T) -> [u8; N]) {
        let limited = |number: u32| T::from_f64(self.limited(self.unlimited(number)));
        match array {
            Array::Zeros(_) => {}
            Array::Narrow(numbers, bits) if self.stays_below(*bits) => {
                target.fill(numbers, |number| bytes(T::from_f64(self.unlimited(number.into()))));
            }
            Array::Narrow(numbers, _) => target.fill(numbers, |number| bytes(limited(number.into()))),
            Array::Wide(numbers, _) => target.fill(numbers, |number| bytes(limited(number))),
        }
    }

    /// Writes values one by one: integers that are too large or not whole before they are rounded, which no encoder makes.
    fn write_any(self, sample: SampleType, array: &Array<'_>, target: Target<'_>) {
        let bytes = sample.bytes();
        let Target { out, pitch, top, left, rows, columns } = target;
        let mut numbers = (0..array.len()).map(|at| array.at(at));
        for row in out.chunks_mut(pitch * bytes).skip(top).take(rows) {
            for (to, number) in row.chunks_exact_mut(bytes).skip(left).take(columns).zip(&mut numbers) {
                let value = sample.bytes_of(self.limited(self.unlimited(number)));
                to.iter_mut().zip(value).for_each(|(to, byte)| *to = byte);
            }
        }
    }

    /// The value of a number before it is held below `max`.
    #[inline(always)]
    pub(super) fn unlimited(self, number: u32) -> f64 {
        self.offset + f64::from(number as i32) * self.scale
    }

    /// `max` at most; values that are no number stay.
    #[inline(always)]
    pub(super) fn limited(self, value: f64) -> f64 {
        if self.max < value { self.max } else { value }
    }

    /// Whether no number of so many bits gives a value above `max`.
    #[inline(always)]
    fn stays_below(self, bits: u32) -> bool {
        self.offset + f64::from((1u32 << bits) - 1) * self.scale <= self.max && self.scale >= 0.0
    }

    /// The same in integers, where all is whole and nothing overflows.
    #[inline(always)]
    fn integers(self, sample: SampleType, array: &Array<'_>) -> Option<Integers> {
        let small = sample.bytes() < 4;
        let (bits, top) = match array {
            Array::Narrow(_, bits) => (*bits, if small { 0xffff } else { u32::MAX }),
            Array::Wide(_, bits) if !small => (*bits, u32::MAX),
            _ => return None,
        };
        let (least, greatest) = range(sample)?;
        let whole = |number: f64| (number as i64 as f64 == number).then_some(number as i64);
        let (offset, scale, max) = (whole(self.offset)?, whole(self.scale)?, whole(self.max)?);
        let fits = |number: i64| (least..=greatest).contains(&number);
        let most = ((1u64 << bits) - 1).checked_mul(u64::try_from(scale).ok()?)?;
        let limit = u64::try_from(max.checked_sub(offset)?).ok()?;
        let is_exact = most <= u64::from(top) && fits(offset) && fits(max);
        is_exact.then_some(Integers { offset: offset as u32, scale: scale as u32, limit: limit.min(u64::from(u32::MAX)) as u32 })
    }
}

/// The least and the greatest value of an integer type.
#[inline(always)]
fn range(sample: SampleType) -> Option<(i64, i64)> {
    Some(match sample {
        SampleType::U8 => (0, 0xff),
        SampleType::I8 => (-0x80, 0x7f),
        SampleType::U16 => (0, 0xffff),
        SampleType::I16 => (-0x8000, 0x7fff),
        SampleType::U32 => (0, 0xffff_ffff),
        SampleType::I32 => (-0x8000_0000, 0x7fff_ffff),
        SampleType::F32 | SampleType::F64 => return None,
    })
}

/// `offset + min(number * scale, limit)`, modulo the width of the type: signed and unsigned types share bits.
#[derive(Clone, Copy)]
struct Integers {
    offset: u32,
    scale: u32,
    limit: u32,
}

impl Integers {
    #[inline(always)]
    fn write(self, sample: SampleType, array: &Array<'_>, target: Target<'_>) {
        match (array, sample.bytes()) {
            (Array::Zeros(_), _) => {}
            (Array::Narrow(numbers, _), 1) => target.fill(numbers, |number| [self.narrow(number) as u8]),
            (Array::Narrow(numbers, _), 2) => target.fill(numbers, |number| self.narrow(number).to_ne_bytes()),
            (Array::Narrow(numbers, _), _) => target.fill(numbers, |number| self.value(number.into()).to_ne_bytes()),
            (Array::Wide(numbers, _), _) => target.fill(numbers, |number| self.value(number).to_ne_bytes()),
        }
    }

    #[inline(always)]
    fn value(self, number: u32) -> u32 {
        self.offset.wrapping_add(number.wrapping_mul(self.scale).min(self.limit))
    }

    /// Of types of 16 bits at most, where products have no more bits either: eight fit into a vector.
    #[inline(always)]
    fn narrow(self, number: u16) -> u16 {
        (self.offset as u16).wrapping_add(number.wrapping_mul(self.scale as u16).min(self.limit.min(0xffff) as u16))
    }
}
