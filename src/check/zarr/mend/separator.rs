//! Separators that metadata state and chunks do not have: a chunk that is not found is shown as the fill value.

use super::outcome::Outcome;
use crate::zarr::array::Array;
use crate::zarr::grid::{Grid, KeyEncoding, KeyKind};
use crate::zarr::json::{Pointer, edit, quoted};
use crate::zarr::{Format, Found, Look, Node};
use std::sync::Arc;

/// Chunks that are looked for, at equal distances.
const MOST: u64 = 5;

pub(super) fn mend(look: &mut Look<'_>, nodes: &[Arc<Node>], outcome: &mut Outcome) {
    for node in nodes {
        let Some((array, grid)) = node.array().and_then(|array| Some((array, array.grid()?))) else { continue };
        match there(look, node, &grid, &array.keys) {
            Some(0) => {}
            _ => continue,
        }
        let others: Vec<(KeyEncoding, u64)> = other_forms(array, &grid)
            .into_iter()
            .filter_map(|keys| there(look, node, &grid, &keys).map(|found| (keys, found)))
            .filter(|(_, found)| *found > 0)
            .collect();
        match others.as_slice() {
            [] => {}
            [(keys, _)] => state(node, array, &grid, keys, outcome),
            _ => outcome.leave(&node.path, "its chunks have names of several forms, but none of the form that is stated"),
        }
    }
}

/// How many of some chunks are there, if keys are made so; `None` while that is not known.
fn there(look: &mut Look<'_>, node: &Node, grid: &Grid, keys: &KeyEncoding) -> Option<u64> {
    let all = grid.all();
    let (mut found, mut waits) = (0u64, false);
    for key in all.spread(MOST).filter_map(|number| keys.key(&all.at(number)?)) {
        match look.size(&node.key(&key)) {
            Found::Here(_) => found = found.saturating_add(1),
            Found::Absent => {}
            Found::Unknown => waits = true,
        }
    }
    (!waits).then_some(found)
}

/// Forms of keys that give the chunks of an array other names than the one that it states, and that differ from each other.
fn other_forms(array: &Array, grid: &Grid) -> Vec<KeyEncoding> {
    let forms = [(KeyKind::V2, "."), (KeyKind::V2, "/"), (KeyKind::Default, "/"), (KeyKind::Default, ".")];
    let first = vec![0; grid.shape().len()];
    let mut seen = vec![array.keys.key(&first)];
    let mut found = Vec::new();
    for (kind, separator) in forms {
        let keys = KeyEncoding { kind, separator: separator.to_owned(), stated: true };
        let name = keys.key(&first);
        if !seen.contains(&name) {
            seen.push(name);
            found.push(keys);
        }
    }
    found
}

fn state(node: &Node, array: &Array, grid: &Grid, keys: &KeyEncoding, outcome: &mut Outcome) {
    let Some(document) = node.document().filter(|document| document.refusal().is_none()) else { return };
    let first = vec![0; grid.shape().len()];
    let name = |keys: &KeyEncoding| keys.key(&first).unwrap_or_default();
    let names = format!("the chunks are called {}, not {}", name(keys), name(&array.keys));
    let (member, value) = match (node.format, &keys.kind) {
        (Format::V2, KeyKind::V2) => ("dimension_separator", quoted(&keys.separator)),
        (Format::V2, _) => return outcome.leave(&node.path, format!("{names}: those of Zarr 3 cannot be stated in Zarr 2")),
        (Format::V3, kind) => {
            let kind = if *kind == KeyKind::V2 { "v2" } else { "default" };
            let separator = quoted(&keys.separator);
            ("chunk_key_encoding", format!("{{\"name\": \"{kind}\", \"configuration\": {{\"separator\": {separator}}}}}"))
        }
    };
    if let Some(after) = edit::set(document, &Pointer::root(), member, &value) {
        outcome.edit(document.key(), after, vec![format!("{member} says how chunks are named: {names}")]);
    }
}
