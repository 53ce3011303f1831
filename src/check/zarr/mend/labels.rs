//! Lists of label images: those that are there and are not named are added. What is named and not there stays, as it may
//! be the image that is missing.

use super::outcome::{Outcome, count};
use crate::zarr::Node;
use crate::zarr::json::{Document, Pointer, edit, quoted};
use crate::zarr::ngff::Ngff;
use crate::zarr::path::{join, split};
use crate::zarr::probe::{Kind, kind_of};
use std::sync::Arc;

pub(super) fn mend(nodes: &[Arc<Node>], outcome: &mut Outcome) {
    for group in nodes.iter().filter(|node| node.is_group() && is_list(node, nodes)) {
        let stated = Ngff::read(group).labels;
        let named = |name: &str| stated.iter().flatten().any(|named| named.name == name);
        let missing: Vec<String> = images_in(&group.path, nodes).into_iter().filter(|name| !named(name)).collect();
        if missing.is_empty() {
            continue;
        }
        let why =
            format!("{} was not in the list of label images: added {}", count(missing.len(), "label image"), missing.join(", "));
        match with_names(group, &missing, stated.is_some()) {
            Some(document) => outcome.edit(document.key(), document.text().to_vec(), vec![why]),
            None => outcome.leave(&group.path, "its list of label images is not right, and there is no place to mend it"),
        }
    }
}

/// Whether it is the group of the label images of an image: called `labels`, right below one.
fn is_list(group: &Node, nodes: &[Arc<Node>]) -> bool {
    let Some((parent, "labels")) = split(&group.path) else { return false };
    nodes.iter().any(|node| node.path == parent && kind_of(node) == Some(Kind::Image))
}

/// Names of the images right below a group.
fn images_in(path: &str, nodes: &[Arc<Node>]) -> Vec<String> {
    let name = |node: &Arc<Node>| {
        let name = node.path.strip_prefix(path)?.strip_prefix('/')?;
        (!name.contains('/') && matches!(kind_of(node), Some(Kind::Label | Kind::Image))).then(|| name.to_owned())
    };
    nodes.iter().filter_map(name).collect()
}

/// The attributes with more names in their list.
fn with_names(group: &Node, names: &[String], stated: bool) -> Option<Document> {
    let quoted: Vec<String> = names.iter().map(|name| quoted(name)).collect();
    let Some(at) = group.ome_attributes() else {
        let key = join(&group.path, ".zattrs");
        let text = format!("{{\n    \"labels\": [{}]\n}}", quoted.join(", "));
        return (group.format == crate::zarr::Format::V2).then(|| Document::read(&key, text.as_bytes()));
    };
    let (attributes, document) = (at.pointer().clone(), group.attributes_document()?);
    if document.refusal().is_some() {
        return None;
    }
    let mut now = (**document).clone();
    let mut put = |change: &dyn Fn(&Document, &Pointer) -> Option<Vec<u8>>| {
        let text = change(&now, &attributes)?;
        now = Document::read(now.key(), &text);
        Some(())
    };
    if stated {
        for name in &quoted {
            put(&|document, attributes| edit::append(document, &attributes.key("labels"), name))?;
        }
    } else {
        put(&|document, attributes| edit::set(document, attributes, "labels", &format!("[{}]", quoted.join(", "))))?;
    }
    Some(now)
}
