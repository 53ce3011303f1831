//! What has to be known of a tile or strip to decode it.

use crate::bytes::{Endian, len_usize};
use serde::{Deserialize, Serialize};

/// What the bits of a sample mean (SampleFormat, TIFF 6.0 section 19).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SampleFormat {
    /// Unsigned integer.
    Uint,
    /// Signed integer, two's complement.
    Int,
    /// IEEE floating point.
    Float,
}

/// Type of the samples that are delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it all")]
pub enum SampleType {
    Uint8,
    Int8,
    Uint16,
    Int16,
    Uint32,
    Int32,
    Uint64,
    Int64,
    Float16,
    Float32,
    Float64,
}

impl SampleType {
    /// Bytes of one sample.
    pub fn size(self) -> usize {
        match self {
            Self::Uint8 | Self::Int8 => 1,
            Self::Uint16 | Self::Int16 | Self::Float16 => 2,
            Self::Uint32 | Self::Int32 | Self::Float32 => 4,
            Self::Uint64 | Self::Int64 | Self::Float64 => 8,
        }
    }
}

/// What is done to colours while a JPEG or JPEG 2000 stream is decoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Color {
    /// Samples as they are stored.
    #[default]
    Stored,
    /// YCbCr becomes RGB.
    Rgb,
    /// YCbCr becomes RGB where the stream has a JFIF marker. Writers that say RGB in the TIFF are of both kinds.
    Jfif,
}

/// One tile or strip, as it is stored and as it is wanted.
///
/// Samples are delivered chunky (all samples of a pixel together) in the byte order of the machine. Those of up to
/// 8, 16 or 32 bits become the next type of a whole number of bytes, without scaling; 24-bit floats become 32-bit ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TileSpec {
    /// Compression (tag 259).
    pub compression: u32,
    /// Pixels of a row, padding of edge tiles included.
    pub width: u32,
    /// Rows, padding included; the last strip of an image has fewer.
    pub height: u32,
    /// Rows that matter, where those below may be missing: the rows of an edge tile that are inside of the image.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<u32>,
    /// Samples of a pixel in this block: 1 where each sample has a plane of its own.
    pub samples: u16,
    /// Bits of a sample.
    pub bits: u16,
    /// What the bits mean.
    pub format: SampleFormat,
    /// Predictor (tag 317): 1 none, 2 horizontal, 3 floating point.
    #[serde(default = "one")]
    pub predictor: u16,
    /// Whether numbers are stored most significant byte first.
    #[serde(default)]
    pub big_endian: bool,
    /// Whether the first bit of a byte is its lowest (FillOrder 2).
    #[serde(default)]
    pub lowest_bit_first: bool,
    /// Colours of JPEG streams.
    #[serde(default)]
    pub color: Color,
    /// Further compression of LERC: 0 none, 1 Deflate, 2 Zstd (LercParameters).
    #[serde(default)]
    pub lerc_compression: u8,
    /// T4Options of CCITT Group 3 (TIFF 6.0 section 11): bit 0 says that lines refer to the one above.
    #[serde(default)]
    pub t4_options: u32,
}

fn one() -> u16 {
    1
}

impl TileSpec {
    /// A spec from its members in their order, as JavaScript hands it over: as numbers it needs no parser in the module.
    /// Rows that all matter are as many as the height; enumerations are counted in the order of their declaration.
    /// `None` where there are more or fewer numbers, or one is none of its member's.
    pub fn from_numbers(numbers: &[u32]) -> Option<Self> {
        let [compression, width, height, rows, samples, bits, format, predictor, big_endian, lowest_bit_first, color, lerc, t4] =
            *<&[u32; 13]>::try_from(numbers).ok()?;
        Some(Self {
            compression,
            width,
            height,
            rows: Some(rows).filter(|rows| *rows < height),
            samples: samples.try_into().ok()?,
            bits: bits.try_into().ok()?,
            format: choose(&[SampleFormat::Uint, SampleFormat::Int, SampleFormat::Float], format)?,
            predictor: predictor.try_into().ok()?,
            big_endian: choose(&[false, true], big_endian)?,
            lowest_bit_first: choose(&[false, true], lowest_bit_first)?,
            color: choose(&[Color::Stored, Color::Rgb, Color::Jfif], color)?,
            lerc_compression: lerc.try_into().ok()?,
            t4_options: t4,
        })
    }

    /// Most bytes of a decoded tile.
    pub const MOST: usize = 256 << 20;

    /// Byte order of the stored numbers.
    pub fn endian(&self) -> Endian {
        if self.big_endian { Endian::Big } else { Endian::Little }
    }

    /// Type of the samples delivered; `None` for bits that no type holds.
    pub fn sample_type(&self) -> Option<SampleType> {
        use SampleFormat::{Float, Int, Uint};
        use SampleType as T;
        Some(match (self.format, self.bits) {
            (Uint, 1..=8) => T::Uint8,
            (Uint, 9..=16) => T::Uint16,
            (Uint, 17..=32) => T::Uint32,
            (Uint, 64) => T::Uint64,
            (Int, 8) => T::Int8,
            (Int, 16) => T::Int16,
            (Int, 32) => T::Int32,
            (Int, 64) => T::Int64,
            (Float, 16) => T::Float16,
            (Float, 24 | 32) => T::Float32,
            (Float, 64) => T::Float64,
            _ => return None,
        })
    }

    /// Samples of a row.
    pub fn row_samples(&self) -> u64 {
        u64::from(self.width).saturating_mul(u64::from(self.samples))
    }

    /// Bytes of a row as it is stored before compression; rows begin at whole bytes.
    pub fn stored_row_len(&self) -> Option<usize> {
        len_usize(self.row_samples().checked_mul(u64::from(self.bits))?.div_ceil(8))
    }

    /// Bytes of all rows as they are stored before compression.
    pub fn stored_len(&self) -> Option<usize> {
        self.stored_row_len()?.checked_mul(len_usize(u64::from(self.height))?).filter(|len| *len <= Self::MOST)
    }

    /// Bytes that are delivered: `height * width * samples` of [`Self::sample_type`].
    pub fn output_len(&self) -> Option<usize> {
        let samples = len_usize(self.row_samples().checked_mul(u64::from(self.height))?)?;
        samples.checked_mul(self.sample_type()?.size()).filter(|len| *len <= Self::MOST)
    }
}

fn choose<T: Copy>(all: &[T], number: u32) -> Option<T> {
    all.get(usize::try_from(number).ok()?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spec_is_made_of_thirteen_numbers_each_of_them_within_its_member() {
        let numbers = [34887, 512, 256, 200, 3, 16, 1, 2, 1, 0, 2, 1, 4];
        let spec = TileSpec {
            compression: 34887,
            width: 512,
            height: 256,
            rows: Some(200),
            samples: 3,
            bits: 16,
            format: SampleFormat::Int,
            predictor: 2,
            big_endian: true,
            lowest_bit_first: false,
            color: Color::Jfif,
            lerc_compression: 1,
            t4_options: 4,
        };
        assert_eq!(TileSpec::from_numbers(&numbers), Some(spec));
        for (index, wrong) in [(4, 1 << 16), (5, 1 << 16), (6, 3), (7, 1 << 16), (8, 2), (9, 2), (10, 3), (11, 256)] {
            let mut numbers = numbers;
            numbers[index] = wrong;
            assert_eq!(TileSpec::from_numbers(&numbers), None, "member {index}");
        }
        assert_eq!(TileSpec::from_numbers(&numbers[1..]), None);
    }
}
