//! Running sums of bytes.

/// Replaces each byte by the sum of all up to it, modulo 256.
pub(super) fn sum(bytes: &mut [u8]) {
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    let (carry, bytes) = {
        let (vectors, rest) = bytes.as_chunks_mut::<16>();
        (super::simd::running_sums(vectors), rest)
    };
    #[cfg(not(all(target_arch = "wasm32", target_feature = "simd128")))]
    let carry = 0;
    one_by_one(carry, bytes);
}

fn one_by_one(carry: u8, bytes: &mut [u8]) {
    let mut sum = carry;
    for byte in bytes {
        sum = sum.wrapping_add(*byte);
        *byte = sum;
    }
}
