//! Coordinate transformations: of 0.4 and 0.5, of 0.6, and of SpatialData, which took an early draft of 0.6.

use super::axes::{Axis, axes};
use crate::zarr::fields::Fields;
use crate::zarr::json::{Cursor, Pointer};
use crate::zarr::{DefectCode, Defects};

/// A coordinate transformation.
#[derive(Clone, Debug, PartialEq)]
pub struct Transformation {
    /// `type` as it is written.
    pub kind: Option<String>,
    /// `name`
    pub name: Option<String>,
    /// `input`
    pub input: Option<Endpoint>,
    /// `output`
    pub output: Option<Endpoint>,
    /// What it does.
    pub mapping: Mapping,
    /// Where it stands.
    pub pointer: Pointer,
}

/// What a transformation leads from or to.
#[derive(Clone, Debug, PartialEq)]
pub struct Endpoint {
    /// Name of a coordinate system.
    pub name: Option<String>,
    /// Path of an array, or of a group with the coordinate system.
    pub path: Option<String>,
    /// Its axes, where they stand here (SpatialData).
    pub axes: Vec<Axis>,
}

/// What a transformation does.
#[derive(Clone, Debug, PartialEq)]
pub enum Mapping {
    /// Nothing.
    Identity,
    /// Multiplies.
    Scale(Vec<f64>),
    /// Adds.
    Translation(Vec<f64>),
    /// A matrix, row by row.
    Affine(Vec<Vec<f64>>),
    /// A matrix, row by row.
    Rotation(Vec<Vec<f64>>),
    /// One after the other.
    Sequence(Vec<Transformation>),
    /// Each for some axes.
    ByDimension(Vec<Transformation>),
    /// There and back.
    Bijection(Vec<Transformation>),
    /// The numbers stand in an array.
    InArray(String),
    /// Axes are given others' places: `mapAxis`, `projectAxis`.
    Axes,
    /// A type that is not known, or one without its numbers.
    Unknown,
}

/// Transformations in transformations, no deeper than this.
const MAX_DEPTH: usize = 16;

impl Transformation {
    /// The name of the coordinate system that it leads to.
    pub fn output_name(&self) -> Option<&str> {
        self.output.as_ref()?.name.as_deref()
    }

    /// The name of the coordinate system that it leads from.
    pub fn input_name(&self) -> Option<&str> {
        self.input.as_ref()?.name.as_deref()
    }

    /// The first scale in it, whether it is one or a sequence that has one.
    pub fn scale(&self) -> Option<&[f64]> {
        self.flat().find_map(|part| match &part.mapping {
            Mapping::Scale(scale) => Some(scale.as_slice()),
            _ => None,
        })
    }

    /// The transformation, or the parts of a sequence.
    pub fn flat(&self) -> impl Iterator<Item = &Self> {
        let parts = match &self.mapping {
            Mapping::Sequence(parts) => parts.as_slice(),
            _ => std::slice::from_ref(self),
        };
        parts.iter()
    }

    fn read(at: &Cursor<'_>, defects: &mut Defects, depth: usize) -> Self {
        let mut fields = Fields::of(at, defects);
        let kind = at.value().as_object().and_then(|_| fields.want_text("type"));
        let name = fields.may_text("name");
        let [input, output] = ["input", "output"].map(|name| fields.may(name).map(|at| endpoint(&at, fields.defects)));
        let mapping = kind.as_deref().map_or(Mapping::Unknown, |kind| mapping(kind, &mut fields, depth));
        Self { kind, name, input, output, mapping, pointer: at.pointer().clone() }
    }
}

/// Reads a list of transformations.
pub(in crate::zarr) fn transformations(at: &Cursor<'_>, defects: &mut Defects) -> Vec<Transformation> {
    list(at, defects, 0)
}

fn list(at: &Cursor<'_>, defects: &mut Defects, depth: usize) -> Vec<Transformation> {
    if depth > MAX_DEPTH {
        Fields { at: at.clone(), defects }.note(at, DefectCode::Limit, format!("transformations nested deeper than {MAX_DEPTH}"));
        return Vec::new();
    }
    let items = Fields { at: at.clone(), defects }.items(at).unwrap_or_default();
    items.iter().map(|item| Transformation::read(item, defects, depth)).collect()
}

/// Drafts of 0.6 had names alone.
fn endpoint(at: &Cursor<'_>, defects: &mut Defects) -> Endpoint {
    if let Some(name) = at.value().as_str() {
        return Endpoint { name: Some(name.to_owned()), path: None, axes: Vec::new() };
    }
    let mut fields = Fields::of(at, defects);
    let (name, path) = (fields.may_text("name"), fields.may_text("path"));
    let found = fields.may("axes").map(|at| axes(&at, fields.defects)).unwrap_or_default();
    Endpoint { name, path, axes: found }
}

fn mapping(kind: &str, fields: &mut Fields<'_, '_>, depth: usize) -> Mapping {
    match kind {
        "identity" => Mapping::Identity,
        "scale" => numbers("scale", fields, Mapping::Scale),
        "translation" => numbers("translation", fields, Mapping::Translation),
        "affine" => matrix("affine", fields, Mapping::Affine),
        "rotation" => matrix("rotation", fields, Mapping::Rotation),
        "sequence" => {
            let parts = fields.want("transformations");
            parts.map_or(Mapping::Unknown, |at| Mapping::Sequence(list(&at, fields.defects, depth.saturating_add(1))))
        }
        "byDimension" => Mapping::ByDimension(by_dimension(fields, depth.saturating_add(1))),
        "bijection" => Mapping::Bijection(both_ways(fields, depth.saturating_add(1))),
        "mapAxis" | "projectAxis" => Mapping::Axes,
        "displacements" | "coordinates" => in_array(fields).unwrap_or(Mapping::Unknown),
        _ => Mapping::Unknown,
    }
}

fn in_array(fields: &mut Fields<'_, '_>) -> Option<Mapping> {
    fields.may_text("path").map(Mapping::InArray)
}

fn numbers(name: &str, fields: &mut Fields<'_, '_>, make: fn(Vec<f64>) -> Mapping) -> Mapping {
    if fields.may(name).is_none()
        && let Some(mapping) = in_array(fields)
    {
        return mapping;
    }
    let found = fields.want(name).and_then(|at| fields.numbers(&at));
    found.map_or(Mapping::Unknown, make)
}

fn matrix(name: &str, fields: &mut Fields<'_, '_>, make: fn(Vec<Vec<f64>>) -> Mapping) -> Mapping {
    if fields.may(name).is_none()
        && let Some(mapping) = in_array(fields)
    {
        return mapping;
    }
    let rows = fields.want(name).and_then(|at| fields.items(&at));
    let found = rows.and_then(|rows| rows.iter().map(|row| fields.numbers(row)).collect::<Option<Vec<_>>>());
    found.map_or(Mapping::Unknown, make)
}

/// Parts stand in `transformation` of each (0.6), or are the items (drafts).
fn by_dimension(fields: &mut Fields<'_, '_>, depth: usize) -> Vec<Transformation> {
    if depth > MAX_DEPTH {
        return Vec::new();
    }
    let items = fields.may_items("transformations");
    let part = |item: &Cursor<'_>| {
        Transformation::read(&item.get("transformation").unwrap_or_else(|| item.clone()), fields.defects, depth)
    };
    items.iter().map(part).collect()
}

fn both_ways(fields: &mut Fields<'_, '_>, depth: usize) -> Vec<Transformation> {
    if depth > MAX_DEPTH {
        return Vec::new();
    }
    let ways = ["forward", "inverse"].map(|name| fields.want(name));
    ways.into_iter().flatten().map(|at| Transformation::read(&at, fields.defects, depth)).collect()
}
