//! SpatialData 0.1 to 0.7 in Zarr: elements, their coordinate systems, and tables.

use super::anndata::{AnnData, anndata};
use super::fields::Fields;
use super::json::Pointer;
use super::ngff::{Image, Ngff, Stated, Transformation, image, transformations};
use super::node::Node;
use super::path::join;
use super::store::{Expect, Found, Look};
use super::{Defect, DefectCode, Defects};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A SpatialData store.
#[derive(Clone, Debug)]
pub struct SpatialData {
    /// Its path in the store.
    pub path: String,
    /// The group.
    pub node: Arc<Node>,
    /// `spatialdata_attrs.version` of the root; versions before 0.3 have none.
    pub version: Option<Stated>,
    /// `spatialdata_attrs.spatialdata_software_version`
    pub software: Option<String>,
    /// Images, labels, points and shapes.
    pub elements: Vec<SpatialElement>,
    /// Tables.
    pub tables: Vec<Table>,
    /// Groups of elements whose names cannot be told, as the store does not list and has no consolidated metadata.
    pub unlisted: Vec<String>,
    /// What departs from the specification.
    pub defects: Defects,
}

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ElementKind {
    /// An image.
    Image,
    /// A label image.
    Labels,
    /// Points.
    Points,
    /// Circles and polygons.
    Shapes,
}

/// An element.
#[derive(Clone, Debug)]
pub struct SpatialElement {
    /// What it is, by the group that it is in.
    pub kind: ElementKind,
    /// Its name.
    pub name: String,
    /// Its path in the store.
    pub path: String,
    /// Its group.
    pub node: Arc<Node>,
    /// `spatialdata_attrs.version`
    pub version: Option<Stated>,
    /// `encoding-type` of points and shapes.
    pub encoding: Option<String>,
    /// `spatialdata_attrs.feature_key` of points.
    pub feature_key: Option<String>,
    /// `spatialdata_attrs.instance_key` of points.
    pub instance_key: Option<String>,
    /// Names of the axes; together they name the intrinsic coordinate system.
    pub axes: Vec<String>,
    /// `coordinateTransformations` to named coordinate systems; `None` where there are none.
    pub transformations: Option<Vec<Transformation>>,
    /// Images and labels: the image with its levels.
    pub image: Option<Box<Image>>,
    /// Points and shapes: keys of the Parquet files, as far as they can be told; of a folder its parts.
    pub parquet: Vec<String>,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: String,
    /// Its path in the store.
    pub path: String,
    /// What it annotates, by the attributes of its group; `None` where they do not say, as before 0.4.
    pub annotates: Option<Annotates>,
    /// `version`
    pub version: Option<Stated>,
    /// The table itself.
    pub anndata: Found<Box<AnnData>>,
}

/// What a table annotates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotates {
    /// `region`: names of elements, one or several.
    pub regions: Vec<String>,
    /// `region_key`: the column of `obs` that says which element.
    pub region_key: Option<String>,
    /// `instance_key`: the column of `obs` that says which instance.
    pub instance_key: Option<String>,
    /// Where `region` stands, or the attributes where it does not.
    pub pointer: Pointer,
}

/// Why a coordinate system is not reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoWay {
    /// There are no transformations.
    Nothing,
    /// None leads to a coordinate system of that name.
    NoOutput,
    /// Some do, but none of them from the intrinsic one.
    NoPath,
}

/// Elements that are read of one group.
const MOST: usize = 256;

/// Reads a SpatialData store. Absent where there is no group.
pub fn spatialdata(look: &mut Look<'_>, path: &str) -> Found<SpatialData> {
    let node = match look.node(path, Expect::Group) {
        Found::Here(node) => node,
        Found::Absent => return Found::Absent,
        Found::Unknown => return Found::Unknown,
    };
    let (mut defects, mut unlisted) = (Defects::default(), Vec::new());
    let (version, software) = attributes(&node, &mut defects);
    let mut elements = Vec::new();
    for (group, kind) in GROUPS {
        let names = listed(look, path, group, &mut unlisted);
        elements.extend(names.iter().filter_map(|name| element(look, kind, &join(path, group), name, &mut defects)));
    }
    // Before 0.1 the one table stood in `table`.
    let tables = ["tables", "table"].into_iter().flat_map(|group| {
        let base = join(path, group);
        let names = listed(look, path, group, &mut unlisted);
        names.into_iter().map(|name| table(look, &base, &name, &mut defects)).collect::<Vec<_>>()
    });
    let tables = tables.collect();
    Found::Here(SpatialData { path: path.to_owned(), node, version, software, elements, tables, unlisted, defects })
}

const GROUPS: [(&str, ElementKind); 4] = [
    ("images", ElementKind::Image),
    ("labels", ElementKind::Labels),
    ("points", ElementKind::Points),
    ("shapes", ElementKind::Shapes),
];

impl SpatialData {
    /// Names of all coordinate systems that transformations lead to.
    pub fn coordinate_systems(&self) -> BTreeSet<&str> {
        let all = self.elements.iter().flat_map(|element| element.transformations.iter().flatten());
        all.filter_map(Transformation::output_name).collect()
    }

    /// An element by name.
    pub fn element(&self, name: &str) -> Option<&SpatialElement> {
        self.elements.iter().find(|element| element.name == name)
    }
}

impl SpatialElement {
    /// The name of the coordinate system of its numbers: its axes, as `cyx`.
    pub fn intrinsic(&self) -> String {
        self.axes.concat()
    }

    /// The transformations from its numbers to a coordinate system, found as Vitessce finds them.
    ///
    /// # Errors
    /// Where there is no way.
    pub fn way_to(&self, system: &str) -> Result<Vec<&Transformation>, NoWay> {
        way(self.transformations.as_deref().unwrap_or_default(), &self.intrinsic(), system)
    }
}

/// The way between two coordinate systems: depth first, in the order of the list; of two transformations between the same
/// systems the later one counts.
///
/// # Errors
/// Where there is no way.
pub fn way<'t>(all: &'t [Transformation], from: &str, to: &str) -> Result<Vec<&'t Transformation>, NoWay> {
    if all.is_empty() {
        return Err(NoWay::Nothing);
    }
    let mut visited = BTreeSet::from([from.to_owned()]);
    let mut way: Vec<&Transformation> = Vec::new();
    let mut here = from.to_owned();
    // Ends: each turn visits a system that was not visited, or goes back by one.
    while here != to {
        let next = all.iter().find(|edge| {
            edge.input_name() == Some(here.as_str()) && edge.output_name().is_some_and(|output| !visited.contains(output))
        });
        match next.and_then(|edge| last(all, edge)) {
            Some(edge) => {
                here = edge.output_name().unwrap_or_default().to_owned();
                visited.insert(here.clone());
                way.push(edge);
            }
            None => match way.pop() {
                Some(edge) => here = edge.input_name().unwrap_or_default().to_owned(),
                None => {
                    let led_to = all.iter().any(|edge| edge.output_name() == Some(to));
                    return Err(if led_to { NoWay::NoPath } else { NoWay::NoOutput });
                }
            },
        }
    }
    Ok(way)
}

/// The last transformation between the same systems.
fn last<'t>(all: &'t [Transformation], edge: &Transformation) -> Option<&'t Transformation> {
    all.iter().rfind(|other| other.input_name() == edge.input_name() && other.output_name() == edge.output_name())
}

/// `spatialdata_attrs`: its version, and that of the software.
fn attributes(node: &Node, defects: &mut Defects) -> (Option<Stated>, Option<String>) {
    let Some(at) = node.attribute("spatialdata_attrs") else { return (None, None) };
    let mut fields = Fields::of(&at, defects);
    (Stated::read("version", &mut fields), fields.may_text("spatialdata_software_version"))
}

/// Names in a group of elements. A group that is not there has none.
fn listed(look: &mut Look<'_>, path: &str, group: &str, unlisted: &mut Vec<String>) -> Vec<String> {
    let base = join(path, group);
    match look.children(&base) {
        Found::Here(mut names) => {
            names.truncate(MOST);
            names
        }
        Found::Unknown => Vec::new(),
        Found::Absent => {
            if look.node(&base, Expect::Group).here().is_some() {
                unlisted.push(base);
            }
            Vec::new()
        }
    }
}

fn element(look: &mut Look<'_>, kind: ElementKind, base: &str, name: &str, defects: &mut Defects) -> Option<SpatialElement> {
    let path = join(base, name);
    let node = look.node(&path, Expect::Group).here()?;
    let (version, _) = attributes(&node, defects);
    let text = |key: &str| node.attribute("spatialdata_attrs")?.get(key)?.value().as_str().map(str::to_owned);
    let mut element = SpatialElement {
        kind,
        name: name.to_owned(),
        version,
        encoding: node.text_attribute("encoding-type").map(str::to_owned),
        feature_key: text("feature_key"),
        instance_key: text("instance_key"),
        axes: Vec::new(),
        transformations: None,
        image: None,
        parquet: Vec::new(),
        node,
        path,
    };
    match kind {
        ElementKind::Image | ElementKind::Labels => raster(look, &mut element, defects),
        ElementKind::Points => vector(look, &mut element, "points.parquet", defects),
        ElementKind::Shapes => vector(look, &mut element, "shapes.parquet", defects),
    }
    Some(element)
}

/// Images and labels: all is said in `multiscales`.
fn raster(look: &mut Look<'_>, element: &mut SpatialElement, defects: &mut Defects) {
    let facts = Ngff::read(&element.node);
    if let Some(multiscale) = facts.multiscale() {
        element.axes = multiscale.axis_names();
        element.transformations = multiscale.transformations.clone();
    }
    defects.extend(&facts.defects);
    element.image = image(look, &element.path).here().map(Box::new);
}

/// Points and shapes: attributes, and Parquet files.
fn vector(look: &mut Look<'_>, element: &mut SpatialElement, file: &str, defects: &mut Defects) {
    if let Some(at) = element.node.attributes() {
        let mut fields = Fields::of(&at, defects);
        element.axes = fields.want("axes").and_then(|at| fields.texts(&at)).unwrap_or_default();
        let found = fields.want("coordinateTransformations");
        element.transformations = found.map(|at| transformations(&at, fields.defects));
    } else if let Some(at) = element.node.metadata() {
        defects.push(Defect::at(&at, DefectCode::Missing, "the element has no attributes"));
    }
    let there = look.names(&element.path).here().unwrap_or_default();
    if there.contains(file) {
        let key = join(&element.path, file);
        let parts = look.names(&key).here().unwrap_or_default();
        element.parquet = parts.iter().filter(|part| part.ends_with(".parquet")).map(|part| join(&key, part)).collect();
        if element.parquet.is_empty() {
            element.parquet.push(key);
        }
    }
}

fn table(look: &mut Look<'_>, base: &str, name: &str, defects: &mut Defects) -> Table {
    let path = join(base, name);
    let found = anndata(look, &path);
    let mut table = Table { name: name.to_owned(), path, annotates: None, version: None, anndata: Found::Absent };
    if let Found::Here(anndata) = &found
        && let Some(at) = anndata.node.attributes()
    {
        let mut fields = Fields::of(&at, defects);
        table.version = Stated::read("version", &mut fields);
        table.annotates = annotates(&mut fields);
    }
    table.anndata = match found {
        Found::Here(anndata) => Found::Here(Box::new(anndata)),
        Found::Absent => Found::Absent,
        Found::Unknown => Found::Unknown,
    };
    table
}

fn annotates(fields: &mut Fields<'_, '_>) -> Option<Annotates> {
    let [region_key, instance_key] = ["region_key", "instance_key"].map(|name| fields.may_text(name));
    let region = fields.may("region");
    if region.is_none() && region_key.is_none() && instance_key.is_none() {
        return None;
    }
    let pointer = region.as_ref().map_or_else(|| fields.at.pointer().clone(), |at| at.pointer().clone());
    let regions = match region.as_ref().map(|at| (at, at.value().as_str())) {
        Some((_, Some(one))) => vec![one.to_owned()],
        Some((at, None)) => fields.texts(at).unwrap_or_default(),
        None => Vec::new(),
    };
    Some(Annotates { regions, region_key, instance_key, pointer })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::zarr::json::Document;

    fn edges(pairs: &[(&str, &str)]) -> Vec<Transformation> {
        let items: Vec<String> = pairs
            .iter()
            .map(|(from, to)| format!(r#"{{"type": "identity", "input": {{"name": "{from}"}}, "output": {{"name": "{to}"}}}}"#))
            .collect();
        let document = Document::read("x", format!("[{}]", items.join(",")).as_bytes());
        transformations(&document.cursor().unwrap(), &mut Defects::default())
    }

    /// The way as indices of the list.
    fn found(pairs: &[(&str, &str)], from: &str, to: &str) -> Result<Vec<String>, NoWay> {
        let edges = edges(pairs);
        way(&edges, from, to).map(|way| way.iter().map(|edge| edge.pointer.to_string()).collect())
    }

    #[test]
    fn ways_are_those_that_vitessce_finds() {
        assert_eq!(found(&[("cyx", "global")], "cyx", "global"), Ok(vec!["/0".into()]));
        assert_eq!(
            found(&[("cyx", "a"), ("a", "b"), ("cyx", "c"), ("c", "global")], "cyx", "global"),
            Ok(vec!["/2".into(), "/3".into()])
        );
        assert_eq!(found(&[("cyx", "a"), ("a", "cyx"), ("a", "global")], "cyx", "global"), Ok(vec!["/0".into(), "/2".into()]));
        assert_eq!(found(&[("cyx", "global"), ("cyx", "global")], "cyx", "global"), Ok(vec!["/1".into()]));
        assert_eq!(found(&[("cyx", "global")], "cyx", "cyx"), Ok(vec![]));
    }

    #[test]
    fn where_there_is_no_way_it_says_why() {
        assert_eq!(found(&[], "cyx", "global"), Err(NoWay::Nothing));
        assert_eq!(found(&[("cyx", "other")], "cyx", "global"), Err(NoWay::NoOutput));
        assert_eq!(found(&[("yx", "global"), ("cyx", "a")], "cyx", "global"), Err(NoWay::NoPath));
    }

    #[test]
    fn circles_of_many_systems_end() {
        let names: Vec<String> = (0..300).map(|n| n.to_string()).collect();
        let mut pairs = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let next = names.get(index.saturating_add(1)).unwrap_or(&names[0]);
            pairs.extend([(name.as_str(), next.as_str()), (next.as_str(), name.as_str())]);
        }
        assert_eq!(found(&pairs, "0", "nowhere"), Err(NoWay::NoOutput));
    }
}
