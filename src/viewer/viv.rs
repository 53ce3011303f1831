//! Viv: its loaders, and the layers that draw what they load.

mod cost;
mod image;
mod levels;
mod ome_tiff;
mod ome_xml;
mod opening;
mod pixels;
mod raster;
mod volume;

pub use cost::{Cost, cost};
pub use image::viv_image;
pub use levels::{draw, levels};
pub use ome_tiff::{Plane, Use, VivImage, images, table_order, tile_size, uses};
pub use ome_xml::{Issue, IssueKind, Schema, issues};
pub(super) use opening::Loading;
pub use opening::{Offsets, Seen, avivator_opening, viv_opening};
pub use pixels::samples;
pub use raster::{
    MOST_CHUNKS, MOST_DECODED, Misplaced, Raster, Selection, TEXTURES, image_size, is_interleaved, labels_of, misplaced,
    misplaced_background, tile_of,
};
pub use volume::{can_load, volume};
