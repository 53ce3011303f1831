//! What all layers are built on: bytes, the one error, questions and answers. See `src/lib.rs` for how the crates go together.
#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::as_conversions,
        reason = "tests know their numbers; all else is looked at without them"
    )
)]

pub mod bytes;
pub mod error;
pub mod need;
pub mod sort;
