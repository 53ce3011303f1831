//! Predictors undone: rows of differences to rows of samples.
//!
//! A row is `width` pixels of `samples` values each; for planar data `samples` is 1. Results are in the byte order of
//! the host, whatever that of the file.

use crate::bytes::Endian;
use crate::codec::Failure;

mod floating_point;
mod horizontal;
mod wide;

/// Undoes horizontal differencing (predictor 2, TIFF 6.0 section 14) in place, for values of 8, 16, 32 and 64 bits in
/// the byte order of the file. A last row that is not complete is undone as far as it goes.
///
/// # Errors
///
/// Where values have another number of bits, or a row more bytes than can be addressed.
pub fn undo_horizontal(rows: &mut [u8], width: usize, samples: usize, bits: u32, endian: Endian) -> Result<(), Failure> {
    let undo = match bits {
        8 => horizontal::undo_u8,
        16 => horizontal::undo_u16,
        32 => horizontal::undo_u32,
        64 => horizontal::undo_u64,
        _ => return Err(unsupported(2, bits)),
    };
    let row = row_bytes(width, samples, bits)?;
    if row > 0 {
        rows.chunks_mut(row).for_each(|row| undo(row, samples, endian));
    }
    Ok(())
}

/// Undoes the floating-point predictor (predictor 3, Adobe Photoshop TIFF Technical Note 3) in place, for values of
/// 16, 24, 32 and 64 bits. Values of 24 bits remain three bytes each. `scratch` holds at least one row. A last row that
/// is not complete stays as it is, as its planes of bytes are not.
///
/// # Errors
///
/// Where values have another number of bits, a row more bytes than can be addressed, or more than `scratch`.
pub fn undo_floating_point(rows: &mut [u8], width: usize, samples: usize, bits: u32, scratch: &mut [u8]) -> Result<(), Failure> {
    let weave = match bits {
        16 => floating_point::weave_2,
        24 => floating_point::weave_3,
        32 => floating_point::weave_4,
        64 => floating_point::weave_8,
        _ => return Err(unsupported(3, bits)),
    };
    let row = row_bytes(width, samples, bits)?;
    if row == 0 {
        return Ok(());
    }
    let scratch = scratch.get_mut(..row).ok_or_else(|| Failure::new(0, 0, "scratch memory for predictor 3 is below a row"))?;
    for row in rows.chunks_exact_mut(row) {
        horizontal::undo_u8(row, samples, Endian::Big);
        scratch.copy_from_slice(row);
        weave(scratch, row);
    }
    Ok(())
}

fn unsupported(predictor: u32, bits: u32) -> Failure {
    Failure::new(0, 0, format!("predictor {predictor} for values of {bits} bits is not supported"))
}

fn row_bytes(width: usize, samples: usize, bits: u32) -> Result<usize, Failure> {
    let bytes = usize::try_from(bits / 8).ok();
    let row = bytes.and_then(|bytes| width.checked_mul(samples)?.checked_mul(bytes));
    row.ok_or_else(|| Failure::new(0, 0, format!("rows of {width} pixels with {samples} samples are too long")))
}

#[cfg(test)]
mod tests;
