//! Consolidated metadata: `.zmetadata` of Zarr 2 (`zmetadata` in SpatialData stores), `consolidated_metadata` of Zarr 3.

use super::fields::Fields;
use super::json::{Cursor, Document, Pointer, Value};
use super::node::{Node, Part};
use super::path::{is_plain, join};
use super::{DefectCode, Defects, Format};
use crate::sort::sort;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Keys that consolidated metadata of Zarr 2 has.
pub const KEYS: [&str; 2] = [".zmetadata", "zmetadata"];

/// Metadata of a hierarchy in one document. Nodes are read when they are asked for.
#[derive(Clone, Debug)]
pub struct Consolidated {
    /// The document.
    pub document: Arc<Document>,
    /// Which specification the nodes follow.
    pub format: Format,
    /// What departs from the form of consolidated metadata, and from JSON.
    pub defects: Defects,
    /// Path of the group that it was found in.
    root: String,
    entries: BTreeMap<String, Entry>,
}

/// Where the metadata of one node stand.
#[derive(Clone, Debug, Default)]
struct Entry {
    zarray: Option<Pointer>,
    zgroup: Option<Pointer>,
    zattrs: Option<Pointer>,
    zarr_json: Option<Pointer>,
}

/// A difference between a node in consolidated metadata and the node's own files.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Path of the node.
    pub path: String,
    /// The member that differs, as `dtype` or `attributes`.
    pub member: String,
    /// Its value in the consolidated metadata.
    pub consolidated: Option<Value>,
    /// Its value in the node's own file.
    pub own: Option<Value>,
}

impl Consolidated {
    /// Reads a `.zmetadata` that stands in the group `root`. `None` where it has no `metadata`.
    pub fn v2(root: &str, document: &Arc<Document>) -> Option<Self> {
        let mut found = Self::new(root, document, Format::V2);
        let at = document.cursor()?;
        found.defects.extend(document.defects());
        let metadata = Fields::of(&at, &mut found.defects).want("metadata")?;
        for (key, member) in Fields::of(&metadata, &mut found.defects).at.members() {
            let (path, file) = key.rsplit_once('/').unwrap_or(("", key));
            let Some(entry) = found.entry(path, &member) else { continue };
            match file {
                ".zarray" => entry.zarray = Some(member.pointer().clone()),
                ".zgroup" => entry.zgroup = Some(member.pointer().clone()),
                ".zattrs" => entry.zattrs = Some(member.pointer().clone()),
                _ => {
                    let what = format!("the key \"{key}\" is not metadata of Zarr 2");
                    found.defects.push(member.defect(DefectCode::WrongValue, what));
                }
            }
        }
        // Attributes alone are no node.
        found.entries.retain(|_, entry| entry.zarray.is_some() || entry.zgroup.is_some());
        Some(found)
    }

    /// Reads `consolidated_metadata` in the `zarr.json` of the group `root`. `None` where it has none.
    pub fn v3(root: &str, document: &Arc<Document>) -> Option<Self> {
        let mut found = Self::new(root, document, Format::V3);
        let at = document.cursor()?;
        let inline = at.get("consolidated_metadata").filter(|member| !member.value().is_null())?;
        let mut fields = Fields::of(&inline, &mut found.defects);
        let kind = fields.want_text("kind").filter(|kind| kind != "inline");
        let metadata = fields.want("metadata")?;
        if let Some(kind) = kind {
            fields.note(&inline, DefectCode::WrongValue, format!("consolidated metadata of the kind \"{kind}\", not \"inline\""));
        }
        for (path, member) in Fields::of(&metadata, &mut found.defects).at.members() {
            if let Some(entry) = found.entry(path, &member) {
                entry.zarr_json = Some(member.pointer().clone());
            }
        }
        found.entries.insert(root.to_owned(), Entry { zarr_json: Some(Pointer::root()), ..Entry::default() });
        Some(found)
    }

    fn new(root: &str, document: &Arc<Document>, format: Format) -> Self {
        let (document, root) = (document.clone(), root.to_owned());
        Self { document, format, defects: Defects::default(), root, entries: BTreeMap::new() }
    }

    fn entry(&mut self, path: &str, member: &Cursor<'_>) -> Option<&mut Entry> {
        if !is_plain(path) {
            let what = format!("\"{path}\" is not a path of a group or array");
            self.defects.push(member.defect(DefectCode::WrongPath, what));
            return None;
        }
        Some(self.entries.entry(join(&self.root, path)).or_default())
    }

    /// Paths of the nodes, in the store.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether a path lies in the hierarchy that it describes.
    pub fn covers(&self, path: &str) -> bool {
        self.root.is_empty() || path == self.root || path.strip_prefix(&self.root).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Names of the nodes right below a path, each once.
    pub fn children(&self, path: &str) -> Vec<String> {
        let prefix = if path.is_empty() { String::new() } else { format!("{path}/") };
        let below = self.entries.range(prefix.clone()..).map(|(path, _)| path).take_while(|path| path.starts_with(&prefix));
        let mut names: Vec<String> = below
            .filter_map(|path| path.get(prefix.len()..)?.split('/').next())
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
        // Children of `a` and of `a.b` are not next to each other.
        sort(&mut names);
        names.dedup();
        names
    }

    /// A node as it stands here.
    pub fn node(&self, path: &str) -> Option<Node> {
        let entry = self.entries.get(path)?;
        let part = |pointer: &Option<Pointer>| pointer.clone().map(|pointer| Part::at(&self.document, pointer));
        let zattrs = part(&entry.zattrs);
        match (part(&entry.zarr_json), part(&entry.zarray), part(&entry.zgroup)) {
            (Some(zarr_json), ..) => Some(Node::v3(path, zarr_json)),
            (_, Some(zarray), _) => Some(Node::v2_array(path, zarray, zattrs)),
            (_, _, Some(zgroup)) => Some(Node::v2_group(path, zgroup, zattrs)),
            _ => None,
        }
    }

    /// What differs between a node here and the node read from its own files. Nothing if they say the same.
    pub fn differences(&self, own: &Node) -> Vec<Difference> {
        let Some(here) = self.node(&own.path) else { return Vec::new() };
        let mut found = compare(&own.path, here.metadata(), own.metadata());
        if own.format == Format::V2 {
            let (one, other) = (here.attributes().map(|at| at.value().clone()), own.attributes().map(|at| at.value().clone()));
            if filled(&one) != filled(&other) {
                let member = "attributes".to_owned();
                found.push(Difference { path: own.path.clone(), member, consolidated: one, own: other });
            }
        }
        found
    }
}

/// No attributes and an empty object of them are the same.
fn filled(attributes: &Option<Value>) -> Option<&Value> {
    attributes.as_ref().filter(|value| value.as_object().is_none_or(|object| !object.is_empty()))
}

/// Members of two objects that are not equal.
fn compare(path: &str, consolidated: Option<Cursor<'_>>, own: Option<Cursor<'_>>) -> Vec<Difference> {
    let names = |at: &Option<Cursor<'_>>| -> Vec<String> {
        at.iter().flat_map(|at| at.members().map(|(name, _)| name.to_owned()).collect::<Vec<_>>()).collect()
    };
    let mut members = names(&consolidated);
    members.extend(names(&own));
    sort(&mut members);
    members.dedup();
    // Groups hold their own consolidated metadata, or not, as their writer pleased.
    members.retain(|member| member != "consolidated_metadata");
    let value = |at: &Option<Cursor<'_>>, member: &str| at.as_ref()?.value().get(member).cloned();
    let pairs = members.into_iter().map(|member| {
        let (consolidated, own) = (value(&consolidated, &member), value(&own, &member));
        Difference { path: path.to_owned(), member, consolidated, own }
    });
    pairs.filter(|pair| filled(&pair.consolidated) != filled(&pair.own)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(key: &str, text: &str) -> Arc<Document> {
        Arc::new(Document::read(key, text.as_bytes()))
    }

    const ZMETADATA: &str = r#"{"zarr_consolidated_format": 1, "metadata": {
        ".zgroup": {"zarr_format": 2}, ".zattrs": {"encoding-type": "anndata"},
        "obs/.zgroup": {"zarr_format": 2}, "obs/.zattrs": {"_index": "i"}, "obs-x/.zgroup": {"zarr_format": 2},
        "obs/i/.zarray": {"zarr_format": 2, "shape": [3], "chunks": [3], "dtype": "|O", "fill_value": "", "order": "C", "filters": [{"id": "vlen-utf8"}], "compressor": null},
        "obs/only/.zattrs": {}, "../up/.zgroup": {"zarr_format": 2}, "x/y": {}}}"#;

    #[test]
    fn nodes_of_zarr_2_are_found() {
        let found = Consolidated::v2("", &document(".zmetadata", ZMETADATA)).unwrap();
        assert_eq!(found.paths().collect::<Vec<_>>(), ["", "obs", "obs-x", "obs/i"]);
        assert_eq!((found.children(""), found.children("obs")), (vec!["obs".into(), "obs-x".into()], vec!["i".into()]));
        assert_eq!(found.node("obs").unwrap().text_attribute("_index"), Some("i"));
        assert_eq!(found.node("obs/i").unwrap().array().unwrap().shape, Some(vec![3]));
        assert!(found.node("obs/only").is_none());
        let said: Vec<&str> = found.defects.kept().iter().map(|defect| defect.pointer.as_str()).collect();
        assert_eq!(said, ["/metadata/..~1up~1.zgroup", "/metadata/x~1y"]);
    }

    #[test]
    fn nodes_of_zarr_3_are_found_below_their_group() {
        let text = r#"{"zarr_format": 3, "node_type": "group", "attributes": {"a": 1}, "consolidated_metadata": {"kind": "inline",
            "must_understand": false, "metadata": {"x": {"zarr_format": 3, "node_type": "group"}, "x/y": {"zarr_format": 3, "node_type": "group", "attributes": {"b": 2}}}}}"#;
        let found = Consolidated::v3("sub", &document("sub/zarr.json", text)).unwrap();
        assert_eq!(found.paths().collect::<Vec<_>>(), ["sub", "sub/x", "sub/x/y"]);
        assert!(found.covers("sub/x/z") && !found.covers("subx") && !found.covers(""));
        let node = found.node("sub/x/y").unwrap();
        assert_eq!(node.attribute("b").unwrap().pointer().as_str(), "/consolidated_metadata/metadata/x~1y/attributes/b");
        assert_eq!(found.node("sub").unwrap().attribute("a").unwrap().value().as_u64(), Some(1));
        assert!(Consolidated::v3("", &document("zarr.json", "{\"consolidated_metadata\": null}")).is_none());
    }

    #[test]
    fn stale_metadata_is_told_member_by_member() {
        let found = Consolidated::v2("", &document(".zmetadata", ZMETADATA)).unwrap();
        let zarray = r#"{"zarr_format": 2, "shape": [4], "chunks": [3.0], "dtype": "|O", "fill_value": "", "order": "C", "filters": [{"id": "vlen-utf8"}], "compressor": null}"#;
        let part = |key, text| Part::whole(&document(key, text));
        let own = Node::v2_array("obs/i", part("obs/i/.zarray", zarray), Some(part("obs/i/.zattrs", "{}")));
        let members: Vec<String> = found.differences(&own).into_iter().map(|difference| difference.member).collect();
        assert_eq!(members, ["shape"]);
        let own =
            Node::v2_group("obs", part("obs/.zgroup", "{\"zarr_format\": 2}"), Some(part("obs/.zattrs", "{\"_index\": \"j\"}")));
        assert_eq!(found.differences(&own).len(), 1);
    }
}
