//! The planes of bytes of the floating-point predictor, highest bytes first, to values.

use super::wide::{self, WIDE};

/// Puts the planes of a row together to values of two bytes in the order of the host. Both sides are of one length, a
/// multiple of the size of a value.
pub(super) fn weave_2(planes: &[u8], row: &mut [u8]) {
    weave(planes, row, wide::weave_2);
}

/// As [`weave_2`], to values of three bytes.
pub(super) fn weave_3(planes: &[u8], row: &mut [u8]) {
    weave(planes, row, wide::weave_3);
}

/// As [`weave_2`], to values of four bytes.
pub(super) fn weave_4(planes: &[u8], row: &mut [u8]) {
    weave(planes, row, wide::weave_4);
}

/// As [`weave_2`], to values of eight bytes.
pub(super) fn weave_8(planes: &[u8], row: &mut [u8]) {
    weave(planes, row, wide::weave_8);
}

#[inline(always)]
fn weave<const BYTES: usize>(planes: &[u8], row: &mut [u8], wide: impl Fn([&[u8]; BYTES], &mut [[u8; BYTES]]) -> usize) {
    let values = row.as_chunks_mut::<BYTES>().0;
    let planes = split::<BYTES>(planes, values.len());
    let done = if WIDE { wide(planes, values) } else { 0 };
    plain(planes, values, done);
}

/// The planes, that of the lowest address in a value first.
pub(super) fn split<const BYTES: usize>(planes: &[u8], count: usize) -> [&[u8]; BYTES] {
    let mut found: [&[u8]; BYTES] = [&[]; BYTES];
    for (plane, bytes) in found.iter_mut().zip(planes.chunks_exact(count.max(1))) {
        *plane = bytes;
    }
    if cfg!(target_endian = "little") {
        found.reverse();
    }
    found
}

/// The values from the one numbered `start` on, byte by byte.
pub(super) fn plain<const BYTES: usize>(planes: [&[u8]; BYTES], values: &mut [[u8; BYTES]], start: usize) {
    for (i, plane) in planes.iter().enumerate() {
        for (value, byte) in values.iter_mut().zip(*plane).skip(start) {
            if let Some(place) = value.get_mut(i) {
                *place = *byte;
            }
        }
    }
}
