//! The laws of the catalogue; see those on TIFF files.
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
    laws::hold(RULES, &["store", "folder", "repack", "unpack", "url"], found);
}

#[test]
fn a_good_image_loads_everywhere() {
    let session = image(|_| ()).store_facts();
    let report = judge_zarr(session.facts(), &Options::default());
    let findings: Vec<_> = report.findings.iter().map(|finding| (finding.rule, finding.effect)).collect();
    assert!(findings.iter().all(|(_, effect)| *effect <= Effect::Note), "{findings:?}");
}

#[test]
fn an_image_of_a_billion_chunks_is_judged_with_few_questions() {
    let session = image_without_chunks(8_000_000, 256).store_facts();
    let facts = session.facts();
    assert!(facts.transfer.requests < 1500, "{} questions", facts.transfer.requests);
    let report = judge_zarr(facts, &Options::default());
    let missing = report.findings.iter().find(|finding| finding.rule == "pyramid/missing").unwrap();
    assert_eq!(missing.effect, Effect::Slow);
    let background = facts.in_vitessce().find_map(|(_, trace)| trace.named("background spatial")).unwrap();
    let chunks = 8_000_000u64.div_ceil(256).pow(2) * 2;
    assert!(background.spent.estimated && background.spent.requests.abs_diff(chunks) < chunks / 50, "{:?}", background.spent);
}

#[test]
fn no_rule_of_stores_is_called_like_one_of_files() {
    let mut ids: Vec<&str> =
        [crate::check::tiff_rules(), crate::check::zarr_rules()].concat().iter().map(|text| text.id).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}
