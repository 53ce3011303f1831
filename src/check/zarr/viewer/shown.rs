//! What a viewer is about to show of an image.

use super::matrix::Matrix;
use super::raster::{Raster, Selection};
use super::read::Part;
use super::samples::{Limits, region};
use super::visit::Visit;
use super::vitessce_channels::Channels;
use super::vitessce_image::ImageRun;
use crate::check::zarr::trace::Waits;

/// An image as a viewer has it once it is loaded.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImageShown {
    /// Path of its group.
    pub(in crate::check) path: String,
    /// Whether it is shown as labels.
    pub(in crate::check) labels: bool,
    /// Width and height of its first level.
    pub(in crate::check) size: [u64; 2],
    /// Edge of a tile.
    pub(in crate::check) tile: u64,
    /// How many channels can be chosen.
    pub(in crate::check) channels: u64,
    /// Micrometres a pixel in x, y and z, as the viewer takes them.
    pub(in crate::check) scale: Option<[f64; 3]>,
    /// Where the first pixel is.
    pub(in crate::check) offset: Option<[f64; 3]>,
    /// Whether it is shown as RGB.
    pub(in crate::check) rgb: bool,
    /// What is black and what is white in `spatial`, for each channel that it shows at first.
    pub(in crate::check) windows: Vec<[f64; 2]>,
    /// The same in `spatialBeta`, for each channel; `None` where the view makes its own.
    pub(in crate::check) windows_beta: Vec<Option<[f64; 2]>>,
    /// Some pixels of channels in the lowest level.
    pub(in crate::check) samples: Vec<Vec<f64>>,
}

impl ImageShown {
    pub(super) fn of_vitessce(
        run: &ImageRun<'_>,
        raster: &Raster,
        channels: Channels,
        matrix: Matrix,
        samples: Vec<Vec<f64>>,
    ) -> Self {
        let planes = super::vitessce_image::default_selections(raster).len();
        Self {
            path: run.path.to_owned(),
            labels: run.loader.is_labels(),
            size: raster.size(0),
            tile: raster.tile,
            channels: crate::bytes::len64(channels.names.len()),
            scale: Some(matrix.scale()),
            offset: Some(matrix.offset()),
            rgb: channels.rgb,
            windows: if run.loader.is_labels() { Vec::new() } else { channels.spatial.into_iter().take(planes).collect() },
            windows_beta: channels.beta,
            samples,
        }
    }
}

/// Some pixels of planes of the lowest level.
pub(super) fn samples(visit: &mut Visit<'_, '_>, raster: &Raster, selections: &[Selection]) -> Result<Vec<Vec<f64>>, Waits> {
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
