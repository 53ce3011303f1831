//! A view config that Vitessce makes of an address alone (`@vitessce/config`, `generateConfig`): what it finds of a store.

use crate::sort::Gather;
use crate::viewer::input::StoreInput;
use crate::viewer::outcome::{Failure, Stop, Tried, Waits};
use crate::viewer::trace::{About, Configured, Trace};
use crate::viewer::versions::Zarrita;
use crate::viewer::zarrita::{Kind as Open, Opened, Visit};
use crate::zarr::json::{Cursor, Document};
use crate::zarr::path::join;
use crate::zarr::{Expect, Found, Look};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a store is taken for, by the end of its address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FileType {
    Image,
    AnnData,
    SpatialData,
    GenomicProfiles,
}

/// Ends of addresses.
const ENDS: [(&str, FileType); 9] = [
    (".ome.zarr", FileType::Image),
    (".ad.zarr", FileType::AnnData),
    (".h5ad.zarr", FileType::AnnData),
    (".adata.zarr", FileType::AnnData),
    (".anndata.zarr", FileType::AnnData),
    (".sd.zarr", FileType::SpatialData),
    (".sdata.zarr", FileType::SpatialData),
    (".spatialdata.zarr", FileType::SpatialData),
    (".multivec.zarr", FileType::GenomicProfiles),
];

/// Paths that are tried where there are no consolidated metadata.
const TRIED: [&str; 14] = [
    "",
    "X",
    "layers",
    "obs",
    "var",
    "obsm",
    "obsm/spatial",
    "obsm/X_spatial",
    "obsm/pca",
    "obsm/X_pca",
    "obsm/tsne",
    "obsm/X_tsne",
    "obsm/umap",
    "obsm/X_umap",
];

/// Columns that are taken for sets of cells.
const SETS: [&str; 12] = [
    "cluster",
    "clusters",
    "subcluster",
    "cell_type",
    "celltype",
    "leiden",
    "louvain",
    "disease",
    "organism",
    "self_reported_ethnicity",
    "tissue",
    "sex",
];

/// Nodes of consolidated metadata that are gone through.
const MOST_NODES: usize = 4096;

/// Makes a view config.
///
/// # Errors
/// That something has not arrived.
pub fn autoconfig(look: &mut Look<'_>, zarrita: &'static Zarrita, input: &StoreInput) -> Result<Trace, Waits> {
    let address = input.url.as_deref().unwrap_or(&input.name).trim_end_matches('/');
    let file_type = ENDS.iter().find(|(end, _)| address.ends_with(end)).map(|(_, file_type)| *file_type);
    let mut trace = Trace::default();
    let mut visit = Visit::plain(look, zarrita);
    let base = input.path.as_str();
    let entries = trace.step(&mut visit, ("config", base), About::FREE, |visit, _| {
        let unknown = "The file extension contained in the URL did not map to a supported fileType.";
        let file_type = file_type.ok_or_else(|| Failure::new("Error", unknown))?;
        let entries = entries(visit, base)?;
        match file_type {
            FileType::GenomicProfiles => Err(Failure::new("TypeError", "AutoConfigClass is not a constructor").into()),
            other => Ok((other, entries)),
        }
    })?;
    let Some((file_type, entries)) = entries else { return Ok(trace) };
    let found = shown(file_type, entries.nodes.iter().map(String::as_str));
    let there = there(look, base, file_type)?;
    let known = |(part, path): &(String, String)| format!("{part} {path}");
    // Of several elements for one part a config shows one, whichever.
    let has = |part: &str| found.iter().any(|(other, _)| other == part);
    let single = file_type == FileType::SpatialData;
    let missing = there.iter().filter(|one| !(found.contains(one) || (single && has(&one.0))));
    trace.configured = Some(Configured {
        consolidated: entries.key,
        found: found.iter().map(known).collect(),
        missing: missing.map(known).collect(),
        gone: found.iter().filter(|one| !there.contains(one)).map(known).collect(),
    });
    Ok(trace)
}

/// Nodes that the config is made of.
struct Entries {
    key: Option<String>,
    /// Paths, in order.
    nodes: Vec<String>,
}

/// `parsedUrlToZmetadata`
fn entries(visit: &mut Visit<'_, '_>, base: &str) -> Tried<Entries> {
    for name in [".zmetadata", "zarr.json", "zmetadata", "zarr.json"] {
        let Some(document) = visit.document(base, name)? else { continue };
        let known = if name == "zarr.json" { known_v3(&document) } else { known_v2(&document) };
        if let Some(known) = known {
            let nodes = contents(&known);
            visit.consolidate(known.into_iter().map(|(key, value)| overlaid(&join(base, &key), &value)));
            visit.open(base, Open::Group)?;
            for (path, kind) in &nodes {
                // What cannot be opened has no attributes.
                if let Err(Stop::Wait) = visit.open(&join(base, path), *kind) {
                    return Err(Stop::Wait);
                }
            }
            return Ok(Entries {
                key: Some(document.key().to_owned()),
                nodes: nodes.into_iter().map(|(path, _)| path).collect(),
            });
        }
    }
    visit.open(base, Open::Group)?;
    let opened: Vec<Tried<Opened>> =
        visit.at_once(|visit| TRIED.iter().map(|path| visit.open(&join(base, path), Open::Any)).collect());
    if opened.iter().any(|node| matches!(node, Err(Stop::Wait))) {
        return Err(Stop::Wait);
    }
    let there = TRIED.iter().zip(opened).filter(|(_, node)| node.is_ok());
    Ok(Entries { key: None, nodes: there.map(|(path, _)| (*path).to_owned()).collect() })
}

/// Metadata by key, in order.
type Known<'d> = Vec<(String, Cursor<'d>)>;

/// `loadConsolidatedV2`
fn known_v2(document: &Document) -> Option<Known<'_>> {
    let at = document.cursor().filter(|_| document.refusal().is_none())?;
    at.get("zarr_consolidated_format").filter(|format| format.value().as_u64() == Some(1))?;
    Some(at.get("metadata")?.members().take(MOST_NODES).map(|(key, at)| (key.to_owned(), at)).collect())
}

/// `loadConsolidatedV3`
fn known_v3(document: &Document) -> Option<Known<'_>> {
    let at = document.cursor().filter(|_| document.refusal().is_none())?;
    let group = at.get("node_type")?.value().as_str() == Some("group") && at.get("zarr_format")?.value().as_u64() == Some(3);
    let inline = at.get("consolidated_metadata").filter(|_| group)?.get("metadata")?;
    inline.value().as_object()?;
    let below = inline.members().take(MOST_NODES).map(|(path, at)| (join(path.trim_start_matches('/'), "zarr.json"), at));
    Some(std::iter::once(("zarr.json".to_owned(), at.clone())).chain(below).collect())
}

/// `contents`: paths of nodes, and what they are.
fn contents(known: &Known<'_>) -> Vec<(String, Open)> {
    let node = |(key, at): &(String, Cursor<'_>)| {
        let (path, name) = key.rsplit_once('/').unwrap_or(("", key));
        let array = match name {
            ".zarray" => true,
            ".zgroup" => false,
            "zarr.json" => at.get("node_type").is_some_and(|kind| kind.value().as_str() == Some("array")),
            _ => return None,
        };
        Some((path.to_owned(), if array { Open::Array } else { Open::Group }))
    };
    known.iter().filter_map(node).collect()
}

/// A document as it would be in a file of its own.
fn overlaid(key: &str, at: &Cursor<'_>) -> (String, Arc<Document>) {
    (key.to_owned(), Arc::new(Document::read(key, at.value().canonical().as_bytes())))
}

/// What is made of nodes: parts of a view config, and their paths.
fn shown<'p>(file_type: FileType, nodes: impl Iterator<Item = &'p str>) -> BTreeSet<(String, String)> {
    let nodes: Vec<&str> = nodes.collect();
    match file_type {
        FileType::AnnData => nodes.iter().filter_map(|path| of_anndata(path)).gather(),
        FileType::SpatialData => {
            // Of several elements the last one counts; shapes take the place of labels.
            let mut last: BTreeMap<&str, String> = BTreeMap::new();
            for path in &nodes {
                last.extend(of_spatialdata(path, &nodes));
            }
            last.into_iter().map(|(part, path)| (part.to_owned(), path)).gather()
        }
        FileType::Image | FileType::GenomicProfiles => BTreeSet::new(),
    }
}

fn of_anndata(path: &str) -> Option<(String, String)> {
    let part = match path.to_lowercase().as_str() {
        "x" => "obsFeatureMatrix",
        "obsm/x_spatial" | "obsm/spatial" => "obsLocations",
        "obsm/x_umap" | "obsm/umap" | "obsm/x_tsne" | "obsm/tsne" | "obsm/x_pca" | "obsm/pca" => "obsEmbedding",
        lower => {
            let column = lower.strip_prefix("obs/")?;
            SETS.contains(&column).then_some("obsSets")?
        }
    };
    Some((part.to_owned(), path.to_owned()))
}

fn of_spatialdata(path: &str, nodes: &[&str]) -> Option<(&'static str, String)> {
    let (group, name) = path.split_once('/').filter(|(_, name)| !name.contains('/'))?;
    match group {
        "images" => Some(("image", path.to_owned())),
        "labels" | "shapes" => Some(("obsSegmentations", path.to_owned())),
        "tables" | "table" => {
            let matrix = format!("{group}/{name}/X");
            nodes.contains(&matrix.as_str()).then_some(("obsFeatureMatrix", matrix))
        }
        _ => None,
    }
}

/// What a config could show of what is really there.
fn there(look: &mut Look<'_>, base: &str, file_type: FileType) -> Result<BTreeSet<(String, String)>, Waits> {
    let groups: &[&str] = match file_type {
        FileType::AnnData => &["obs", "obsm"],
        FileType::SpatialData => &["images", "labels", "shapes", "tables", "table"],
        FileType::Image | FileType::GenomicProfiles => &[],
    };
    let mut waits = false;
    let mut nodes = if file_type == FileType::AnnData { vec!["X".to_owned()] } else { Vec::new() };
    for group in groups {
        match look.children(&join(base, group)) {
            Found::Unknown => waits = true,
            Found::Absent => {}
            Found::Here(names) => nodes.extend(names.into_iter().take(MOST_NODES).map(|name| join(group, &name))),
        }
    }
    let tables: Vec<String> = nodes.iter().filter(|path| path.starts_with("table")).map(|path| join(path, "X")).collect();
    nodes.extend(tables);
    let all: Vec<String> = nodes.clone();
    let could: Vec<&str> = all.iter().map(String::as_str).collect();
    let parts: Vec<(String, String)> = match file_type {
        FileType::AnnData => could.iter().filter_map(|path| of_anndata(path)).collect(),
        _ => could.iter().filter_map(|path| of_spatialdata(path, &could)).map(|(part, path)| (part.to_owned(), path)).collect(),
    };
    let mut found = BTreeSet::new();
    for (part, path) in parts {
        match look.node(&join(base, &path), Expect::Node) {
            Found::Unknown => waits = true,
            Found::Here(node) if node.metadata().is_some() => drop(found.insert((part, path))),
            _ => {}
        }
    }
    if waits { Err(Waits) } else { Ok(found) }
}
