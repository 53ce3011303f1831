//! Zarr stores as facts: nodes, grids of chunks, and what OME-NGFF, AnnData and SpatialData say in attributes.
//!
//! Nothing here judges, and nothing reads. What has arrived of a store lies in a [`Store`]; where a fact needs a key
//! that is not there yet, the key is named. What departs from a specification is a [`Defect`] with the key, the JSON
//! pointer, and the line and column of it; everything else is found all the same.
//!
//! - [`json`]: text to values that know where they stand; takes what is met in the field, and says so.
//! - [`node`]: arrays and groups of Zarr 2 and 3 as one type; [`array`], [`dtype`], [`fill`], [`codec`], [`grid`] are
//!   their parts. [`consolidated`]: nodes in `.zmetadata` and its like. [`path`]: paths that are safe.
//! - [`store`]: what has arrived, and what is needed; all that follows reads from it.
//!   An [`Archive`] says what readers of archives ask for to get at an object.
//! - [`probe`]: what sort of store it is. [`tree`]: all its groups and arrays.
//! - [`ngff`]: what OME-NGFF says of images, labels, plates and scenes.
//! - [`anndata`]: AnnData and MuData, and what people type for their paths.
//! - [`spatialdata`]: SpatialData's elements, coordinate systems and tables.
//! - [`parquet`]: footers of Parquet files, which SpatialData keeps points and shapes in.
//! - [`chunk`]: one chunk, decoded; [`values`]: a small array whose values are facts.
//! - [`schema`]: the official JSON schemas of OME-NGFF, and an evaluator for them.

pub mod anndata;
mod archive;
pub mod array;
pub mod chunk;
pub mod codec;
pub mod consolidated;
mod defect;
pub mod dtype;
mod fields;
pub mod fill;
pub mod grid;
pub mod json;
pub mod ngff;
pub mod node;
pub mod parquet;
pub mod path;
pub mod probe;
pub mod schema;
pub mod spatialdata;
pub mod store;
pub mod tree;
pub mod values;

pub use crate::need::KeyPart;
pub use archive::Archive;
pub use defect::{Defect, DefectCode, Defects};
pub use node::{Format, Node, NodeKind};
pub use store::{Answer, Expect, Found, Look, Needs, Reply, Store};
