//! Judging data for viewers: a catalogue of rules over facts. Nothing here reads.

mod cost;
mod effect;
mod facts;
mod report;
mod rule;
mod rules;
mod shell;
mod summary;
#[cfg(test)]
mod testing;
mod tiff;
mod viv;
mod viv_schema;

pub use effect::{Component, Effect, PROFILES, Profile};
pub use facts::{Block, Decoded, Description, IfdFacts, Input, NotChecked, OffsetsFile, Stream, Table, TiffFacts, TileSample};
pub use report::{Level, Verdict};
pub use rule::{Affects, Fix, RuleText};
pub use tiff::{Options, TiffReport, judge_tiff, rule_texts};
pub use viv::table_order;
