//! What is known of a Zarr store when it is judged.

use super::contents::Contents;
use crate::check::effect::Effect;
use crate::check::facts::{NotChecked, Transfer};
use crate::check::rule::Finding;
use crate::viewer::{StoreInput, Survey, Trace};
use crate::zarr::anndata::{AnnData, MuData};
use crate::zarr::ngff::{Image, Labels};
use crate::zarr::probe::{Kind, Probe};
use crate::zarr::spatialdata::SpatialData;
use crate::zarr::{Found, Store};
use std::collections::BTreeMap;
use std::sync::Arc;

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
    /// Paths of the first images below a plate, a well or the group that bioformats2raw writes.
    pub images_below: Vec<String>,
    /// Of label images by their paths: the first lower level with a label that the full resolution has not, and the label.
    pub strays: BTreeMap<String, (usize, f64)>,
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
    /// Its nodes.
    pub survey: Survey,
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
            images_below: Vec::new(),
            strays: BTreeMap::new(),
            labels: None,
            anndata: None,
            mudata: None,
            spatialdata: None,
            traces: BTreeMap::new(),
            survey: Survey::default(),
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

    /// A finding on an array, for the viewers that read it: on the others it has no effect.
    pub(in crate::check) fn told_of_reading(&self, finding: Finding, path: &str, effect: Effect) -> Finding {
        self.told(finding, |trace| (if trace.arrays.contains(path) { effect } else { Effect::Note }, String::new()))
    }

    /// A finding at a node, for the viewers that give up there, in their own words: on the others it has no effect.
    pub(in crate::check) fn told_of_failing(&self, finding: Finding, node: &str) -> Finding {
        self.told(finding, |trace| match trace.failure_at(node) {
            Some(failure) => (Effect::Fails, failure.message.clone()),
            None => (Effect::Note, String::new()),
        })
    }

    fn told(&self, finding: Finding, told: impl Fn(&Trace) -> (Effect, String)) -> Finding {
        let spec = finding.told("ngff-spec", Effect::Wrong, "");
        self.traces.iter().fold(spec, |finding, (viewer, trace)| {
            let (effect, says) = told(trace);
            finding.told_alike(viewer, effect, &says)
        })
    }

    /// A finding on what a host does with requests for parts of objects, for the viewers that ask for parts: of shards.
    pub(in crate::check) fn told_of_parts(&self, finding: Finding, says: &str) -> Finding {
        let sharded = |path: &String| {
            let array = self.survey.array(path).and_then(|array| array.node.array());
            array.is_some_and(|array| array.pipeline.sharding().is_some())
        };
        self.traces.iter().fold(finding, |finding, (viewer, trace)| {
            let parts = trace.arrays.iter().any(sharded);
            let (effect, says) = if parts { (Effect::Fails, says) } else { (Effect::Note, "") };
            finding.told_alike(viewer, effect, says)
        })
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
