//! What viewers do with a store, step by step: what they ask for, and where they give up.
//!
//! A visit runs over a [`Look`](crate::zarr::Look), as readers of facts do: it stops where something has not arrived, and
//! runs again when it has. It asks in the order of the viewer, so what it asked is what the viewer costs.

mod anndata;
mod array;
mod autoconfig;
mod codecs;
mod matrix;
mod open;
mod raster;
mod read;
mod samples;
mod shown;
mod spatialdata;
mod url;
mod visit;
mod vitessce_channels;
mod vitessce_image;
mod viv_image;
mod volume;
mod walk;

pub(in crate::check) use anndata::{SourceKind, Walk, anndata};
pub(in crate::check) use array::ZarritaArray;
pub(crate) use autoconfig::Configured;
pub(in crate::check) use autoconfig::autoconfig;
pub(in crate::check) use matrix::{Matrix, spatial_matrix};
pub(in crate::check) use open::{Kind, Opened};
pub(in crate::check) use raster::{image_size, misplaced, misplaced_background, tile_of};
pub(in crate::check) use read::Part;
pub(crate) use read::ReadOut;
pub(in crate::check) use samples::{Limits, region};
pub(crate) use shown::ImageShown;
pub(in crate::check) use spatialdata::{Shown, comes_by_tiles, geometry, types, vitessce_spatialdata};
pub(crate) use visit::{Failure, Spent};
pub(in crate::check) use visit::{Release, Stop, Tried, Visit, all};
pub(in crate::check) use vitessce_image::{ImageOptions, ImageRun, Loader, vitessce_image};
pub(in crate::check) use viv_image::viv_image;
pub(in crate::check) use walk::walk;
