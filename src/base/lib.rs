//! What all layers are built on: bytes, the one error, questions and answers. See `src/lib.rs` for how the crates go together.

pub mod bytes;
pub mod error;
pub mod need;
pub mod sort;
