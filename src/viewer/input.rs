//! How a store is given to a viewer: its address, its host, and what a view config says of it.

use super::asked::Asked;
use super::versions::{VERSIONS, Version, usual};
use crate::zarr::Archive;
use crate::zarr::json::Document;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How a store was given.
#[derive(Clone, Debug, Default)]
pub struct StoreInput {
    /// Name of the folder or archive, without the folders around it; empty where it has none.
    pub name: String,
    /// Its address, where it was read over HTTP.
    pub url: Option<String>,
    /// Path in the store of what is judged; empty for the root.
    pub path: String,
    /// What was noticed of the archive, where the store is one.
    pub zip: Option<Zip>,
    /// What was noticed of the host, where it is on the web.
    pub host: Host,
    /// Viewers that are asked for; the usual ones are followed anyway.
    pub viewers: Vec<&'static Version>,
    /// What a view config asks of a table, beside what is looked at anyway.
    pub asked: Vec<Asked>,
    /// Coordinate systems that a view config names for elements of SpatialData, by the paths of the elements; `global` for others,
    /// unless one is named for all by an empty path.
    pub coordinate_systems: BTreeMap<String, String>,
    /// `coordinateTransformations` that a view config gives for the image, a JSON array.
    pub transformations: Option<Arc<Document>>,
}

impl StoreInput {
    /// The viewers that are followed, each once: of those that do the same one stands for all.
    pub fn followed(&self) -> Vec<&'static Version> {
        let mut followed: Vec<&'static Version> = Vec::new();
        for viewer in usual(VERSIONS).into_iter().chain(self.viewers.iter().copied()).map(Version::followed) {
            if viewer.way().is_some() && !followed.iter().any(|known| known.does_alike(viewer)) {
                followed.push(viewer);
            }
        }
        followed
    }

    /// The coordinate system that an element of SpatialData is shown in.
    pub fn coordinate_system(&self, element: &str) -> &str {
        let named = self.coordinate_systems.get(element).or_else(|| self.coordinate_systems.get(""));
        named.map_or("global", String::as_str)
    }
}

/// What was noticed of the host of a store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Host {
    /// Status with which HEAD was refused.
    pub head_refused: Option<String>,
    /// Whether all of an object was sent where a part was asked for.
    #[serde(default)]
    pub ranges_ignored: bool,
    /// The `Content-Encoding` of answers.
    pub encoding: Option<String>,
}

/// A zip archive as a store.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Zip {
    /// Names right below the root of the archive.
    pub top: Vec<String>,
    /// Entries.
    pub entries: u64,
    /// Entries that are compressed (method other than 0).
    pub compressed: u64,
    /// The first of them.
    pub first_compressed: Option<String>,
    /// Name of the first entry.
    pub first: Option<String>,
    /// Comment of the archive.
    pub comment: String,
    /// Whether it has a ZIP64 end of central directory.
    pub zip64: bool,
    /// Its bytes.
    #[serde(default)]
    pub size: Option<u64>,
    /// Bytes of its central directory.
    #[serde(default)]
    pub directory: u64,
    /// Whether the plain end of central directory is not enough, and points to that of ZIP64.
    #[serde(default)]
    pub needs_zip64: bool,
    /// Bytes that compressed objects have in it, by key.
    #[serde(default)]
    pub packed: BTreeMap<String, u64>,
}

impl Zip {
    /// What readers of the archive have to ask for.
    pub fn archive(&self) -> Archive {
        Archive { size: self.size, directory: self.directory, needs_zip64: self.needs_zip64, packed: self.packed.clone() }
    }
}
