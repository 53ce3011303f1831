//! Vitessce: its loaders, what its views ask of them, and the view config that it makes of an address alone.

mod anndata;
mod autoconfig;
mod channels;
mod image;
mod matrix;
mod metadata;
mod ome_tiff;
mod spatialdata;

pub use anndata::{SourceKind, Walk, anndata};
pub use autoconfig::autoconfig;
pub use image::{ImageOptions, ImageRun, Loader, vitessce_image};
pub use matrix::{Matrix, spatial_matrix};
pub use ome_tiff::{fits_vitessce, vitessce_opening};
pub use spatialdata::{Shown, comes_by_tiles, geometry, types, vitessce_spatialdata};
