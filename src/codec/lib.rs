//! The layer [`codec`]. See `src/lib.rs` for how the crates go together.
#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        reason = "tests know their numbers; all else is looked at without them"
    )
)]

pub use omescope_base::{bytes, error};

#[path = "mod.rs"]
pub mod codec;
