//! Images with their levels, labels, and the images of plates and of bioformats2raw groups, from a store.

use super::Ngff;
use super::multiscales::Dataset;
use super::stated::Named;
use crate::zarr::node::Node;
use crate::zarr::path::{join, resolve};
use crate::zarr::store::{Expect, Found, Look};
use std::sync::Arc;

/// An image: its group, what the group says, and its levels.
#[derive(Clone, Debug)]
pub struct Image {
    /// The group.
    pub group: Arc<Node>,
    /// What its attributes say.
    pub facts: Ngff,
    /// The levels of the first multiscale.
    pub levels: Vec<Level>,
}

impl Image {
    /// Whether it is a label image: by `image-label`, or as SpatialData writes them, which says nothing of channels then.
    pub fn is_labels(&self) -> bool {
        let has = |name: &str| self.group.attribute(name).is_some();
        let element = has("spatialdata_attrs") && !has("channels_metadata") && self.facts.omero.is_none();
        self.facts.image_label.is_some() || element
    }
}

/// A level of an image.
#[derive(Clone, Debug)]
pub struct Level {
    /// What the metadata says.
    pub dataset: Dataset,
    /// The array, or what else is at its path; `None` where there is nothing.
    pub node: Option<Arc<Node>>,
}

/// Levels that are read of an image, and fields of a plate that are listed at once.
const MOST: usize = 256;

/// Reads an image with the metadata of its levels. Absent where there is no group.
pub fn image(look: &mut Look<'_>, path: &str) -> Found<Image> {
    let group = match look.node(path, Expect::Group) {
        Found::Here(group) => group,
        Found::Absent => return Found::Absent,
        Found::Unknown => return Found::Unknown,
    };
    let facts = Ngff::read(&group);
    let datasets = facts.multiscale().map(|multiscale| multiscale.datasets.clone()).unwrap_or_default();
    let level = |dataset: Dataset| {
        let node = dataset.resolved.as_deref().and_then(|path| look.node(path, Expect::Array).here());
        Level { dataset, node }
    };
    Found::Here(Image { levels: datasets.into_iter().take(MOST).map(level).collect(), facts, group })
}

/// The group `labels` of an image.
#[derive(Clone, Debug)]
pub struct Labels {
    /// The group.
    pub group: Arc<Node>,
    /// The label images that it lists, with what is there of each.
    pub listed: Vec<(Named, Found<Image>)>,
    /// Names of nodes that are there and not listed; `None` where that cannot be told.
    pub unlisted: Option<Vec<String>>,
}

/// The label images of an image. Absent where there is no group `labels`.
pub fn labels(look: &mut Look<'_>, path: &str) -> Found<Labels> {
    let base = join(path, "labels");
    let group = match look.node(&base, Expect::Group) {
        Found::Here(group) => group,
        Found::Absent => return Found::Absent,
        Found::Unknown => return Found::Unknown,
    };
    let named = Ngff::read(&group).labels.unwrap_or_default();
    let there = look.children(&base).here();
    let unlisted = there.map(|names| names.into_iter().filter(|name| named.iter().all(|named| named.name != *name)).collect());
    let read = |name: Named| {
        let found = resolve(&base, &name.name).map_or(Found::Absent, |path| image(look, &path));
        (name, found)
    };
    Found::Here(Labels { listed: named.into_iter().take(MOST).map(read).collect(), unlisted, group })
}

/// A field of a well of a plate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Path of the well as the plate has it.
    pub well: String,
    /// Path of the image in the store; `None` where the well cannot be read or has no image.
    pub image: Option<String>,
}

/// The first images of the first `most` wells of a plate.
pub fn fields(look: &mut Look<'_>, plate: &Ngff, most: usize) -> Vec<Field> {
    let wells = plate.plate.iter().flat_map(|plate| &plate.wells).take(most.min(MOST));
    let first = |look: &mut Look<'_>, path: &str| {
        let group = look.node(path, Expect::Group).here()?;
        Ngff::read(&group).well?.images.first()?.resolved.clone()
    };
    wells
        .map(|well| Field {
            well: well.path.clone().unwrap_or_default(),
            image: well.resolved.as_deref().and_then(|path| first(look, path)),
        })
        .collect()
}

/// Paths of the images of a bioformats2raw group: `series` of its group `OME`, else `0`, `1` and so on as long as there
/// is one, at most `most` of them.
pub fn series(look: &mut Look<'_>, path: &str, most: usize) -> Found<Vec<String>> {
    let stated = match look.node(&join(path, "OME"), Expect::Group) {
        Found::Unknown => return Found::Unknown,
        Found::Here(group) => Ngff::read(&group).series,
        Found::Absent => None,
    };
    if let Some(stated) = stated {
        let paths = stated.iter().filter_map(|named| resolve(path, &named.name).ok());
        return Found::Here(paths.take(most.min(MOST)).collect());
    }
    let mut found = Vec::new();
    for number in 0..most.min(MOST) {
        let image = join(path, &number.to_string());
        match look.node(&image, Expect::Group) {
            Found::Here(_) => found.push(image),
            Found::Absent => break,
            Found::Unknown => return Found::Unknown,
        }
    }
    Found::Here(found)
}
