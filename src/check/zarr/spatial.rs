//! What rules ask of SpatialData stores.

use super::facts::ZarrFacts;
use crate::check::facts::NotChecked;
use crate::check::rule::At;
use crate::viewer::vitessce::{Matrix, spatial_matrix};
use crate::viewer::{Step, Version};
use crate::zarr::json::Cursor;
use crate::zarr::ngff::Transformation;
use crate::zarr::parquet::Footer;
use crate::zarr::spatialdata::{ElementKind, NoWay, Parquet, SpatialData, SpatialElement, Table};

impl ZarrFacts {
    /// Elements of a kind.
    pub(in crate::check) fn elements(&self, kind: ElementKind) -> impl Iterator<Item = &SpatialElement> {
        self.spatialdata.iter().flat_map(|data| &data.elements).filter(move |element| element.kind == kind)
    }

    /// All elements.
    pub(in crate::check) fn all_elements(&self) -> impl Iterator<Item = &SpatialElement> {
        self.spatialdata.iter().flat_map(|data| &data.elements)
    }

    /// Tables.
    pub(in crate::check) fn annotations(&self) -> impl Iterator<Item = &Table> {
        self.spatialdata.iter().flat_map(|data| &data.tables)
    }

    /// Points with their files that are not shown by tiles.
    pub(in crate::check) fn untiled_points(&self) -> impl Iterator<Item = (&SpatialElement, &Parquet)> {
        let points = self.elements(ElementKind::Points).filter_map(|element| Some((element, element.files.as_deref()?)));
        points.filter(|(element, files)| !crate::viewer::vitessce::comes_by_tiles(files, element.feature_key.as_deref()))
    }

    /// Shapes with the footer of their file.
    pub(in crate::check) fn shapes(&self) -> impl Iterator<Item = (&SpatialElement, &Footer)> {
        self.elements(ElementKind::Shapes).filter_map(|element| Some((element, element.files.as_deref()?.footer()?)))
    }

    /// The path of an element or table as a view config has it: below the root of the store.
    pub(in crate::check) fn below<'p>(&self, path: &'p str) -> &'p str {
        path.strip_prefix(self.input.path.as_str()).unwrap_or(path).trim_start_matches('/')
    }

    /// The coordinate system that an element is shown in.
    pub(in crate::check) fn system_of(&self, element: &SpatialElement) -> &str {
        self.input.coordinate_system(self.below(&element.path))
    }

    /// What leads from the numbers of an element to the coordinate system that it is shown in.
    pub(in crate::check) fn way_of<'e>(&self, element: &'e SpatialElement) -> Result<Vec<&'e Transformation>, NoWay> {
        if element.kind == ElementKind::Shapes && element.transformations.is_none() && self.system_of(element) == "global" {
            // Shapes of old versions are where their numbers say.
            return Ok(Vec::new());
        }
        element.way_to(self.system_of(element))
    }

    /// What Vitessce makes of that way.
    pub(in crate::check) fn matrix_of(&self, element: &SpatialElement) -> Option<Matrix> {
        let attributes = element.node.ome_attributes()?;
        let at = match element.kind {
            ElementKind::Image | ElementKind::Labels => attributes.get("multiscales")?.index(0)?,
            ElementKind::Points | ElementKind::Shapes => element.node.attributes()?,
        };
        spatial_matrix(&at, self.system_of(element)).ok()
    }

    /// What versions of Vitessce did with something of the store: the steps whose names begin with its path.
    pub(in crate::check) fn vitessce_steps(&self, path: &str, name: &str) -> impl Iterator<Item = (&'static Version, &Step)> {
        let name = self.step_name(path, name);
        self.in_vitessce().filter_map(move |(viewer, trace)| Some((viewer, trace.named(&name)?)))
    }

    /// What a step is called that Vitessce does with something of the store.
    pub(in crate::check) fn step_name(&self, path: &str, name: &str) -> String {
        format!("{}: {name}", self.below(path))
    }
}

/// What was not looked at of a store.
pub fn not_checked(data: &SpatialData) -> Vec<NotChecked> {
    let not = |what: String, why: &str, decisive| NotChecked { what, why: why.to_owned(), decisive };
    let mut found = Vec::new();
    for group in &data.unlisted {
        let why = "the store does not list its names and has no consolidated metadata";
        found.push(not(format!("elements in {group}"), why, true));
    }
    for element in &data.elements {
        if element.kind == ElementKind::Shapes && element.has_circles() && element.radii.is_none() {
            let why = "the Parquet file has no statistics of them";
            found.push(not(format!("whether all radii of {} are the same", element.path), why, false));
        }
        if element.files.as_ref().is_some_and(|files| files.more) {
            found.push(not(format!("further parts of {}", element.path), "there are very many of them", false));
        }
    }
    found
}

/// The place of something in metadata.
pub(in crate::check) fn place(at: &Cursor<'_>) -> At {
    let (path, pointer) = (at.document().key().to_owned(), at.pointer().as_str().to_owned());
    At { path: Some(path), pointer: Some(pointer), ..At::default() }
}

/// The place of an attribute of an element, or the element, where it has no such attribute.
pub(in crate::check) fn place_of(element: &SpatialElement, attribute: &str) -> At {
    let attributes = element.node.attribute(attribute).or_else(|| element.node.attributes());
    attributes.map_or_else(|| At { path: Some(element.path.clone()), ..At::default() }, |at| place(&at))
}

/// The place of a file.
pub(in crate::check) fn place_at(key: &str) -> At {
    At { path: Some(key.to_owned()), ..At::default() }
}
