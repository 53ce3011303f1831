//! `AnnDataSource`, `MuDataSource` and `SpatialDataTableSource`: nodes, each opened once.

use super::walk::Walk;
use crate::viewer::outcome::{Failure, Tried};
use crate::viewer::zarrita::Attrs;
use crate::viewer::zarrita::{Kind, Opened, Visit, ZarritaArray};
use crate::zarr::json::{Cursor, Value};
use crate::zarr::path::join;
use std::collections::BTreeMap;

/// A column, or an index, that was read.
#[derive(Clone, Debug)]
pub(super) struct Loaded {
    /// How many values it has.
    pub(super) len: u64,
    /// The array of its values, or of its codes.
    pub(super) array: ZarritaArray,
    /// The array of its categories, where there are any that the viewer reads.
    pub(super) categories: Option<ZarritaArray>,
}

/// A source of data, as long as a page is open.
#[derive(Clone, Debug)]
pub(super) struct Source<'w> {
    pub(super) walk: &'w Walk<'w>,
    /// `nodeCache`
    nodes: BTreeMap<String, Opened>,
    /// Indexes by the path of their frame (of their column, in SpatialData), also those that failed.
    pub(super) indexes: BTreeMap<String, Result<Loaded, Failure>>,
}

impl<'w> Source<'w> {
    pub(super) fn new(walk: &'w Walk<'w>) -> Self {
        Self { walk, nodes: BTreeMap::new(), indexes: BTreeMap::new() }
    }

    /// The path in the store of one that the viewer has.
    pub(super) fn place(&self, path: &str) -> String {
        join(self.walk.base, path.trim_start_matches('/'))
    }

    /// `openNode`
    pub(super) fn node(&mut self, visit: &mut Visit<'_, '_>, path: &str) -> Tried<Opened> {
        let key = self.place(path);
        if let Some(node) = self.nodes.get(&key) {
            return Ok(node.clone());
        }
        let node = visit.open(&key, Kind::Any)?;
        self.nodes.insert(key, node.clone());
        Ok(node)
    }

    /// `openArray`
    pub(super) fn array(&mut self, visit: &mut Visit<'_, '_>, path: &str) -> Tried<ZarritaArray> {
        match self.node(visit, path)? {
            Opened::Array(array) => Ok(*array),
            Opened::Group(_) => {
                let message = format!("Expected a zarr array at {path}, but found a group.");
                Err(Failure::new("Error", message).at(&self.place(path)).into())
            }
        }
    }

    /// `getJson`: the attributes of a node.
    pub(super) fn attrs(&mut self, visit: &mut Visit<'_, '_>, path: &str) -> Tried<Attrs> {
        self.node(visit, path).map(|node| node.attrs().clone())
    }
}

/// Whether JavaScript takes it for true.
pub(super) fn is_true(value: &Value) -> bool {
    let empty = value.is_null() || value.as_bool() == Some(false) || value.as_str() == Some("");
    !empty && value.as_f64() != Some(0.0)
}

/// What a template of JavaScript makes of an attribute.
pub(super) fn template(at: Option<&Cursor<'_>>) -> String {
    match at.map(Cursor::value) {
        None => "undefined".to_owned(),
        Some(value) => match (value.as_str(), value.as_array(), value.as_object()) {
            (Some(text), _, _) => text.to_owned(),
            (_, Some(_), _) => value.canonical().trim_matches(['[', ']']).replace('"', ""),
            (_, _, Some(_)) => "[object Object]".to_owned(),
            _ => value.canonical(),
        },
    }
}
