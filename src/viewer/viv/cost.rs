//! What looking at a file costs over HTTP, by doing what Viv and geotiff.js do, but for the reading: blocks of 64 KiB that
//! are kept, IFDs in pieces, values of tags one after the other, tiles together.

use super::ome_tiff::{Plane, VivImage};
use crate::sort::sort;
use crate::viewer::geotiff::{Network, ROUND_TRIPS, Step, Task, Work, block_size};
use crate::viewer::versions::{Does, Geotiff, Software, VERSIONS, usual};
use crate::viewer::{Block, TiffFile};
use serde::Serialize;

/// Pixels a side of the view that the forecast is for.
const VIEW: u64 = 1024;
/// IFDs beyond which no forecast is made.
const MOST_IFDS: usize = 65_536;

/// The steps of somebody who looks at an image.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Steps {
    /// Until the viewer knows what the image is.
    pub open: Step,
    /// The first picture: the smallest resolution of up to four channels, for their brightness, then the tiles of the first
    /// channel that fill a view of 1,024 x 1,024 pixels with the whole image.
    pub first_view: Step,
    /// The same view of the next channel (section, time point where there is one channel).
    pub switch_channel: Step,
    /// One tile of the last plane, in the largest resolution.
    pub last_plane: Step,
}

/// The forecast.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cost {
    /// What is simulated.
    viewer: String,
    round_trip_milliseconds: [u64; 3],
    /// Without `offsets.json`.
    without_offsets: Steps,
    /// With it; its own request is not counted.
    with_offsets: Steps,
}

/// Forecasts what a file costs. `None` where viewers do not come so far, or not all that they read is known.
pub fn cost(file: &TiffFile, images: &[VivImage]) -> Option<Cost> {
    if file.ifds.len() > MOST_IFDS {
        return None;
    }
    let viv = usual(VERSIONS).into_iter().find(|viewer| viewer.software == Software::Viv)?;
    let geotiff = viv.part(Software::Geotiff)?;
    let Does::Geotiff(does) = &geotiff.does else { return None };
    Some(Cost {
        viewer: format!("{} with {} {}", viv.verdict.as_ref()?.name, geotiff.software.name(), geotiff.number),
        round_trip_milliseconds: ROUND_TRIPS,
        without_offsets: steps(file, images, does, false)?,
        with_offsets: steps(file, images, does, true)?,
    })
}

fn steps(file: &TiffFile, images: &[VivImage], geotiff: &Geotiff, offsets: bool) -> Option<Steps> {
    let image = images.first()?;
    let mut network = Network::new(file, geotiff, offsets)?;
    let mut open = Task::from([Work::Header, Work::Main(0)]);
    for image in images {
        open.push_back(Work::Main(main(file, image.first_ifd)?));
    }
    let open = network.run(vec![open])?;
    let start = image.start();
    let lowest = image.levels.saturating_sub(1);
    let stats = start.iter().map(|plane| raster(file, image, *plane, lowest)).collect::<Option<Vec<_>>>()?;
    let stats = network.run(stats)?;
    let shown = network.run(vec![view(file, image, *start.first()?)?])?;
    let switch_channel = match next(image, *start.first()?) {
        Some(plane) => network.run(vec![view(file, image, plane)?])?,
        None => Step::default(),
    };
    let last_plane = network.run(vec![tiles(file, image, image.last(), 0, &[(0, 0)])?])?;
    Some(Steps { open, first_view: stats.and(shown), switch_channel, last_plane })
}

fn main(file: &TiffFile, number: u64) -> Option<usize> {
    usize::try_from(number).ok().filter(|number| *number < file.main)
}

/// The plane that comes after the first one.
fn next(image: &VivImage, shown: Plane) -> Option<Plane> {
    let Plane { c, z, t } = image.sizes;
    let turn = |at: u64, size: u64| at.saturating_add(1).checked_rem(size).unwrap_or(0);
    if !image.interleaved && c > 1 {
        return Some(Plane { c: shown.c.saturating_add(1), ..shown });
    }
    if z > 1 {
        return Some(Plane { z: turn(shown.z, z), ..shown });
    }
    (t > 1).then(|| Plane { t: turn(shown.t, t), ..shown })
}

/// A plane in one resolution, whole.
fn raster(file: &TiffFile, image: &VivImage, plane: Plane, level: usize) -> Option<Task> {
    let (work, ifd) = way_to(file, image, plane, level)?;
    let blocks = file.tables.get(&ifd)?.blocks.as_ref()?;
    Some(task(work, blocks.iter().map(|block| (block.at, block.len)).collect()))
}

/// What a view of the whole image needs of a plane, as deck.gl chooses it.
fn view(file: &TiffFile, image: &VivImage, plane: Plane) -> Option<Task> {
    if image.levels == 1 {
        return raster(file, image, plane, 0);
    }
    // Each screen pixel is to have at least one of the image: the level whose long side is 1,024 to 2,047 pixels.
    let long = image.width.max(image.height).checked_div(VIEW).unwrap_or(0);
    let wanted = long.checked_ilog2().and_then(|level| usize::try_from(level).ok()).unwrap_or(0);
    let level = wanted.min(image.levels.saturating_sub(1));
    let (width, height) = (image.width.div_ceil(1 << level.min(63)), image.height.div_ceil(1 << level.min(63)));
    let side = image.tile_size?;
    let places: Vec<(u64, u64)> =
        (0..width.div_ceil(side)).flat_map(|x| (0..height.div_ceil(side)).map(move |y| (x, y))).take(4096).collect();
    tiles(file, image, plane, level, &places)
}

/// Some of Viv's tiles of a plane: those of the file that they touch.
fn tiles(file: &TiffFile, image: &VivImage, plane: Plane, level: usize, places: &[(u64, u64)]) -> Option<Task> {
    let (work, ifd) = way_to(file, image, plane, level)?;
    let (block_width, block_height) = block_size(file, ifd)?;
    let (width, height) = file.size_of(ifd)?;
    let (level_width, level_height) = image.level_size(level);
    let blocks = file.tables.get(&ifd)?.blocks.as_ref()?;
    let (across, down) = (width.div_ceil(block_width.max(1)), height.div_ceil(block_height.max(1)));
    let planes = planes_of(file, ifd);
    let side = image.tile_size?;
    let touched = |at: u64, whole: u64, block: u64, count: u64| {
        let start = at.saturating_mul(side);
        let rest = if at == whole.checked_div(side).unwrap_or(0) { whole.checked_rem(side).unwrap_or(0) } else { side };
        let end = start.saturating_add(rest);
        start.checked_div(block).unwrap_or(0)..end.div_ceil(block.max(1)).min(count)
    };
    let mut numbers = Vec::new();
    for (x, y) in places {
        for row in touched(*y, level_height, block_height, down) {
            for column in touched(*x, level_width, block_width, across) {
                let number = row.saturating_mul(across).saturating_add(column);
                let sheet = across.saturating_mul(down);
                numbers.extend((0..planes).map(|plane| number.saturating_add(plane.saturating_mul(sheet))));
            }
        }
    }
    sort(&mut numbers);
    numbers.dedup();
    let range = |number: u64| blocks.get(usize::try_from(number).ok()?).map(|Block { at, len }| (*at, *len));
    Some(task(work, numbers.into_iter().filter_map(range).collect()))
}

/// How many planes of samples are read for a pixel.
fn planes_of(file: &TiffFile, ifd: usize) -> u64 {
    let says = file.kind(ifd).map(|kind| &kind.storage.ifd);
    says.filter(|says| says.planar_configuration == 2).map_or(1, |says| says.samples_per_pixel)
}

fn task(mut work: Vec<Work>, ranges: Vec<(u64, u64)>) -> Task {
    work.push(Work::Together(ranges));
    work.into()
}

/// The IFDs that are parsed on the way to a plane in a resolution, and the last of them.
fn way_to(file: &TiffFile, image: &VivImage, plane: Plane, level: usize) -> Option<(Vec<Work>, usize)> {
    let main = main(file, image.ifd(plane))?;
    let ifd = file.level(main, level)?;
    let mut work = vec![Work::Main(main)];
    if level > 0 {
        work.push(Work::Sub(ifd));
    }
    Some((work, ifd))
}
