//! Why a chunk was not decoded.

use crate::codec::Failure;
use std::fmt;

/// Why a chunk was not decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The codec that could not go on, or what else it is about.
    pub codec: String,
    /// Why.
    pub kind: FaultKind,
}

/// Kinds of faults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The codec, or the way it is used, is not decoded here. This says nothing of the chunk.
    Unsupported(String),
    /// The chunk is broken: what is wrong, where, and how many bytes were decoded before.
    Broken(Failure),
    /// There are more bytes than may be decoded: so many.
    TooLarge(u64),
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            FaultKind::Unsupported(what) => write!(f, "{}: {what}", self.codec),
            FaultKind::Broken(failure) => write!(f, "{}: {failure}", self.codec),
            FaultKind::TooLarge(bytes) => write!(f, "{}: {bytes} bytes are more than is decoded", self.codec),
        }
    }
}
