//! Pictures that a codec decodes whole: how they fit into the tile that holds them.

use super::{TileError, TileSpec};
use crate::bytes::len_usize;

/// Most samples of a picture: its decoders hold each in several forms.
const MOST_SAMPLES: u64 = 64 << 20;

/// Compares what a stream says of its picture with the tile, before anything is allocated for it. One that is smaller than
/// the tile will be padded with zeros, and of one that is higher (a last strip that was written whole) the top is taken.
///
/// # Errors
/// For a picture that is wider than its tile, many times as high, too large to decode, or has other samples.
pub(super) fn check(spec: &TileSpec, width: u32, height: u32, samples: u32) -> Result<(), TileError> {
    let (wide, high) = (u64::from(width), u64::from(height));
    let tile = u64::from(spec.width).saturating_mul(u64::from(spec.height));
    let pixels = wide.saturating_mul(high);
    if width == 0 || height == 0 || width > spec.width || pixels > tile.saturating_mul(4).saturating_add(1 << 16) {
        let (w, h) = (spec.width, spec.height);
        return Err(TileError::Damaged(format!("the stream has a picture of {width} x {height} pixels for a tile of {w} x {h}")));
    }
    if pixels.saturating_mul(u64::from(samples)) > MOST_SAMPLES {
        let what = format!("a picture of {width} x {height} pixels and {samples} samples is over the limit of 64 Mi samples");
        return Err(TileError::Size(what));
    }
    if samples != u32::from(spec.samples) {
        let wanted = spec.samples;
        return Err(TileError::Unsupported(format!("a picture of {samples} samples in a tile of {wanted} is not decoded")));
    }
    Ok(())
}

/// The rows of a tile that a picture of so many columns and rows covers, cut to the picture's width. Rows and columns
/// that it does not cover are set to zero.
pub(super) fn rows<'a>(
    spec: &TileSpec,
    width: u32,
    height: u32,
    sample_len: usize,
    out: &'a mut [u8],
) -> impl Iterator<Item = &'a mut [u8]> {
    let bytes = |columns: u32| {
        let samples = u64::from(columns).saturating_mul(u64::from(spec.samples));
        len_usize(samples).unwrap_or(0).saturating_mul(sample_len)
    };
    let (inside, rows) = (bytes(width.min(spec.width)), len_usize(u64::from(height.min(spec.height))).unwrap_or(0));
    if width < spec.width || height < spec.height {
        out.fill(0);
    }
    out.chunks_exact_mut(bytes(spec.width).max(1)).take(rows).filter_map(move |row| row.get_mut(..inside))
}
