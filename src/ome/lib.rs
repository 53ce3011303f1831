//! The layer [`ome`]. See `src/lib.rs` for how the crates go together.

pub use omescope_base::error;

#[path = "mod.rs"]
pub mod ome;
