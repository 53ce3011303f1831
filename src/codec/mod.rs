//! Codecs: the compressed bytes of one tile or strip to its samples.
//!
//! A codec knows bytes and sizes, no IFD. The size of the output is known beforehand and never exceeded: a stream
//! that would give more is stopped at that byte, one that gives less is a [`Failure`] that says how far it got.
//!
//! Those of Zarr alone (Blosc, gzip, LZ4, shuffled bytes, checksums) are part of the judge: viewers bring their own.

#[cfg(feature = "check")]
pub mod blosc;
#[cfg(feature = "check")]
pub mod crc;
mod failure;
#[cfg(feature = "check")]
pub mod gzip;
pub mod inflate;
pub mod jpeg;
pub mod lerc;
#[cfg(feature = "check")]
pub mod lz4;
pub mod lzw;
pub mod packbits;
pub mod predictor;
#[cfg(feature = "check")]
pub mod shuffle;
mod spec;
mod tile;
pub mod unpack;
mod whole;
pub mod zstd;

pub use failure::Failure;
pub use spec::{Color, SampleFormat, SampleType, TileSpec};
pub use tile::{Scratch, TileError, decode};
