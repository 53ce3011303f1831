//! The eight types of samples. Buffers are bytes: what depends on the type alone goes by its name at run time, what
//! depends on its width alone is made once for each of four widths, and only sums of values once for each type.

/// Type of a sample, as TIFF's SampleFormat and BitsPerSample give it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SampleType {
    /// Unsigned, 8 bits.
    U8,
    /// Signed, 8 bits.
    I8,
    /// Unsigned, 16 bits.
    U16,
    /// Signed, 16 bits.
    I16,
    /// Unsigned, 32 bits.
    U32,
    /// Signed, 32 bits.
    I32,
    /// IEEE 754, 32 bits.
    F32,
    /// IEEE 754, 64 bits.
    F64,
}

impl SampleType {
    /// Bytes of a sample.
    pub fn bytes(self) -> usize {
        match self {
            Self::U8 | Self::I8 => 1,
            Self::U16 | Self::I16 => 2,
            Self::U32 | Self::I32 | Self::F32 => 4,
            Self::F64 => 8,
        }
    }
}

/// A type of samples, as unaligned bytes of a buffer.
pub(super) trait Sample: Copy {
    /// The bytes of one, in the order of this machine.
    type Bytes: Copy;

    fn view_mut(bytes: &mut [u8]) -> &mut [Self::Bytes];
    fn of(bytes: Self::Bytes) -> Self;
    fn bytes(self) -> Self::Bytes;
    fn to_f64(self) -> f64;
    /// Rounded towards zero and held within the range of the type.
    fn from_f64(number: f64) -> Self;
}

macro_rules! sample {
    ($type:ty, $size:literal) => {
        impl Sample for $type {
            type Bytes = [u8; $size];

            #[inline(always)]
            fn view_mut(bytes: &mut [u8]) -> &mut [Self::Bytes] {
                bytes.as_chunks_mut::<$size>().0
            }
            #[inline(always)]
            fn of(bytes: Self::Bytes) -> Self {
                Self::from_ne_bytes(bytes)
            }
            #[inline(always)]
            fn bytes(self) -> Self::Bytes {
                self.to_ne_bytes()
            }
            #[inline(always)]
            fn to_f64(self) -> f64 {
                self.into()
            }
            #[inline(always)]
            #[allow(clippy::as_conversions, reason = "saturates, which is what is wanted")]
            fn from_f64(number: f64) -> Self {
                number as Self
            }
        }
    };
}

sample!(u8, 1);
sample!(i8, 1);
sample!(u16, 2);
sample!(i16, 2);
sample!(u32, 4);
sample!(i32, 4);
sample!(f32, 4);
sample!(f64, 8);

/// Calls a function that is generic over [`Sample`] with the type of this name.
macro_rules! for_type {
    ($name:expr, $sample:ident => $call:expr) => {
        for_type!($name, $sample => $call, U8 u8, I8 i8, U16 u16, I16 i16, U32 u32, I32 i32, F32 f32, F64 f64)
    };
    ($name:expr, $sample:ident => $call:expr, $($variant:ident $type:ty),*) => {
        match $name {
            $(SampleType::$variant => {
                type $sample = $type;
                $call
            })*
        }
    };
}
pub(super) use for_type;

/// Calls a function that is generic over the bytes of a sample, which are 1, 2, 4 or 8.
macro_rules! for_width {
    ($bytes:expr, $width:ident => $call:expr) => {
        match $bytes {
            1 => {
                const $width: usize = 1;
                $call
            }
            2 => {
                const $width: usize = 2;
                $call
            }
            4 => {
                const $width: usize = 4;
                $call
            }
            _ => {
                const $width: usize = 8;
                $call
            }
        }
    };
}
pub(super) use for_width;

impl SampleType {
    /// What people call it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::U8 => "uint8",
            Self::I8 => "int8",
            Self::U16 => "uint16",
            Self::I16 => "int16",
            Self::U32 => "uint32",
            Self::I32 => "int32",
            Self::F32 => "float32",
            Self::F64 => "float64",
        }
    }

    /// The value of which these are the bytes; a double holds those of all types.
    pub(super) fn value(self, bytes: &[u8]) -> f64 {
        let mut held = [0; 8];
        held.iter_mut().zip(bytes).for_each(|(to, byte)| *to = *byte);
        let [a, b, c, d, ..] = held;
        match self {
            Self::U8 => a.into(),
            Self::I8 => i8::from_ne_bytes([a]).into(),
            Self::U16 => u16::from_ne_bytes([a, b]).into(),
            Self::I16 => i16::from_ne_bytes([a, b]).into(),
            Self::U32 => u32::from_ne_bytes([a, b, c, d]).into(),
            Self::I32 => i32::from_ne_bytes([a, b, c, d]).into(),
            Self::F32 => f32::from_ne_bytes([a, b, c, d]).into(),
            Self::F64 => f64::from_ne_bytes(held),
        }
    }

    /// The bytes of a value, rounded towards zero and held within the range of the type; zeros behind them.
    pub(super) fn bytes_of(self, value: f64) -> [u8; 8] {
        let mut held = [0; 8];
        for_type!(self, T => {
            if let Some(to) = held.first_chunk_mut() {
                *to = T::from_f64(value).bytes();
            }
        });
        held
    }
}

/// Bytes of samples from the order of blobs, which is little-endian, to that of this machine.
pub(super) fn to_host(bytes: &mut [u8], width: usize) {
    if cfg!(target_endian = "big") {
        bytes.chunks_exact_mut(width).for_each(<[u8]>::reverse);
    }
}

/// Fills with a pattern, again and again.
pub(super) fn repeat(pattern: &[u8], out: &mut [u8]) {
    let Some(first) = out.get_mut(..pattern.len()) else { return };
    first.copy_from_slice(pattern);
    let mut done = pattern.len();
    // Ends: what is done doubles each turn.
    while done > 0 && done < out.len() {
        let more = done.min(out.len().saturating_sub(done));
        out.copy_within(..more, done);
        done = done.saturating_add(more);
    }
}
