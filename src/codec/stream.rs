//! Compressions of plain bytes: decompression, predictor, byte order, bits.

use super::failure::too_large;
use super::spec::{SampleFormat, SampleType};
use super::{Scratch, TileError, TileSpec, predictor, unpack};
use crate::bytes::len_usize;

/// Decodes a tile of samples that were compressed as bytes, whatever they are.
pub(super) fn decode(
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
        code => Err(super::failure::unsupported(code)),
    }
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
        _ if spec.format == SampleFormat::Float || spec.bits != 24 => unpack::swap_to_host(decoded, spec.bits, spec.endian()),
        _ => {}
    }
    result
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
