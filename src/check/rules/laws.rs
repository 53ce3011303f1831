//! The laws that every catalogue of rules obeys.
#![allow(clippy::arithmetic_side_effects, clippy::indexing_slicing, clippy::unwrap_used)]

use crate::check::effect::PROFILES;
use crate::check::rule::{Findings, Rule, names_in};
use crate::check::testing::Sample;

/// Asserts all laws. `words`: names that commands may use beside arguments; `found`: what a rule finds in a sample.
pub(super) fn hold<F: ?Sized>(rules: &[Rule<F>], words: &[&str], found: fn(&Rule<F>, &Sample) -> Findings) {
    let ids: Vec<&str> = rules.iter().map(|rule| rule.id).collect();
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    sorted.dedup();
    assert_eq!(ids, sorted, "ids are unique and sorted");
    for rule in rules {
        well_formed(rule);
        documented(rule);
        examples(rule, words, found);
    }
}

fn well_formed<F: ?Sized>(rule: &Rule<F>) {
    let (area, concept) = rule.id.split_once('/').unwrap();
    for part in [area, concept] {
        assert!(
            !part.is_empty() && part.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-'),
            "{}",
            rule.id
        );
    }
}

/// Every rule says what, why, how to mend it, whom it affects, and how that is known.
fn documented<F: ?Sized>(rule: &Rule<F>) {
    let text = rule.text();
    for (what, words) in [("title", text.title), ("why", text.why), ("fix", text.fix.text)] {
        assert!(words.len() > 15 && !words.contains("  "), "{}: {what}", rule.id);
    }
    assert!(text.why.ends_with('.') && text.fix.text.ends_with('.') && !text.title.ends_with('.'), "{}", rule.id);
    assert!(!text.affects.is_empty() && !text.evidence.is_empty(), "{}", rule.id);
    assert!(PROFILES.iter().any(|profile| text.effect_for(profile).is_some()), "{} affects no profile", rule.id);
}

/// Every rule finds its example and not the near miss, and has an argument for every name in its texts.
fn examples<F: ?Sized>(rule: &Rule<F>, words: &[&str], found: fn(&Rule<F>, &Sample) -> Findings) {
    let findings = found(rule, &(rule.examples.triggers)());
    assert!(findings.count() > 0, "{} does not find its example", rule.id);
    let near = found(rule, &(rule.examples.near_miss)());
    assert!(near.count() == 0, "{} finds its near miss: {:?}", rule.id, near.kept());
    let says = rule.affects.iter().map(|affects| affects.says);
    for finding in findings.kept() {
        let has = |name: &str| finding.args.iter().any(|(arg, _)| *arg == name);
        for name in [rule.title, rule.why, rule.fix.text].into_iter().chain(says.clone()).flat_map(names_in) {
            assert!(has(name), "{}: {{{name}}} has no argument", rule.id);
        }
        for name in names_in(rule.fix.command) {
            assert!(words.contains(&name) || has(name), "{}: {{{name}}} of the command has no value", rule.id);
        }
    }
}
