//! The catalogue: one rule a file.

#[cfg(test)]
mod laws;
pub(super) mod tiff;
pub(super) mod zarr;
