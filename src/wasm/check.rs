//! The boundary to JavaScript: the judge.

// JavaScript's numbers are f64. All that cross here are checked to be whole and at most 2^53 - 1.
#![allow(clippy::as_conversions)]

use super::session::{begin_job, begin_store_job, reach_of, to_u64, with_check, with_store};
use super::to_json;
use crate::check::zarr::judge_zarr;
use crate::check::{Input, Level, OffsetsFile, Options, judge_tiff, rule_texts};
use crate::need::StoreAsk;
use crate::session::{Budget, CheckSession, StoreSession};
use crate::tiff::Limits;
use crate::viewer::{Asked, AskedPart, Host, StoreInput, VERSIONS, Zip, asked_for, told};
use crate::zarr::json::Document;
use crate::zarr::{KeyPart, Reply};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// How a file is given, and how much of it is read.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct CheckInput {
    name: String,
    url: Option<String>,
    ifds: Option<u64>,
    bytes: Option<u64>,
}

/// What became of the offsets file that goes with an image.
#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
enum OffsetsInput {
    NotLookedFor,
    Absent { place: String },
    Unreadable { place: String, why: String },
    Text { place: String, text: String },
}

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

/// Begins reading a file for a report, ending the session before. `input`: JSON of its name, address and limits; `size` and
/// `reach` as in `begin`.
#[wasm_bindgen(js_name = beginCheck)]
pub fn begin_check(input: &str, size: f64, reach: u8) -> Result<(), String> {
    let CheckInput { name, url, ifds, bytes } = serde_json::from_str(input).map_err(usage)?;
    let input = Input { name, url, offsets: OffsetsFile::NotLookedFor };
    let (limits, budget) = (Limits::default(), Budget::default());
    let limits = Limits { ifds: ifds.unwrap_or(limits.ifds), ..limits };
    let budget = Budget { bytes: bytes.unwrap_or(budget.bytes) };
    begin_job(CheckSession::new(input, to_u64(size), reach_of(reach), limits, budget));
    Ok(())
}

/// Takes the offsets file that goes with the image, or what became of it, as JSON.
#[wasm_bindgen(js_name = learnOffsets)]
pub fn learn_offsets(offsets: &str) -> Result<(), String> {
    let offsets = match serde_json::from_str(offsets).map_err(usage)? {
        OffsetsInput::NotLookedFor => OffsetsFile::NotLookedFor,
        OffsetsInput::Absent { place } => OffsetsFile::Absent(place),
        OffsetsInput::Unreadable { place, why } => OffsetsFile::Unreadable(place, why),
        OffsetsInput::Text { place, text } => OffsetsFile::Text(place, text),
    };
    with_check(|session| session.learn_offsets(offsets));
    Ok(())
}

/// The report on what was read, as JSON. `wanted`: JSON of viewers and rules. Throws the JSON of an error.
#[wasm_bindgen]
pub fn report(wanted: &str) -> Result<String, String> {
    let (options, host) = options(wanted)?;
    with_store(|session| session.learn_host(host.unwrap_or_default()));
    let of_file = with_check(|session| to_json(&judge_tiff(session.facts(), &options)));
    let of_store = || with_store(|session| to_json(&judge_zarr(session.facts(), &options)));
    Ok(of_file.or_else(of_store).unwrap_or_else(|| "null".to_owned()))
}

fn options(wanted: &str) -> Result<(Options, Option<Host>), String> {
    let ReportInput { viewers, rules, host } = serde_json::from_str(wanted).map_err(usage)?;
    let viewers = asked_for(VERSIONS, &viewers).map_err(usage)?;
    let rules = rules.into_iter().map(level).collect::<Result<_, _>>()?;
    Ok((Options { viewers, rules }, host))
}

fn level((rule, level): (String, String)) -> Result<(String, Level), String> {
    if rule_texts().iter().all(|text| text.id != rule) {
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

/// The documentation of all rules, as JSON. Texts have `{arguments}` of findings in them.
#[wasm_bindgen]
pub fn rules() -> String {
    let rule = |text: &crate::check::RuleText| RuleJson {
        id: text.id,
        title: text.title,
        why: text.why,
        fix: FixJson { text: text.fix.text, command: text.fix.command },
        affects: text.affects.iter().map(affects).collect(),
        evidence: text.evidence,
    };
    to_json(&rule_texts().iter().map(rule).collect::<Vec<_>>())
}

fn affects(affects: &crate::check::Affects) -> AffectsJson {
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

/// How a store is given.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoreTold {
    name: String,
    url: Option<String>,
    path: String,
    zip: Option<Zip>,
    #[serde(default)]
    viewers: Vec<String>,
    #[serde(default)]
    view: ViewTold,
}

/// What a view config asks of a store.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ViewTold {
    /// Parts with their paths.
    #[serde(default)]
    asked: Vec<(String, String)>,
    /// Elements of SpatialData with their coordinate systems.
    #[serde(default)]
    coordinate_systems: BTreeMap<String, String>,
    /// As JSON.
    coordinate_transformations: Option<String>,
}

impl StoreTold {
    pub(super) fn into_input(self) -> Result<StoreInput, String> {
        let Self { name, url, path, zip, viewers, view } = self;
        let ViewTold { asked, coordinate_systems, coordinate_transformations } = view;
        let part = |(part, path): (String, String)| match AskedPart::named(&part) {
            Some(part) => Ok(Asked { part, path }),
            None => {
                let known: Vec<&str> = AskedPart::ALL.into_iter().map(AskedPart::name).collect();
                Err(usage(format!("a view has no \"{part}\"; there are {}", known.join(", "))))
            }
        };
        let asked = asked.into_iter().map(part).collect::<Result<Vec<Asked>, String>>()?;
        let document = |text: String| Arc::new(Document::read("coordinateTransformations", text.as_bytes()));
        let transformations = coordinate_transformations.map(document);
        let viewers = asked_for(VERSIONS, &viewers).map_err(usage)?;
        Ok(StoreInput { name, url, path, zip, viewers, asked, coordinate_systems, transformations, ..StoreInput::default() })
    }
}

/// Begins reading a store for a report, ending the session before. `input`: JSON of its name, address, the path in it that
/// is judged, and what was noticed of the archive, if it is one.
#[wasm_bindgen(js_name = beginStore)]
pub fn begin_store(input: &str) -> Result<(), String> {
    let told: StoreTold = serde_json::from_str(input).map_err(usage)?;
    begin_store_job(StoreSession::new(told.into_input()?));
    Ok(())
}

/// A question about a store.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum AskJson {
    Key { path: String },
    Size { path: String },
    Names { path: String },
    Part { path: String, start: u64, len: u64 },
}

/// Goes on as far as possible. The questions that are next, as JSON; none when done.
#[wasm_bindgen(js_name = stepStore)]
pub fn step_store() -> String {
    let asks = with_store(StoreSession::step).unwrap_or_default();
    let asks = asks.into_iter().map(|ask| match ask {
        StoreAsk::Key(path) => AskJson::Key { path },
        StoreAsk::Size(path) => AskJson::Size { path },
        StoreAsk::Names(path) => AskJson::Names { path },
        StoreAsk::Part(KeyPart { key, start, len }) => AskJson::Part { path: key, start, len },
    });
    to_json(&asks.collect::<Vec<_>>())
}

/// Takes the object at a key.
#[wasm_bindgen(js_name = supplyKey)]
pub fn supply_key(key: &str, bytes: &[u8]) {
    with_store(|session| session.supply(key, Reply::Bytes(bytes.to_vec())));
}

/// Takes that there is nothing at a key.
#[wasm_bindgen(js_name = supplyAbsent)]
pub fn supply_absent(key: &str) {
    with_store(|session| session.supply(key, Reply::Absent));
}

/// Takes that what is at a key is not given out, and why.
#[wasm_bindgen(js_name = supplyDenied)]
pub fn supply_denied(key: &str, why: &str) {
    with_store(|session| session.supply(key, Reply::Denied(why.to_owned())));
}

/// Takes the names below a path, as a JSON array; `null` where the store cannot list.
#[wasm_bindgen(js_name = supplyNames)]
pub fn supply_names(path: &str, names: &str) -> Result<(), String> {
    let names: Option<Vec<String>> = serde_json::from_str(names).map_err(usage)?;
    with_store(|session| session.supply_names(path, names));
    Ok(())
}

/// Takes a part of the object at a key: `len` bytes were asked from `start` on.
#[wasm_bindgen(js_name = supplyKeyPart)]
pub fn supply_key_part(key: &str, start: f64, len: f64, bytes: Option<Vec<u8>>) {
    let (start, len) = (to_u64(start).unwrap_or(0), to_u64(len).unwrap_or(0));
    with_store(|session| session.supply_part(KeyPart { key: key.to_owned(), start, len }, bytes));
}

/// Takes the size of the object at a key in bytes; negative where there is none.
#[wasm_bindgen(js_name = supplySize)]
pub fn supply_size(key: &str, size: f64) {
    with_store(|session| session.supply_size(key, to_u64(size)));
}
