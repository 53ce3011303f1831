//! Codecs: the compressed bytes of one tile or strip to its samples.
//!
//! A codec knows bytes and sizes, no IFD. The size of the output is known beforehand and never exceeded: a stream
//! that would give more is stopped at that byte, one that gives less is a [`Failure`] that says how far it got.

mod failure;
pub mod inflate;
pub mod jpeg;
pub mod lerc;
pub mod lzw;
pub mod packbits;
pub mod predictor;
mod spec;
mod tile;
pub mod unpack;
mod vector;
pub mod zstd;

pub use failure::Failure;
pub use spec::{Color, SampleFormat, SampleType, TileSpec};
pub use tile::{Scratch, TileError, decode};
