//! The forms for vectors of 16 bytes. Their twins are in [`super::horizontal`] and [`super::floating_point`].

#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "the sums are of places below 33"
)]

use crate::codec::vector::Sixteen;
use std::array::from_fn;
use std::hint::black_box;

/// Whether they are taken: where there are such vectors that can be shuffled.
pub(super) const WIDE: bool = cfg!(all(target_arch = "wasm32", target_feature = "simd128"));

/// Adds to each byte the one `SAMPLES` before it, from the first to the last.
pub(super) fn sum<const SAMPLES: usize>(row: &mut [u8]) {
    let moves = Moves::<SAMPLES>::new();
    let (vectors, rest) = row.as_chunks_mut::<16>();
    let mut carry = Sixteen::zero();
    for bytes in vectors {
        let sums = moves.sum(Sixteen::of(bytes)).plus(carry);
        sums.store(bytes);
        carry = sums.pick(moves.last);
    }
    // The carry repeats the last pixel, so its first bytes are the sums so far.
    let mut before = [0; 16];
    carry.store(&mut before);
    for (i, byte) in rest.iter_mut().enumerate() {
        let sum = &mut before[i % SAMPLES];
        *sum = sum.wrapping_add(*byte);
        *byte = *sum;
    }
}

/// Which bytes meet in the sums of one vector.
struct Moves<const SAMPLES: usize> {
    /// Up by one, two and four pixels.
    up: [Sixteen; 3],
    /// The last pixel of the lower half to all of the upper half.
    half: Sixteen,
    /// The last pixel to everywhere.
    last: Sixteen,
}

impl<const SAMPLES: usize> Moves<SAMPLES> {
    fn new() -> Self {
        Self {
            up: [1, 2, 4].map(|pixels| places(&|i| i.checked_sub(SAMPLES * pixels).unwrap_or(255))),
            half: places(&|i| if i < 8 { 255 } else { 8 - SAMPLES.min(8) + i % SAMPLES }),
            last: places(&|i| 16 - SAMPLES + i % SAMPLES),
        }
    }

    /// The sums inside of one vector, in steps that double the pixels they reach.
    #[inline(always)]
    fn sum(&self, bytes: Sixteen) -> Sixteen {
        let mut sums = bytes;
        if 8 % SAMPLES == 0 {
            // In both halves on their own first.
            if SAMPLES < 2 {
                sums = sums.plus(sums.up_in_halves::<8>());
            }
            if SAMPLES < 4 {
                sums = sums.plus(sums.up_in_halves::<16>());
            }
            if SAMPLES < 8 {
                sums = sums.plus(sums.up_in_halves::<32>());
            }
            return sums.plus(sums.pick(self.half));
        }
        for (i, up) in self.up.into_iter().enumerate() {
            if SAMPLES << i < 16 {
                sums = sums.plus(sums.pick(up));
            }
        }
        sums
    }
}

/// Where each byte of a vector comes from, 255 for nowhere.
fn places(place: &dyn Fn(usize) -> usize) -> Sixteen {
    // Known places would be compiled to general shuffles of two vectors, which cost several times as much.
    Sixteen::of(&black_box(from_fn(|i| place(i) as u8)))
}

/// Puts two planes together to values, 16 values at a time; gives how many were done.
pub(super) fn weave_2(planes: [&[u8]; 2], values: &mut [[u8; 2]]) -> usize {
    weave(planes, values, |[a, b]| {
        let (a, b) = a.zip(b);
        [a, b]
    })
}

/// As [`weave_2`], with three planes.
pub(super) fn weave_3(planes: [&[u8]; 3], values: &mut [[u8; 3]]) -> usize {
    // For each vector of the values and each plane: the bytes that are of this plane.
    let parts: [[Sixteen; 3]; 3] =
        from_fn(|vector| from_fn(|plane| places(&|i| if (vector * 16 + i) % 3 == plane { (vector * 16 + i) / 3 } else { 255 })));
    weave(planes, values, |[a, b, c]| parts.map(|[of_a, of_b, of_c]| a.pick(of_a).plus(b.pick(of_b)).plus(c.pick(of_c))))
}

/// As [`weave_2`], with four planes.
pub(super) fn weave_4(planes: [&[u8]; 4], values: &mut [[u8; 4]]) -> usize {
    // Each round brings together what is half of the vectors apart, and so puts one more bit of their numbers into
    // the place of a byte.
    let round = |[a, b, c, d]: [Sixteen; 4]| {
        let ((a, c), (b, d)) = (a.zip(c), b.zip(d));
        [a, c, b, d]
    };
    weave(planes, values, |vectors| round(round(vectors)))
}

/// As [`weave_2`], with eight planes.
pub(super) fn weave_8(planes: [&[u8]; 8], values: &mut [[u8; 8]]) -> usize {
    let round = |[a, b, c, d, e, f, g, h]: [Sixteen; 8]| {
        let ((a, e), (b, f), (c, g), (d, h)) = (a.zip(e), b.zip(f), c.zip(g), d.zip(h));
        [a, e, b, f, c, g, d, h]
    };
    weave(planes, values, |vectors| round(round(round(vectors))))
}

#[inline(always)]
fn weave<const BYTES: usize>(
    planes: [&[u8]; BYTES],
    values: &mut [[u8; BYTES]],
    together: impl Fn([Sixteen; BYTES]) -> [Sixteen; BYTES],
) -> usize {
    let planes = planes.map(|plane| plane.as_chunks::<16>().0);
    let values = values.as_chunks_mut::<16>().0;
    let count = planes.iter().fold(values.len(), |count, plane| count.min(plane.len()));
    for (i, values) in values.iter_mut().enumerate().take(count) {
        let vectors = together(planes.map(|plane| Sixteen::of(&plane[i])));
        for (vector, bytes) in vectors.into_iter().zip(values.as_flattened_mut().as_chunks_mut::<16>().0) {
            vector.store(bytes);
        }
    }
    count * 16
}
