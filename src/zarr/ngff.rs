//! What OME-NGFF (OME-Zarr) 0.1 to 0.6 says in the attributes of a group.

mod axes;
mod image;
mod label;
mod multiscales;
mod omero;
mod plate;
mod stated;
mod transform;

pub(super) use transform::transformations;

pub use axes::{Axis, CoordinateSystem};
pub use image::{Field, Image, Labels, Level, fields, image, labels, series};
pub use label::{ImageLabel, LabelColor};
pub use multiscales::{DEFAULT_AXES, Dataset, Multiscale};
pub use omero::{Channel, Channels, Omero, Rdefs, Window};
pub use plate::{Acquisition, Plate, PlateWell, Well, WellImage};
pub use stated::{Named, Stated};
pub use transform::{Endpoint, Mapping, Transformation};

use axes::coordinate_systems;
use stated::names;

use super::Defects;
use super::fields::Fields;
use super::json::{Cursor, Pointer};
use super::node::Node;

/// The attributes of a group as OME-NGFF means them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ngff {
    /// Path of the group.
    pub path: String,
    /// Whether they stand under `ome`, as from 0.5 on.
    pub in_ome: bool,
    /// Members of OME-NGFF that stand beside `ome` as well; readers differ in which they take.
    pub beside_ome: Vec<String>,
    /// `ome.version`, from 0.5 on.
    pub version: Option<Stated>,
    /// `multiscales`; `None` where it is missing or no array.
    pub multiscales: Option<Vec<Multiscale>>,
    /// `omero`
    pub omero: Option<Omero>,
    /// `image-label`
    pub image_label: Option<ImageLabel>,
    /// `labels`: names of label images.
    pub labels: Option<Vec<Named>>,
    /// `plate`
    pub plate: Option<Plate>,
    /// `well`
    pub well: Option<Well>,
    /// `bioformats2raw.layout`
    pub bioformats2raw: Option<u64>,
    /// `series`: paths of the images of a bioformats2raw group, in the order of the OME-XML.
    pub series: Option<Vec<Named>>,
    /// `scene` of 0.6
    pub scene: Option<Scene>,
    /// What departs from the specification.
    pub defects: Defects,
}

/// `scene` of 0.6.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// `coordinateSystems`
    pub coordinate_systems: Vec<CoordinateSystem>,
    /// `coordinateTransformations`
    pub transformations: Vec<Transformation>,
    /// Where it stands.
    pub pointer: Pointer,
}

const MEMBERS: [&str; 9] =
    ["multiscales", "omero", "image-label", "labels", "plate", "well", "bioformats2raw.layout", "series", "scene"];

impl Ngff {
    /// Reads the attributes of a node.
    pub fn read(node: &Node) -> Self {
        let mut found = Self { path: node.path.clone(), ..Self::default() };
        let (Some(all), Some(at)) = (node.attributes(), node.ome_attributes()) else { return found };
        found.in_ome = all.pointer() != at.pointer();
        if found.in_ome {
            found.beside_ome = MEMBERS.into_iter().filter(|name| all.get(name).is_some()).map(str::to_owned).collect();
        }
        found.read_members(&at);
        found
    }

    fn read_members(&mut self, at: &Cursor<'_>) {
        let mut defects = std::mem::take(&mut self.defects);
        let mut fields = Fields { at: at.clone(), defects: &mut defects };
        let base = &self.path;
        self.version = Stated::read("version", &mut fields).filter(|_| self.in_ome);
        let multiscales = fields.may("multiscales").and_then(|at| fields.items(&at));
        self.multiscales =
            multiscales.map(|items| items.iter().map(|item| Multiscale::read(base, item, fields.defects)).collect());
        self.omero = fields.may("omero").map(|at| Omero::read(&at, fields.defects));
        self.image_label = fields.may("image-label").map(|at| ImageLabel::read(&at, fields.defects));
        self.labels = names("labels", &mut fields);
        self.plate = fields.may("plate").map(|at| Plate::read(base, &at, fields.defects));
        self.well = fields.may("well").map(|at| Well::read(base, &at, fields.defects));
        self.bioformats2raw = fields.may("bioformats2raw.layout").and_then(|at| fields.whole(&at));
        self.series = names("series", &mut fields);
        self.scene = fields.may("scene").map(|at| Scene::read(&at, fields.defects));
        self.defects = defects;
    }

    /// The version, wherever it is stated: `ome.version`, else that of the first multiscale, plate, well or label.
    pub fn stated_version(&self) -> Option<&Stated> {
        self.versions().next()
    }

    /// All versions that are stated, the one that counts first.
    pub fn versions(&self) -> impl Iterator<Item = &Stated> {
        let multiscales = self.multiscales.iter().flatten().filter_map(|multiscale| multiscale.version.as_ref());
        let others = [
            self.plate.as_ref().and_then(|plate| plate.version.as_ref()),
            self.well.as_ref().and_then(|well| well.version.as_ref()),
            self.image_label.as_ref().and_then(|label| label.version.as_ref()),
            self.omero.as_ref().and_then(|omero| omero.version.as_ref()),
        ];
        self.version.iter().chain(multiscales).chain(others.into_iter().flatten())
    }

    /// The first multiscale, the only one that viewers show.
    pub fn multiscale(&self) -> Option<&Multiscale> {
        self.multiscales.as_ref()?.first()
    }
}

impl Scene {
    fn read(at: &Cursor<'_>, defects: &mut Defects) -> Self {
        let mut fields = Fields::of(at, defects);
        let systems = fields.may_items("coordinateSystems");
        let coordinate_systems = coordinate_systems(&systems, fields.defects);
        let transformations = fields.may("coordinateTransformations").map(|at| transformations(&at, fields.defects));
        Self { coordinate_systems, transformations: transformations.unwrap_or_default(), pointer: at.pointer().clone() }
    }
}

#[cfg(test)]
mod tests;
