//! SpatialData 0.1 to 0.7 in Zarr: elements, their coordinate systems, and tables.

mod table;
mod vector;
mod way;

pub use table::{Annotates, Table};
pub use vector::{Geo, MOST_PARTS, PandasIndex, Parquet, geo, pandas_index, parquet, wkb_type};
pub use way::{NoWay, way};

use super::fields::Fields;
use super::ngff::{Image, Ngff, Stated, Transformation, image, transformations};
use super::node::Node;
use super::path::join;
use super::store::{Expect, Found, Look};
use super::values::{Limits, Values, values};
use super::{DefectCode, Defects};
use std::collections::BTreeSet;
use std::sync::Arc;
use table::table;

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
    /// Points and shapes: the Parquet files themselves, where there are any.
    pub files: Option<Box<Parquet>>,
    /// Circles: the smallest and the largest radius, where that can be told without reading much.
    pub radii: Option<(f64, f64)>,
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
    /// Whether shapes are circles: they have radii.
    pub fn has_circles(&self) -> bool {
        let points = |footer| {
            geo(footer, "geometry").is_some_and(|geo| !geo.types.is_empty() && geo.types.iter().all(|kind| kind == "Point"))
        };
        match self.files.as_ref().and_then(|files| files.footer()) {
            Some(footer) => footer.column("radius").is_some() || points(footer),
            // Before 0.2: a name for the geometries, with coordinates and radii in arrays.
            None => {
                let geos = self.node.attribute("spatialdata_attrs").and_then(|at| at.get("geos")?.get("name"));
                geos.is_none_or(|name| name.value().as_str() == Some("POINT"))
            }
        }
    }

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
        files: None,
        radii: None,
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
        defects.push(at.defect(DefectCode::Missing, "the element has no attributes"));
    }
    let key = join(&element.path, file);
    if element.kind == ElementKind::Shapes && element.version.as_ref().is_some_and(|version| version.text == "0.1") {
        // Coordinates and radii are arrays.
        element.radii = radii(look, &join(&element.path, "radius"));
        return;
    }
    element.files = parquet(look, &key).here().map(Box::new);
    if let Some(files) = &element.files {
        element.radii = files.footer().and_then(|footer| footer.extremes("radius"));
        element.parquet = files.file.iter().chain(&files.parts).map(|file| file.key.clone()).collect();
    }
}

/// The extremes of an array of radii.
fn radii(look: &mut Look<'_>, path: &str) -> Option<(f64, f64)> {
    let node = look.node(path, Expect::Array).here()?;
    let read = values(look, &node, Limits { bytes: 1 << 20, chunks: 16 }).here()?.ok()?;
    let Values::Floats(numbers) = read else { return None };
    let numbers = numbers.into_iter().map(|number| (number, number));
    numbers.reduce(|(min, max), (low, high)| (min.min(low), max.max(high)))
}
