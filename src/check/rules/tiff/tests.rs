//! The laws of the catalogue.
use super::*;
use crate::check::rules::laws;
use crate::check::testing::Sample;
use crate::check::{Options, judge_tiff};

fn found(rule: &TiffRule, sample: &Sample) -> Findings {
    let session = sample.facts();
    let mut findings = Findings::default();
    (rule.run)(session.facts(), &mut findings);
    findings
}

#[test]
fn the_laws_of_the_catalogue_hold() {
    laws::hold(RULES, &["file", "out", "zarr", "offsets", "stem", "url", "levels", "rewrite"], found);
}

#[test]
fn a_good_file_loads_everywhere() {
    let sample = Sample::from(good()).with_offsets(&offsets_of(&good()));
    let session = sample.facts();
    let report = judge_tiff(session.facts(), &Options::default());
    let findings: Vec<_> = report.findings.iter().map(|finding| (finding.rule, finding.effect)).collect();
    assert!(findings.iter().all(|(_, effect)| *effect <= Effect::Note), "{findings:?}");
}

fn offsets_of(tiff: &Tiff) -> String {
    let session = Sample::from(tiff.clone()).facts();
    let facts = session.facts();
    let offsets: Vec<u64> = (0..facts.file.main).filter_map(|ifd| facts.file.survey(ifd)).map(|survey| survey.offset).collect();
    serde_json::to_string(&offsets).unwrap()
}
