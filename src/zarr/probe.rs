//! What sort of store this is, or what part of one: after three keys where attributes say it, else with a look at
//! what children there are.

use super::json::{Cursor, Document, Value};
use super::node::{Format, Node};
use super::path::join;
use super::store::{Expect, Found, Look};
use std::sync::Arc;

/// Sorts of stores, groups and arrays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An array alone.
    Array,
    /// The root of a SpatialData store.
    SpatialData,
    /// An image or label element of SpatialData.
    SpatialDataRaster,
    /// A points element of SpatialData.
    SpatialDataPoints,
    /// A shapes element of SpatialData.
    SpatialDataShapes,
    /// An AnnData group; also a table of SpatialData.
    AnnData,
    /// A MuData group.
    MuData,
    /// A plate of OME-NGFF.
    Plate,
    /// A well of OME-NGFF.
    Well,
    /// The group of images that bioformats2raw writes.
    Bioformats2Raw,
    /// A label image of OME-NGFF.
    Label,
    /// A group of label images.
    Labels,
    /// An image of OME-NGFF.
    Image,
    /// A scene of OME-NGFF 0.6.
    Scene,
    /// Genomic profiles (multivec).
    GenomicProfiles,
    /// A group that is none of these.
    Group,
    /// No node at all.
    Nothing,
}

/// What a probe found out.
#[derive(Clone, Debug)]
pub struct Probe {
    /// The path that was looked at.
    pub path: String,
    /// What is there.
    pub kind: Kind,
    /// The node.
    pub node: Option<Arc<Node>>,
    /// The node as the other specification has it, where the files of both are there.
    pub twin: Option<Arc<Node>>,
    /// What else was found below: where there is nothing at the path, or a group of no known sort.
    pub below: Vec<Below>,
    /// Names right below the path, where that was looked at and can be told.
    pub names: Option<Vec<String>>,
}

/// A node below that is of a known sort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Below {
    /// Its path.
    pub path: String,
    /// What it is.
    pub kind: Kind,
}

/// Nodes that are looked at below a path of no known sort.
const MOST_BELOW: usize = 64;
/// How deep that goes.
const DEPTH: usize = 3;

impl Probe {
    /// The one child that is the real root, where there is nothing at the path itself.
    pub fn root_is_below(&self) -> Option<&Below> {
        match (self.kind, self.below.as_slice()) {
            (Kind::Nothing, [only]) => Some(only),
            _ => None,
        }
    }
}

/// Looks at a path. Asks for three keys, and for more only where these do not say what it is.
pub fn probe(look: &mut Look<'_>, path: &str) -> Probe {
    let nothing = |kind| Probe { path: path.to_owned(), kind, node: None, twin: None, below: Vec::new(), names: None };
    let first = ["zarr.json", ".zattrs", ".zgroup"].map(|name| join(path, name));
    let known: Vec<bool> = first.iter().map(|key| look.document(key) != Found::Unknown).collect();
    if known.contains(&false) {
        return nothing(Kind::Nothing);
    }
    let (v2, v3) = (look.node_of(path, Format::V2, Expect::Group), look.node_of(path, Format::V3, Expect::Node));
    // Where both are there, zarrita reads Zarr 2.
    let (node, twin) = match (v2.here(), v3.here()) {
        // Attributes of Zarr 2 alone are no node: pymmcore-plus writes them beside an array of Zarr 3.
        (Some(v2), Some(v3)) if v2.is_bare() => (Some(v3), Some(v2)),
        (Some(v2), v3) => (Some(v2), v3),
        (None, v3) => (v3, None),
    };
    let Some(node) = node else { return lost(look, nothing(Kind::Nothing)) };
    let kind = kind_of(&node).unwrap_or_else(|| by_children(look, path));
    let found = Probe { node: Some(node), twin, ..nothing(kind) };
    if kind != Kind::Group {
        return found;
    }
    let found = lost(look, found);
    if has_elements(&found) { Probe { kind: Kind::SpatialData, below: Vec::new(), ..found } } else { found }
}

/// Whether elements of SpatialData are below a group, where SpatialData has them.
fn has_elements(found: &Probe) -> bool {
    found.below.iter().any(|below| {
        let at = below.path.strip_prefix(&found.path).unwrap_or(&below.path).trim_start_matches('/');
        match below.kind {
            Kind::SpatialDataRaster => at.starts_with("images/") || at.starts_with("labels/"),
            Kind::SpatialDataPoints => at.starts_with("points/"),
            Kind::SpatialDataShapes => at.starts_with("shapes/"),
            _ => false,
        }
    })
}

/// What a node is by its own metadata; `None` for a group that does not say.
pub fn kind_of(node: &Node) -> Option<Kind> {
    if !node.is_group() {
        return Some(Kind::Array);
    }
    let all = node.attributes()?;
    let ome = node.ome_attributes()?;
    let encoding = all.get("encoding-type").and_then(|encoding| encoding.value().as_str()).unwrap_or_default();
    let has = |at: &Cursor<'_>, name: &str| at.get(name).is_some();
    match encoding {
        "anndata" | "raw" => return Some(Kind::AnnData),
        "MuData" => return Some(Kind::MuData),
        "ngff:points" => return Some(Kind::SpatialDataPoints),
        "ngff:shapes" => return Some(Kind::SpatialDataShapes),
        _ => {}
    }
    if has(&all, "spatialdata_attrs") {
        return Some(if has(&ome, "multiscales") { Kind::SpatialDataRaster } else { Kind::SpatialData });
    }
    let of_ome = [
        ("plate", Kind::Plate),
        ("well", Kind::Well),
        ("image-label", Kind::Label),
        // large_image writes both, and viewers open the image.
        ("multiscales", Kind::Image),
        ("bioformats2raw.layout", Kind::Bioformats2Raw),
        ("scene", Kind::Scene),
        ("labels", Kind::Labels),
    ];
    if let Some((_, kind)) = of_ome.into_iter().find(|(name, _)| has(&ome, name)) {
        return Some(kind);
    }
    (has(&all, "resolutions") && has(&all, "shape")).then_some(Kind::GenomicProfiles)
}

/// What a group without telling attributes is by its children: AnnData before 0.8 and SpatialData before 0.3 say nothing.
fn by_children(look: &mut Look<'_>, path: &str) -> Kind {
    let elements = ["images", "labels", "points", "shapes", "tables", "table"];
    let exists = |look: &mut Look<'_>, name: &str| look.node(&join(path, name), Expect::Group).here().is_some();
    // All are asked for in one round.
    let [obs, var, modalities] = ["obs", "var", "mod"].map(|name| exists(look, name));
    let elements = elements.map(|name| exists(look, name));
    match (obs && var, modalities) {
        (_, true) => Kind::MuData,
        (true, _) => Kind::AnnData,
        _ if elements.iter().filter(|element| **element).count() > 1 => Kind::SpatialData,
        _ => Kind::Group,
    }
}

/// Looks below for what there is, nearest first.
fn lost(look: &mut Look<'_>, mut found: Probe) -> Probe {
    let mut level = vec![found.path.clone()];
    let mut left = MOST_BELOW;
    // A missing root is a matter of one level; a group of no sort may have its images deeper.
    let depth = if found.kind == Kind::Nothing { 1 } else { DEPTH };
    for _ in 0..depth {
        let mut next = Vec::new();
        for path in &level {
            let Some(names) = look.children(path).here() else { continue };
            if *path == found.path {
                found.names = Some(names.clone());
            }
            for name in names.into_iter().take(left) {
                left = left.saturating_sub(1);
                next.push(join(path, &name));
            }
        }
        for path in &next {
            let Some(node) = look.node(path, Expect::Group).here() else { continue };
            if let Some(kind) = sort_below(&node, found.kind) {
                found.below.push(Below { path: path.clone(), kind });
            }
        }
        if !found.below.is_empty() {
            return found;
        }
        level = next;
    }
    found
}

/// Below nothing any node will do; below a group only one of a known sort is worth naming.
fn sort_below(node: &Node, above: Kind) -> Option<Kind> {
    match (kind_of(node), above) {
        (Some(Kind::Array), Kind::Group) => None,
        (kind, Kind::Nothing) => Some(kind.unwrap_or(Kind::Group)),
        (kind, _) => kind,
    }
}

/// Whether a JSON file is a reference specification (kerchunk): its version, 0 where all of the file are references.
pub fn reference_version(document: &Document) -> Option<u64> {
    let root = document.root()?;
    if root.get("refs").and_then(Value::as_object).is_some() {
        return Some(root.get("version").and_then(Value::as_u64).unwrap_or(1));
    }
    let metadata = |name: &str| name == ".zgroup" || name == ".zarray" || name.ends_with("/.zarray");
    let references = root.as_object()?.members().iter().any(|member| metadata(&member.key));
    references.then_some(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zarr::store::{Reply, Store};
    use std::collections::BTreeMap;

    /// Runs a probe on a store of these keys; gives what it found and the keys of each round. What the first three keys
    /// say is the answer in the end, unless they say nothing.
    fn run(files: &[(&str, &str)], path: &str, lists: bool) -> (Probe, Vec<Vec<String>>) {
        let files: BTreeMap<&str, &str> = files.iter().copied().collect();
        let mut store = Store::new();
        let (mut rounds, mut first) = (Vec::new(), None);
        for _ in 0..10 {
            let (found, needs) = store.read(|look| probe(look, path));
            let silent = |kind| matches!(kind, Kind::Nothing | Kind::Group);
            if rounds.len() == 1 && !silent(found.kind) {
                first = Some(found.kind);
            }
            if needs.is_empty() {
                assert!(first.is_none_or(|first| first == found.kind));
                return (found, rounds);
            }
            for key in &needs.keys {
                store.supply(key, files.get(key.as_str()).map_or(Reply::Absent, |text| Reply::Bytes(text.as_bytes().to_vec())));
            }
            for at in &needs.names {
                let prefix = if at.is_empty() { String::new() } else { format!("{at}/") };
                let below = files.keys().filter_map(|key| key.strip_prefix(&prefix)?.split('/').next().map(str::to_owned));
                store.supply_names(at, lists.then(|| below.collect()));
            }
            rounds.push(needs.keys.into_iter().collect());
        }
        panic!("the probe does not end");
    }

    const GROUP: &str = r#"{"zarr_format": 2}"#;

    #[test]
    fn attributes_tell_the_sort_after_three_keys() {
        for (attributes, kind) in [
            (r#"{"spatialdata_attrs": {"version": "0.1"}}"#, Kind::SpatialData),
            (r#"{"spatialdata_attrs": {}, "multiscales": []}"#, Kind::SpatialDataRaster),
            (r#"{"encoding-type": "ngff:points", "spatialdata_attrs": {}}"#, Kind::SpatialDataPoints),
            (r#"{"encoding-type": "ngff:shapes"}"#, Kind::SpatialDataShapes),
            (r#"{"encoding-type": "anndata"}"#, Kind::AnnData),
            (r#"{"encoding-type": "MuData"}"#, Kind::MuData),
            (r#"{"plate": {}}"#, Kind::Plate),
            (r#"{"well": {}}"#, Kind::Well),
            (r#"{"bioformats2raw.layout": 3}"#, Kind::Bioformats2Raw),
            (r#"{"bioformats2raw.layout": 3, "multiscales": []}"#, Kind::Image),
            (r#"{"image-label": {}, "multiscales": []}"#, Kind::Label),
            (r#"{"labels": ["a"]}"#, Kind::Labels),
            (r#"{"multiscales": [{}]}"#, Kind::Image),
            (r#"{"ome": {"scene": {}}}"#, Kind::Scene),
            (r#"{"shape": [1], "resolutions": [1]}"#, Kind::GenomicProfiles),
        ] {
            let (found, rounds) = run(&[(".zgroup", GROUP), (".zattrs", attributes)], "", true);
            assert_eq!((found.kind, rounds.len(), rounds[0].len()), (kind, 1, 3), "{attributes}");
            let v3 = format!(r#"{{"zarr_format": 3, "node_type": "group", "attributes": {attributes}}}"#);
            let (found, rounds) = run(&[("sub/x/zarr.json", &v3)], "sub/x", true);
            assert_eq!((found.kind, rounds.len(), found.node.unwrap().format), (kind, 2, Format::V3), "{attributes}");
        }
    }

    #[test]
    fn old_anndata_is_told_by_its_children() {
        let files = [(".zgroup", GROUP), ("obs/.zgroup", GROUP), ("var/.zgroup", GROUP)];
        assert_eq!(run(&files, "", false).0.kind, Kind::AnnData);
        let files = [(".zgroup", GROUP), ("images/.zgroup", GROUP), ("points/.zgroup", GROUP)];
        assert_eq!(run(&files, "", false).0.kind, Kind::SpatialData);
    }

    #[test]
    fn the_one_child_that_is_the_root_is_named() {
        let files =
            [("a.zarr/.zgroup", GROUP), ("a.zarr/.zattrs", "{\"multiscales\": []}"), ("README.md", ""), ("__MACOSX/x", "")];
        let (found, _) = run(&files, "", true);
        assert_eq!(found.kind, Kind::Nothing);
        assert_eq!(found.root_is_below(), Some(&Below { path: "a.zarr".into(), kind: Kind::Image }));
        let (found, _) = run(&files, "", false);
        assert_eq!((found.kind, found.root_is_below()), (Kind::Nothing, None));
    }

    #[test]
    fn images_deeper_in_a_group_are_named() {
        let files = [(".zgroup", GROUP), ("a/.zgroup", GROUP), ("a/b/.zgroup", GROUP), ("a/b/.zattrs", "{\"multiscales\": []}")];
        let (found, _) = run(&files, "", true);
        assert_eq!((found.kind, found.below), (Kind::Group, vec![Below { path: "a/b".into(), kind: Kind::Image }]));
        assert_eq!(found.names, Some(vec!["a".to_owned()]));
    }

    #[test]
    fn an_array_and_a_node_of_both_versions_are_told() {
        let (found, _) = run(&[(".zarray", "{\"zarr_format\": 2}")], "", true);
        assert_eq!(found.kind, Kind::Array);
        let v3 = r#"{"zarr_format": 3, "node_type": "group"}"#;
        let (found, _) = run(&[(".zgroup", GROUP), (".zattrs", "{\"plate\": {}}"), ("zarr.json", v3)], "", true);
        assert_eq!((found.kind, found.node.unwrap().format, found.twin.unwrap().format), (Kind::Plate, Format::V2, Format::V3));
    }

    #[test]
    fn reference_specifications_are_told() {
        let version = |text: &str| reference_version(&Document::read("x.json", text.as_bytes()));
        assert_eq!(version(r#"{"version": 1, "refs": {}}"#), Some(1));
        assert_eq!(version(r#"{".zgroup": "{}", "a/.zarray": "{}"}"#), Some(0));
        assert_eq!(version(r#"{"a": 1}"#), None);
    }

    #[test]
    fn a_thousand_children_are_not_all_asked_for() {
        let names: Vec<String> = (0..1000).map(|n| format!("{n}/x")).collect();
        let files: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).chain([(".zgroup", GROUP)]).collect();
        let (_, rounds) = run(&files, "", true);
        assert!(rounds.iter().flatten().count() < 1000);
    }
}
