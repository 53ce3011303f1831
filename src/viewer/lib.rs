//! The layer [`viewer`]. See `src/lib.rs` for how the crates go together.

pub use omescope_base::{bytes, error, need, sort};
pub use omescope_codec::codec;
pub use omescope_ome::ome;
pub use omescope_tiff::tiff;
pub use omescope_zarr::zarr;

#[path = "mod.rs"]
pub mod viewer;
