//! Why a stream could not be decoded to its end, and how far it got.

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
