//! The forms for vectors of 16 bytes. Their twins are in [`super::horizontal`] and [`super::floating_point`].

// The sums are of places below 33.
#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::indexing_slicing)]

use super::vector::Sixteen;
use std::array::from_fn;
use std::hint::black_box;

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
        // Known places would be compiled to general shuffles of two vectors, which cost several times as much.
        let places = |place: &dyn Fn(usize) -> usize| Sixteen::of(&black_box(from_fn(|i| place(i) as u8)));
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

/// Puts planes together to values, 16 values at a time; gives how many were done. Nothing where `BYTES` is no power of 2.
pub(super) fn weave<const BYTES: usize>(planes: [&[u8]; BYTES], values: &mut [[u8; BYTES]]) -> usize {
    if !BYTES.is_power_of_two() {
        return 0;
    }
    let mut done = 0;
    for values in values.as_chunks_mut::<16>().0 {
        let mut vectors = [Sixteen::zero(); BYTES];
        for (vector, plane) in vectors.iter_mut().zip(planes) {
            let Some(bytes) = plane.get(done..).and_then(|plane| plane.first_chunk()) else { return done };
            *vector = Sixteen::of(bytes);
        }
        // Each turn brings together what is half of the vectors apart, and so puts one more bit of their numbers
        // into the place of a byte.
        for _ in 0..BYTES.ilog2() {
            let zipped: [_; BYTES] = from_fn(|i| vectors[i / 2].zip(vectors[i / 2 + BYTES / 2]));
            vectors = from_fn(|i| if i % 2 == 0 { zipped[i].0 } else { zipped[i].1 });
        }
        for (vector, bytes) in vectors.into_iter().zip(values.as_flattened_mut().as_chunks_mut::<16>().0) {
            vector.store(bytes);
        }
        done += 16;
    }
    done
}
