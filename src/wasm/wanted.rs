//! The boundary to JavaScript: what is wanted of a report, and what can be wanted. Both judges have it.

use super::to_json;
use crate::check::{Affects, Level, Options, RuleText, is_rule};
use crate::viewer::{Host, VERSIONS, asked_for, told};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;

/// What is wanted of a report.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReportInput {
    viewers: Vec<String>,
    rules: Vec<(String, String)>,
    /// What was noticed of the host, of stores.
    host: Option<Host>,
}

#[derive(Serialize)]
struct Usage {
    code: &'static str,
    what: String,
}

pub(super) fn usage(what: impl ToString) -> String {
    to_json(&Usage { code: "usage", what: what.to_string() })
}

pub(super) fn options(wanted: &str) -> Result<(Options, Option<Host>), String> {
    let ReportInput { viewers, rules, host } = serde_json::from_str(wanted).map_err(usage)?;
    let viewers = asked_for(VERSIONS, &viewers).map_err(usage)?;
    let rules = rules.into_iter().map(level).collect::<Result<_, _>>()?;
    Ok((Options { viewers, rules }, host))
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
