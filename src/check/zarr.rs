//! The report on a Zarr store.

mod archive;
pub mod contents;
pub mod dingus;
pub mod facts;
pub(in crate::check) mod meant;
pub mod mend;
pub mod paths;
pub mod shows;
pub mod spatial;
pub(in crate::check) mod step_words;
mod strays;
mod summary;

pub use facts::ZarrFacts;
pub use strays::strays;

use super::effect::Effect;
use super::facts::Transfer;
use super::judge::{Options, findings};
use super::report::{FindingJson, InputJson, NotCheckedJson, VerdictJson, shown, verdicts};
use super::rules::zarr::RULES;
use super::shell::{own_name, quote, quote_path};
use crate::viewer::Sort;
use crate::zarr::probe::Kind;
use serde::Serialize;

/// The report on a store.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ZarrReport<'a> {
    /// Version of the form of reports.
    pub report: u32,
    /// Version of omescope.
    pub omescope: &'static str,
    /// What was judged.
    pub input: InputJson<'a>,
    /// For each viewer.
    pub verdicts: Vec<VerdictJson>,
    /// What was found, the worst first.
    pub findings: Vec<FindingJson>,
    /// What was not looked at.
    pub not_checked: Vec<NotCheckedJson>,
    /// What is in it.
    pub facts: Option<serde_json::Value>,
    /// What looking at it costs over HTTP.
    pub cost: Option<serde_json::Value>,
    /// What is in it, and what viewers ask for.
    pub store: summary::StoreSummary<'a>,
    /// What was read for the report.
    pub transfer: Transfer,
}

/// Judges a store.
pub fn judge_zarr<'a>(facts: &'a ZarrFacts, options: &Options) -> ZarrReport<'a> {
    let viewers = options.viewers(sort(facts.probe.kind));
    let mut findings = findings(RULES, facts, &viewers, options, |_, _| true, &|name| word(facts, name), &|_| None);
    explained(&mut findings);
    archive::packed_again(facts, &mut findings, |id| RULES.iter().find(|rule| rule.id == id).map_or("", |rule| rule.fix.command));
    let undecided = facts.not_checked.iter().any(|not| not.decisive);
    ZarrReport {
        report: 1,
        omescope: env!("CARGO_PKG_VERSION"),
        input: InputJson {
            name: shown(&facts.input.name),
            url: facts.input.url.as_deref().map(shown),
            kind: kind_word(facts.probe.kind),
            size: None,
        },
        verdicts: verdicts(&viewers, &findings, &[], undecided),
        findings,
        not_checked: facts.not_checked.iter().map(NotCheckedJson::from).collect(),
        facts: None,
        cost: None,
        store: summary::summary(facts),
        transfer: facts.transfer,
    }
}

/// Where other findings say why a viewer gives up, in the same words, it need not be said that it does.
fn explained(findings: &mut Vec<FindingJson>) {
    const GIVES_UP: &str = "viewer/gives-up";
    let said = |finding: &FindingJson, viewer: &str, says: &str| {
        finding.rule != GIVES_UP
            && finding.viewers.iter().any(|other| other.viewer == viewer && other.effect == Effect::Fails && other.says == says)
    };
    let of_others: Vec<(&'static str, String)> = findings
        .iter()
        .filter(|finding| finding.rule == GIVES_UP)
        .flat_map(|finding| &finding.viewers)
        .filter(|viewer| findings.iter().any(|finding| said(finding, viewer.viewer, &viewer.says)))
        .map(|viewer| (viewer.viewer, viewer.says.clone()))
        .collect();
    for finding in findings.iter_mut().filter(|finding| finding.rule == GIVES_UP) {
        finding.viewers.retain(|viewer| !of_others.iter().any(|(other, _)| *other == viewer.viewer));
    }
    findings.retain(|finding| !finding.viewers.is_empty());
}

fn sort(kind: Kind) -> Sort {
    match kind {
        Kind::AnnData | Kind::MuData | Kind::SpatialData | Kind::SpatialDataPoints | Kind::SpatialDataShapes => Sort::ZarrTable,
        _ => Sort::ZarrImage,
    }
}

/// What a store is called in reports.
pub fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Array => "zarr-array",
        Kind::SpatialData => "spatialdata-zarr",
        Kind::SpatialDataRaster | Kind::SpatialDataPoints | Kind::SpatialDataShapes => "spatialdata-element",
        Kind::AnnData => "anndata-zarr",
        Kind::MuData => "mudata-zarr",
        Kind::Plate => "ome-zarr-plate",
        Kind::Well => "ome-zarr-well",
        Kind::Bioformats2Raw => "bioformats2raw-zarr",
        Kind::Label => "ome-zarr-label",
        Kind::Labels => "ome-zarr-labels",
        Kind::Image => "ome-zarr",
        Kind::Scene => "ome-zarr-scene",
        Kind::GenomicProfiles => "genomic-profiles-zarr",
        Kind::Group => "zarr-group",
        Kind::Nothing => "unknown",
    }
}

/// Words of commands that hold for the store as a whole: `None` in `Some` for one that cannot be typed.
fn word(facts: &ZarrFacts, name: &str) -> Option<Option<String>> {
    let store = own_name(&facts.input.name, "data.zarr");
    Some(match name {
        "folder" if facts.input.zip.is_some() => archive::folder(facts),
        "folder" => quote_path(store),
        "repack" => archive::repack(facts, None),
        "unpack" => archive::unpack(facts),
        "store" => quote_path(store),
        "url" => quote(facts.input.url.as_deref().unwrap_or("https://example.org/data.zarr")),
        _ => return None,
    })
}
