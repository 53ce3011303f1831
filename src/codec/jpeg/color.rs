//! Rows of components to rows of pixels.
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "products of constants of 18 bits and differences of 9 to 17 bits are formed in 64 bits where they need it; \
              slices are walked with zip and chunks"
)]

use super::idct;
use super::lanes::{load_u8, pair, splat, splat_i32, store_rgb};
use super::sequential::Block;

/// What is computed from the components.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Conversion {
    /// Nothing.
    None,
    /// Red, green and blue from Y, Cb and Cr (JFIF 1.02; full range, ITU-R BT.601).
    Rgb,
    /// The same, then inverted; the fourth component stays.
    Cmyk,
}

/// A sample of a plane: 8 bits or up to 16.
pub(super) trait Sample: Copy + Default {
    /// A number that fits.
    fn of(n: u16) -> Self;
    /// As a number.
    fn number(self) -> u16;
    /// Two neighbours.
    fn pair(left: u16, right: u16) -> [Self; 2];
    /// Transforms a block of coefficients into eight rows of `stride` samples.
    fn block(block: &Block, last: usize, out: &mut [Self], stride: usize);
    /// Writes a row of pixels. `top` is the greatest sample.
    fn pixels(rows: &[&[Self]], conversion: Conversion, top: i32, out: &mut Out<'_>);
}

/// A row of the output.
pub(super) enum Out<'o> {
    /// Samples of a byte.
    Bytes(&'o mut [u8]),
    /// Samples of two bytes in host order.
    Words(&'o mut [u8]),
}

impl Sample for u8 {
    fn of(n: u16) -> Self {
        n as u8
    }
    fn number(self) -> u16 {
        u16::from(self)
    }
    #[inline(always)]
    fn pair(left: u16, right: u16) -> [Self; 2] {
        (left | right << 8).to_le_bytes()
    }
    #[inline(always)]
    fn block(block: &Block, last: usize, out: &mut [Self], stride: usize) {
        idct::samples(block, last, out, stride);
    }
    fn pixels(rows: &[&[Self]], conversion: Conversion, top: i32, out: &mut Out<'_>) {
        match (rows, conversion, &mut *out) {
            ([row], _, Out::Bytes(out)) => out.iter_mut().zip(*row).for_each(|(to, from)| *to = *from),
            ([y, cb, cr], Conversion::Rgb, Out::Bytes(out)) => rgb([y, cb, cr], out),
            ([a, b, c], Conversion::None, Out::Bytes(out)) => {
                let (pixels, _) = out.as_chunks_mut::<3>();
                for (pixel, ((a, b), c)) in pixels.iter_mut().zip(a.iter().zip(*b).zip(*c)) {
                    *pixel = [*a, *b, *c];
                }
            }
            _ => any(rows, conversion, top, out),
        }
    }
}

impl Sample for u16 {
    fn of(n: u16) -> Self {
        n
    }
    fn number(self) -> u16 {
        self
    }
    fn pair(left: u16, right: u16) -> [Self; 2] {
        [left, right]
    }
    fn block(block: &Block, _: usize, out: &mut [Self], stride: usize) {
        for (row, samples) in out.chunks_mut(stride).zip(idct::plain::<12>(block)) {
            row.iter_mut().zip(samples).for_each(|(to, sample)| *to = sample as u16);
        }
    }
    fn pixels(rows: &[&[Self]], conversion: Conversion, top: i32, out: &mut Out<'_>) {
        any(rows, conversion, top, out);
    }
}

/// A row of YCbCr to RGB, eight pixels at a time.
fn rgb([y, cb, cr]: [&[u8]; 3], out: &mut [u8]) {
    let width = (out.len() / 3).min(y.len()).min(cb.len()).min(cr.len());
    let (groups, rest) = out[..width * 3].as_chunks_mut::<24>();
    let done = groups.len() * 8;
    let parts = [y, cb, cr].map(|row| row.as_chunks::<8>().0);
    for (pixels, ((y, cb), cr)) in groups.iter_mut().zip(parts[0].iter().zip(parts[1]).zip(parts[2])) {
        let center = splat(128);
        let (y, cb, cr) = (load_u8(y), load_u8(cb).sub(center), load_u8(cr).sub(center));
        // 16-bit fractions: 1.402 = 1 + 26345, 1.772 = 2 - 14942, -0.34414 = -22554, -0.71414 = -1 + 18734.
        let part = |by: [i16; 2]| {
            let (by, half) = (pair(by[0], by[1]), splat_i32(1 << 15));
            let low = cb.zip_low(cr).dot(by).add(half).shr::<16>();
            low.saturate_i16(cb.zip_high(cr).dot(by).add(half).shr::<16>())
        };
        let r = y.add(cr).add(part([0, 26345]));
        let b = y.add(cb).add(cb).add(part([-14942, 0]));
        let g = y.sub(cr).add(part([-22554, 18734]));
        store_rgb(pixels, r, g, b);
    }
    let (pixels, _) = rest.as_chunks_mut::<3>();
    for (pixel, ((y, cb), cr)) in pixels.iter_mut().zip(y[done..].iter().zip(&cb[done..]).zip(&cr[done..])) {
        *pixel = one([y, cb, cr].map(|n| i32::from(*n)), 255).map(|n| n as u8);
    }
}

/// One pixel of YCbCr to RGB.
fn one([y, cb, cr]: [i32; 3], top: i32) -> [i32; 3] {
    let center = i64::from(top / 2 + 1);
    let (cb, cr) = (i64::from(cb) - center, i64::from(cr) - center);
    let part = |sum: i64| (i64::from(y) + ((sum + (1 << 15)) >> 16)).clamp(0, i64::from(top)) as i32;
    [part(91881 * cr), part(-22554 * cb - 46802 * cr), part(116130 * cb)]
}

/// Any number of components, conversion and width of samples, pixel by pixel.
fn any<S: Sample>(rows: &[&[S]], conversion: Conversion, top: i32, out: &mut Out<'_>) {
    let count = rows.len();
    let width = rows.iter().map(|row| row.len()).min().unwrap_or(0);
    let mut put = |at: usize, sample: i32| match out {
        Out::Bytes(out) => out.iter_mut().skip(at).take(1).for_each(|to| *to = sample as u8),
        Out::Words(out) => {
            out.iter_mut().skip(2 * at).zip((sample as u16).to_ne_bytes()).for_each(|(to, byte)| *to = byte);
        }
    };
    for x in 0..width {
        let sample = |c: usize| rows.get(c).map_or(0, |row| i32::from(row[x].number()));
        let first = match conversion {
            Conversion::None => [sample(0), sample(1), sample(2)],
            Conversion::Rgb => one([sample(0), sample(1), sample(2)], top),
            Conversion::Cmyk => one([sample(0), sample(1), sample(2)], top).map(|n| top - n),
        };
        for c in 0..count {
            put(x * count + c, first.get(c).copied().unwrap_or_else(|| sample(c)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_and_plain_arithmetic_give_the_same_colours() {
        let all: Vec<u8> = (0..=255).collect();
        for y in all.iter().step_by(15) {
            for cb in &all {
                let mut out = [0; 768];
                rgb([&[*y; 256], &[*cb; 256], &all], &mut out);
                for (pixel, cr) in out.as_chunks::<3>().0.iter().zip(&all) {
                    assert_eq!(pixel.map(i32::from), one([*y, *cb, *cr].map(i32::from), 255));
                }
            }
        }
    }
}
