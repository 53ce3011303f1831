//! One tile or strip from its compressed bytes to samples: decompression, predictor, byte order, bits.

use super::module::compression_name;
use super::spec::{SampleFormat, SampleType, TileSpec};
use super::{Failure, predictor, unpack};
use crate::bytes::{Endian, len_usize};
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
pub struct Scratch {
    stored: Vec<u8>,
    input: Vec<u8>,
    row: Vec<u8>,
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
        _ => decode_stream(spec, sample_type, input, out, scratch),
    }
}

fn too_large(spec: &TileSpec) -> TileError {
    let (width, height) = (spec.width, spec.height);
    TileError::Size(format!("a tile of {width} x {height} pixels and {} samples is over the limit of 256 MiB", spec.samples))
}

/// Compressions of plain bytes.
fn decode_stream(
    spec: &TileSpec,
    sample_type: SampleType,
    input: &[u8],
    out: &mut [u8],
    scratch: &mut Scratch,
) -> Result<(), TileError> {
    check_predictor(spec)?;
    let Scratch { stored, input: reversed, row } = scratch;
    let input = if spec.lowest_bit_first {
        reversed.clear();
        reversed.extend_from_slice(input);
        unpack::reverse_bits(reversed);
        reversed
    } else {
        input
    };
    if usize::from(spec.bits) == sample_type.size().saturating_mul(8) {
        let result = complete_enough(spec, decompress(spec, input, out));
        return finish(spec, result, out, row);
    }
    let len = spec.stored_len().ok_or_else(|| too_large(spec))?;
    stored.clear();
    stored.resize(len, 0);
    let result = complete_enough(spec, decompress(spec, input, stored));
    let result = finish(spec, result, stored, row);
    widen(spec, sample_type, stored, out);
    result
}

fn check_predictor(spec: &TileSpec) -> Result<(), TileError> {
    let good = match (spec.predictor, spec.format) {
        (1, _) => true,
        (2, _) => matches!(spec.bits, 8 | 16 | 32 | 64),
        (3, SampleFormat::Float) => true,
        _ => false,
    };
    if good {
        return Ok(());
    }
    Err(TileError::Unsupported(format!("predictor {} on samples of {} bits is not decoded", spec.predictor, spec.bits)))
}

fn decompress(spec: &TileSpec, input: &[u8], out: &mut [u8]) -> Result<(), TileError> {
    match spec.compression {
        #[cfg(feature = "more")]
        2..=4 => super::ccitt::decode(spec, input, out),
        #[cfg(feature = "more")]
        34925 => super::xz::decode(input, out).map_err(TileError::Broken),
        #[cfg(feature = "core")]
        code => super::usual::decompress(code, input, out),
        #[cfg(not(feature = "core"))]
        code => Err(unsupported(code)),
    }
}

/// A compression that is not decoded here.
pub(super) fn unsupported(code: u32) -> TileError {
    TileError::Unsupported(format!("{} is not decoded", compression_name(code)))
}

/// Some writers leave the rows of edge tiles out that are below the image.
fn complete_enough(spec: &TileSpec, result: Result<(), TileError>) -> Result<(), TileError> {
    let rows = spec.rows.and_then(|rows| len_usize(u64::from(rows)));
    let needed = rows.and_then(|rows| rows.checked_mul(spec.stored_row_len()?));
    match (result, needed) {
        (Err(TileError::Broken(failure)), Some(needed)) if failure.written >= needed => Ok(()),
        (result, _) => result,
    }
}

/// Undoes the predictor, and the byte order of the file. Behind damage there are zeros.
fn finish(spec: &TileSpec, result: Result<(), TileError>, stored: &mut [u8], row: &mut Vec<u8>) -> Result<(), TileError> {
    let row_len = spec.stored_row_len().unwrap_or(0);
    let good = match &result {
        Ok(()) => stored.len(),
        Err(TileError::Broken(failure)) => {
            // A row of the floating point predictor has a byte of each sample in each of its parts.
            let whole = failure.written.checked_div(row_len).map_or(0, |rows| rows.saturating_mul(row_len));
            let good = if spec.predictor == 3 { whole } else { failure.written };
            good.min(stored.len())
        }
        Err(_) => return result,
    };
    let Some((decoded, rest)) = stored.split_at_mut_checked(good) else { return result };
    rest.fill(0);
    let (width, samples) = (len_usize(u64::from(spec.width)).unwrap_or(0), usize::from(spec.samples));
    match spec.predictor {
        2 => predictor::undo_horizontal(decoded, width, samples, u32::from(spec.bits), spec.endian())?,
        3 => {
            row.resize(row_len, 0);
            predictor::undo_floating_point(decoded, width, samples, u32::from(spec.bits), row)?;
        }
        // Integers that fill no type are a stream of bits, and byte order does not concern them.
        _ if spec.format == SampleFormat::Float || spec.bits != 24 => swap_to_host(decoded, spec.bits, spec.endian()),
        _ => {}
    }
    result
}

/// Turns numbers of whole bytes into the byte order of the machine.
fn swap_to_host(bytes: &mut [u8], bits: u16, endian: Endian) {
    let host = if cfg!(target_endian = "little") { Endian::Little } else { Endian::Big };
    if endian == host {
        return;
    }
    match bits {
        16 => bytes.chunks_exact_mut(2).for_each(<[u8]>::reverse),
        24 => bytes.chunks_exact_mut(3).for_each(<[u8]>::reverse),
        32 => bytes.chunks_exact_mut(4).for_each(<[u8]>::reverse),
        64 => bytes.chunks_exact_mut(8).for_each(<[u8]>::reverse),
        _ => {}
    }
}

/// From packed samples to whole bytes.
fn widen(spec: &TileSpec, sample_type: SampleType, stored: &[u8], out: &mut [u8]) {
    let size = sample_type.size();
    match (spec.format, spec.bits) {
        (SampleFormat::Float, _) => unpack::widen_float24(stored, out),
        (_, bits) => {
            let out_row = usize::try_from(spec.row_samples()).unwrap_or(0).saturating_mul(size);
            unpack::unpack(stored, spec.stored_row_len().unwrap_or(0), out, out_row, bits, size);
        }
    }
}
