//! Consolidated metadata: made where viewers need them, and made again where they are not those of the store.

use super::outcome::Outcome;
use crate::sort::Gather;
use crate::zarr::consolidated::Consolidated;
use crate::zarr::json::edit::{self, Style};
use crate::zarr::json::{Document, Pointer, quoted};
use crate::zarr::node::Node;
use crate::zarr::path::join;
use crate::zarr::probe::{Kind, probe};
use crate::zarr::tree::Tree;
use crate::zarr::{Format, Found, Look};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The nodes of the whole hierarchy that are written so.
type Nodes<'t> = Vec<&'t Arc<Node>>;

pub(super) fn mend(look: &mut Look<'_>, tree: &Tree, outcome: &mut Outcome) {
    let needed = matches!(probe(look, "").kind, Kind::AnnData | Kind::MuData | Kind::SpatialData);
    let Some(root) = tree.nodes.iter().find(|node| node.path.is_empty()) else { return };
    let whole = tree.omitted == 0 && !tree.unlisted;
    let written = outcome.edits.len();
    for group in tree.nodes.iter().filter(|node| node.is_group() && !node.implicit && node.format == root.format) {
        let nodes: Nodes<'_> = tree.nodes.iter().filter(|node| usable(node, group)).collect();
        let needed = needed && group.path.is_empty();
        match group.format {
            Format::V2 => v2(look, group, &nodes, needed, outcome),
            Format::V3 => v3(group, &nodes, needed, outcome),
        }
    }
    if !whole && outcome.edits.len() > written {
        // What is not known cannot be written.
        outcome.edits.truncate(written);
        let why = if tree.unlisted { "the store cannot be listed" } else { "there are too many groups and arrays" };
        outcome.leave("", format!("consolidated metadata are missing or stale, and were not made: {why}"));
    }
}

/// Whether a node is below a group, written as it is, and can be read.
fn usable(node: &Node, group: &Node) -> bool {
    let below =
        group.path.is_empty() || node.path.strip_prefix(&group.path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let documents = [node.document(), node.attributes_document()];
    let readable = documents.iter().flatten().all(|document| document.refusal().is_none());
    below && readable && !node.implicit && node.format == group.format
}

fn v2(look: &mut Look<'_>, group: &Node, nodes: &Nodes<'_>, needed: bool, outcome: &mut Outcome) {
    let there = summaries(look, &group.path);
    let texts = || {
        let mut texts = BTreeMap::new();
        for node in nodes {
            let documents = [node.document(), node.attributes_document()];
            for document in documents.into_iter().flatten() {
                // Without the byte order mark that it may begin with.
                let text = edit::text_of(document, &Pointer::root());
                texts.extend(text.map(|text| (relative(&group.path, document.key()), text)));
            }
        }
        texts
    };
    let body = |style: &Style| {
        let members: Vec<Vec<u8>> =
            texts().into_iter().map(|(key, text)| [quoted(key).as_bytes(), b":", text].concat()).collect();
        let text = [b"{\"metadata\":{", members.join(&b","[..]).as_slice(), b"},\"zarr_consolidated_format\":1}"].concat();
        style.write(&text, "")
    };
    for document in &there {
        if let Some(why) = stale(Consolidated::v2(&group.path, document).as_ref(), nodes) {
            outcome.edit(
                document.key(),
                body(&Style::of(document.text())),
                vec![format!("the consolidated metadata are made again: {why}")],
            );
        }
    }
    if needed && there.is_empty() {
        outcome.edit(&join(&group.path, ".zmetadata"), body(&Style::of_python()), vec![missing()]);
    }
}

fn v3(group: &Node, nodes: &Nodes<'_>, needed: bool, outcome: &mut Outcome) {
    let Some(document) = group.document().filter(|document| document.refusal().is_none()) else { return };
    let known = Consolidated::v3(&group.path, document);
    let why = match &known {
        Some(known) => stale(Some(known), nodes).map(|why| format!("the consolidated metadata are made again: {why}")),
        None => needed.then(missing),
    };
    let Some(why) = why else { return };
    let below = nodes.iter().filter(|node| node.path != group.path);
    let members: Vec<String> = below
        .filter_map(|node| {
            let text = String::from_utf8(bare(node)?).ok()?;
            Some(format!("{}:{text}", quoted(relative(&group.path, &node.path))))
        })
        .collect();
    let value = inline(&members.join(","));
    if let Some(after) = edit::set(document, &Pointer::root(), "consolidated_metadata", &value) {
        outcome.edit(document.key(), after, vec![why]);
    }
}

/// The `zarr.json` of a node as zarr-python has it in that of a group: of groups without what is in them.
fn bare(node: &Node) -> Option<Vec<u8>> {
    let document = node.document()?;
    let root = Pointer::root();
    if !node.is_group() {
        return Some(edit::text_of(document, &root)?.to_vec());
    }
    let emptied = Document::read(document.key(), &edit::set(document, &root, "consolidated_metadata", &inline(""))?);
    Some(edit::text_of(&emptied, &root)?.to_vec())
}

fn inline(members: &str) -> String {
    format!("{{\"kind\":\"inline\",\"must_understand\":false,\"metadata\":{{{members}}}}}")
}

/// What is not as in the store, in words; `None` where all is.
fn stale(known: Option<&Consolidated>, nodes: &Nodes<'_>) -> Option<String> {
    let Some(known) = known else { return Some("they are none that can be read".to_owned()) };
    let there: BTreeMap<&str, &Arc<Node>> = nodes.iter().map(|node| (node.path.as_str(), *node)).gather();
    let listed: BTreeSet<&str> = known.paths().gather();
    let missing = there.keys().find(|path| !listed.contains(*path));
    let gone = listed.iter().find(|path| !there.contains_key(**path));
    let shown = |path: &str| if path.is_empty() { "the root".to_owned() } else { path.to_owned() };
    if let Some(path) = missing {
        return Some(format!("{} is not in them", shown(path)));
    }
    if let Some(path) = gone {
        return Some(format!("{} is in them and not in the store", shown(path)));
    }
    let difference = nodes.iter().find_map(|node| known.differences(node).into_iter().next())?;
    Some(format!("{} of {} is another one in them", difference.member, shown(&difference.path)))
}

fn missing() -> String {
    "there are no consolidated metadata, without which Vitessce cannot list the store to make a view config of its address"
        .to_owned()
}

fn relative<'k>(base: &str, key: &'k str) -> &'k str {
    key.strip_prefix(base).unwrap_or(key).trim_start_matches('/')
}

/// Consolidated metadata of Zarr 2 in a group, as far as they are files of their own.
pub(super) fn summaries(look: &mut Look<'_>, path: &str) -> Vec<Arc<Document>> {
    let Found::Here(names) = look.names(path) else { return Vec::new() };
    let keys = crate::zarr::consolidated::KEYS.iter().filter(|name| names.contains(**name)).map(|name| join(path, name));
    keys.filter_map(|key| look.document(&key).here()).collect()
}
