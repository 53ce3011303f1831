//! One tile or strip from its compressed bytes to samples: which decoder it takes, and how it can fail.

use super::module::compression_name;
use super::{Failure, TileSpec};
use std::fmt;

/// Why a tile was not decoded to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TileError {
    /// It is well formed as far as is known, but of a sort that is not decoded.
    Unsupported(String),
    /// Its stream is damaged. The output holds what was decoded before, and zeros.
    Broken(Failure),
    /// Its stream is damaged, and where is not known. The output holds what could be made of it, and zeros.
    Damaged(String),
    /// It is larger than the limit, or its sizes contradict each other.
    Size(String),
}

impl fmt::Display for TileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsupported(what) | Self::Damaged(what) | Self::Size(what) => f.write_str(what),
            Self::Broken(failure) => failure.fmt(f),
        }
    }
}

impl From<Failure> for TileError {
    fn from(failure: Failure) -> Self {
        Self::Broken(failure)
    }
}

/// Memory that is used again for each tile.
#[derive(Debug, Default)]
#[cfg_attr(not(any(feature = "core", feature = "more")), expect(dead_code, reason = "JPEG XL needs none"))]
pub struct Scratch {
    pub(super) stored: Vec<u8>,
    pub(super) input: Vec<u8>,
    pub(super) row: Vec<u8>,
}

/// Decodes a tile into `out`, which has exactly [`TileSpec::output_len`] bytes.
///
/// # Errors
/// [`TileError::Broken`] leaves in `out` what was decoded before the damage, and zeros behind it.
pub fn decode(
    spec: &TileSpec,
    jpeg_tables: Option<&[u8]>,
    input: &[u8],
    out: &mut [u8],
    scratch: &mut Scratch,
) -> Result<(), TileError> {
    let sample_type = spec.sample_type().ok_or_else(|| {
        TileError::Unsupported(format!("samples of {} bits of format {:?} are not decoded", spec.bits, spec.format))
    })?;
    let wanted = spec.output_len().ok_or_else(|| too_large(spec))?;
    if out.len() != wanted {
        return Err(TileError::Size(format!("the output has {} bytes, and the tile {wanted}", out.len())));
    }
    // Not every module has tables and memory for every decoder.
    let _ = (jpeg_tables, sample_type, &scratch);
    match spec.compression {
        #[cfg(feature = "core")]
        7 | 33007 => super::usual::decode_jpeg(spec, sample_type, jpeg_tables, input, out),
        #[cfg(feature = "core")]
        34887 => super::usual::decode_lerc(spec, sample_type, input, out, &mut scratch.stored),
        #[cfg(feature = "more")]
        33003..=33005 | 34712 => super::jpeg2000::decode(spec, input, out),
        #[cfg(feature = "more")]
        34927 | 50001 => super::webp::decode(spec, input, out),
        #[cfg(feature = "jxl")]
        50002 | 52546 => super::jpegxl::decode(spec, input, out),
        #[cfg(any(feature = "core", feature = "more"))]
        _ => super::stream::decode(spec, sample_type, input, out, scratch),
        #[cfg(not(any(feature = "core", feature = "more")))]
        code => Err(unsupported(code)),
    }
}

pub(super) fn too_large(spec: &TileSpec) -> TileError {
    let (width, height) = (spec.width, spec.height);
    TileError::Size(format!("a tile of {width} x {height} pixels and {} samples is over the limit of 256 MiB", spec.samples))
}

/// A compression that is not decoded here.
pub(super) fn unsupported(code: u32) -> TileError {
    TileError::Unsupported(format!("{} is not decoded", compression_name(code)))
}
