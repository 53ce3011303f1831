//! JSON that browsers refuse for what Python writes: NaN, the infinities, and commas behind the last value.

use super::{Outcome, count, documents, summaries};
use crate::zarr::json::{Document, Pointer, departures};
use crate::zarr::{DefectCode, Look, Node};
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

/// The text without them, and what was done.
fn mended(document: &Document) -> (Vec<u8>, Vec<String>) {
    let text = document.text();
    let found = departures(text, &[DefectCode::JsonNotFinite, DefectCode::JsonTrailingComma], MOST);
    let (mut after, mut at) = (Vec::with_capacity(text.len()), 0usize);
    let (mut nulls, mut strings, mut commas) = (0usize, 0usize, 0usize);
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
        if is_fill_value(document.key(), &pointer) {
            strings = strings.saturating_add(1);
            after.extend_from_slice(name(word.get(..len).unwrap_or(&[])));
        } else {
            nulls = nulls.saturating_add(1);
            after.extend_from_slice(b"null");
        }
    }
    after.extend_from_slice(text.get(at..).unwrap_or(&[]));
    let said = [
        (strings, "written as a string", "fill value that is no number in JSON"),
        (nulls, "written as null", "value that is NaN or infinite"),
        (commas, "taken away", "comma behind a last value"),
    ];
    let why = said.into_iter().filter(|(number, ..)| *number > 0).map(|(number, done, what)| {
        let verb = if number == 1 { "is" } else { "are" };
        format!("{} {verb} {done}: browsers refuse the whole file for it", plural(number, what))
    });
    (after, why.collect())
}

fn plural(number: usize, what: &str) -> String {
    match what.split_once(' ') {
        _ if number == 1 => format!("1 {what}"),
        Some(("fill", _)) => format!("{} that are no numbers in JSON", count(number, "fill value")),
        Some(("value", _)) => format!("{} that are NaN or infinite", count(number, "value")),
        _ => format!("{} behind last values", count(number, "comma")),
    }
}

/// Whether a value is, or is in, the fill value of an array: there NaN has a name (Zarr 2 and 3 specification, "fill_value").
fn is_fill_value(key: &str, pointer: &Pointer) -> bool {
    let name = key.rsplit('/').next().unwrap_or(key);
    let steps: Vec<String> = pointer.steps().collect();
    let step = |at: usize| steps.get(at).map(String::as_str);
    match name {
        ".zarray" => step(0) == Some("fill_value"),
        // The nodes in consolidated metadata are below their paths.
        "zarr.json" if step(0) == Some("consolidated_metadata") => step(3) == Some("fill_value"),
        "zarr.json" => step(0) == Some("fill_value"),
        _ => step(1).is_some_and(|key| key.ends_with(".zarray")) && step(2) == Some("fill_value"),
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
