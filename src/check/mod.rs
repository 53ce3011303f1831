//! Judging data for viewers: a catalogue of rules over facts. Nothing here reads.

#[cfg(all(test, unix))]
mod commands;
mod effect;
mod facts;
mod judge;
mod offsets;
mod plane;
mod report;
mod rewrite;
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

/// The documentation of the rules on TIFF files.
pub fn tiff_rules() -> Vec<RuleText> {
    rules::tiff::RULES.iter().map(rule::Rule::text).collect()
}

/// The documentation of the rules on Zarr stores.
pub fn zarr_rules() -> Vec<RuleText> {
    rules::zarr::RULES.iter().map(rule::Rule::text).collect()
}

/// Whether there is a rule of this name, on whatever data.
pub fn is_rule(name: &str) -> bool {
    rules::tiff::NAMES.contains(&name) || rules::zarr::NAMES.contains(&name)
}
