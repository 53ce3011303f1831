//! Rules on Zarr stores, in the order of their names.
#![cfg_attr(test, allow(clippy::arithmetic_side_effects, clippy::as_conversions))]

use crate::check::effect::{Component, Effect};
use crate::check::rule::{At, Finding, Findings, Fix, Rule, affects, says};
use crate::check::zarr::facts::ZarrFacts;
#[cfg(test)]
use crate::check::{
    rule::Examples,
    testing::store::image,
    testing::tables::{anndata, asking},
};
use Component::{NgffSpec, Vitessce, Viv, Zarrita};
use Effect::{Fails, Slow, Wrong};

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
    anndata_matrix_by_rows
    anndata_matrix_chunks
    anndata_matrix_encoding
    anndata_matrix_runs
    anndata_nothing_to_show
    anndata_path
    anndata_raw_only
    anndata_sharded
    anndata_sparse_broken
    anndata_sparse_chunks
    anndata_text_column
    anndata_text_missing
    omero_missing
    viewer_gives_up
}

mod tables;
#[cfg(test)]
mod tests;
