//! What is known of a Zarr store when it is judged.

use super::contents::Contents;
use crate::check::effect::Effect;
use crate::check::facts::{NotChecked, Transfer};
use crate::check::rule::{Finding, Who};
use crate::viewer::{Refusals, Software, StoreInput, Survey, Trace, Traces, Version, Way};
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
    /// What viewers do with it.
    pub traces: Traces,
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
            traces: Traces::default(),
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

    /// A finding on an array that viewers misread: those that give up there fail, in their own words, and those that do not show
    /// something else.
    pub(in crate::check) fn told_of_misreading(&self, finding: Finding, path: &str) -> Finding {
        self.told(finding, |trace| match trace.failure_at(path) {
            Some(failure) => (Effect::Fails, failure.message.clone()),
            None if trace.arrays.contains(path) => (Effect::Wrong, String::new()),
            None => (Effect::Note, String::new()),
        })
    }

    /// A finding at a node, for the viewers that give up there, in their own words: on the others it has no effect.
    pub(in crate::check) fn told_of_failing(&self, finding: Finding, node: &str) -> Finding {
        self.told(finding, |trace| match trace.failure_at(node) {
            Some(failure) => (Effect::Fails, failure.message.clone()),
            None => (Effect::Note, String::new()),
        })
    }

    fn told(&self, finding: Finding, told: impl Fn(&Trace) -> (Effect, String)) -> Finding {
        let spec = finding.told_by(Software::NgffSpec, Effect::Wrong, "");
        self.traces.iter().fold(spec, |finding, (viewer, trace)| {
            let (effect, says) = told(trace);
            finding.told(viewer, effect, says)
        })
    }

    /// A finding on an array that some versions of zarrita.js refuse, for the viewers that hold one of them: those that give up
    /// there say so, and on the others it has no effect.
    pub(in crate::check) fn told_of_refusing(&self, finding: Finding, refused: &Refusals, path: &str) -> Option<Finding> {
        let refusing = self.traces.iter().filter(|(viewer, _)| refused.by(viewer).is_some());
        let told = refusing.fold(finding, |finding, (viewer, trace)| match trace.failure_at(path) {
            Some(failure) => finding.told(viewer, Effect::Fails, failure.message.clone()),
            None => finding.told(viewer, Effect::Note, ""),
        });
        Some(told).filter(|finding| !finding.told.is_empty())
    }

    /// What versions of Vitessce did.
    pub(in crate::check) fn in_vitessce(&self) -> impl Iterator<Item = (&'static Version, &Trace)> {
        self.traces.by(Way::Vitessce)
    }

    /// A finding for the versions of Vitessce in which something is so, in the words of the rule; `None` where it is in none.
    pub(in crate::check) fn told_where(&self, finding: Finding, is_so: impl Fn(&Trace) -> bool) -> Option<Finding> {
        if self.in_vitessce().next().is_none() {
            return Some(finding);
        }
        let told = self.in_vitessce().filter(|(_, trace)| is_so(trace));
        let told = told.fold(finding, |finding, (viewer, _)| finding.tell(Who::One(viewer), Effect::Fails, None));
        Some(told).filter(|finding| !finding.told.is_empty())
    }

    /// A finding on something that Vitessce gives up, in its words; in those of the rule where it does not.
    pub(in crate::check) fn given_up(&self, finding: Finding, steps: impl Fn(&crate::viewer::Step) -> bool) -> Finding {
        self.in_vitessce().fold(finding, |finding, (viewer, trace)| {
            let failure = trace.steps.iter().filter(|step| steps(step)).find_map(|step| step.failure.as_ref());
            finding.tell(Who::One(viewer), Effect::Fails, failure.map(|failure| failure.message.clone()))
        })
    }

    /// Viewers of images, each with what it did, as far as that is known.
    pub(in crate::check) fn of_images(&self) -> Vec<(Who, Option<&Trace>)> {
        let of = |(way, software): (Way, Software)| {
            let known: Vec<_> = self.traces.by(way).map(|(viewer, trace)| (Who::One(viewer), Some(trace))).collect();
            if known.is_empty() { vec![(Who::All(software), None)] } else { known }
        };
        [(Way::Vitessce, Software::Vitessce), (Way::Viv, Software::Viv)].into_iter().flat_map(of).collect()
    }

    /// What viewers of images give up first, in their words.
    pub(in crate::check) fn first_failures(&self, finding: Finding) -> Finding {
        self.of_images().into_iter().fold(finding, |finding, (who, trace)| match trace.and_then(Trace::first_failure) {
            Some((_, failure)) => finding.tell(who, Effect::Fails, Some(failure.message.clone())),
            None => finding,
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
            finding.told(viewer, effect, says)
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
