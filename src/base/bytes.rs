//! Checked, endian-aware reading of numbers: the only place of the crate that indexes bytes.

use serde::Serialize;

/// Order of the bytes of a number (TIFF 6.0 section 2: `II` or `MM`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Endian {
    /// Least significant byte first, `II`.
    Little,
    /// Most significant byte first, `MM`.
    Big,
}

/// Reads an unsigned number from all of `bytes`, one to eight of them; `None` for other lengths.
pub fn unsigned(bytes: &[u8], endian: Endian) -> Option<u64> {
    if bytes.is_empty() || bytes.len() > 8 {
        return None;
    }
    let push = |number: u64, byte: &u8| (number << 8) | u64::from(*byte);
    Some(match endian {
        Endian::Little => bytes.iter().rev().fold(0, push),
        Endian::Big => bytes.iter().fold(0, push),
    })
}

/// The `len` bytes at `at` of a slice, or `None` if they are not all there.
pub fn slice(bytes: &[u8], at: usize, len: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(len)?)
}

/// A number of bytes in memory as a file size; lossless, as no target has more than 64-bit addresses.
pub fn len64(len: usize) -> u64 {
    u64::try_from(len).unwrap_or(u64::MAX)
}

/// A file size as a number of bytes in memory, or `None` where this machine cannot address so much.
pub fn len_usize(len: u64) -> Option<usize> {
    usize::try_from(len).ok()
}

/// The float next to a whole number.
#[expect(clippy::as_conversions, reason = "from whole numbers this rounds to the nearest, which is what is meant")]
pub fn nearest_float(number: i128) -> f64 {
    number as f64
}

/// A float without its fraction. What is no number is 0; beyond the range of the integers stands the last of them.
#[expect(clippy::as_conversions, reason = "saturates, which is what is meant")]
pub fn truncated(number: f64) -> i128 {
    number as i128
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_every_width_are_read_in_both_orders() {
        for len in 1..=8 {
            let bytes: Vec<u8> = (1..=len).collect();
            let mut wide = [0u8; 8];
            wide[..bytes.len()].copy_from_slice(&bytes);
            assert_eq!(unsigned(&bytes, Endian::Little), Some(u64::from_le_bytes(wide)));
            wide.rotate_right(8 - bytes.len());
            assert_eq!(unsigned(&bytes, Endian::Big), Some(u64::from_be_bytes(wide)));
        }
    }

    #[test]
    fn numbers_of_other_widths_are_refused() {
        assert_eq!(unsigned(&[], Endian::Little), None);
        assert_eq!(unsigned(&[0; 9], Endian::Big), None);
    }

    #[test]
    fn slices_past_the_end_are_refused_even_where_the_sum_overflows() {
        assert_eq!(slice(&[1, 2, 3], 1, 2), Some(&[2, 3][..]));
        assert_eq!(slice(&[1, 2, 3], 2, 2), None);
        assert_eq!(slice(&[1, 2, 3], usize::MAX, 2), None);
    }
}
