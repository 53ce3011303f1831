//! Some values of an array, to judge by what is shown of it.

use super::outcome::Waits;
use crate::bytes::len_usize;
use crate::zarr::chunk::{Decoder, Elements};
use crate::zarr::dtype::DataType;
use crate::zarr::values::number_at;
use crate::zarr::{Found, Look, Node};
use std::ops::Range;

/// How much is read.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Chunks; of more these are taken at equal distances.
    pub chunks: u64,
    /// Values of a chunk; of more these are taken at equal distances.
    pub values: u64,
    /// Bytes of all chunks, as they are stored.
    pub bytes: u64,
    /// Whether nothing may be left out.
    pub whole: bool,
}

impl Limits {
    /// Enough to see how bright an image is.
    pub const SAMPLE: Self = Self { chunks: 8, values: 16_384, bytes: 4 << 20, whole: false };
}

/// Bytes of a chunk that is decoded.
const MOST_DECODED: usize = 32 << 20;

/// Values of a box of an array, from chunks that are there; `None` where it cannot be decoded here.
///
/// # Errors
/// That something has not arrived.
pub fn region(look: &mut Look<'_>, node: &Node, ranges: &[Range<u64>], limits: Limits) -> Result<Option<Vec<f64>>, Waits> {
    let Some(own) = node.array() else { return Ok(None) };
    let (Some(grid), Some(dtype), Ok(decoder)) = (own.grid(), &own.dtype, Decoder::new(own)) else { return Ok(None) };
    let Some(touched) = grid.touched(ranges) else { return Ok(None) };
    let mut known = Vec::new();
    for index in touched.spread(limits.chunks).filter_map(|number| touched.at(number)) {
        let Some(key) = own.keys.key(&index).map(|key| node.key(&key)) else { return Ok(None) };
        known.push((index, look.size(&key), key));
    }
    if known.iter().any(|(_, size, _)| *size == Found::Unknown) {
        return Err(Waits);
    }
    let (mut values, mut waits, mut left) = (Vec::new(), false, limits.bytes);
    for (index, size, key) in known {
        let Found::Here(size) = size else {
            // What is not there is shown as the fill value.
            let filled = decoder.filled(MOST_DECODED);
            values.extend(filled.ok().and_then(|filled| number_at(filled.bytes()?, 0, dtype)));
            continue;
        };
        let decoded = match left.checked_sub(size) {
            None => None,
            Some(rest) => {
                left = rest;
                match look.bytes(&key) {
                    Found::Unknown => {
                        waits = true;
                        continue;
                    }
                    found => found.here().and_then(|bytes| decoder.decode(&bytes, MOST_DECODED).ok()),
                }
            }
        };
        match decoded.as_ref().and_then(Elements::bytes) {
            Some(elements) => {
                pick(elements, dtype, &inside(&index, grid.chunk(), ranges, grid.shape()), limits.values, &mut values);
            }
            None if limits.whole => return Ok(None),
            None => {}
        }
    }
    if waits { Err(Waits) } else { Ok(Some(values)) }
}

/// Of each axis: the size of a chunk, and what of it is in the box.
fn inside(index: &[u64], chunk: &[u64], ranges: &[Range<u64>], shape: &[u64]) -> Vec<(u64, Range<u64>)> {
    let axes = index.iter().zip(chunk).zip(ranges.iter().zip(shape));
    axes.map(|((index, chunk), (range, size))| {
        let begins = index.saturating_mul(*chunk);
        let local = |at: u64| at.min(*size).saturating_sub(begins).min(*chunk);
        (*chunk, local(range.start)..local(range.end))
    })
    .collect()
}

/// Takes values of a chunk that are in a box, row by row.
fn pick(elements: &[u8], dtype: &DataType, axes: &[(u64, Range<u64>)], most: u64, values: &mut Vec<f64>) {
    let lens = || axes.iter().map(|(_, range)| range.end.saturating_sub(range.start));
    let total = lens().fold(1u64, u64::saturating_mul);
    let every = total.div_ceil(most.max(1)).max(1) | 1;
    let mut number = 0u64;
    // Ends: at most `most` values are taken.
    while number < total {
        let (mut rest, mut place, mut stride) = (number, 0u64, 1u64);
        for (chunk, range) in axes.iter().rev() {
            let len = range.end.saturating_sub(range.start).max(1);
            let at = range.start.saturating_add(rest.checked_rem(len).unwrap_or(0));
            place = place.saturating_add(at.saturating_mul(stride));
            (rest, stride) = (rest.checked_div(len).unwrap_or(0), stride.saturating_mul(*chunk));
        }
        values.extend(len_usize(place).and_then(|place| number_at(elements, place, dtype)));
        number = number.saturating_add(every);
    }
}
