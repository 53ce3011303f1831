//! The boundary to JavaScript: the judge of TIFF files.

use super::session::{begin_job, reach_of, with_check};
use super::told::{A_COUNT, A_TEXT, Told};
use super::wanted::{options, rules_json};
use super::{to_json, to_u64, usage};
use crate::check::{Input, OffsetsFile, judge_tiff, tiff_rules};
use crate::session::{Budget, CheckSession};
use crate::tiff::Limits;
use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** How a file is given, and how much of it is read. */
export interface FileTold {
  readonly name?: string | undefined;
  readonly url?: string | undefined;
  readonly limits?: { readonly ifds?: number; readonly bytes?: number } | undefined;
}
"#;

/// Begins reading a file for a report, ending the session before. `told`: its name, address and limits; `size` and `reach` as in
/// `begin`. Throws the JSON of an error.
#[wasm_bindgen(js_name = beginCheck)]
pub fn begin_check(#[wasm_bindgen(unchecked_param_type = "FileTold")] told: JsValue, size: f64, reach: u8) -> Result<(), String> {
    let told = Told::new(told);
    let name = told.option("name", A_TEXT)?.unwrap_or_default();
    let input = Input { name, url: told.option("url", A_TEXT)?, offsets: OffsetsFile::NotLookedFor };
    let given = told.inner("limits", "limits.")?;
    let (limits, budget) = (Limits::default(), Budget::default());
    let limits = Limits { ifds: given.option("ifds", A_COUNT)?.unwrap_or(limits.ifds), ..limits };
    let budget = Budget { bytes: given.option("bytes", A_COUNT)?.unwrap_or(budget.bytes) };
    begin_job(CheckSession::new(input, to_u64(size), reach_of(reach), limits, budget));
    Ok(())
}

/// Takes the offsets file that goes with the image, or what became of it: `kind`, where it is or was looked for, and its text or why
/// there is none. Plain texts: every verdict of a fresh page comes by here.
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

/// The report on what was read, as JSON. `wanted`: viewers and rules. Throws the JSON of an error.
#[wasm_bindgen]
pub fn report(#[wasm_bindgen(unchecked_param_type = "Wanted")] wanted: JsValue) -> Result<String, String> {
    let options = options(&Told::new(wanted))?;
    Ok(with_check(|session| to_json(&judge_tiff(session.facts(), &options))).unwrap_or_else(|| "null".to_owned()))
}

/// The documentation of the rules on TIFF files, as JSON. Texts have `{arguments}` of findings in them.
#[wasm_bindgen]
pub fn rules() -> String {
    rules_json(&tiff_rules())
}
