//! Attributes of a group compared with the official schemas, as the conformance runner of ome/ngff-spec asks for it.

use crate::zarr::json::{Cursor, Document};
use crate::zarr::schema::{self, Outcome, Violation};
use serde::Serialize;

/// What the runner reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Judged {
    /// Whether the attributes are as a version of OME-NGFF has them.
    pub valid: bool,
    /// Why not, or of which version they are.
    pub message: String,
}

/// Members that say what a group is, and the schemas for it.
const MEMBERS: [(&str, &str); 8] = [
    ("multiscales", "image"),
    ("image-label", "label"),
    ("omero", "image"),
    ("plate", "plate"),
    ("well", "well"),
    ("bioformats2raw.layout", "bf2raw"),
    ("scene", "scene"),
    ("series", "ome"),
];

/// Reasons that are told.
const MOST: usize = 5;

/// Judges the text of a file of attributes: a `.zattrs`, or what stands under `attributes` in a `zarr.json`.
pub fn judge_attributes(text: &[u8]) -> Judged {
    let document = Document::read("attributes", text);
    if let Some(refusal) = document.refusal() {
        return wrong(refusal.to_string());
    }
    let Some(all) = document.cursor().filter(|at| at.value().as_object().is_some()) else {
        return wrong("the attributes are no object".to_owned());
    };
    // Where all of a `zarr.json` is given, its attributes are meant.
    let all = all.get("attributes").filter(|_| all.get("node_type").is_some()).unwrap_or(all);
    let ome = all.get("ome").filter(|ome| ome.value().as_object().is_some());
    let at = ome.clone().unwrap_or_else(|| all.clone());
    let Some(stated) = version(&at) else { return wrong("no version of OME-NGFF is stated".to_owned()) };
    let Some(version) = schema::version(&stated) else {
        return wrong(format!("there is no schema for version {stated}"));
    };
    let under_ome = version > "0.4";
    if under_ome != ome.is_some() {
        let place = if under_ome { "under \"ome\"" } else { "not under \"ome\"" };
        return wrong(format!("metadata of version {version} stand {place}"));
    }
    compare(version, &all, &at)
}

fn compare(version: &'static str, all: &Cursor<'_>, at: &Cursor<'_>) -> Judged {
    let known: Vec<&str> = schema::names(version).collect();
    let wanted = MEMBERS.iter().filter(|(member, schema)| at.get(member).is_some() && known.contains(schema));
    let mut names: Vec<&str> = wanted.map(|(_, schema)| *schema).collect();
    names.dedup();
    if names.is_empty() {
        return wrong("there is nothing of OME-NGFF in them".to_owned());
    }
    let mut reasons = Vec::new();
    for name in &names {
        match schema::validate(version, name, all) {
            Some(Outcome { gave_up: true, .. }) => reasons.push("comparing with the schema took too long".to_owned()),
            Some(outcome) => reasons.extend(outcome.violations.iter().map(said)),
            None => {}
        }
    }
    reasons.truncate(MOST);
    if reasons.is_empty() {
        return Judged { valid: true, message: format!("OME-NGFF {version}: {}", names.join(", ")) };
    }
    wrong(format!("OME-NGFF {version}: {}", reasons.join("; ")))
}

fn said(violation: &Violation) -> String {
    let cause = violation.causes.first().unwrap_or(violation);
    let pointer = cause.pointer.as_str();
    format!("{} {}", if pointer.is_empty() { "the group" } else { pointer }, cause.wanted)
}

/// The version as it is stated: of `ome`, else of the first thing in the attributes that states one.
fn version(at: &Cursor<'_>) -> Option<String> {
    let of = |at: Option<Cursor<'_>>| at?.get("version")?.value().as_str().map(str::to_owned);
    let first = at.get("multiscales").and_then(|list| list.index(0));
    let others = ["plate", "well", "image-label"].into_iter().find_map(|name| of(at.get(name)));
    // Of bioformats2raw's own groups the layout is all there is: they are of 0.4, or of 0.5 with a version.
    let bare = || ["bioformats2raw.layout", "series"].iter().any(|name| at.get(name).is_some()).then(|| "0.4".to_owned());
    // 0.4 does not ask for versions of multiscales.
    let unsaid = || first.is_some().then(|| "0.4".to_owned());
    of(Some(at.clone()))
        .or_else(|| of(at.get("multiscales").and_then(|list| list.index(0))))
        .or(others)
        .or_else(bare)
        .or_else(unsaid)
}

fn wrong(message: String) -> Judged {
    Judged { valid: false, message }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::store::image_attributes;
    use serde_json::{Value, json};

    fn judged(attributes: &Value) -> Judged {
        judge_attributes(attributes.to_string().as_bytes())
    }

    #[test]
    fn attributes_are_judged_by_the_version_that_they_state() {
        let good = Value::Object(image_attributes());
        assert_eq!(judged(&good), Judged { valid: true, message: "OME-NGFF 0.4: image".to_owned() });
        let mut bad = good.clone();
        bad["multiscales"][0]["datasets"] = json!([]);
        let said = judged(&bad);
        assert!(!said.valid && said.message.contains("/multiscales/0/datasets"), "{said:?}");
        assert!(!judged(&json!({"ome": good})).valid);
        assert!(!judged(&json!({})).valid && !judge_attributes(b"{\"a\": NaN}").valid && !judge_attributes(b"[]").valid);
        let plate = json!({"plate": {"version": "0.4", "rows": [{"name": "A"}], "columns": [{"name": "1"}], "wells": [{"path": "A/1", "rowIndex": 0, "columnIndex": 0}]}});
        assert!(judged(&plate).valid, "{:?}", judged(&plate));
    }
}
