//! The inner loops of unstuffing, eight numbers at a time. Eight numbers of n bits are n bytes.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "`to` has room for whole groups of eight, which is asserted by slicing it first; each read of the bytes is \
              behind a comparison with their length or goes to a copy that is long enough"
)]

/// Bytes that are read for a group of narrow numbers, whose last window begins at byte 14 at most.
const REACH: usize = 24;

/// Numbers of 1 to 16 bits from `bytes[at..]`. `to` has room for `count` rounded up to eight; what lies behind `count`
/// is undefined.
#[inline]
pub(super) fn narrow(at: usize, bytes: &[u8], bits: u32, count: usize, to: &mut [u16]) {
    let groups = to[..(count + 7) & !7].as_chunks_mut::<8>().0;
    let quick = quick_groups(at, bytes.len(), bits, REACH).min(groups.len());
    let (head, tail) = groups.split_at_mut(quick);
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    super::simd::narrow(&bytes[at..], bits, head);
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    for (index, group) in head.iter_mut().enumerate() {
        *group = scalar(&bytes[at + index * bits as usize..], bits).map(|number| number as u16);
    }
    for (index, group) in tail.iter_mut().enumerate() {
        *group = scalar(&padded(bytes, at + (quick + index) * bits as usize), bits).map(|number| number as u16);
    }
}

/// Numbers of 1 to 31 bits; as [`narrow`].
#[inline]
pub(super) fn wide(at: usize, bytes: &[u8], bits: u32, count: usize, to: &mut [u32]) {
    let groups = to[..(count + 7) & !7].as_chunks_mut::<8>().0;
    let quick = quick_groups(at, bytes.len(), bits, 40).min(groups.len());
    let (head, tail) = groups.split_at_mut(quick);
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    if bits <= 25 {
        super::simd::wide(&bytes[at..], bits, head);
    } else {
        for (index, group) in head.iter_mut().enumerate() {
            *group = scalar(&bytes[at + index * bits as usize..], bits);
        }
    }
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    for (index, group) in head.iter_mut().enumerate() {
        *group = scalar(&bytes[at + index * bits as usize..], bits);
    }
    for (index, group) in tail.iter_mut().enumerate() {
        *group = scalar(&padded(bytes, at + (quick + index) * bits as usize), bits);
    }
}

/// Groups for which `reach` bytes from their start are there.
#[inline]
fn quick_groups(at: usize, len: usize, bits: u32, reach: usize) -> usize {
    match len.checked_sub(at + reach) {
        Some(spare) => spare / bits as usize + 1,
        None => 0,
    }
}

/// The bytes of a group at the end, with zeros behind them.
fn padded(bytes: &[u8], at: usize) -> [u8; 40] {
    let mut padded = [0; 40];
    let rest = &bytes[at.min(bytes.len())..];
    let len = rest.len().min(40);
    padded[..len].copy_from_slice(&rest[..len]);
    padded
}

/// Eight numbers. The last window begins at byte 27 at most.
#[inline(always)]
fn scalar(bytes: &[u8], bits: u32) -> [u32; 8] {
    let mut numbers = [0; 8];
    let mask = (1u64 << bits) - 1;
    for (index, number) in numbers.iter_mut().enumerate() {
        let first = index * bits as usize;
        let window = bytes[first / 8..].first_chunk::<8>().map_or(0, |window| u64::from_le_bytes(*window));
        *number = ((window >> (first % 8)) & mask) as u32;
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition: bit after bit.
    fn bit_by_bit(at: usize, bytes: &[u8], bits: u32, count: usize) -> Vec<u32> {
        let bit = |index: usize| bytes.get(at + index / 8).map_or(0, |byte| u32::from(byte >> (index % 8) & 1));
        let number = |index: usize| (0..bits as usize).fold(0, |sum, low| sum | bit(index * bits as usize + low) << low);
        (0..count).map(number).collect()
    }

    #[test]
    fn every_width_and_length_gives_the_bits_in_order() {
        let bytes: Vec<u8> = (0..400u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        for bits in 1..=31 {
            for count in [1, 7, 8, 9, 31, 64, 77] {
                for at in [0, 3, 400 - (count * bits as usize).div_ceil(8)] {
                    let wanted = bit_by_bit(at, &bytes, bits, count);
                    let mut to = [0; 80];
                    wide(at, &bytes, bits, count, &mut to);
                    assert_eq!(to[..count], wanted, "{bits} bits, {count} numbers at {at}");
                    if bits <= 16 {
                        let mut to = [0; 80];
                        narrow(at, &bytes, bits, count, &mut to);
                        assert!(to[..count].iter().map(|n| u32::from(*n)).eq(wanted), "{bits} bits, {count} numbers at {at}");
                    }
                }
            }
        }
    }
}
