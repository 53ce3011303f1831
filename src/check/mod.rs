//! Judging data for viewers: a catalogue of rules over facts. Nothing here reads.

#[cfg(all(test, unix))]
mod commands;
mod effect;
mod facts;
mod judge;
mod plane;
mod report;
mod rule;
mod rules;
mod shell;
mod summary;
#[cfg(test)]
mod testing;
mod tiff;
pub mod zarr;

pub use effect::Effect;
pub use facts::{Decoded, Description, Input, NotChecked, OffsetsFile, Stream, TiffFacts, TileSample};
pub use judge::Options;
pub use report::{Level, Verdict};
pub use rule::{Affects, Fix, Only, RuleText};
pub use tiff::{TiffReport, judge_tiff};

/// The documentation of all rules, in the order of their names.
pub fn rule_texts() -> Vec<RuleText> {
    let tiff = rules::tiff::RULES.iter().map(rule::Rule::text);
    let mut all: Vec<RuleText> = tiff.chain(rules::zarr::RULES.iter().map(rule::Rule::text)).collect();
    all.sort_by_key(|text| text.id);
    all
}
