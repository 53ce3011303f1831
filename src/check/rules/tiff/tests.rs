//! The laws of the catalogue.
#![allow(clippy::arithmetic_side_effects, clippy::as_conversions, clippy::indexing_slicing, clippy::unwrap_used)]

use super::*;
use crate::check::effect::PROFILES;
use crate::check::rule::names_in;
use crate::check::testing::Sample;
use crate::check::{Options, judge_tiff};
use std::collections::HashSet;

fn found(rule: &TiffRule, sample: &Sample) -> Findings {
    let session = sample.facts();
    let mut findings = Findings::default();
    (rule.run)(session.facts(), &mut findings);
    findings
}

#[test]
fn ids_are_unique_sorted_and_well_formed() {
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(ids, sorted);
    for id in ids {
        let (area, concept) = id.split_once('/').unwrap();
        for part in [area, concept] {
            assert!(!part.is_empty() && part.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-'), "{id}");
        }
    }
}

#[test]
fn every_rule_says_what_why_how_to_mend_it_whom_it_affects_and_how_that_is_known() {
    for rule in RULES {
        let text = rule.text();
        for (what, words) in [("title", text.title), ("why", text.why), ("fix", text.fix.text)] {
            assert!(words.len() > 15 && !words.contains("  "), "{}: {what}", rule.id);
        }
        assert!(text.why.ends_with('.') && text.fix.text.ends_with('.') && !text.title.ends_with('.'), "{}", rule.id);
        assert!(!text.affects.is_empty() && !text.evidence.is_empty(), "{}", rule.id);
        assert!(PROFILES.iter().any(|profile| text.effect_for(profile).is_some()), "{} affects no profile", rule.id);
    }
}

#[test]
fn every_rule_finds_its_example_and_not_the_near_miss() {
    for rule in RULES {
        let sample = (rule.examples.triggers)();
        assert!(found(rule, &sample).count() > 0, "{} does not find its example", rule.id);
        let near = (rule.examples.near_miss)();
        let findings = found(rule, &near);
        assert!(findings.count() == 0, "{} finds its near miss: {:?}", rule.id, findings.kept());
    }
}

#[test]
fn every_name_in_a_text_has_an_argument() {
    let words: HashSet<&str> = ["file", "out", "zarr", "offsets", "stem", "url", "levels", "reconvert"].into();
    for rule in RULES {
        let sample = (rule.examples.triggers)();
        let findings = found(rule, &sample);
        let says = rule.affects.iter().map(|affects| affects.says);
        for finding in findings.kept() {
            for text in [rule.title, rule.why, rule.fix.text].into_iter().chain(says.clone()) {
                for name in names_in(text) {
                    assert!(finding.args.iter().any(|(arg, _)| *arg == name), "{}: {{{name}}} has no argument", rule.id);
                }
            }
            for name in names_in(rule.fix.command) {
                let known = words.contains(name) || finding.args.iter().any(|(arg, _)| *arg == name);
                assert!(known, "{}: {{{name}}} of the command has no value", rule.id);
            }
        }
    }
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
    let offsets: Vec<u64> = (0..facts.main).filter_map(|ifd| facts.survey(ifd)).map(|survey| survey.offset).collect();
    serde_json::to_string(&offsets).unwrap()
}
