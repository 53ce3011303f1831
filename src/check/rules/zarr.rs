//! Rules on Zarr stores, in the order of their names.
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::as_conversions))]

use crate::check::effect::{Component, Effect};
use crate::check::rule::{At, Finding, Findings, Fix, Rule, affects, says};
use crate::check::zarr::facts::ZarrFacts;
#[cfg(test)]
use crate::check::{rule::Examples, testing::arrays::*, testing::store::image};
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
    array_codec_unknown
    array_codecs_around_shards
    array_dtype_unsupported
    array_fill_value
    array_index_at_start
    array_not_understood
    array_order_f
    array_shards_uneven
    array_uncompressed
    chunks_damaged
    chunks_elsewhere
    chunks_missing
    json_invalid
    node_both_versions
    node_name
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
    store_case_collision
    store_litter
    store_no_data_set
    table_instance_column
    table_instances_differ
    table_keys_missing
    table_keys_unread
    table_several_regions
    viewer_gives_up
    zarr_metadata_wrong
    zip_compressed
    zip_ozx
    zip_top_folder
}

/// A path as it stands in sentences.
fn shown_path(path: &str) -> String {
    if path.is_empty() { "the root".to_owned() } else { path.to_owned() }
}

#[cfg(test)]
mod tests;
