//! Samples of any number of bits to whole bytes, and floats that no type of JavaScript has to those it has.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "shifts are below the width of the accumulator, and lengths are checked by the iterators"
)]

use crate::bytes::Endian;

/// Whether the highest bit of a byte comes first is FillOrder; this reverses the bits of each byte.
pub fn reverse_bits(bytes: &mut [u8]) {
    for byte in bytes {
        *byte = byte.reverse_bits();
    }
}

/// Turns numbers of whole bytes into the byte order of the machine.
pub fn swap_to_host(bytes: &mut [u8], bits: u16, endian: Endian) {
    let host = if cfg!(target_endian = "little") { Endian::Little } else { Endian::Big };
    if endian == host {
        return;
    }
    match bits {
        16 => bytes.chunks_exact_mut(2).for_each(<[u8]>::reverse),
        24 => bytes.chunks_exact_mut(3).for_each(<[u8]>::reverse),
        32 => bytes.chunks_exact_mut(4).for_each(<[u8]>::reverse),
        64 => bytes.chunks_exact_mut(8).for_each(<[u8]>::reverse),
        _ => {}
    }
}

/// Reads unsigned samples of 1 to 32 bits, packed highest bit first (TIFF 6.0 section 7), and hands them to `put`.
/// Samples of more than 8 bits that do not fill whole bytes are a bit stream too; byte order does not concern it.
fn samples(row: &[u8], bits: u16, mut put: impl FnMut(u32) -> bool) {
    let (mut held, mut count) = (0u64, 0u32);
    let mask = (1u64 << bits) - 1;
    for byte in row {
        held = (held << 8) | u64::from(*byte);
        count += 8;
        while count >= u32::from(bits) {
            count -= u32::from(bits);
            if !put(((held >> count) & mask) as u32) {
                return;
            }
        }
    }
}

/// Unpacks rows of samples of `bits` bits into samples of `size` (1, 2 or 4) bytes in host order.
/// `bits` is 1 to 32 and fits into `size`. Rows that are short leave the rest of `out` as it is.
pub fn unpack(stored: &[u8], stored_row: usize, out: &mut [u8], out_row: usize, bits: u16, size: usize) {
    if stored_row == 0 || out_row == 0 {
        return;
    }
    for (row, target) in stored.chunks(stored_row).zip(out.chunks_mut(out_row)) {
        let mut slots = target.chunks_exact_mut(size);
        samples(row, bits, |sample| {
            let Some(slot) = slots.next() else { return false };
            match slot {
                [one] => *one = sample as u8,
                [a, b] => [*a, *b] = (sample as u16).to_ne_bytes(),
                slot => slot.copy_from_slice(&sample.to_ne_bytes()),
            }
            true
        });
    }
}

/// Widens 24-bit floats (1 sign, 7 exponent, 16 fraction bits; TIFF technical note 3) to 32-bit ones, both in host order.
pub fn widen_float24(stored: &[u8], out: &mut [u8]) {
    for (bytes, target) in stored.chunks_exact(3).zip(out.chunks_exact_mut(4)) {
        let [a, b, c] = [0, 1, 2].map(|at| bytes.get(at).copied().unwrap_or(0));
        let bits =
            if cfg!(target_endian = "little") { u32::from_le_bytes([a, b, c, 0]) } else { u32::from_be_bytes([0, a, b, c]) };
        target.copy_from_slice(&float24(bits).to_ne_bytes());
    }
}

fn float24(bits: u32) -> u32 {
    let sign = (bits >> 23) << 31;
    let exponent = (bits >> 16) & 0x7f;
    let fraction = bits & 0xffff;
    match (exponent, fraction) {
        (0, 0) => sign,
        // Subnormal: fraction * 2^-78, which is normal in 32 bits.
        (0, fraction) => {
            let shift = fraction.leading_zeros() - 15;
            sign | ((127 - 62 - shift) << 23) | (((fraction << shift) & 0xffff) << 7)
        }
        (0x7f, fraction) => sign | 0x7f80_0000 | (fraction << 7),
        (exponent, fraction) => sign | ((exponent + 127 - 63) << 23) | (fraction << 7),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_of_every_width_come_out_as_they_went_in() {
        for bits in 1..=32u16 {
            let mask = ((1u64 << bits) - 1) as u32;
            let values: Vec<u32> = (0..37u32).map(|n| n.wrapping_mul(0x9e37_79b9) & mask).collect();
            let mut stored = Vec::new();
            let (mut held, mut count) = (0u64, 0);
            for value in &values {
                held = (held << bits) | u64::from(*value);
                count += bits;
                while count >= 8 {
                    count -= 8;
                    stored.push((held >> count) as u8);
                }
            }
            if count > 0 {
                stored.push((held << (8 - count)) as u8);
            }
            let size = if bits <= 8 {
                1
            } else if bits <= 16 {
                2
            } else {
                4
            };
            let mut out = vec![0; values.len() * size];
            let (stored_row, out_row) = (stored.len(), out.len());
            unpack(&stored, stored_row, &mut out, out_row, bits, size);
            let found: Vec<u32> = out
                .chunks(size)
                .map(|sample| {
                    let mut wide = [0; 4];
                    wide[..size].copy_from_slice(sample);
                    u32::from_le_bytes(wide)
                })
                .collect();
            assert_eq!(found, values, "{bits} bits");
        }
    }

    #[test]
    fn floats_of_24_bits_keep_their_value() {
        for (bits, value) in [
            (0x3f_0000u32, 1.0f32),
            (0xbf_8000, -1.5),
            (0x40_8000, 3.0),
            (0x7f_0000, f32::INFINITY),
            (0x00_0000, 0.0),
            (0x00_0001, 2f32.powi(-78)),
            (0x00_8000, 2f32.powi(-63)),
            (0x01_0000, 2f32.powi(-62)),
        ] {
            assert_eq!(f32::from_bits(float24(bits)), value, "{bits:06x}");
        }
        assert!(f32::from_bits(float24(0x7f_0001)).is_nan());
    }
}
