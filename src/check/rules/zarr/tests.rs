//! The laws of the catalogue; see those on TIFF files.
#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::indexing_slicing, clippy::unwrap_used)]

use super::*;
use crate::check::Options;
use crate::check::rules::laws;
use crate::check::testing::Sample;
use crate::check::zarr::judge_zarr;

fn found(rule: &ZarrRule, sample: &Sample) -> Findings {
    let session = sample.store_facts();
    let mut findings = Findings::default();
    (rule.run)(session.facts(), &mut findings);
    findings
}

#[test]
fn the_laws_of_the_catalogue_hold() {
    laws::hold(RULES, &["store", "url"], found);
}

#[test]
fn a_good_image_loads_everywhere() {
    let session = image(|_| ()).store_facts();
    let report = judge_zarr(session.facts(), &Options::default());
    let findings: Vec<_> = report.findings.iter().map(|finding| (finding.rule, finding.effect)).collect();
    assert!(findings.iter().all(|(_, effect)| *effect <= Effect::Note), "{findings:?}");
}
