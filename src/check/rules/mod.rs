//! The catalogue: one rule a file.

pub(super) mod tiff;
