//! The forms for vectors of 16 bytes. Their twins are in [`super::horizontal`] and [`super::floating_point`].

// The sums are of places below 33.
#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::indexing_slicing)]

use super::vector::Sixteen;
use std::array::from_fn;

/// Adds to each byte the one `SAMPLES` before it, from the first to the last.
pub(super) fn sum<const SAMPLES: usize>(row: &mut [u8]) {
    let (vectors, rest) = row.as_chunks_mut::<16>();
    let mut before = [0; 16];
    let mut carry = Sixteen::zero();
    for bytes in vectors {
        let mut sums = Sixteen::of(bytes);
        if SAMPLES < 16 {
            sums = sums.plus(sums.pick(const { &moved(SAMPLES) }));
        }
        if SAMPLES * 2 < 16 {
            sums = sums.plus(sums.pick(const { &moved(SAMPLES * 2) }));
        }
        if SAMPLES * 4 < 16 {
            sums = sums.plus(sums.pick(const { &moved(SAMPLES * 4) }));
        }
        if SAMPLES * 8 < 16 {
            sums = sums.plus(sums.pick(const { &moved(SAMPLES * 8) }));
        }
        sums = sums.plus(carry);
        sums.store(bytes);
        carry = sums.pick(const { &last(SAMPLES) });
    }
    carry.store(&mut before);
    for (i, byte) in rest.iter_mut().enumerate() {
        // The carry repeats the last pixel, so its first bytes are the sums so far.
        let sum = &mut before[i % SAMPLES];
        *sum = sum.wrapping_add(*byte);
        *byte = *sum;
    }
}

/// Places that move bytes up by so many.
const fn moved(by: usize) -> [u8; 16] {
    let mut places = [255; 16];
    let mut i = by;
    while i < 16 {
        places[i] = (i - by) as u8;
        i += 1;
    }
    places
}

/// Places that repeat the last `samples` bytes.
const fn last(samples: usize) -> [u8; 16] {
    let mut places = [0; 16];
    let mut i = 0;
    while i < 16 {
        places[i] = (16 - samples + i % samples) as u8;
        i += 1;
    }
    places
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
