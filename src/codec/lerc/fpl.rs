//! Floating-point values without loss (Lerc2 version 6): byte planes, each compressed by itself.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "planes are of one byte per value, rows of one value per column: their lengths are those of `out`"
)]

use super::super::Failure;
use super::band::Band;
use super::bits::Layout;
use super::huffman::Codes;
use super::prefix;
use super::reader::{Reader, buffer};
use super::sample::SampleType;
use super::validity::Validity;

/// What was taken off the bits of each value before they were split into planes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Predictor {
    /// Nothing.
    None,
    /// The bits of the value on the left.
    Rows,
    /// The same, then what this gave for the value above.
    RowsAndColumns,
}

/// Decodes all values, also those of pixels that are not valid.
pub(super) fn decode(band: &Band<'_>, reader: &mut Reader<'_>, out: &mut [u8]) -> Result<(), Failure> {
    // Several values per pixel are coded as an image that is as wide as a pixel.
    let width = if band.header.depth == 1 { band.header.width } else { band.header.depth };
    let predictor = match reader.u8()? {
        0 => Predictor::None,
        1 => Predictor::Rows,
        2 => Predictor::RowsAndColumns,
        _ => return Err(reader.fail("the predictor of a LERC blob is unknown")),
    };
    if band.header.sample == SampleType::F32 {
        rows::<u32, 4>(reader, predictor, width, out.as_chunks_mut().0)?;
    } else {
        rows::<u64, 8>(reader, predictor, width, out.as_chunks_mut().0)?;
    }
    if *band.valid != Validity::All {
        let pixels = out.chunks_exact_mut(band.header.depth * band.header.sample.bytes()).enumerate();
        pixels.filter(|(pixel, _)| !band.valid.at(*pixel)).for_each(|(_, values)| values.fill(0));
    }
    Ok(())
}

/// The byte planes in the order of their bytes in the value; each is stored once.
fn planes<const N: usize>(reader: &mut Reader<'_>, len: usize) -> Result<[Vec<u8>; N], Failure> {
    let mut planes: [Vec<u8>; N] = std::array::from_fn(|_| Vec::new());
    for _ in 0..N {
        let index = usize::from(reader.u8()?);
        let level = usize::from(reader.u8()?);
        let bytes = reader.u32()?;
        let Some(plane) = planes.get_mut(index).filter(|plane| plane.is_empty() && level <= 5) else {
            return Err(reader.fail("a byte plane of a LERC blob makes no sense"));
        };
        let start = reader.at;
        reader.take(usize::try_from(bytes).unwrap_or(usize::MAX))?;
        let mut inner = Reader { bytes: &reader.bytes[..reader.at], at: start };
        *plane = plane_bytes(&mut inner, len)?;
        // Differences of differences, as often as the level says, each time from one place further on.
        for skipped in (0..level).rev() {
            prefix::sum(plane.get_mut(skipped..).unwrap_or_default());
        }
    }
    Ok(planes)
}

/// Decompresses one plane.
fn plane_bytes(reader: &mut Reader<'_>, len: usize) -> Result<Vec<u8>, Failure> {
    let mut plane = buffer(len)?;
    match reader.u8()? {
        0 => Codes::read(reader, Layout::LowFirst)?.decode(reader, &mut plane)?,
        1 => {
            plane.fill(reader.u8()?);
            if usize::try_from(reader.u32()?).ok() != Some(len) {
                return Err(reader.fail("a byte plane of a LERC blob has another size than the tile"));
            }
        }
        2 => plane.copy_from_slice(reader.take(len)?),
        3 => runs(reader, &mut plane)?,
        _ => return Err(reader.fail("a byte plane of a LERC blob is compressed in an unknown way")),
    }
    Ok(plane)
}

/// Run lengths: a count of up to 127 and one byte more than it says; or 128 to 255 and a byte that is repeated, twice
/// for 128.
fn runs(reader: &mut Reader<'_>, mut to: &mut [u8]) -> Result<(), Failure> {
    while !to.is_empty() {
        let count = usize::from(reader.u8()?);
        let len = if count < 128 { count + 1 } else { count - 126 };
        let too_long = reader.fail("a run in a byte plane of a LERC blob is too long");
        let (run, rest) = to.split_at_mut_checked(len).ok_or(too_long)?;
        if count < 128 {
            run.copy_from_slice(reader.take(len)?);
        } else {
            run.fill(reader.u8()?);
        }
        to = rest;
    }
    Ok(())
}

/// Joins the planes and undoes the predictor, row by row.
fn rows<B: Bits<N>, const N: usize>(
    reader: &mut Reader<'_>,
    predictor: Predictor,
    width: usize,
    out: &mut [[u8; N]],
) -> Result<(), Failure> {
    let planes = planes::<N>(reader, out.len())?;
    let (mut values, mut above) = (buffer::<B>(width)?, buffer::<B>(width)?);
    for (index, to) in out.chunks_exact_mut(width).enumerate() {
        let parts = planes.each_ref().map(|plane| &plane[index * width..][..width]);
        for (at, value) in values.iter_mut().enumerate() {
            *value = B::join(parts.map(|part| part[at]));
        }
        if predictor != Predictor::None {
            let (mut mantissa, mut others) = (B::default(), B::default());
            for value in &mut values {
                mantissa = mantissa.plus(*value);
                others = others.plus(value.without_mantissa());
                *value = B::both(mantissa, others);
            }
        }
        if predictor == Predictor::RowsAndColumns {
            for (above, value) in above.iter_mut().zip(&mut values) {
                *above = B::both(above.plus(*value), above.without_mantissa().plus(value.without_mantissa()));
                *value = *above;
            }
        }
        to.iter_mut().zip(&values).for_each(|(to, value)| *to = value.ordered());
    }
    Ok(())
}

/// The bits of a value, whose mantissa is summed apart from the bits above it.
trait Bits<const N: usize>: Copy + Default {
    fn join(bytes: [u8; N]) -> Self;
    fn plus(self, other: Self) -> Self;
    fn without_mantissa(self) -> Self;
    /// The mantissa of the first, the other bits of the second.
    fn both(mantissa: Self, others: Self) -> Self;
    /// The bytes of the value, its bits in the order of IEEE 754.
    fn ordered(self) -> [u8; N];
}

impl Bits<4> for u32 {
    #[inline(always)]
    fn join(bytes: [u8; 4]) -> Self {
        Self::from_le_bytes(bytes)
    }
    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }
    #[inline(always)]
    fn without_mantissa(self) -> Self {
        self & 0xff80_0000
    }
    #[inline(always)]
    fn both(mantissa: Self, others: Self) -> Self {
        mantissa & 0x007f_ffff | others
    }
    /// The sign lies between mantissa and exponent.
    #[inline(always)]
    fn ordered(self) -> [u8; 4] {
        ((self & 0x0080_0000) << 8 | (self & 0xff00_0000) >> 1 | self & 0x007f_ffff).to_ne_bytes()
    }
}

impl Bits<8> for u64 {
    #[inline(always)]
    fn join(bytes: [u8; 8]) -> Self {
        Self::from_le_bytes(bytes)
    }
    #[inline(always)]
    fn plus(self, other: Self) -> Self {
        self.wrapping_add(other)
    }
    #[inline(always)]
    fn without_mantissa(self) -> Self {
        self & 0xfff0_0000_0000_0000
    }
    #[inline(always)]
    fn both(mantissa: Self, others: Self) -> Self {
        mantissa & 0x000f_ffff_ffff_ffff | others
    }
    /// Doubles are stored in that order.
    #[inline(always)]
    fn ordered(self) -> [u8; 8] {
        self.to_ne_bytes()
    }
}
