//! geotiff.js, which Viv reads TIFF with.

mod network;
mod raster;
mod reader;
mod source;
pub mod stream;
mod wild;

pub use network::{Network, ROUND_TRIPS, Step, Task, Work};
pub(super) use raster::{Pako, read_rasters};
pub use reader::{DEEPEST, Given};
pub(super) use reader::{Directory, GeoTiff};
pub use source::Source;
pub use stream::Gives;
pub use wild::{Wild, read_wild};

use super::TiffFile;
use crate::tiff::Layout;

/// Width and height of tiles or strips as geotiff.js takes them: with StripOffsets an image is "not tiled".
pub fn block_size(file: &TiffFile, ifd: usize) -> Option<(u64, u64)> {
    let kind = file.kind(ifd)?;
    let (width, height) = file.size_of(ifd)?;
    match kind.storage.ifd.layout? {
        Layout::Tiles { width, height, .. } if !kind.has_strips => Some((width, height)),
        Layout::Strips { rows_per_strip, .. } => Some((width, rows_per_strip)),
        Layout::Tiles { .. } => Some((width, height)),
    }
}
