//! JSON that browsers refuse for what Python writes: NaN, the infinities, and commas behind the last value.

use super::consolidated::summaries;
use super::outcome::{Outcome, count};
use crate::sort::Gather;
use crate::zarr::json::{Document, Pointer, Value, departures};
use crate::zarr::{DefectCode, Look, Node};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Departures that are mended at once. A text of more is mended by as many.
const MOST: usize = 1 << 20;

pub(super) fn mend(look: &mut Look<'_>, nodes: &[Arc<Node>], outcome: &mut Outcome) {
    let mut all = documents(nodes);
    for node in nodes.iter().filter(|node| node.is_group()) {
        all.extend(summaries(look, &node.path));
    }
    for document in all.iter().filter(|document| document.refusal().is_some()) {
        let (after, why) = mended(document);
        let rest = Document::read(document.key(), &after);
        if !why.is_empty() {
            outcome.edit(document.key(), after, why);
        }
        if let Some(refusal) = rest.refusal() {
            let place = refusal.place.map(|place| format!(" at line {}, column {}", place.line, place.column));
            outcome.leave(document.key(), format!("{}{}", refusal.what, place.unwrap_or_default()));
        }
    }
}

/// Documents of nodes, each once.
fn documents(nodes: &[Arc<Node>]) -> Vec<Arc<Document>> {
    let all = nodes.iter().flat_map(|node| [node.document(), node.attributes_document()]).flatten();
    let by_key: BTreeMap<&str, &Arc<Document>> = all.map(|document| (document.key(), document)).gather();
    by_key.into_values().cloned().collect()
}

/// The text without them, and what was done.
fn mended(document: &Document) -> (Vec<u8>, Vec<String>) {
    let text = document.text();
    let found = departures(text, &[DefectCode::JsonNotFinite, DefectCode::JsonTrailingComma], MOST);
    let (mut after, mut at) = (Vec::with_capacity(text.len()), 0usize);
    let (mut nulls, mut strings, mut zeros, mut commas) = (0usize, 0usize, 0usize, 0usize);
    for (code, place, pointer) in found {
        // In the order of the text: what is not, is another reading of the same place.
        let Some(kept) = text.get(at..place) else { continue };
        after.extend_from_slice(kept);
        if code == DefectCode::JsonTrailingComma {
            commas = commas.saturating_add(1);
            at = place.saturating_add(1);
            continue;
        }
        let word = text.get(place..).unwrap_or(&[]);
        let len = word.iter().position(|byte| b" \t\r\n,:[]{}\"'".contains(byte)).unwrap_or(word.len());
        at = place.saturating_add(len);
        match array_of(document, &pointer) {
            Some(array) if is_float(array) => {
                strings = strings.saturating_add(1);
                after.extend_from_slice(name(word.get(..len).unwrap_or(&[])));
            }
            // No other type has such a value. Zarr 3 wants one all the same.
            Some(array) if array.get("data_type").is_some() => {
                zeros = zeros.saturating_add(1);
                after.extend_from_slice(b"0");
            }
            _ => {
                nulls = nulls.saturating_add(1);
                after.extend_from_slice(b"null");
            }
        }
    }
    after.extend_from_slice(text.get(at..).unwrap_or(&[]));
    let said = [
        (strings, "fill value", "NaN or infinite, written as a string"),
        (zeros, "fill value", "NaN or infinite, which the type does not allow, written as 0"),
        (nulls, "value", "NaN or infinite, written as null"),
        (commas, "comma", "after a last value, removed"),
    ];
    let why = said.into_iter().filter(|(number, ..)| *number > 0);
    let why = why.map(|(number, what, done)| format!("{}, {done}: browsers refuse the whole file for it", count(number, what)));
    (after, why.collect())
}

/// The metadata of the array that a value is, or is in, the fill value of: there NaN has a name (Zarr 2 and 3 specification,
/// "fill_value").
fn array_of<'d>(document: &'d Document, pointer: &Pointer) -> Option<&'d Value> {
    let key = document.key();
    let name = key.rsplit('/').next().unwrap_or(key);
    let steps: Vec<String> = pointer.steps().collect();
    // The nodes in consolidated metadata are below their paths.
    let above = match (name, steps.first().map(String::as_str)) {
        (".zarray", _) => 0,
        ("zarr.json", Some("consolidated_metadata")) => 3,
        ("zarr.json", _) => 0,
        _ => 2,
    };
    let (nodes, rest) = steps.split_at_checked(above)?;
    if rest.first().map(String::as_str) != Some("fill_value") {
        return None;
    }
    nodes.iter().try_fold(document.root()?, |value, step| value.get(step))
}

/// Whether an array holds floats, or complex numbers.
fn is_float(array: &Value) -> bool {
    let text = |name: &str| array.get(name).and_then(Value::as_str);
    match (text("dtype"), text("data_type")) {
        (Some(dtype), _) => dtype.trim_start_matches(['<', '>', '|', '=']).starts_with(['f', 'c']),
        (_, Some(data_type)) => ["float", "complex", "bfloat"].iter().any(|start| data_type.starts_with(start)),
        _ => false,
    }
}

/// The name of NaN or an infinity in fill values.
fn name(word: &[u8]) -> &'static [u8] {
    match word {
        b"Infinity" | b"inf" | b"+Infinity" => b"\"Infinity\"",
        b"-Infinity" | b"-inf" => b"\"-Infinity\"",
        _ => b"\"NaN\"",
    }
}
