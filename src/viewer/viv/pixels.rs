//! Some pixels of an image, to see how bright it is.

use super::raster::{Raster, Selection};
use crate::viewer::outcome::Waits;
use crate::viewer::samples::{Limits, region};
use crate::viewer::zarrita::{Part, Visit};

/// Some pixels of planes of the lowest level.
pub fn samples(visit: &mut Visit<'_, '_>, raster: &Raster, selections: &[Selection]) -> Result<Vec<Vec<f64>>, Waits> {
    let level = raster.last();
    let Some(array) = raster.levels.get(level) else { return Ok(Vec::new()) };
    let of = |selection: &Selection| {
        let Ok(parts) = raster.parts(level, selection, [Part::All, Part::All]) else { return Ok(Vec::new()) };
        let range = |(part, size): (&Part, &u64)| match *part {
            Part::All => 0..*size,
            Part::Slice(from, to) => from..to,
            Part::At(at) => at..at.saturating_add(1),
        };
        let ranges: Vec<_> = parts.iter().zip(&array.shape).map(range).collect();
        region(visit.look(), &array.node, &ranges, Limits::SAMPLE).map(|values| some(values.unwrap_or_default()))
    };
    let found: Vec<Result<Vec<f64>, Waits>> = selections.iter().map(of).collect();
    found.into_iter().collect()
}

/// Values that are kept of a plane.
const KEPT: usize = 1024;

/// The least and the greatest of many values, and some between.
fn some(values: Vec<f64>) -> Vec<f64> {
    let every = values.len().div_ceil(KEPT).max(1);
    let ends = values.iter().copied().filter(|value| value.is_finite());
    let ends = ends.fold(None, |ends: Option<(f64, f64)>, value| {
        Some(ends.map_or((value, value), |(least, most)| (least.min(value), most.max(value))))
    });
    let between = values.iter().copied().step_by(every);
    ends.into_iter().flat_map(|(least, most)| [least, most]).chain(between).collect()
}
