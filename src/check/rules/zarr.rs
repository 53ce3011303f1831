//! Rules on Zarr stores, in the order of their names.
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::as_conversions))]

use crate::check::effect::{Component, Effect};
use crate::check::rule::{At, Finding, Findings, Fix, Rule, affects, says};
use crate::check::zarr::facts::ZarrFacts;
#[cfg(test)]
use crate::check::{
    rule::Examples,
    testing::store::{
        bare_array, group_above, hidden, image, image_of, labels_of, labels_of_type, moved, paged, two_types, with_axes,
        with_labels,
    },
};
use crate::zarr::probe::Kind;
use Component::{Avivator, NgffSpec, Vitessce, Viv, Zarrita};
use Effect::{Fails, Note, Slow, Wrong};
#[cfg(test)]
use serde_json::json;

mod images;
use images::{One, VITESSCE, VIV, by, images};

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
    axes_count
    axes_duplicate
    axes_names
    axes_order
    axes_unit
    bioformats2raw_root
    chunks_channels_together
    chunks_depth
    chunks_large
    chunks_not_power_of_two
    chunks_small
    chunks_strips
    image_dtype
    image_interleaved
    image_many_channels
    image_no_volume
    image_not_an_image
    image_slow_view
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
    ngff_schema
    ngff_several_multiscales
    ngff_version
    omero_channel_color
    omero_channel_count
    omero_channels_missing
    omero_default_plane
    omero_missing
    omero_model
    omero_rdefs_null
    omero_window
    omero_window_missing
    plate_root
    pyramid_channels_change
    pyramid_dtypes
    pyramid_factor
    pyramid_lowest_too_large
    pyramid_missing
    pyramid_order
    pyramid_z_downsampled
    store_address_suffix
    store_dot_files
    store_missing_keys
    store_root_below
    transform_length
    transform_scale
    transform_scale_ratio
    transform_unsupported
    viewer_gives_up
}

#[cfg(test)]
mod tests;
