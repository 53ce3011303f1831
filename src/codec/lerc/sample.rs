//! The eight types of samples, as unaligned bytes of a buffer.

use super::SampleType;

/// A type of samples. Buffers are slices of [`Sample::Bytes`], which need no alignment.
pub(super) trait Sample: Copy + Default + PartialEq {
    /// The bytes of one, in the order of this machine.
    type Bytes: Copy;
    /// Its name.
    const TYPE: SampleType;
    /// Whether it is an integer, and has 16 bits at most.
    const SMALL: bool;

    fn view(bytes: &[u8]) -> &[Self::Bytes];
    fn view_mut(bytes: &mut [u8]) -> &mut [Self::Bytes];
    fn bytes(self) -> Self::Bytes;
    fn of(bytes: Self::Bytes) -> Self;
    /// From the bytes of a blob, which are little-endian.
    fn of_blob(bytes: Self::Bytes) -> Self;
    fn to_f64(self) -> f64;
    /// Rounded towards zero and held within the range of the type.
    fn from_f64(number: f64) -> Self;
    /// The lowest bits of a number; not for floating point.
    fn wrap(number: u32) -> Self;
    /// Of these bits, for floating point.
    fn of_bits(bits: u64) -> Self;
}

macro_rules! sample {
    ($type:ty, $name:ident, $size:literal, $small:literal, $wrap:expr, $of_bits:expr) => {
        #[allow(clippy::as_conversions)] // Between numbers, where saturation or wrapping is what is wanted.
        impl Sample for $type {
            type Bytes = [u8; $size];
            const TYPE: SampleType = SampleType::$name;
            const SMALL: bool = $small;

            fn view(bytes: &[u8]) -> &[Self::Bytes] {
                bytes.as_chunks::<$size>().0
            }
            fn view_mut(bytes: &mut [u8]) -> &mut [Self::Bytes] {
                bytes.as_chunks_mut::<$size>().0
            }
            #[inline(always)]
            fn bytes(self) -> Self::Bytes {
                self.to_ne_bytes()
            }
            #[inline(always)]
            fn of(bytes: Self::Bytes) -> Self {
                Self::from_ne_bytes(bytes)
            }
            #[inline(always)]
            fn of_blob(bytes: Self::Bytes) -> Self {
                Self::from_le_bytes(bytes)
            }
            #[inline(always)]
            fn to_f64(self) -> f64 {
                self.into()
            }
            #[inline(always)]
            fn from_f64(number: f64) -> Self {
                number as Self
            }
            #[inline(always)]
            fn wrap(number: u32) -> Self {
                $wrap(number)
            }
            #[inline(always)]
            fn of_bits(bits: u64) -> Self {
                $of_bits(bits)
            }
        }
    };
}

sample!(u8, U8, 1, true, |n| n as u8, |bits| bits as u8);
sample!(i8, I8, 1, true, |n| n as i8, |bits| bits as i8);
sample!(u16, U16, 2, true, |n| n as u16, |bits| bits as u16);
sample!(i16, I16, 2, true, |n| n as i16, |bits| bits as i16);
sample!(u32, U32, 4, false, |n| n, |bits| bits as u32);
sample!(i32, I32, 4, false, |n| n as i32, |bits| bits as i32);
sample!(f32, F32, 4, false, |_| 0.0, |bits| f32::from_bits(bits as u32));
sample!(f64, F64, 8, false, |_| 0.0, f64::from_bits);

/// Calls a function that is generic over [`Sample`] with the type of this name.
macro_rules! for_type {
    ($name:expr, $sample:ident => $call:expr) => {
        match $name {
            SampleType::U8 => {
                type $sample = u8;
                $call
            }
            SampleType::I8 => {
                type $sample = i8;
                $call
            }
            SampleType::U16 => {
                type $sample = u16;
                $call
            }
            SampleType::I16 => {
                type $sample = i16;
                $call
            }
            SampleType::U32 => {
                type $sample = u32;
                $call
            }
            SampleType::I32 => {
                type $sample = i32;
                $call
            }
            SampleType::F32 => {
                type $sample = f32;
                $call
            }
            SampleType::F64 => {
                type $sample = f64;
                $call
            }
        }
    };
}
pub(super) use for_type;
