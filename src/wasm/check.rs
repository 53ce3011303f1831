//! The boundary to JavaScript: the judge of TIFF files.

use super::session::{begin_job, reach_of, with_check};
use super::wanted::{options, rules_json, usage};
use super::{to_json, to_u64};
use crate::check::{Input, OffsetsFile, judge_tiff, tiff_rules};
use crate::session::{Budget, CheckSession};
use crate::tiff::Limits;
use serde::Deserialize;
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

/// Takes the offsets file that goes with the image, or what became of it: `kind`, where it is or was looked for, and its text or why
/// there is none. Plain texts: every verdict of a fresh page comes by here, and to read JSON for it would be 17 kB of code.
#[wasm_bindgen(js_name = learnOffsets)]
pub fn learn_offsets(kind: &str, place: String, text: String) -> Result<(), String> {
    let offsets = match kind {
        "not-looked-for" => OffsetsFile::NotLookedFor,
        "absent" => OffsetsFile::Absent(place),
        "unreadable" => OffsetsFile::Unreadable(place, text),
        "text" => OffsetsFile::Text(place, text),
        other => return Err(usage(format!("an offsets file is not \"{other}\""))),
    };
    with_check(|session| session.learn_offsets(offsets));
    Ok(())
}

/// The report on what was read, as JSON. `wanted`: JSON of viewers and rules. Throws the JSON of an error.
#[wasm_bindgen]
pub fn report(wanted: &str) -> Result<String, String> {
    let (options, _) = options(wanted)?;
    Ok(with_check(|session| to_json(&judge_tiff(session.facts(), &options))).unwrap_or_else(|| "null".to_owned()))
}

/// The documentation of the rules on TIFF files, as JSON. Texts have `{arguments}` of findings in them.
#[wasm_bindgen]
pub fn rules() -> String {
    rules_json(&tiff_rules())
}
