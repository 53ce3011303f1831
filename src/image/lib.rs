//! The layer [`image`]. See `src/lib.rs` for how the crates go together.

pub use omescope_base::{bytes, error};
pub use omescope_codec::codec;
pub use omescope_tiff::tiff;

#[path = "mod.rs"]
pub mod image;
