//! Vitessce opening an OME-TIFF (`OmeTiffLoader.load`): Viv, then what it asks of the image before it shows anything.

use crate::ome::PixelsElement;
use crate::viewer::js::js_number;
use crate::viewer::opening::{Doing, Halt, Opening, Stopped, Tried};
use crate::viewer::versions::Version;
use crate::viewer::viv::{Loading, Seen, VivImage};
use std::collections::BTreeSet;

const TOO_LARGE: &str = "The lowest resolution of this image exceeds texture size limits or the browser max heap size. Please use an image pyramid \
    with lower resolution levels. See documentation at https://vitessce.io/docs/data-troubleshooting/#multi-resolution-pyramidal-representation";

/// Units of the data model that mathjs does not know.
const UNKNOWN: &[&str] = &["pixel", "reference frame", "\u{c5}", "thou", "ua", "ly", "pc"];

/// Vitessce on a file.
pub fn vitessce_opening(seen: Seen<'_>, viewer: &'static Version) -> Option<(Opening, BTreeSet<u64>)> {
    let mut loading = Loading::new(seen, viewer)?;
    run(&mut loading);
    Some(loading.into_parts())
}

fn run(loading: &mut Loading<'_>) -> Option<()> {
    loading.load()?;
    let size = loading.seen.images.first().map_or(Err(Halt::Unknown), can_load);
    loading.opening.step(Doing::Size, size)?;
    let unit = loading.seen.file.pixels(0).map_or(Err(Halt::Unknown), |(pixels, _)| units(pixels));
    loading.opening.step(Doing::Unit, unit)?;
    loading.start()?;
    let array = loading.first_plane()?;
    loading.draw(array)
}

/// `canLoadResolution` of the smallest resolution, without what a browser says of its heap.
fn can_load(image: &VivImage) -> Tried<()> {
    if fits_vitessce(image, image.levels.saturating_sub(1)) { Ok(()) } else { Err(Stopped::plain(TOO_LARGE).into()) }
}

/// Whether Vitessce takes a resolution of an image for one that it can show: as a volume of four bytes for each pixel.
pub fn fits_vitessce(image: &VivImage, level: usize) -> bool {
    let (width, height) = image.level_size(level);
    // JavaScript shifts numbers of 32 bits with a sign: of four billion sections nothing is left.
    let sections = u32::try_from(image.sizes.z & u64::from(u32::MAX)).unwrap_or(0).cast_signed();
    let depth = u32::try_from(level).ok().and_then(|level| sections.checked_shr(level)).unwrap_or(0);
    let depth = u64::try_from(depth).unwrap_or(0).max(1);
    let bytes = [4, height, width, depth].into_iter().fold(1u64, u64::saturating_mul);
    bytes < i32::MAX.unsigned_abs().into() && height <= 2048 && width <= 2048 && depth <= 2048
}

/// The size of a pixel, where it is given in X and Y (`getMetaWithTransformMatrices`).
fn units(pixels: &PixelsElement) -> Tried<()> {
    let attribute = |name: &str, axis: &str| pixels.element.attribute(&format!("PhysicalSize{axis}{name}"));
    let sized = |axis: &str| attribute("", axis).and_then(js_number).filter(|size| *size != 0.0);
    if sized("X").is_none() || sized("Y").is_none() {
        return Ok(());
    }
    for axis in ["X", "Y", "Z"] {
        let (Some(size), Some(unit)) = (sized(axis), attribute("Unit", axis)) else { continue };
        if !UNKNOWN.contains(&unit) {
            continue;
        }
        let number = size.to_string();
        let message = if unit == "\u{c5}" {
            format!("Unexpected \"{unit}\" in \"{number} {unit}\" at index {}", number.len().saturating_add(1))
        } else {
            format!("Unit \"{}\" not found.", unit.split(' ').next().unwrap_or(unit))
        };
        return Err(Stopped::new("SyntaxError", message).into());
    }
    Ok(())
}
