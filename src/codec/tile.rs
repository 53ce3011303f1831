//! One tile or strip from its compressed bytes to samples: which decoder it takes.

use super::failure::too_large;
#[cfg(not(any(feature = "core", feature = "more")))]
use super::failure::unsupported;
use super::{Scratch, TileError, TileSpec};

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
