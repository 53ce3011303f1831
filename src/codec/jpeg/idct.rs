//! The inverse DCT: the integer method of Loeffler, Ligtenberg and Moschytz with 13-bit constants, as the reference
//! decoder of the Independent JPEG Group rounds it.
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "intermediate sums of valid streams have 28 bits; those of broken ones wrap; places are constants below 64"
)]

use super::lanes::{I16x8, I32x4, load, pair, splat_i32};
use super::sequential::Block;

/// Number of coefficients in zigzag order that are all in the upper left quarter.
const QUARTER: usize = 10;

/// The samples of 8 bits of a block, whose last coefficient that is not zero is `last` in zigzag order, to the eight
/// rows of `stride` samples at the start of `out`.
#[inline(never)] // It is large, and two callers share it.
pub(super) fn samples(block: &Block, last: usize, out: &mut [u8], stride: usize) {
    if last == 0 {
        let value = ((i32::from(block[0]) + 4) >> 3) + 128;
        let value = value.clamp(0, 255) as u8;
        return store(out, stride, [u64::from(value) * 0x0101_0101_0101_0101; 8]);
    }
    let (rows, _) = block.as_chunks::<8>();
    let rows = if last < QUARTER {
        let low = quarter::<11>([load(&rows[0]), load(&rows[1]), load(&rows[2]), load(&rows[3])], false, 1 << 10);
        let columns = low.map(|half| half.saturate_i16(half));
        let [t0, t1, t2, t3] = [
            columns[0].zip_low(columns[1]),
            columns[2].zip_low(columns[3]),
            columns[4].zip_low(columns[5]),
            columns[6].zip_low(columns[7]),
        ];
        let [a, b, c, d] = [t0.zip32_low(t1), t0.zip32_high(t1), t2.zip32_low(t3), t2.zip32_high(t3)];
        let columns = [a.zip64_low(c), a.zip64_high(c), b.zip64_low(d), b.zip64_high(d)];
        let low = quarter::<18>(columns, false, LAST_ROUND);
        let high = quarter::<18>(columns, true, LAST_ROUND);
        core::array::from_fn(|i| low[i].saturate_i16(high[i]))
    } else {
        let rows = [0, 1, 2, 3, 4, 5, 6, 7].map(|i| load(&rows[i]));
        let low = half::<11>(&rows, false, 1 << 10);
        let high = half::<11>(&rows, true, 1 << 10);
        let columns = transpose(core::array::from_fn(|i| low[i].saturate_i16(high[i])));
        let low = half::<18>(&columns, false, LAST_ROUND);
        let high = half::<18>(&columns, true, LAST_ROUND);
        core::array::from_fn(|i| low[i].saturate_i16(high[i]))
    };
    store(out, stride, packed(rows));
}

/// Half of the last place, and the 128 that is added to every sample.
const LAST_ROUND: i32 = (1 << 17) + (128 << 18);

/// Four of the eight transforms of a pass, rounded and shifted.
#[inline(always)]
fn half<const SHIFT: i32>(inputs: &[I16x8; 8], high: bool, round: i32) -> [I32x4; 8] {
    let zip = |a: I16x8, b: I16x8| if high { a.zip_high(b) } else { a.zip_low(b) };
    let [s0, s1, s2, s3, s4, s5, s6, s7] = *inputs;
    let round = splat_i32(round);
    let z = zip(s2, s6);
    let (even2, even3) = (z.dot(pair(4433, -10704)), z.dot(pair(10703, 4433)));
    let z = zip(s0, s4);
    let (even0, even1) = (z.dot(pair(8192, 8192)).add(round), z.dot(pair(8192, -8192)).add(round));
    let even = [even0.add(even3), even1.add(even2), even1.sub(even2), even0.sub(even3)];
    let z = zip(s7.add(s3), s5.add(s1));
    let (z3, z4) = (z.dot(pair(-6436, 9633)), z.dot(pair(9633, 6437)));
    let (outer, inner) = (zip(s7, s1), zip(s5, s3));
    let odd0 = outer.dot(pair(-4927, -7373)).add(z3);
    let odd3 = outer.dot(pair(-7373, 4926)).add(z4);
    let odd1 = inner.dot(pair(-4176, -20995)).add(z4);
    let odd2 = inner.dot(pair(-20995, 4177)).add(z3);
    butterflies::<SHIFT>(even, [odd3, odd2, odd1, odd0])
}

/// The same where the inputs 4 to 7 are zeros.
#[inline(always)]
fn quarter<const SHIFT: i32>(inputs: [I16x8; 4], high: bool, round: i32) -> [I32x4; 8] {
    let zip = |a: I16x8, b: I16x8| if high { a.zip_high(b) } else { a.zip_low(b) };
    let [s0, s1, s2, s3] = inputs;
    let round = splat_i32(round);
    let even02 = zip(s0, s2);
    let even = [pair(8192, 10703), pair(8192, 4433), pair(8192, -4433), pair(8192, -10703)];
    let odd13 = zip(s1, s3);
    let odd = [pair(11363, 9633), pair(9633, -2259), pair(6437, -11362), pair(2260, -6436)];
    butterflies::<SHIFT>(even.map(|by| even02.dot(by).add(round)), odd.map(|by| odd13.dot(by)))
}

#[inline(always)]
fn butterflies<const SHIFT: i32>(even: [I32x4; 4], odd: [I32x4; 4]) -> [I32x4; 8] {
    core::array::from_fn(|i| if i < 4 { even[i].add(odd[i]).shr::<SHIFT>() } else { even[7 - i].sub(odd[7 - i]).shr::<SHIFT>() })
}

#[inline(always)]
fn transpose([a, b, c, d, e, f, g, h]: [I16x8; 8]) -> [I16x8; 8] {
    let (ab, cd, ef, gh) = (a.zip_low(b), c.zip_low(d), e.zip_low(f), g.zip_low(h));
    let (low, high) = ([ab.zip32_low(cd), ab.zip32_high(cd)], [ef.zip32_low(gh), ef.zip32_high(gh)]);
    let (ab, cd, ef, gh) = (a.zip_high(b), c.zip_high(d), e.zip_high(f), g.zip_high(h));
    let (low2, high2) = ([ab.zip32_low(cd), ab.zip32_high(cd)], [ef.zip32_low(gh), ef.zip32_high(gh)]);
    [
        low[0].zip64_low(high[0]),
        low[0].zip64_high(high[0]),
        low[1].zip64_low(high[1]),
        low[1].zip64_high(high[1]),
        low2[0].zip64_low(high2[0]),
        low2[0].zip64_high(high2[0]),
        low2[1].zip64_low(high2[1]),
        low2[1].zip64_high(high2[1]),
    ]
}

/// Columns of samples to rows of eight bytes.
#[inline(always)]
fn packed(columns: [I16x8; 8]) -> [u64; 8] {
    let [a, b, c, d] = [0, 1, 2, 3].map(|i| columns[i].saturate_u8(columns[i + 4]));
    let (left_ac, left_bd) = (a.zip_low(c), b.zip_low(d));
    let (right_ac, right_bd) = (a.zip_high(c), b.zip_high(d));
    let (left, left2) = (left_ac.zip_low(left_bd), left_ac.zip_high(left_bd));
    let (right, right2) = (right_ac.zip_low(right_bd), right_ac.zip_high(right_bd));
    let [r0, r1] = left.zip32_low(right).halves();
    let [r2, r3] = left.zip32_high(right).halves();
    let [r4, r5] = left2.zip32_low(right2).halves();
    let [r6, r7] = left2.zip32_high(right2).halves();
    [r0, r1, r2, r3, r4, r5, r6, r7]
}

#[inline(always)]
fn store(out: &mut [u8], stride: usize, rows: [u64; 8]) {
    let out = &mut out[..7 * stride + 8];
    for (i, row) in rows.into_iter().enumerate() {
        out[i * stride..i * stride + 8].copy_from_slice(&row.to_le_bytes());
    }
}

/// The plain form, for samples of `PRECISION` bits: a block to eight rows of eight.
pub(super) fn plain<const PRECISION: u32>(block: &Block) -> [[i32; 8]; 8] {
    let pass = if PRECISION == 8 { 2 } else { 1 };
    let mut work = [[0; 8]; 8];
    for column in 0..8 {
        let inputs = core::array::from_fn(|row| i32::from(block[row * 8 + column]));
        for (row, value) in one(inputs, 13 - pass).into_iter().enumerate() {
            work[row][column] = value;
        }
    }
    let top = (1 << PRECISION) - 1;
    work.map(|row| one(row, 13 + pass + 3).map(|value| value.wrapping_add((top + 1) / 2).clamp(0, top)))
}

/// One transform of eight numbers.
fn one(s: [i32; 8], shift: u32) -> [i32; 8] {
    let times = |n: i32, by: i32| n.wrapping_mul(by);
    let sum = |terms: &[i32]| terms.iter().fold(0i32, |sum, term| sum.wrapping_add(*term));
    let z1 = times(sum(&[s[2], s[6]]), 4433);
    let (even2, even3) = (sum(&[z1, times(s[6], -15137)]), sum(&[z1, times(s[2], 6270)]));
    let (even0, even1) = (times(sum(&[s[0], s[4]]), 8192), times(s[0].wrapping_sub(s[4]), 8192));
    let even = [sum(&[even0, even3]), sum(&[even1, even2]), even1.wrapping_sub(even2), even0.wrapping_sub(even3)];
    let (z3, z4) = (sum(&[s[7], s[3]]), sum(&[s[5], s[1]]));
    let z5 = times(sum(&[z3, z4]), 9633);
    let (z1, z2) = (times(sum(&[s[7], s[1]]), -7373), times(sum(&[s[5], s[3]]), -20995));
    let (z3, z4) = (sum(&[times(z3, -16069), z5]), sum(&[times(z4, -3196), z5]));
    let odd = [
        sum(&[times(s[1], 12299), z1, z4]),
        sum(&[times(s[3], 25172), z2, z3]),
        sum(&[times(s[5], 16819), z2, z4]),
        sum(&[times(s[7], 2446), z1, z3]),
    ];
    let scaled = |n: i32| n.wrapping_add(1 << (shift - 1)) >> shift;
    core::array::from_fn(|i| scaled(if i < 4 { even[i].wrapping_add(odd[i]) } else { even[7 - i].wrapping_sub(odd[7 - i]) }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    proptest! {
        #![proptest_config(ProptestConfig {
            rng_seed: RngSeed::Fixed(7), failure_persistence: None, cases: 2000, ..ProptestConfig::default()
        })]
        #[test]
        fn vectors_and_plain_arithmetic_give_the_same_samples(
            coefficients in prop::collection::vec(-400i16..400, 64), last in 0usize..64,
        ) {
            let mut block = [0; 64];
            for (k, coefficient) in coefficients.into_iter().enumerate().take(last + 1) {
                block[usize::from(super::super::sequential::ZIGZAG[k])] = coefficient;
            }
            let mut out = [0; 64];
            samples(&block, last, &mut out, 8);
            let out = out.map(i32::from);
            prop_assert_eq!(out.as_chunks::<8>().0, plain::<8>(&block));
        }
    }
}
