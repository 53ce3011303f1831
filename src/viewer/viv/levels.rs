//! The levels of an image, and the layers that draw them.

use super::raster::Raster;
use crate::viewer::js::{text, undefined};
use crate::viewer::outcome::{Tried, all};
use crate::viewer::zarrita::{Visit, ZarritaArray, resolve};
use crate::zarr::json::Cursor;

/// Opens the levels, all at once.
pub fn levels(visit: &mut Visit<'_, '_>, path: &str, multiscale: &Cursor<'_>) -> Tried<Vec<ZarritaArray>> {
    let datasets = multiscale.get("datasets").ok_or_else(|| undefined("map"))?;
    let mut paths = Vec::new();
    for dataset in datasets.items().take(MOST_LEVELS) {
        let own = dataset.get("path").ok_or_else(|| undefined("startsWith"))?;
        paths.push(resolve(path, &text(own.value()))?);
    }
    visit.at_once(|visit| all(paths.iter().map(|path| visit.open_array(path))))
}

/// Levels that are followed.
const MOST_LEVELS: usize = 64;

/// Drawing a level: of images that are taken for RGB the layer reads what there is none of in Zarr.
pub fn draw(raster: &Raster) -> Tried<()> {
    let drawn = raster.tiles(0).is_some();
    if raster.interleaved() && drawn { Err(undefined("photometricInterpretation").into()) } else { Ok(()) }
}
