//! The layer [`session`]. See `src/lib.rs` for how the crates go together.
#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        reason = "tests know their numbers; all else is looked at without them"
    )
)]

pub use omescope_base::{bytes, error, need};
pub use omescope_codec::codec;
pub use omescope_image::image;
pub use omescope_ome::ome;
pub use omescope_tiff::tiff;

#[path = "mod.rs"]
pub mod session;
