//! The hierarchy of a store: all its groups and arrays, as far as they can be found.

use super::json::Cursor;
use super::node::Node;
use super::path::{join, resolve};
use super::store::{Expect, Found, Look};
use crate::sort::{Gather, sort_by};
use std::collections::BTreeSet;
use std::iter::once;
use std::sync::Arc;

/// Paths that are looked at.
const MOST: usize = 4096;

/// Groups and arrays, those of a group next to each other.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The nodes, by their paths.
    pub nodes: Vec<Arc<Node>>,
    /// Names below groups that were not looked at, as there are too many.
    pub omitted: u64,
    /// Whether a group could not be listed, so that nodes that nothing speaks of are not here.
    pub unlisted: bool,
}

/// Looks for all nodes below a path, that one first. Arrays are not looked into: what is in them are chunks.
pub fn tree(look: &mut Look<'_>, path: &str) -> Tree {
    let mut tree = Tree::default();
    let mut seen = once(path.to_owned()).gather::<BTreeSet<String>>();
    let mut level = vec![path.to_owned()];
    // Ends: every path is looked at once, and there are at most MOST of them.
    while !level.is_empty() {
        let mut next = Vec::new();
        for path in level {
            let Some(node) = look.node(&path, Expect::Node).here() else { continue };
            for below in children(look, &node, &mut tree) {
                if seen.len() >= MOST {
                    tree.omitted = tree.omitted.saturating_add(1);
                } else if seen.insert(below.clone()) {
                    next.push(below);
                }
            }
            tree.nodes.push(node);
        }
        level = next;
    }
    sort_by(&mut tree.nodes, |one, other| one.path.split('/').cmp(other.path.split('/')));
    tree
}

/// Paths of what may be nodes right below a group: as listed, else those that its attributes speak of.
fn children(look: &mut Look<'_>, node: &Node, tree: &mut Tree) -> Vec<String> {
    if !node.is_group() {
        return Vec::new();
    }
    match look.children(&node.path) {
        Found::Here(names) => names.iter().map(|name| join(&node.path, name)).collect(),
        Found::Unknown => Vec::new(),
        Found::Absent => {
            tree.unlisted = true;
            let stated = stated(node);
            stated.iter().filter_map(|path| resolve(&node.path, path).ok()).collect()
        }
    }
}

/// Relative paths that attributes name, or that groups of a sort have.
fn stated(node: &Node) -> Vec<String> {
    let (Some(all), Some(ome)) = (node.attributes(), node.ome_attributes()) else { return Vec::new() };
    let mut paths = Vec::new();
    for multiscale in items(ome.get("multiscales")) {
        paths.extend(items(multiscale.get("datasets")).iter().filter_map(|dataset| text(dataset.get("path"))));
        paths.push("labels".to_owned());
    }
    paths.extend(items(ome.get("labels")).into_iter().filter_map(|label| text(Some(label))));
    paths.extend(items(ome.get("plate").and_then(|plate| plate.get("wells"))).iter().filter_map(|well| text(well.get("path"))));
    paths.extend(items(ome.get("well").and_then(|well| well.get("images"))).iter().filter_map(|image| text(image.get("path"))));
    if all.get("bioformats2raw.layout").is_some() {
        paths.extend(["OME", "0"].map(str::to_owned));
    }
    paths.extend(items(all.get("column-order")).into_iter().filter_map(|column| text(Some(column))));
    paths.extend(text(all.get("_index")));
    let encoding = text(all.get("encoding-type")).unwrap_or_default();
    let usual: &[&str] = match encoding.as_str() {
        "anndata" => &["X", "layers", "obs", "obsm", "obsp", "raw", "uns", "var", "varm", "varp"],
        "MuData" => &["mod", "obs", "obsm", "obsp", "uns", "var", "varm", "varp"],
        "csr_matrix" | "csc_matrix" => &["data", "indices", "indptr"],
        "categorical" => &["categories", "codes"],
        "nullable-integer" | "nullable-boolean" | "nullable-string-array" => &["mask", "values"],
        _ if all.get("spatialdata_attrs").is_some() => &["images", "labels", "points", "shapes", "table", "tables"],
        _ => &[],
    };
    paths.extend(usual.iter().map(|name| (*name).to_owned()));
    paths
}

fn items(list: Option<Cursor<'_>>) -> Vec<Cursor<'_>> {
    list.map(|list| list.items().collect()).unwrap_or_default()
}

fn text(at: Option<Cursor<'_>>) -> Option<String> {
    at?.value().as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zarr::{Reply, Store};

    fn paths(files: &[(&str, &str)], lists: bool) -> (Vec<String>, bool) {
        let mut store = Store::new();
        for _ in 0..12 {
            let (found, needs) = store.read(|look| tree(look, ""));
            if needs.is_empty() {
                return (found.nodes.iter().map(|node| node.path.clone()).collect(), found.unlisted);
            }
            for key in needs.keys {
                let file = files.iter().find(|(name, _)| *name == key);
                store.supply(&key, file.map_or(Reply::Absent, |(_, text)| Reply::Bytes(text.as_bytes().to_vec())));
            }
            for path in needs.names {
                let prefix = if path.is_empty() { String::new() } else { format!("{path}/") };
                let below = files.iter().filter_map(|(key, _)| key.strip_prefix(&prefix)?.split('/').next().map(str::to_owned));
                store.supply_names(&path, lists.then(|| below.collect()));
            }
        }
        panic!("the tree does not end");
    }

    const GROUP: &str = r#"{"zarr_format": 2}"#;
    const ARRAY: &str = r#"{"zarr_format": 2, "shape": [4], "chunks": [2], "dtype": "|u1", "compressor": null, "fill_value": 0, "order": "C", "filters": null}"#;
    const IMAGE: &str = r#"{"multiscales": [{"datasets": [{"path": "0"}, {"path": "../../x"}]}]}"#;

    #[test]
    fn groups_and_arrays_are_found_and_chunks_are_not_listed() {
        let files = [
            (".zgroup", GROUP),
            ("a/.zgroup", GROUP),
            ("a/b/.zarray", ARRAY),
            ("a/b/0", "x"),
            ("a/b/1/.zarray", ARRAY),
            ("a.b/.zarray", ARRAY),
            ("readme", "x"),
        ];
        assert_eq!(paths(&files, true), (vec![String::new(), "a".into(), "a/b".into(), "a.b".into()], false));
    }

    #[test]
    fn without_a_listing_attributes_say_what_there_is() {
        let files = [(".zgroup", GROUP), (".zattrs", IMAGE), ("0/.zarray", ARRAY), ("x/.zarray", ARRAY)];
        assert_eq!(paths(&files, false), (vec![String::new(), "0".into()], true));
    }

    #[test]
    fn a_group_of_very_many_names_ends() {
        let names: Vec<String> = (0..10_000).map(|name| name.to_string()).collect();
        let mut store = Store::new();
        for key in ["zarr.json", ".zattrs", ".zarray"] {
            store.supply(key, Reply::Absent);
        }
        store.supply(".zgroup", Reply::Bytes(GROUP.as_bytes().to_vec()));
        store.supply_names("", Some(names));
        let (found, needs) = store.read(|look| tree(look, ""));
        assert_eq!(found.omitted, 10_001 - 4096);
        assert!(needs.keys.len() < 4 * MOST);
    }
}
