//! Fletcher-32 over big-endian words of 16 bits, the checksum of Lerc2 since version 3.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "each sum is bounded where it is made; indexes are those of arrays, by constants"
)]

/// Whether `bytes` have this checksum.
pub(super) fn matches(bytes: &[u8], checksum: u32) -> bool {
    // The sums of the format are folded to 16 bits only once after the last byte of an odd number. In rare cases
    // that leaves another of two forms of the same number, so the sequential form has the last word.
    modular(bytes) == checksum || sequential(bytes) == checksum
}

/// The checksum as the format defines it, word by word.
fn sequential(bytes: &[u8]) -> u32 {
    let (mut sum1, mut sum2) = (0xffff_u32, 0xffff_u32);
    let (words, odd) = bytes.as_chunks::<2>();
    // As many words as the sums can take before they have to be folded.
    for batch in words.chunks(359) {
        for word in batch {
            sum1 += u32::from(u16::from_be_bytes(*word));
            sum2 += sum1;
        }
        (sum1, sum2) = (fold(sum1), fold(sum2));
    }
    if let [last] = odd {
        sum1 += u32::from(*last) << 8;
        sum2 += sum1;
    }
    (fold(sum2) << 16) | fold(sum1)
}

fn fold(sum: u32) -> u32 {
    (sum & 0xffff) + (sum >> 16)
}

/// Bytes that are summed at once: 128 words.
const STEP: usize = 256;

/// The same number from sums of 128 words, which need no order among them.
fn modular(bytes: &[u8]) -> u32 {
    let (steps, rest) = bytes.as_chunks::<STEP>();
    let (mut sum1, mut sum2) = (0u64, 0u64);
    for batch in steps.chunks(4096) {
        // At most 4096 * 128 words of 16 bits: sum1 stays below 2^36, sum2 below 2^56.
        for step in batch {
            #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
            let (words, weighted) = super::simd::word_sums(step);
            #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
            let (words, weighted) = sums(step);
            sum2 += sum1 * (STEP as u64 / 2) + u64::from(weighted);
            sum1 += u64::from(words);
        }
        (sum1, sum2) = (sum1 % 0xffff, sum2 % 0xffff);
    }
    for pair in rest.chunks(2) {
        let [high, low] = [pair.first(), pair.get(1)].map(|byte| byte.map_or(0, |byte| u64::from(*byte)));
        sum1 += high << 8 | low;
        sum2 += sum1;
    }
    // The sums start at 65535, which is 0 here, and never become 0 again.
    let form = |sum: u64| if sum.is_multiple_of(0xffff) { 0xffff } else { (sum % 0xffff) as u32 };
    form(sum2) << 16 | form(sum1)
}

/// The sum of the 128 words, and the sum of each word as often as the running sum holds it: 128 times the first,
/// once the last. Below 2^23 and 2^30.
#[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
fn sums(step: &[u8; STEP]) -> (u32, u32) {
    let (mut words, mut weighted) = (0u32, 0u32);
    // Eight words side by side, each with its own sum and its own sum of sums.
    let (mut lanes, mut running) = ([0u32; 8], [0u32; 8]);
    for row in step.as_chunks::<16>().0 {
        for lane in 0..8 {
            let word = u32::from(u16::from_be_bytes([row[lane * 2], row[lane * 2 + 1]]));
            lanes[lane] += word;
            running[lane] += lanes[lane];
        }
    }
    for lane in 0..8 {
        words += lanes[lane];
        // A row counts its words once more for each row behind it, and the later lanes of its own row come off.
        weighted += running[lane] * 8 - lanes[lane] * lane as u32;
    }
    (words, weighted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_without_order_are_the_sums_of_the_format() {
        let bytes: Vec<u8> = (0..70_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        for len in (0..1200).chain([4095, 4096, 65_535, 70_000]) {
            assert!(matches(&bytes[..len], sequential(&bytes[..len])), "{len}");
            if len % 2 == 0 {
                assert_eq!(modular(&bytes[..len]), sequential(&bytes[..len]), "{len}");
            }
        }
        for len in [0, 2, 256, 510, 65_536] {
            assert_eq!(modular(&vec![0; len]), sequential(&vec![0; len]));
            assert_eq!(modular(&vec![0xff; len]), sequential(&vec![0xff; len]));
        }
    }

    #[test]
    fn a_changed_byte_is_noticed() {
        let mut bytes = vec![7; 1001];
        let checksum = sequential(&bytes);
        for at in 0..bytes.len() {
            bytes[at] ^= 0x10;
            assert!(!matches(&bytes, checksum), "{at}");
            bytes[at] ^= 0x10;
        }
    }
}
