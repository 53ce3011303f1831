//! Zarr stores as facts: nodes, grids of chunks, and what OME-NGFF, AnnData and SpatialData say in attributes.
//!
//! Nothing here judges, and nothing reads. What has arrived of a store lies in a [`Store`]; where a fact needs a key
//! that is not there yet, the key is named. What departs from a specification is a [`Defect`] with the key, the JSON
//! pointer, and the line and column of it; everything else is found all the same.
//!
//! - [`json`]: text to values that know where they stand; takes what is met in the field, and says so.

mod defect;
pub mod json;

pub use defect::{Defect, DefectCode, Defects};
