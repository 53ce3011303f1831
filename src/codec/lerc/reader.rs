//! Bytes of a blob, read one after the other.

use super::super::Failure;
use super::sample::SampleType;
use crate::bytes::slice;

/// A place in a blob.
#[derive(Clone)]
pub(super) struct Reader<'a> {
    /// The blob up to its end.
    pub bytes: &'a [u8],
    /// Where the next byte is.
    pub at: usize,
}

impl<'a> Reader<'a> {
    /// At the start of these bytes.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// A failure at this place.
    pub(super) fn fail(&self, what: &'static str) -> Failure {
        Failure::new(self.at, 0, what)
    }

    /// What is left.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// The next `len` bytes.
    #[inline]
    pub(super) fn take(&mut self, len: usize) -> Result<&'a [u8], Failure> {
        let taken = slice(self.bytes, self.at, len).ok_or_else(|| self.fail("the LERC blob ends too early"))?;
        self.at = self.at.saturating_add(len);
        Ok(taken)
    }

    #[inline]
    fn array<const N: usize>(&mut self) -> Result<[u8; N], Failure> {
        Ok(self.take(N)?.first_chunk().copied().unwrap_or([0; N]))
    }

    /// A byte.
    #[inline]
    pub(super) fn u8(&mut self) -> Result<u8, Failure> {
        Ok(u8::from_le_bytes(self.array()?))
    }

    /// Two bytes, signed.
    pub(super) fn i16(&mut self) -> Result<i16, Failure> {
        Ok(i16::from_le_bytes(self.array()?))
    }

    /// Four bytes, unsigned.
    pub(super) fn u32(&mut self) -> Result<u32, Failure> {
        Ok(u32::from_le_bytes(self.array()?))
    }

    /// A count, which is stored as a signed number of four bytes.
    pub(super) fn count(&mut self) -> Result<usize, Failure> {
        let number = i32::from_le_bytes(self.array()?);
        usize::try_from(number).map_err(|_| self.fail("a count in the LERC blob is negative"))
    }

    /// Four bytes, floating point.
    pub(super) fn f32(&mut self) -> Result<f32, Failure> {
        Ok(f32::from_le_bytes(self.array()?))
    }

    /// Eight bytes, floating point.
    pub(super) fn f64(&mut self) -> Result<f64, Failure> {
        Ok(f64::from_le_bytes(self.array()?))
    }

    /// A value of this type in its own width.
    #[inline]
    pub(super) fn number(&mut self, sample: SampleType) -> Result<f64, Failure> {
        use SampleType as T;
        Ok(match sample {
            T::U8 => self.u8()?.into(),
            T::I8 => i8::from_le_bytes(self.array()?).into(),
            T::U16 => u16::from_le_bytes(self.array()?).into(),
            T::I16 => self.i16()?.into(),
            T::U32 => self.u32()?.into(),
            T::I32 => i32::from_le_bytes(self.array()?).into(),
            T::F32 => self.f32()?.into(),
            T::F64 => self.f64()?,
        })
    }
}

/// A buffer of `len` elements, or a failure where there is no memory for it.
pub(super) fn buffer<T: Clone + Default>(len: usize) -> Result<Vec<T>, Failure> {
    let mut buffer = Vec::new();
    buffer.try_reserve_exact(len).map_err(|_| Failure::new(0, 0, "there is no memory for the LERC tile"))?;
    buffer.resize(len, T::default());
    Ok(buffer)
}
