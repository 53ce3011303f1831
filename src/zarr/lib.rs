//! The layer [`zarr`]. See `src/lib.rs` for how the crates go together.

pub use omescope_base::{bytes, error, need, sort};
pub use omescope_codec::codec;

#[path = "mod.rs"]
pub mod zarr;
