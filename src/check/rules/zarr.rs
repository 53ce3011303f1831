//! Rules on Zarr stores, in the order of their names.
use crate::check::effect::Effect;
use crate::check::rule::{At, Finding, Findings, Fix, Only, Rule, Who, affects, says};
use crate::check::zarr::facts::ZarrFacts;
#[cfg(test)]
use crate::check::{
    rule::Examples,
    testing::{
        arrays::*,
        images::*,
        store::image,
        tables::{anndata, asking},
    },
};
use crate::viewer::{Software, Way};
use crate::zarr::probe::Kind;
use Effect::{Fails, Note, Slow, Wrong};
use Software::{AutoConfig, Avivator, NgffSpec, Vitessce, Viv, Zarrita};
#[cfg(test)]
use serde_json::json;

mod images;
use images::{by, float, images, without_names};

/// A rule on a Zarr store.
pub(in crate::check) type ZarrRule = Rule<ZarrFacts>;

macro_rules! catalogue {
    ($($rule:ident)*) => {
        $(mod $rule;)*

        /// All rules on Zarr stores.
        pub(in crate::check) const RULES: &[ZarrRule] = &[$($rule::RULE),*];

        /// Their names alone: who asks for them need not hold the rules.
        pub(in crate::check) const NAMES: &[&str] = &[$($rule::RULE.id),*];
    };
}

catalogue! {
    anndata_categories_not_text
    anndata_category_missing
    anndata_cells_repeated
    anndata_code_beyond
    anndata_column_encoding
    anndata_column_slow
    anndata_column_type
    anndata_embedding_chunks
    anndata_embedding_int64
    anndata_embedding_not_array
    anndata_embedding_unfit
    anndata_encoding_version
    anndata_filter
    anndata_frame_missing
    anndata_genes_repeated
    anndata_heatmap_large
    anndata_index_encoding
    anndata_index_missing
    anndata_int64
    anndata_lengths
    anndata_many_categories
    anndata_many_chunks
    anndata_matrix_all_zero
    anndata_matrix_by_rows
    anndata_matrix_chunks
    anndata_matrix_encoding
    anndata_matrix_runs
    anndata_nothing_to_show
    anndata_path
    anndata_raw_only
    anndata_sharded
    anndata_sparse_booleans
    anndata_sparse_broken
    anndata_sparse_chunks
    anndata_text_column
    anndata_text_missing
    anndata_uns_large
    array_chunks_unequal
    array_codec_unknown
    array_codecs_around_shards
    array_dtype_unsupported
    array_fill_value
    array_index_at_start
    array_not_understood
    array_order_f
    array_shards_uneven
    array_uncompressed
    axes_count
    axes_duplicate
    axes_names
    axes_order
    axes_unit
    bioformats2raw_root
    chunks_channels_together
    chunks_damaged
    chunks_depth
    chunks_elsewhere
    chunks_large
    chunks_missing
    chunks_not_power_of_two
    chunks_small
    chunks_strips
    host_encoding
    host_head_refused
    host_ranges_ignored
    image_dtype
    image_interleaved
    image_many_channels
    image_no_volume
    image_not_an_image
    image_slow_view
    json_invalid
    labels_averaged
    labels_colors
    labels_large_ids
    labels_levels
    labels_list
    labels_pixels
    labels_size
    labels_used_as
    ngff_format
    ngff_later_version
    ngff_needs_later_viewer
    ngff_schema
    ngff_several_multiscales
    ngff_version
    node_attributes_missing
    node_both_versions
    node_name
    omero_channel_color
    omero_channel_count
    omero_channels_missing
    omero_default_plane
    omero_missing
    omero_model
    omero_rdefs_null
    omero_window
    omero_window_missing
    parquet_index
    parquet_missing
    parquet_unreadable
    plate_root
    points_axes
    points_column_missing
    points_dictionary_columns
    points_not_tiled
    points_one_file
    points_parts_left_out
    points_row_groups
    pyramid_channels_change
    pyramid_dtypes
    pyramid_level_size
    pyramid_missing
    pyramid_order
    pyramid_smallest_too_large
    pyramid_z_downsampled
    shapes_all_at_once
    shapes_geometry
    shapes_multipolygons
    shapes_no_names
    shapes_radii
    shapes_stretched
    spatialdata_affine
    spatialdata_coordinate_system
    spatialdata_element_alone
    spatialdata_element_version
    spatialdata_transform_ignored
    spatialdata_version
    store_address_suffix
    store_case_collision
    store_consolidated_stale
    store_dot_files
    store_litter
    store_missing_keys
    store_no_data_set
    store_not_consolidated
    store_root_below
    store_write_stopped
    table_instance_column
    table_instances_differ
    table_keys_missing
    table_keys_unread
    table_region_missing
    table_several_regions
    transform_affine
    transform_configured
    transform_length
    transform_scale
    transform_scale_ratio
    transform_unsupported
    viewer_gives_up
    zarr_metadata_wrong
    zip_compressed
    zip_ozx
    zip_top_folder
    zip_viv
}

/// A path as it stands in sentences.
fn shown_path(path: &str) -> String {
    if path.is_empty() { "the root".to_owned() } else { path.to_owned() }
}

mod tables;
#[cfg(test)]
mod tests;
