//! Which pixels of a band are valid, and the run lengths this is stored in.

use super::super::Failure;
use super::reader::Reader;

/// Which pixels of a band are valid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Validity {
    /// All.
    All,
    /// Those whose bit is set, the first pixel in the highest bit.
    Bits(Vec<u8>),
}

impl Validity {
    /// None of so many.
    pub(super) fn none(pixels: usize) -> Result<Self, Failure> {
        super::reader::buffer(pixels.div_ceil(8)).map(Self::Bits)
    }

    /// Whether this pixel is.
    #[inline]
    pub(super) fn at(&self, pixel: usize) -> bool {
        match self {
            Self::All => true,
            Self::Bits(bits) => bits.get(pixel >> 3).is_some_and(|byte| byte & (0x80 >> (pixel & 7)) != 0),
        }
    }

    /// Marks this pixel as valid.
    pub(super) fn set(&mut self, pixel: usize) {
        if let Self::Bits(bits) = self
            && let Some(byte) = bits.get_mut(pixel >> 3)
        {
            *byte |= 0x80 >> (pixel & 7);
        }
    }

    /// Reads the bits of so many pixels from `len` bytes of run lengths: a count of two bytes, and as many bytes as
    /// they are; or a negative count and one byte to repeat; -32768 at the end.
    pub(super) fn read(reader: &mut Reader<'_>, len: usize, pixels: usize) -> Result<Self, Failure> {
        let mut runs = Reader { bytes: reader.bytes, at: reader.at };
        reader.take(len)?;
        runs.bytes = reader.bytes.get(..reader.at).unwrap_or_default();
        let wrong = |runs: &Reader<'_>| runs.fail("the run lengths of a LERC mask do not fit its size");
        let Self::Bits(mut bits) = Self::none(pixels)? else { return Err(wrong(&runs)) };
        let mut filled = 0usize;
        // Each turn takes two bytes at least.
        loop {
            let count = runs.i16()?;
            if count == i16::MIN {
                break;
            }
            let end = filled.saturating_add(count.unsigned_abs().into());
            let run = bits.get_mut(filled..end).ok_or_else(|| wrong(&runs))?;
            if count > 0 {
                run.copy_from_slice(runs.take(count.unsigned_abs().into())?);
            } else {
                run.fill(runs.u8()?);
            }
            filled = end;
        }
        if filled == bits.len() { Ok(Self::Bits(bits)) } else { Err(wrong(&runs)) }
    }
}
