//! WebP (TIFF compressions 50001 and 34927): lossy and lossless pictures of 3 or 4 samples of 8 bits.

use super::picture;
use super::{SampleFormat, TileError, TileSpec};
use crate::bytes::{Endian, len_usize, slice, unsigned};
use image_webp::{DecodingError, WebPDecoder};
use std::io::Cursor;

/// Decodes a tile. Opaque pictures have no alpha in WebP: a tile of 4 samples gets it, one of 3 loses what there is.
///
/// # Errors
/// Where the stream is damaged, or animated, or the tile has other samples.
pub fn decode(spec: &TileSpec, input: &[u8], out: &mut [u8]) -> Result<(), TileError> {
    if spec.bits != 8 || spec.format != SampleFormat::Uint || !matches!(spec.samples, 3 | 4) {
        let what = format!("WebP tiles of {} samples of {} bits do not exist", spec.samples, spec.bits);
        return Err(TileError::Unsupported(what));
    }
    let damaged = |error: DecodingError| TileError::Damaged(format!("the WebP stream: {}", words(&error)));
    let mut decoder = WebPDecoder::new(Cursor::new(input)).map_err(damaged)?;
    if decoder.is_animated() {
        return Err(TileError::Unsupported("animated WebP is not decoded".to_owned()));
    }
    let (width, height) = decoder.dimensions();
    picture::check(spec, width, height, u32::from(spec.samples))?;
    // The frame of an extended file says its size once more, and its decoder allocates for that one.
    if frame_size(input).is_some_and(|size| size != (width, height)) {
        return Err(damaged(DecodingError::InconsistentImageSizes));
    }
    let stored = if decoder.has_alpha() { 4 } else { 3 };
    let len = decoder.output_buffer_size().unwrap_or(0);
    if stored == spec.samples && len == out.len() && width == spec.width {
        return decoder.read_image(out).map_err(damaged);
    }
    let mut picture = vec![0; len];
    decoder.read_image(&mut picture).map_err(damaged)?;
    let row_len = len.checked_div(len_usize(u64::from(height)).unwrap_or(0)).unwrap_or(0);
    let rows = picture::rows(spec, width, height, 1, out);
    for (row, from) in rows.zip(picture.chunks_exact(row_len.max(1))) {
        let pixels = from.chunks_exact(usize::from(stored).max(1));
        for (to, from) in row.chunks_exact_mut(usize::from(spec.samples).max(1)).zip(pixels) {
            let opaque = [from.first(), from.get(1), from.get(2), from.get(3).or(Some(&255))];
            to.iter_mut().zip(opaque.into_iter().flatten()).for_each(|(to, from)| *to = *from);
        }
    }
    Ok(())
}

/// Size of the lossy frame (RFC 9649 section 2.5, RFC 6386 section 9.1), if the file has one.
fn frame_size(input: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize, len| unsigned(slice(input, at, len)?, Endian::Little);
    let mut at = 12usize;
    // Ends as each chunk has at least the 8 bytes of its header.
    loop {
        let (kind, len) = (slice(input, at, 4)?, len_usize(number(at.checked_add(4)?, 4)?)?);
        let data = at.checked_add(8)?;
        if kind == b"VP8 " {
            let size = |at: usize| u32::try_from(number(data.checked_add(at)?, 2)? & 0x3fff).ok();
            return Some((size(6)?, size(8)?));
        }
        at = data.checked_add(len.checked_next_multiple_of(2)?)?;
    }
}

/// What the decoder says, in words: of an end that comes too early it has only those of the operating system.
fn words(error: &DecodingError) -> String {
    match error {
        DecodingError::IoError(_) => "it is cut".to_owned(),
        error => error.to_string(),
    }
}
