//! `multiscales`: what an image is made of.

use super::axes::{Axis, CoordinateSystem, axes, coordinate_systems};
use super::stated::{Stated, place};
use super::transform::{Transformation, transformations};
use crate::zarr::Defects;
use crate::zarr::fields::Fields;
use crate::zarr::json::{Cursor, Pointer};

/// One of `multiscales`.
#[derive(Clone, Debug, PartialEq)]
pub struct Multiscale {
    /// `version`, up to 0.4.
    pub version: Option<Stated>,
    /// `name`
    pub name: Option<String>,
    /// `type`: how levels were made.
    pub kind: Option<String>,
    /// Whether there is `metadata`.
    pub has_metadata: bool,
    /// `axes`, from 0.3 to 0.5.
    pub axes: Option<Vec<Axis>>,
    /// `coordinateSystems` of 0.6.
    pub coordinate_systems: Vec<CoordinateSystem>,
    /// `datasets`, the largest first.
    pub datasets: Vec<Dataset>,
    /// `coordinateTransformations` of the image; `None` where there are none.
    pub transformations: Option<Vec<Transformation>>,
    /// Where it stands.
    pub pointer: Pointer,
}

/// A level.
#[derive(Clone, Debug, PartialEq)]
pub struct Dataset {
    /// `path` as it is written.
    pub path: Option<String>,
    /// Path of the array in the store, where one can be made.
    pub resolved: Option<String>,
    /// `coordinateTransformations`; `None` where there are none.
    pub transformations: Option<Vec<Transformation>>,
    /// Where it stands.
    pub pointer: Pointer,
}

/// The axes of 0.1 and 0.2, and what readers take where none are stated.
pub const DEFAULT_AXES: [&str; 5] = ["t", "c", "z", "y", "x"];

impl Multiscale {
    /// The axes: `axes`, or of 0.6 those of the coordinate system that the levels are in; `None` where nothing is stated,
    /// as in 0.1 and 0.2.
    pub fn stated_axes(&self) -> Option<&[Axis]> {
        self.axes.as_deref().or_else(|| self.intrinsic().map(|system| system.axes.as_slice()))
    }

    /// Names of the axes; those of 0.1 where none are stated. A name that cannot be read is empty.
    pub fn axis_names(&self) -> Vec<String> {
        match self.stated_axes() {
            Some(axes) => axes.iter().map(|axis| axis.name.clone().unwrap_or_default()).collect(),
            None => DEFAULT_AXES.map(str::to_owned).to_vec(),
        }
    }

    /// Of 0.6: the coordinate system that the first level is put into.
    pub fn intrinsic(&self) -> Option<&CoordinateSystem> {
        let first = self.datasets.first().and_then(|dataset| dataset.transformations.as_ref()?.first()?.output_name());
        let named = first.and_then(|name| self.coordinate_systems.iter().find(|system| system.name.as_deref() == Some(name)));
        named.or_else(|| self.coordinate_systems.first())
    }

    pub(super) fn read(base: &str, at: &Cursor<'_>, defects: &mut Defects) -> Self {
        let mut fields = Fields::of(at, defects);
        let datasets =
            at.value().as_object().and_then(|_| fields.want("datasets")).and_then(|at| fields.items(&at)).unwrap_or_default();
        let systems = fields.may_items("coordinateSystems");
        Self {
            version: Stated::read("version", &mut fields),
            name: fields.may_text("name"),
            kind: fields.may_text("type"),
            has_metadata: fields.may("metadata").is_some(),
            axes: fields.may("axes").map(|at| axes(&at, fields.defects)),
            coordinate_systems: coordinate_systems(&systems, fields.defects),
            transformations: of(&mut fields),
            datasets: datasets.iter().map(|item| Dataset::read(base, item, fields.defects)).collect(),
            pointer: at.pointer().clone(),
        }
    }
}

impl Dataset {
    fn read(base: &str, at: &Cursor<'_>, defects: &mut Defects) -> Self {
        let mut fields = Fields::of(at, defects);
        let path = at.value().as_object().and_then(|_| fields.want_text("path"));
        let transformations = of(&mut fields);
        let resolved = path.as_deref().and_then(|path| place(base, path, at, defects));
        Self { path, resolved, transformations, pointer: at.pointer().clone() }
    }
}

fn of(fields: &mut Fields<'_, '_>) -> Option<Vec<Transformation>> {
    let at = fields.may("coordinateTransformations")?;
    Some(transformations(&at, fields.defects))
}
