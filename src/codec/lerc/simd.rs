//! Unstuffing with the vectors of WebAssembly.
//!
//! The bytes of each number are brought into its lane, shifted to the top of the lane by a multiplication, which is
//! the only shift that differs from lane to lane, and down again. Nothing here depends on where a vector lies in
//! memory: loads and stores take references to arrays of 16 bytes, whose bounds safe code has checked; that is all
//! that is unsafe. The scalar twins are in `unstuff`.
#![allow(
    unsafe_code,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "vector instructions; arrays are of their sizes, which safe code has checked"
)]

use core::arch::wasm32::*;

/// How four or eight numbers come into lanes: which bytes, and by what they are multiplied.
#[derive(Clone, Copy)]
struct Lanes {
    bytes: [u8; 16],
    factors: [u8; 16],
}

/// The lanes of `16 / width` numbers of so many bits, in lanes of `width` bytes, the first number being at bit `first`.
const fn lanes(bits: usize, width: usize, first: usize) -> Lanes {
    let mut lanes = Lanes { bytes: [255; 16], factors: [0; 16] };
    let mut at = 0;
    while at < 16 {
        let bit = first + at / width * bits;
        // A byte that would lie past the vector is 0; no number reaches into it.
        lanes.bytes[at] = (bit / 8 + at % width) as u8;
        let factor = 1u32 << (width * 8 - bits - bit % 8);
        lanes.factors[at] = (factor >> (at % width * 8)) as u8;
        at += 1;
    }
    lanes
}

/// Eight numbers of up to 9 bits in lanes of 16 bits.
const EIGHT: [Lanes; 10] = {
    let mut table = [Lanes { bytes: [0; 16], factors: [0; 16] }; 10];
    let mut bits = 1;
    while bits < 10 {
        table[bits] = lanes(bits, 2, 0);
        bits += 1;
    }
    table
};

/// Numbers of up to 25 bits in lanes of 32 bits: the first four, and the other four, whose bits begin in byte
/// `bits / 2`.
const FOUR: [[Lanes; 2]; 26] = {
    let mut table = [[Lanes { bytes: [0; 16], factors: [0; 16] }; 2]; 26];
    let mut bits = 1;
    while bits < 26 {
        table[bits] = [lanes(bits, 4, 0), lanes(bits, 4, bits * 4 % 8)];
        bits += 1;
    }
    table
};

#[inline(always)]
fn load(from: &[u8; 16]) -> v128 {
    // SAFETY: the reference covers the 16 bytes, and the load needs no alignment.
    unsafe { v128_load(from.as_ptr().cast()) }
}

#[inline(always)]
fn store(to: &mut [u16; 8], vector: v128) {
    // SAFETY: the reference covers the 16 bytes, and the store needs no alignment.
    unsafe { v128_store(to.as_mut_ptr().cast(), vector) }
}

#[inline(always)]
fn store_wide(to: &mut [u32; 4], vector: v128) {
    // SAFETY: the reference covers the 16 bytes, and the store needs no alignment.
    unsafe { v128_store(to.as_mut_ptr().cast(), vector) }
}

/// The 16 bytes at this place; zeros where they are not all there, which callers exclude.
#[inline(always)]
fn bytes_at(bytes: &[u8], at: usize) -> v128 {
    bytes.get(at..).and_then(|bytes| bytes.first_chunk()).map_or(u64x2(0, 0), load)
}

/// Groups of eight numbers of 1 to 16 bits; 24 bytes can be read at each.
#[inline]
pub(super) fn narrow(bytes: &[u8], bits: u32, to: &mut [[u16; 8]]) {
    let step = bits as usize;
    let mut at = 0;
    if let Some(lanes) = EIGHT.get(step) {
        let (order, factors, down) = (load(&lanes.bytes), load(&lanes.factors), 16 - bits);
        for group in to {
            let spread = u8x16_swizzle(bytes_at(bytes, at), order);
            store(group, u16x8_shr(i16x8_mul(spread, factors), down));
            at += step;
        }
        return;
    }
    let [first, second] = &FOUR[step];
    let (order1, factors1) = (load(&first.bytes), load(&first.factors));
    let (order2, factors2, down) = (load(&second.bytes), load(&second.factors), 32 - bits);
    for group in to {
        let one = i32x4_mul(u8x16_swizzle(bytes_at(bytes, at), order1), factors1);
        let two = i32x4_mul(u8x16_swizzle(bytes_at(bytes, at + step / 2), order2), factors2);
        store(group, u16x8_narrow_i32x4(u32x4_shr(one, down), u32x4_shr(two, down)));
        at += step;
    }
}

/// Groups of eight numbers of 1 to 25 bits; 40 bytes can be read at each.
#[inline]
pub(super) fn wide(bytes: &[u8], bits: u32, to: &mut [[u32; 8]]) {
    let step = bits as usize;
    let mut at = 0;
    let [first, second] = &FOUR[step];
    let (order1, factors1) = (load(&first.bytes), load(&first.factors));
    let (order2, factors2, down) = (load(&second.bytes), load(&second.factors), 32 - bits);
    for group in to {
        let (low, high) = group.split_at_mut(4);
        let one = i32x4_mul(u8x16_swizzle(bytes_at(bytes, at), order1), factors1);
        let two = i32x4_mul(u8x16_swizzle(bytes_at(bytes, at + step / 2), order2), factors2);
        if let (Some(low), Some(high)) = (low.first_chunk_mut(), high.first_chunk_mut()) {
            store_wide(low, u32x4_shr(one, down));
            store_wide(high, u32x4_shr(two, down));
        }
        at += step;
    }
}

#[inline(always)]
fn store_bytes(to: &mut [u8; 16], vector: v128) {
    // SAFETY: the reference covers the 16 bytes, and the store needs no alignment.
    unsafe { v128_store(to.as_mut_ptr().cast(), vector) }
}

/// Replaces each byte by the sum of all up to it, modulo 256, and gives the last one.
pub(super) fn running_sums(vectors: &mut [[u8; 16]]) -> u8 {
    let zero = u64x2(0, 0);
    let mut carry = zero;
    for bytes in vectors {
        let mut sum = load(bytes);
        sum = i8x16_add(sum, i8x16_shuffle::<16, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14>(sum, zero));
        sum = i8x16_add(sum, i8x16_shuffle::<16, 16, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13>(sum, zero));
        sum = i8x16_add(sum, i8x16_shuffle::<16, 16, 16, 16, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11>(sum, zero));
        sum = i8x16_add(sum, i8x16_shuffle::<16, 16, 16, 16, 16, 16, 16, 16, 0, 1, 2, 3, 4, 5, 6, 7>(sum, zero));
        sum = i8x16_add(sum, carry);
        carry = i8x16_shuffle::<15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15>(sum, sum);
        store_bytes(bytes, sum);
    }
    u8x16_extract_lane::<0>(carry)
}

/// The sum of 128 big-endian words, and the sum of each as often as the running sum holds it; as the scalar twin in
/// `checksum`.
#[inline]
pub(super) fn word_sums(step: &[u8; 256]) -> (u32, u32) {
    // High and low bytes apart, in pairs: with 16-bit lanes for eight words, sums of a byte over 16 rows and sums of
    // those sums stay below 16 * 17 / 2 * 255, which is less than 2^16.
    let low_byte = u16x8_splat(0xff);
    let zero = u64x2(0, 0);
    let (mut high, mut low, mut high_running, mut low_running) = (zero, zero, zero, zero);
    for row in step.as_chunks::<16>().0 {
        let words = load(row);
        // A big-endian word read as little-endian has its high byte below.
        high = i16x8_add(high, v128_and(words, low_byte));
        low = i16x8_add(low, u16x8_shr(words, 8));
        high_running = i16x8_add(high_running, high);
        low_running = i16x8_add(low_running, low);
    }
    let total = |vector: v128| {
        let pairs = u32x4_extadd_pairwise_u16x8(vector);
        let halves = i32x4_add(pairs, i32x4_shuffle::<2, 3, 0, 1>(pairs, pairs));
        u32x4_extract_lane::<0>(halves) + u32x4_extract_lane::<1>(halves)
    };
    // Later lanes of a row come off once each; lanes hold 16 * 255 at most, so signed products are exact.
    let places = i16x8(0, 1, 2, 3, 4, 5, 6, 7);
    let off = |vector: v128| {
        let products = i32x4_dot_i16x8(vector, places);
        let halves = i32x4_add(products, i32x4_shuffle::<2, 3, 0, 1>(products, products));
        u32x4_extract_lane::<0>(halves) + u32x4_extract_lane::<1>(halves)
    };
    let words = (total(high) << 8) + total(low);
    let weighted = ((total(high_running) * 8 - off(high)) << 8) + total(low_running) * 8 - off(low);
    (words, weighted)
}
