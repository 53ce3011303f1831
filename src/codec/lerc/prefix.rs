//! Running sums of bytes.

/// Replaces each byte by the sum of all up to it, modulo 256.
pub(super) fn sum(bytes: &mut [u8]) {
    let mut sum = 0u8;
    for byte in bytes {
        sum = sum.wrapping_add(*byte);
        *byte = sum;
    }
}
