//! The layer [`tiff`](crate::tiff). See `src/lib.rs` for how the crates go together.

pub use omescope_base::{bytes, error, need};

#[path = "mod.rs"]
pub mod tiff;
