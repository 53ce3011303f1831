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
    store_case_collision
    store_litter
    store_no_data_set
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
