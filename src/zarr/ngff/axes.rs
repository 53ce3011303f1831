//! Axes, in the forms that the versions have, and coordinate systems.

use crate::sort::sort;
use crate::zarr::fields::Fields;
use crate::zarr::json::{Cursor, Pointer};
use crate::zarr::{DefectCode, Defects};

/// An axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// `name`; all there is in 0.3.
    pub name: Option<String>,
    /// `type`, as `space`.
    pub kind: Option<String>,
    /// `unit`, as `micrometer`.
    pub unit: Option<String>,
    /// Whether it is an object (0.4 and later) and not a string (0.3).
    pub is_object: bool,
    /// Where it stands.
    pub pointer: Pointer,
}

/// A named set of axes (0.6, and SpatialData).
#[derive(Clone, Debug, PartialEq)]
pub struct CoordinateSystem {
    /// `name`
    pub name: Option<String>,
    /// `axes`
    pub axes: Vec<Axis>,
    /// Where it stands.
    pub pointer: Pointer,
}

impl Axis {
    /// The type, or the one that readers take for the name where none is stated (0.4: "x", "y", "z" are of space).
    pub fn kind_or_default(&self) -> Option<&str> {
        let by_name = match self.name.as_deref() {
            Some("x" | "y" | "z") => Some("space"),
            Some("c") => Some("channel"),
            Some("t") => Some("time"),
            _ => None,
        };
        self.kind.as_deref().or(by_name)
    }

    /// Reads an axis of either form.
    pub(super) fn read(at: &Cursor<'_>, defects: &mut Defects) -> Self {
        let pointer = at.pointer().clone();
        if let Some(name) = at.value().as_str() {
            return Self { name: Some(name.to_owned()), kind: None, unit: None, is_object: false, pointer };
        }
        let mut fields = Fields::of(at, defects);
        let name = at.value().as_object().and_then(|_| fields.want_text("name"));
        Self { name, kind: fields.may_text("type"), unit: fields.may_text("unit"), is_object: true, pointer }
    }
}

/// Reads `axes`; names that are there twice are a defect.
pub(in crate::zarr) fn axes(at: &Cursor<'_>, defects: &mut Defects) -> Vec<Axis> {
    let mut fields = Fields { at: at.clone(), defects };
    let items = fields.items(at).unwrap_or_default();
    let axes: Vec<Axis> = items.iter().map(|item| Axis::read(item, fields.defects)).collect();
    let mut names: Vec<&str> = axes.iter().filter_map(|axis| axis.name.as_deref()).collect();
    sort(&mut names);
    let pairs = names.windows(2).filter_map(|pair| pair.first().zip(pair.last()));
    if let Some((name, _)) = pairs.into_iter().find(|(one, other)| one == other) {
        let what = format!("two axes are called \"{name}\"");
        fields.note(at, DefectCode::WrongValue, what);
    }
    axes
}

/// Reads `coordinateSystems`.
pub(in crate::zarr) fn coordinate_systems(items: &[Cursor<'_>], defects: &mut Defects) -> Vec<CoordinateSystem> {
    let system = |item: &Cursor<'_>| {
        let mut fields = Fields::of(item, defects);
        item.value().as_object()?;
        let name = fields.want_text("name");
        let found = fields.want("axes").map(|at| axes(&at, fields.defects)).unwrap_or_default();
        Some(CoordinateSystem { name, axes: found, pointer: item.pointer().clone() })
    };
    items.iter().filter_map(system).collect()
}
