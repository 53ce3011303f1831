//! Horizontal differencing undone, one row at a time.

use super::wide::{self, WIDE};
use crate::bytes::Endian;

/// Undoes the differences of a row of bytes.
pub(super) fn undo_u8(row: &mut [u8], samples: usize, _: Endian) {
    match samples {
        1 if WIDE => wide::sum::<1>(row),
        2 if WIDE => wide::sum::<2>(row),
        3 if WIDE => wide::sum::<3>(row),
        4 if WIDE => wide::sum::<4>(row),
        5 if WIDE => wide::sum::<5>(row),
        6 if WIDE => wide::sum::<6>(row),
        7 if WIDE => wide::sum::<7>(row),
        8 if WIDE => wide::sum::<8>(row),
        _ => plain_u8(row, samples),
    }
}

/// Defines, for one type of number, a function for rows in the order of the file and one for the order of the host.
macro_rules! undo {
    ($number:ty, $bytes:literal, $undo:ident, $plain:ident) => {
        /// Undoes the differences of a row of such numbers; the result is in the order of the host.
        pub(super) fn $undo(row: &mut [u8], samples: usize, endian: Endian) {
            let foreign = match endian {
                Endian::Little => cfg!(target_endian = "big"),
                Endian::Big => cfg!(target_endian = "little"),
            };
            if foreign {
                row.as_chunks_mut::<$bytes>().0.iter_mut().for_each(|bytes| bytes.reverse());
            }
            $plain(row, samples);
        }

        undo!($number, $bytes, $plain);
    };
    ($number:ty, $bytes:literal, $plain:ident) => {
        /// Undoes the differences of a row of such numbers in the order of the host.
        pub(super) fn $plain(row: &mut [u8], samples: usize) {
            /// With the sums of one pixel in registers.
            fn few<const SAMPLES: usize>(values: &mut [[u8; $bytes]]) {
                let mut sums: [$number; SAMPLES] = [0; SAMPLES];
                let mut add = |pixel: &mut [[u8; $bytes]]| {
                    for (value, sum) in pixel.iter_mut().zip(&mut sums) {
                        *sum = sum.wrapping_add(<$number>::from_ne_bytes(*value));
                        *value = sum.to_ne_bytes();
                    }
                };
                let (pixels, rest) = values.as_chunks_mut::<SAMPLES>();
                pixels.iter_mut().for_each(|pixel| add(pixel));
                add(rest);
            }

            /// With each pixel added to the next.
            fn many(values: &mut [[u8; $bytes]], samples: usize) {
                let (mut before, mut rest) = values.split_at_mut(samples.min(values.len()));
                // Ends as `rest` gets shorter by a pixel each turn.
                while !rest.is_empty() {
                    let (pixel, behind) = rest.split_at_mut(samples.min(rest.len()));
                    for (value, before) in pixel.iter_mut().zip(&*before) {
                        let sum = <$number>::from_ne_bytes(*value).wrapping_add(<$number>::from_ne_bytes(*before));
                        *value = sum.to_ne_bytes();
                    }
                    (before, rest) = (pixel, behind);
                }
            }

            let values = row.as_chunks_mut::<$bytes>().0;
            match samples {
                0 => {}
                1 => few::<1>(values),
                2 => few::<2>(values),
                3 => few::<3>(values),
                4 => few::<4>(values),
                5 if $bytes == 2 => few::<5>(values),
                6 if $bytes == 2 => few::<6>(values),
                7 if $bytes == 2 => few::<7>(values),
                8 if $bytes == 2 => few::<8>(values),
                _ => many(values, samples),
            }
        }
    };
}

undo!(u8, 1, plain_u8);
undo!(u16, 2, undo_u16, plain_u16);
undo!(u32, 4, undo_u32, plain_u32);
undo!(u64, 8, undo_u64, plain_u64);
