//! What is known of a Zarr store when it is judged.

use super::asked::Asked;
use super::contents::Contents;
use super::trace::Trace;
use crate::check::facts::{NotChecked, Transfer};
use crate::zarr::anndata::{AnnData, MuData};
use crate::zarr::ngff::{Image, Labels};
use crate::zarr::probe::{Kind, Probe};
use crate::zarr::spatialdata::SpatialData;
use crate::zarr::{Found, Store};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How a store was given.
#[derive(Clone, Debug, Default)]
pub struct StoreInput {
    /// Name of the folder or archive, without the folders around it; empty where it has none.
    pub name: String,
    /// Its address, where it was read over HTTP.
    pub url: Option<String>,
    /// Path in the store of what is judged; empty for the root.
    pub path: String,
    /// What was noticed of the archive, where the store is one.
    pub zip: Option<Zip>,
    /// Viewers that are asked for by name; the usual ones where there is none.
    pub viewers: Vec<String>,
    /// What a view config asks of a table, beside what is looked at anyway.
    pub asked: Vec<Asked>,
}

impl StoreInput {
    /// Whether a viewer is wanted that is none of the usual ones.
    pub fn wants(&self, viewer: &str) -> bool {
        self.viewers.iter().any(|wanted| wanted == viewer)
    }
}

/// A zip archive as a store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Zip {
    /// Names right below the root of the archive.
    pub top: Vec<String>,
    /// Entries.
    pub entries: u64,
    /// Entries that are compressed (method other than 0).
    pub compressed: u64,
    /// The first of them.
    pub first_compressed: Option<String>,
    /// Name of the first entry.
    pub first: Option<String>,
    /// Comment of the archive.
    pub comment: String,
    /// Whether it has a ZIP64 end of central directory.
    pub zip64: bool,
}

/// A store.
#[derive(Debug)]
pub struct ZarrFacts {
    /// How it was given.
    pub input: StoreInput,
    /// What has arrived of it.
    pub store: Store,
    /// What it is.
    pub probe: Probe,
    /// The image, for kinds that are one.
    pub image: Option<Image>,
    /// The group of label images below it.
    pub labels: Option<Labels>,
    /// The AnnData group.
    pub anndata: Option<AnnData>,
    /// The MuData group.
    pub mudata: Option<MuData>,
    /// The SpatialData store.
    pub spatialdata: Option<SpatialData>,
    /// What viewers do with it, by the names of their profiles.
    pub traces: BTreeMap<&'static str, Trace>,
    /// What the small arrays of its tables hold.
    pub contents: Contents,
    /// What was not looked at.
    pub not_checked: Vec<NotChecked>,
    /// What was read to know all this.
    pub transfer: Transfer,
}

impl ZarrFacts {
    /// Nothing but how the store was given.
    pub fn new(input: StoreInput) -> Self {
        let path = input.path.clone();
        let probe = Probe { path, kind: Kind::Nothing, node: None, twin: None, below: Vec::new(), names: None };
        Self {
            input,
            store: Store::new(),
            probe,
            image: None,
            labels: None,
            anndata: None,
            mudata: None,
            spatialdata: None,
            traces: BTreeMap::new(),
            contents: Contents::default(),
            not_checked: Vec::new(),
            transfer: Transfer::default(),
        }
    }

    /// AnnData groups: the one that the store is, the modalities of MuData, the tables of SpatialData.
    pub fn tables(&self) -> Vec<&AnnData> {
        tables(self.anndata.as_ref(), self.mudata.as_ref(), self.spatialdata.as_ref())
    }

    /// The node that is judged.
    pub fn node(&self) -> Option<&Arc<crate::zarr::Node>> {
        self.probe.node.as_ref()
    }
}

/// AnnData groups of what is known.
pub fn tables<'a>(
    anndata: Option<&'a AnnData>,
    mudata: Option<&'a MuData>,
    spatialdata: Option<&'a SpatialData>,
) -> Vec<&'a AnnData> {
    let modalities = mudata.iter().flat_map(|mudata| &mudata.modalities).filter_map(|modality| match modality {
        Found::Here(modality) => Some(modality),
        Found::Absent | Found::Unknown => None,
    });
    let tables = spatialdata.iter().flat_map(|store| &store.tables).filter_map(|table| match &table.anndata {
        Found::Here(table) => Some(table.as_ref()),
        Found::Absent | Found::Unknown => None,
    });
    anndata.into_iter().chain(modalities).chain(tables).collect()
}
