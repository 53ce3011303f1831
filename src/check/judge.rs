//! From rules and facts to findings, for data of any sort.

use super::effect::{PROFILES, Profile, Sort};
use super::report::{FindingJson, Level, Named, Words, finding_json};
use super::rule::{Findings, Rule};

/// What is wanted of a check.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Viewers by the names of their profiles; the usual ones where there is none.
    pub viewers: Vec<String>,
    /// Rules that count otherwise than by themselves.
    pub rules: Vec<(String, Level)>,
}

impl Options {
    /// The viewers that a verdict is given for on data of a sort.
    pub(super) fn profiles(&self, sort: Sort) -> Vec<&'static Profile> {
        let wanted = |profile: &&Profile| match self.viewers.as_slice() {
            [] => profile.default,
            viewers => viewers.iter().any(|viewer| viewer == profile.id),
        };
        PROFILES.iter().filter(|profile| profile.reads.contains(&sort)).filter(wanted).collect()
    }

    pub(super) fn level(&self, rule: &str) -> Option<Level> {
        self.rules.iter().rev().find(|(id, _)| id == rule).map(|(_, level)| *level)
    }
}

/// What rules find, the worst first.
pub(super) fn findings<F: ?Sized>(
    rules: &[Rule<F>],
    facts: &F,
    profiles: &[&Profile],
    options: &Options,
    words: Words<'_>,
    named: Named<'_>,
) -> Vec<FindingJson> {
    let mut findings: Vec<FindingJson> = rules
        .iter()
        .filter(|rule| options.level(rule.id) != Some(Level::Off))
        .filter_map(|rule| {
            let mut found = Findings::default();
            (rule.run)(facts, &mut found);
            finding_json(&rule.text(), &found, profiles, options.level(rule.id), words, named)
        })
        .collect();
    // Stable: rules of the same effect stay in the order of the catalogue.
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.effect));
    findings
}
