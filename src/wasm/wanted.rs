//! The boundary to JavaScript: what is wanted of a report, and what can be wanted. Both judges have it.

use super::told::Told;
use super::{to_json, usage};
use crate::check::{Affects, Level, Options, RuleText, is_rule};
use crate::viewer::{VERSIONS, Version, asked_for, told};
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What is wanted of a report, as callers give it. */
export interface Wanted {
  readonly viewers?: readonly string[] | undefined;
  readonly rules?: Readonly<Record<string, string>> | undefined;
  /** What was noticed of the host, of stores. */
  readonly host?: object | undefined;
}
"#;

/// Viewers by their names; the usual ones where none is named.
pub(super) fn viewers_of(told: &Told) -> Result<Vec<&'static Version>, String> {
    let names: Vec<String> = told.option("viewers", "a list of names such as [\"viv@0.22\"]")?.unwrap_or_default();
    asked_for(VERSIONS, &names).map_err(usage)
}

pub(super) fn options(wanted: &Told) -> Result<Options, String> {
    let viewers = viewers_of(wanted)?;
    let rules = wanted.texts("rules", "an object such as {\"pixels/compression\": \"off\"}")?;
    Ok(Options { viewers, rules: rules.into_iter().map(level).collect::<Result<_, _>>()? })
}

fn level((rule, level): (String, String)) -> Result<(String, Level), String> {
    if !is_rule(&rule) {
        return Err(usage(format!("there is no rule \"{rule}\"")));
    }
    let level = match level.as_str() {
        "off" => Level::Off,
        "warn" => Level::Warn,
        "error" => Level::Error,
        other => return Err(usage(format!("a rule can be off, warn or error, and not \"{other}\""))),
    };
    Ok((rule, level))
}

#[derive(Serialize)]
struct RuleJson {
    id: &'static str,
    title: &'static str,
    why: &'static str,
    fix: FixJson,
    affects: Vec<AffectsJson>,
    evidence: &'static [&'static str],
}

#[derive(Serialize)]
struct FixJson {
    text: &'static str,
    command: &'static str,
}

#[derive(Serialize)]
struct AffectsJson {
    software: &'static str,
    versions: String,
    effect: &'static str,
    says: &'static str,
}

/// The documentation of rules, as JSON. Texts have `{arguments}` of findings in them.
pub(super) fn rules_json(rules: &[RuleText]) -> String {
    let rule = |text: &RuleText| RuleJson {
        id: text.id,
        title: text.title,
        why: text.why,
        fix: FixJson { text: text.fix.text, command: text.fix.command },
        affects: text.affects.iter().map(affects).collect(),
        evidence: text.evidence,
    };
    to_json(&rules.iter().map(rule).collect::<Vec<_>>())
}

fn affects(affects: &Affects) -> AffectsJson {
    AffectsJson {
        software: affects.software.name(),
        versions: affects.versions(),
        effect: affects.effect.word(),
        says: affects.says,
    }
}

/// The viewers that verdicts can be given for, as JSON.
#[wasm_bindgen]
pub fn viewers() -> String {
    to_json(&told(VERSIONS))
}
