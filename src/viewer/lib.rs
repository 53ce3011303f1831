//! The layer [`viewer`]. See `src/lib.rs` for how the crates go together.
#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        reason = "tests know their numbers; all else is looked at without them"
    )
)]

pub use omescope_base::{bytes, error, need, sort};
pub use omescope_codec::codec;
pub use omescope_ome::ome;
pub use omescope_tiff::tiff;
pub use omescope_zarr::zarr;

#[path = "mod.rs"]
pub mod viewer;
