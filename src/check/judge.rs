//! From rules and facts to findings, for data of any sort.

use super::report::{FindingJson, Level, Named, Words, finding_json};
use super::rule::{Findings, Rule};
use crate::sort::sort_by;
use crate::viewer::{Sort, VERSIONS, Version, usual};

/// What is wanted of a check.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Viewers; the usual ones where there is none.
    pub viewers: Vec<&'static Version>,
    /// Rules that count otherwise than by themselves.
    pub rules: Vec<(String, Level)>,
}

impl Options {
    /// The viewers that a verdict is given for on data of a sort.
    pub(super) fn viewers(&self, sort: Sort) -> Vec<&'static Version> {
        let mut wanted = if self.viewers.is_empty() { usual(VERSIONS) } else { self.viewers.clone() };
        wanted.retain(|viewer| viewer.verdict.as_ref().is_some_and(|offer| offer.reads.contains(&sort)));
        wanted.sort_by_key(|viewer| VERSIONS.iter().position(|row| row == viewer).unwrap_or(VERSIONS.len()));
        wanted.dedup();
        wanted
    }

    pub(super) fn level(&self, rule: &str) -> Option<Level> {
        self.rules.iter().rev().find(|(id, _)| id == rule).map(|(_, level)| *level)
    }
}

/// What rules find, the worst first. `concerns` says whether a rule is a matter of a viewer in this case.
pub(super) fn findings<F: ?Sized>(
    rules: &[Rule<F>],
    facts: &F,
    viewers: &[&'static Version],
    options: &Options,
    concerns: impl Fn(&Rule<F>, &'static Version) -> bool,
    words: Words<'_>,
    named: Named<'_>,
) -> Vec<FindingJson> {
    let mut findings: Vec<FindingJson> = rules
        .iter()
        .filter(|rule| options.level(rule.id) != Some(Level::Off))
        .filter_map(|rule| {
            let viewers: Vec<_> = viewers.iter().copied().filter(|viewer| concerns(rule, viewer)).collect();
            if viewers.is_empty() {
                return None;
            }
            let mut found = Findings::of(&viewers);
            (rule.run)(facts, &mut found);
            finding_json(&rule.text(), &found, &viewers, options.level(rule.id), words, named)
        })
        .collect();
    // Stable: rules of the same effect stay in the order of the catalogue.
    sort_by(&mut findings, |one, other| other.effect.cmp(&one.effect));
    findings
}
