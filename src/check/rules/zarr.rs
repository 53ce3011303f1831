//! Rules on Zarr stores, in the order of their names.
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::as_conversions))]

use crate::check::effect::{Component, Effect};
use crate::check::rule::{At, Finding, Findings, Fix, Rule, affects, says};
use crate::check::zarr::facts::ZarrFacts;
#[cfg(test)]
use crate::check::{rule::Examples, testing::store::image};
use Component::{NgffSpec, Vitessce, Viv, Zarrita};
use Effect::{Fails, Wrong};

/// A rule on a Zarr store.
pub(in crate::check) type ZarrRule = Rule<ZarrFacts>;

macro_rules! catalogue {
    ($($rule:ident)*) => {
        $(mod $rule;)*

        /// All rules on Zarr stores.
        pub(in crate::check) const RULES: &[ZarrRule] = &[$($rule::RULE),*];
    };
}

catalogue! {
    omero_missing
    parquet_index
    parquet_missing
    parquet_unreadable
    points_axes
    points_column_missing
    points_not_tiled
    points_one_file
    points_parts_left_out
    shapes_all_at_once
    shapes_geometry
    shapes_multipolygons
    shapes_no_names
    shapes_radii
    shapes_stretched
    spatialdata_affine
    spatialdata_coordinate_system
    spatialdata_element_version
    spatialdata_transform_ignored
    spatialdata_version
    table_instance_column
    table_instances_differ
    table_keys_missing
    table_keys_unread
    table_several_regions
    viewer_gives_up
}

#[cfg(test)]
mod tests;
