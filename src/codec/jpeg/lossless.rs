//! Lossless frames (ITU-T T.81 annex H).
#![allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    reason = "arithmetic is modulo 2^16 as the clause says; places are inside planes that hold the whole frame"
)]

use super::markers::{Frame, Scan, Tables};
use super::picture::{Picture, Plane};
use super::scan::{Decode, Stop, each_unit, table};

/// Decodes a scan into the planes of a picture; returns where it ends and how many rows of units came.
pub(super) fn scan(
    source: (&[u8], usize),
    (frame, scan, tables): (&Frame, &Scan, &Tables),
    picture: &mut Picture<'_, u16>,
) -> Result<usize, Stop> {
    let alone = scan.parts.len() == 1;
    let (across, down) = match scan.parts[..] {
        [only] => frame.size_of(&frame.components[only.component]),
        _ => frame.mcus(1),
    };
    let start = 1i32 << (frame.precision - scan.band.low - 1);
    let mut first_row = 0;
    let decode: Decode<'_> = &mut |bits, unit, first| {
        let (x, y) = (unit % across, unit / across);
        if first {
            first_row = y;
        }
        for part in &scan.parts {
            let table = table(&tables.dc, part.dc)?;
            let plane = &mut picture.planes[part.component];
            let (h, v) = if alone { (1, 1) } else { (plane.h, plane.v) };
            for index in 0..h * v {
                let (x, y) = (x * h + index % h, y * v + index / h);
                let predicted = predict(plane, x, y, first_row * v, scan.band.start, start);
                plane.unit(x, y, 1)[0] = predicted.wrapping_add(table.difference(bits)?) as u16;
            }
        }
        Ok(())
    };
    let end = each_unit(source, across * down, tables.restart, decode)?;
    if scan.band.low > 0 {
        for part in &scan.parts {
            picture.planes[part.component].shift(scan.band.low);
        }
    }
    Ok(end)
}

/// The prediction of a sample (T.81 table H.1), by selection value.
fn predict(plane: &Plane<u16>, x: usize, y: usize, first_row: usize, selection: usize, start: i32) -> i32 {
    let sample = |x: usize, y: usize| i32::from(plane.row(y)[x]);
    match (x, y == first_row) {
        (0, true) => start,
        (_, true) => sample(x - 1, y),
        (0, false) => sample(x, y - 1),
        _ => {
            let (a, b, c) = (sample(x - 1, y), sample(x, y - 1), sample(x - 1, y - 1));
            match selection {
                1 => a,
                2 => b,
                3 => c,
                4 => a + b - c,
                5 => a + ((b - c) >> 1),
                6 => b + ((a - c) >> 1),
                _ => (a + b) >> 1,
            }
        }
    }
}
