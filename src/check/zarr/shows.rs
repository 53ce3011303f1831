//! What a view config of Vitessce can show of a store: only what Vitessce was followed through without a failure, and
//! of which no finding says that it is shown wrong.

use super::facts::ZarrFacts;
use super::{ZarrReport, judge_zarr};
use crate::check::effect::Effect;
use crate::check::judge::Options;
use crate::viewer::{VERSIONS, Version, Way, usual};
use crate::zarr::Found;
use crate::zarr::anndata::{AnnData, ColumnKind, ElementKind};
use crate::zarr::probe::Kind;
use crate::zarr::spatialdata::{ElementKind as Sort, SpatialData, SpatialElement, Table};
use serde::Serialize;

/// Sets of cells, and parts that are named as left out.
const MOST_SETS: usize = 16;
const MOST_LEFT: usize = 100;

/// What can be shown.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Shows {
    /// What the store is.
    pub kind: &'static str,
    /// What passed.
    pub parts: Vec<Part>,
    /// What did not.
    pub left_out: Vec<LeftOut>,
}

/// A part of a view config.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// What views call it: `obsSets`, `image`.
    pub part: &'static str,
    /// Its path, below the one that is judged.
    pub path: String,
    /// What it is called.
    pub name: String,
    /// The coordinate system that an element of SpatialData is shown in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coordinate_system: Option<String>,
    /// The table of SpatialData that it is in, or that its instances are the rows of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// The element that the table is about, where it is about several.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
}

/// A path that did not pass, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// The path.
    pub path: String,
    /// Why, in words.
    pub why: String,
}

/// Looks what can be shown.
pub fn shows(facts: &ZarrFacts) -> Shows {
    // Configs are for the version that is in use.
    let Some(vitessce) = usual(VERSIONS).into_iter().find(|viewer| viewer.way() == Some(Way::Vitessce)) else {
        return Shows::default();
    };
    let report = judge_zarr(facts, &Options { viewers: vec![vitessce], rules: Vec::new() });
    let mut gathering =
        Gathering { facts, vitessce, report, shows: Shows { kind: super::kind_word(facts.probe.kind), ..Shows::default() } };
    match facts.probe.kind {
        Kind::Image => gathering.whole("image"),
        Kind::Label => gathering.whole("obsSegmentations"),
        Kind::AnnData => facts.anndata.iter().for_each(|data| gathering.table(data, None)),
        Kind::MuData => modalities(facts).for_each(|data| gathering.table(data, None)),
        Kind::SpatialData => facts.spatialdata.iter().for_each(|data| gathering.spatialdata(data)),
        _ => {}
    }
    gathering.shows.left_out.truncate(MOST_LEFT);
    gathering.shows
}

struct Gathering<'f> {
    facts: &'f ZarrFacts,
    vitessce: &'static Version,
    report: ZarrReport<'f>,
    shows: Shows,
}

/// A table of SpatialData: its path, and the element that it is about where there are several.
type Of<'t> = Option<(&'t str, Option<&'t str>)>;

impl Gathering<'_> {
    /// The store itself, as an image.
    fn whole(&mut self, part: &'static str) {
        let path = self.facts.probe.path.clone();
        let name = self.facts.input.name.clone();
        self.take(Part { name, ..self.part(part, &path) }, &path);
    }

    fn table(&mut self, data: &AnnData, of: Of<'_>) {
        let told = |part: Part| Part {
            table: of.map(|(table, _)| self.below(table)),
            region: of.and_then(|(_, region)| region.map(str::to_owned)),
            ..part
        };
        // Without names of cells nothing of them is shown.
        if let Some(why) = self.failed_at(&data.path, |name| name.ends_with("obs index")) {
            return self.leave(&data.path, why);
        }
        let mut parts = Vec::new();
        if data.x.exists() && self.failed_at(&data.path, |name| name.ends_with("var index")).is_none() {
            parts.push((told(self.part("obsFeatureMatrix", &data.x.path)), data.x.path.clone()));
        }
        for element in data.obsm.elements.iter().filter(|element| matches!(element.kind, ElementKind::Dense)) {
            let wide = element.shape().and_then(|shape| shape.get(1)).is_some_and(|width| *width >= 2);
            let name = element.path.rsplit('/').next().unwrap_or_default();
            let bare = name.strip_prefix("X_").unwrap_or(name).to_lowercase();
            let part = if bare == "spatial" { "obsLocations" } else { "obsEmbedding" };
            // In SpatialData places are those of elements.
            if wide && (of.is_none() || part != "obsLocations") {
                parts.push((Part { name: embedding(name), ..told(self.part(part, &element.path)) }, element.path.clone()));
            }
        }
        let columns = data.obs_frame().into_iter().flat_map(|frame| frame.chosen());
        let sets = columns.filter(|column| matches!(column.kind, ColumnKind::Categorical(_))).take(MOST_SETS);
        parts.extend(sets.map(|column| (told(self.part("obsSets", &column.path)), column.path.clone())));
        for (part, path) in parts {
            self.take(part, &path);
        }
    }

    fn spatialdata(&mut self, data: &SpatialData) {
        for element in &data.elements {
            let part = match element.kind {
                Sort::Image => "image",
                Sort::Labels => "obsSegmentations",
                Sort::Shapes if element.has_circles() => "obsSpots",
                Sort::Shapes => "obsSegmentations",
                Sort::Points => "obsPoints",
            };
            let system = system(element, self.facts.input.coordinate_system(&self.below(&element.path)));
            // Its instances are called as the rows of the table that is about it alone.
            let about = |table: &&Table| {
                let regions = table.annotates.as_ref().map(|annotates| annotates.regions.as_slice()).unwrap_or_default();
                regions == [element.name.as_str()]
            };
            let named = matches!(part, "obsSegmentations" | "obsSpots");
            let table = data.tables.iter().find(about).filter(|_| named).map(|table| self.below(&table.path));
            self.take(Part { coordinate_system: system, table, ..self.part(part, &element.path) }, &element.path);
        }
        for table in &data.tables {
            let Found::Here(anndata) = &table.anndata else { continue };
            let regions = table.annotates.as_ref().map(|annotates| annotates.regions.as_slice()).unwrap_or_default();
            let region = regions.first().filter(|_| regions.len() > 1).map(String::as_str);
            self.table(anndata, Some((&table.path, region)));
        }
    }

    fn part(&self, part: &'static str, path: &str) -> Part {
        let name = path.rsplit('/').next().unwrap_or_default().to_owned();
        Part { part, path: self.below(path), name, coordinate_system: None, table: None, region: None }
    }

    fn take(&mut self, part: Part, path: &str) {
        let why = self.failed_at(path, |_| true).or_else(|| self.wrong_at(path));
        match why {
            Some(why) => self.leave(path, why),
            None => self.shows.parts.push(part),
        }
    }

    fn leave(&mut self, path: &str, why: String) {
        let path = self.below(path);
        self.shows.left_out.push(LeftOut { path, why });
    }

    /// What Vitessce says where an interaction with a node fails.
    fn failed_at(&self, path: &str, concerns: impl Fn(&str) -> bool) -> Option<String> {
        let trace = self.facts.traces.of(self.vitessce)?;
        let own = |at: &str| is_at(at, path) || is_at(at, &self.below(path));
        let failed = trace.steps.iter().filter(|step| own(&step.path) && concerns(&step.name));
        failed.filter_map(|step| step.failure.as_ref()).map(|failure| failure.message.clone()).next()
    }

    /// What is shown wrong of a node, or keeps it from being shown.
    fn wrong_at(&self, path: &str) -> Option<String> {
        let bad = |effect: Effect| matches!(effect, Effect::Fails | Effect::Wrong);
        let of_vitessce = self
            .report
            .findings
            .iter()
            .filter(|finding| finding.viewers.iter().any(|told| told.viewer == self.vitessce.id() && bad(told.effect)));
        // Configs have the view `spatialBeta`, which takes windows that are missing from the data.
        let of_vitessce = of_vitessce.filter(|finding| finding.rule != "omero/window-missing");
        let mut places = of_vitessce.flat_map(|finding| finding.places.iter().map(move |place| (finding, place)));
        let (finding, place) = places.find(|(_, place)| place.at.path().is_some_and(|at| is_at(at, path)))?;
        Some(format!("{} [{}]", place.title, finding.rule))
    }

    /// A path below the one that is judged.
    fn below(&self, path: &str) -> String {
        path.strip_prefix(self.facts.input.path.as_str()).unwrap_or(path).trim_start_matches('/').to_owned()
    }
}

/// The modalities of MuData.
fn modalities(facts: &ZarrFacts) -> impl Iterator<Item = &AnnData> {
    facts.mudata.iter().flat_map(|mudata| &mudata.modalities).filter_map(|modality| match modality {
        Found::Here(modality) => Some(modality),
        Found::Absent | Found::Unknown => None,
    })
}

/// Whether a path is another one or below it.
fn is_at(path: &str, base: &str) -> bool {
    path.strip_prefix(base).is_some_and(|rest| base.is_empty() || rest.is_empty() || rest.starts_with('/'))
}

/// The coordinate system to state, where the one that Vitessce takes by itself is none of the element's.
fn system(element: &SpatialElement, usual: &str) -> Option<String> {
    let mut systems = element.transformations.iter().flatten().filter_map(|way| way.output_name());
    let all: Vec<&str> = systems.by_ref().collect();
    (!all.contains(&usual)).then(|| all.first().map(|system| (*system).to_owned())).flatten()
}

/// What an embedding is called in views.
fn embedding(name: &str) -> String {
    let bare = name.strip_prefix("X_").unwrap_or(name);
    match bare.to_lowercase().as_str() {
        "umap" => "UMAP".to_owned(),
        "tsne" => "t-SNE".to_owned(),
        "pca" => "PCA".to_owned(),
        _ => bare.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::store::{Keys, image};
    use crate::check::testing::tables::anndata;

    fn parts(sample: &crate::check::testing::Sample) -> Vec<(&'static str, String, String)> {
        let shows = shows(sample.store_facts().facts());
        shows.parts.into_iter().map(|part| (part.part, part.path, part.name)).collect()
    }

    #[test]
    fn only_what_passed_is_shown() {
        let own = |part, path: &str, name: &str| (part, path.to_owned(), name.to_owned());
        let good = [
            own("obsFeatureMatrix", "X", "X"),
            own("obsEmbedding", "obsm/X_umap", "UMAP"),
            own("obsSets", "obs/cluster", "cluster"),
        ];
        assert_eq!(parts(&anndata(|_| ())), good);
        let broken = anndata(|keys: &mut Keys| drop(keys.0.remove("obs/cluster/codes/.zarray")));
        assert_eq!(parts(&broken), good[..2]);
        assert_eq!(parts(&image(|_| ())), [own("image", "", "cells.zarr")]);
        assert_eq!(parts(&image(|attributes| drop(attributes.remove("omero")))), []);
    }
}
