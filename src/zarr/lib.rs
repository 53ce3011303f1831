//! The layer [`zarr`]. See `src/lib.rs` for how the crates go together.
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

#[path = "mod.rs"]
pub mod zarr;
