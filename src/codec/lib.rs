//! The layer [`codec`]. See `src/lib.rs` for how the crates go together.

pub use omescope_base::{bytes, error};

#[path = "mod.rs"]
pub mod codec;
