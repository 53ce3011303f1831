//! Codecs: the compressed bytes of one tile or strip to its samples.
//!
//! A codec knows bytes and sizes, no IFD. The size of the output is known beforehand and never exceeded: a stream
//! that would give more is stopped at that byte, one that gives less is a [`Failure`] that says how far it got.
//!
//! Decoders that most files need belong to the WebAssembly module `core`, others to `more`, and JPEG XL, which is larger than
//! all of them, to `jxl`. What a module does not have is [`TileError::Unsupported`] there.
//! Those of Zarr alone (Blosc, gzip, LZ4, shuffled bytes, checksums) are part of the judge: viewers bring their own.

mod failure;
mod module;
mod scratch;
mod spec;
mod tile;

#[cfg(feature = "core")]
pub mod inflate;
#[cfg(feature = "core")]
pub mod jpeg;
#[cfg(feature = "core")]
pub mod lerc;
#[cfg(feature = "core")]
pub mod lzw;
#[cfg(feature = "core")]
pub mod packbits;
pub mod predictor;
#[cfg(any(feature = "core", feature = "more"))]
mod stream;
pub mod unpack;
#[cfg(feature = "core")]
mod usual;
mod vector;
#[cfg(feature = "core")]
pub mod zstd;

#[cfg(feature = "core")]
pub mod blosc;
#[cfg(feature = "core")]
pub mod crc;
#[cfg(feature = "core")]
pub mod gzip;
#[cfg(feature = "core")]
pub mod lz4;
#[cfg(feature = "core")]
pub mod shuffle;
#[cfg(feature = "core")]
mod whole;

#[cfg(feature = "more")]
pub mod ccitt;
#[cfg(feature = "more")]
pub mod jpeg2000;
#[cfg(feature = "jxl")]
pub mod jpegxl;
#[cfg(any(feature = "more", feature = "jxl"))]
mod picture;
#[cfg(feature = "more")]
pub mod webp;
#[cfg(feature = "more")]
pub mod xz;

pub use failure::{Failure, TileError};
pub use module::{Module, compression_name};
pub use scratch::Scratch;
pub use spec::{Color, SampleFormat, SampleType, TileSpec};
pub use tile::decode;
