//! Why a stream or a tile could not be decoded to its end, and how far it got.

use super::TileSpec;
use super::module::compression_name;
use std::borrow::Cow;
use std::fmt;

/// A stream that stopped before the output was full. The first `written` bytes of the output are good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Bytes of the stream that were used before the place that is wrong.
    pub read: usize,
    /// Bytes of the output that were written before it.
    pub written: usize,
    /// What is wrong, in lower case, to be put behind "tile 14 of IFD 2: ".
    pub what: Cow<'static, str>,
}

impl Failure {
    /// A failure at this place.
    pub fn new(read: usize, written: usize, what: impl Into<Cow<'static, str>>) -> Self {
        Self { read, written, what: what.into() }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (at byte {} of the stream, after {} bytes of output)", self.what, self.read, self.written)
    }
}

impl std::error::Error for Failure {}

/// Why a tile was not decoded to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TileError {
    /// It is well formed as far as is known, but of a sort that is not decoded.
    Unsupported(String),
    /// Its stream is damaged. The output holds what was decoded before, and zeros.
    Broken(Failure),
    /// Its stream is damaged, and where is not known. The output holds what could be made of it, and zeros.
    Damaged(String),
    /// It is larger than the limit, or its sizes contradict each other.
    Size(String),
}

impl fmt::Display for TileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsupported(what) | Self::Damaged(what) | Self::Size(what) => f.write_str(what),
            Self::Broken(failure) => failure.fmt(f),
        }
    }
}

impl From<Failure> for TileError {
    fn from(failure: Failure) -> Self {
        Self::Broken(failure)
    }
}

pub(super) fn too_large(spec: &TileSpec) -> TileError {
    let (width, height) = (spec.width, spec.height);
    TileError::Size(format!("a tile of {width} x {height} pixels and {} samples is over the limit of 256 MiB", spec.samples))
}

/// A compression that is not decoded here.
pub(super) fn unsupported(code: u32) -> TileError {
    TileError::Unsupported(format!("{} is not decoded", compression_name(code)))
}
