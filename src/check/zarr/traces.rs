//! Which viewers are followed through a store.

use super::facts::StoreInput;
use super::trace::Trace;
use super::viewer::{ImageOptions, ImageRun, Loader, Release, vitessce_image, viv_image, walk};
use crate::zarr::path::join;
use crate::zarr::probe::Kind;
use crate::zarr::{Found, Look, NodeKind};
use std::collections::BTreeMap;

/// Follows viewers as far as what has arrived allows; what is missing is noted in the look. Viewers that could not be followed
/// to the end yet are left out.
pub fn traces(look: &mut Look<'_>, input: &StoreInput, kind: Kind) -> BTreeMap<&'static str, Trace> {
    let mut traces = BTreeMap::new();
    for (name, release) in [("zarrita@0.7", Release::V0_7), ("zarrita@0.5", Release::V0_5)] {
        if input.wants(name)
            && let Some(nodes) = nodes(look, &input.path)
            && let Ok(trace) = walk(look, release, &nodes)
        {
            traces.insert(name, trace);
        }
    }
    for (name, trace) in of_viewers(look, input, kind) {
        traces.insert(name, trace);
    }
    traces
}

/// Viewers that people use, by the names of their profiles.
fn of_viewers(look: &mut Look<'_>, input: &StoreInput, kind: Kind) -> Vec<(&'static str, Trace)> {
    match kind {
        // What is no image is tried as one: whoever gives its address to a viewer sees what comes of that.
        Kind::Image | Kind::Label | Kind::Labels | Kind::SpatialDataRaster => images(look, input, kind),
        Kind::Plate | Kind::Well | Kind::Bioformats2Raw | Kind::Scene | Kind::Group | Kind::Nothing => images(look, input, kind),
        Kind::AnnData => Vec::new(),
        Kind::MuData => Vec::new(),
        Kind::SpatialData | Kind::SpatialDataPoints | Kind::SpatialDataShapes => Vec::new(),
        _ => Vec::new(),
    }
}

/// An image or label image by itself.
fn images(look: &mut Look<'_>, input: &StoreInput, kind: Kind) -> Vec<(&'static str, Trace)> {
    let mut found = Vec::new();
    let loader = if kind == Kind::Label { Loader::Labels } else { Loader::Image };
    let run = ImageRun { path: &input.path, prefix: "", loader, options: &ImageOptions::default() };
    let mut trace = Trace::default();
    if vitessce_image(look, &mut trace, &run).is_ok() {
        found.push(("vitessce@4.0.8", trace));
    }
    let mut trace = Trace::default();
    if viv_image(look, &mut trace, &input.path).is_ok() {
        found.push(("viv@0.21", trace));
    }
    found
}

/// Nodes that are gone through.
const MOST_NODES: usize = 512;

/// Paths of all nodes below one, that one first; `None` while the names are on their way.
fn nodes(look: &mut Look<'_>, path: &str) -> Option<Vec<String>> {
    let mut found = Vec::new();
    let mut waits = false;
    let mut next = vec![path.to_owned()];
    // Ends: every turn takes a path, and at most MOST_NODES are put in.
    while let Some(path) = next.pop() {
        let names = match look.names(&path) {
            Found::Here(names) => names,
            Found::Absent => continue,
            Found::Unknown => {
                waits = true;
                continue;
            }
        };
        let has = |name: &str| names.contains(name);
        let array = has(".zarray") || is_v3_array(look, &path, has("zarr.json"));
        if array || has(".zgroup") || has(".zattrs") || has("zarr.json") {
            found.push(path.clone());
        }
        if !array {
            let below = names.iter().filter(|name| !name.starts_with('.') && *name != "zarr.json");
            let room = MOST_NODES.saturating_sub(found.len().saturating_add(next.len()));
            next.extend(below.take(room).map(|name| join(&path, name)));
        }
    }
    found.sort();
    (!waits).then_some(found)
}

fn is_v3_array(look: &mut Look<'_>, path: &str, there: bool) -> bool {
    there
        && look
            .node_of(path, crate::zarr::Format::V3, crate::zarr::Expect::Node)
            .here()
            .is_some_and(|node| matches!(node.kind, NodeKind::Array(_)))
}
