//! The layer [`session`]. See `src/lib.rs` for how the crates go together.

pub use omescope_base::{bytes, error, need};
pub use omescope_codec::codec;
pub use omescope_image::image;
pub use omescope_ome::ome;
pub use omescope_tiff::tiff;

#[path = "mod.rs"]
pub mod session;
