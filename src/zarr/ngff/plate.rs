//! `plate` and `well` of high-content screening.

use super::stated::{Stated, place};
use crate::zarr::fields::Fields;
use crate::zarr::json::{Cursor, Pointer};
use crate::zarr::{DefectCode, Defects};

/// `plate`
#[derive(Clone, Debug, PartialEq)]
pub struct Plate {
    /// `version`, up to 0.4.
    pub version: Option<Stated>,
    /// `name`
    pub name: Option<String>,
    /// Names of `rows`.
    pub rows: Vec<Option<String>>,
    /// Names of `columns`.
    pub columns: Vec<Option<String>>,
    /// `wells`
    pub wells: Vec<PlateWell>,
    /// `acquisitions`
    pub acquisitions: Vec<Acquisition>,
    /// `field_count`
    pub field_count: Option<u64>,
    /// Where it stands.
    pub pointer: Pointer,
}

/// A well as the plate has it.
#[derive(Clone, Debug, PartialEq)]
pub struct PlateWell {
    /// `path` as it is written.
    pub path: Option<String>,
    /// Path of the group in the store.
    pub resolved: Option<String>,
    /// `rowIndex`, from 0.4 on.
    pub row: Option<u64>,
    /// `columnIndex`, from 0.4 on.
    pub column: Option<u64>,
    /// Where it stands.
    pub pointer: Pointer,
}

/// An acquisition.
#[derive(Clone, Debug, PartialEq)]
pub struct Acquisition {
    /// `id`
    pub id: Option<u64>,
    /// `name`
    pub name: Option<String>,
    /// Where it stands.
    pub pointer: Pointer,
}

/// `well`
#[derive(Clone, Debug, PartialEq)]
pub struct Well {
    /// `version`, up to 0.4.
    pub version: Option<Stated>,
    /// `images`
    pub images: Vec<WellImage>,
    /// Where it stands.
    pub pointer: Pointer,
}

/// A field of a well.
#[derive(Clone, Debug, PartialEq)]
pub struct WellImage {
    /// `path` as it is written.
    pub path: Option<String>,
    /// Path of the image in the store.
    pub resolved: Option<String>,
    /// `acquisition`
    pub acquisition: Option<u64>,
    /// Where it stands.
    pub pointer: Pointer,
}

impl Plate {
    pub(super) fn read(base: &str, at: &Cursor<'_>, defects: &mut Defects) -> Self {
        let mut fields = Fields::of(at, defects);
        let mut items = |name: &str| fields.want(name).and_then(|at| fields.items(&at)).unwrap_or_default();
        let [rows, columns, wells] = ["rows", "columns", "wells"].map(&mut items);
        let acquisitions = fields.may_items("acquisitions");
        let mut plate = Self {
            version: Stated::read("version", &mut fields),
            name: fields.may_text("name"),
            rows: names(&rows, fields.defects),
            columns: names(&columns, fields.defects),
            wells: Vec::new(),
            acquisitions: acquisitions.iter().map(|item| acquisition(item, fields.defects)).collect(),
            field_count: fields.may("field_count").and_then(|at| fields.whole(&at)),
            pointer: at.pointer().clone(),
        };
        plate.wells = wells.iter().map(|well| plate.well(base, well, defects)).collect();
        plate
    }

    /// Reads a well; where its path is not that of its row and column, that is a defect (0.4, "plate metadata": the path
    /// must be the name in `rows`, a slash, and the name in `columns`).
    fn well(&self, base: &str, at: &Cursor<'_>, defects: &mut Defects) -> PlateWell {
        let mut fields = Fields::of(at, defects);
        let path = at.value().as_object().and_then(|_| fields.want_text("path"));
        let mut index = |name: &str| fields.may(name).and_then(|at| fields.whole(&at));
        let (row, column) = (index("rowIndex"), index("columnIndex"));
        if let (Some(path), Some(row), Some(column)) = (&path, row, column) {
            let wanted =
                name_at(&self.rows, row).zip(name_at(&self.columns, column)).map(|(row, column)| format!("{row}/{column}"));
            match wanted {
                Some(wanted) if wanted == *path => {}
                Some(wanted) => {
                    let what = format!("the path is \"{path}\", and that of its row and column is \"{wanted}\"");
                    fields.note(at, DefectCode::Disagreement, what);
                }
                None => {
                    let what = format!("there is no row {row} with a name, or no column {column}");
                    fields.note(at, DefectCode::Disagreement, what);
                }
            }
        }
        let resolved = path.as_deref().and_then(|path| place(base, path, at, defects));
        PlateWell { path, resolved, row, column, pointer: at.pointer().clone() }
    }
}

impl Well {
    pub(super) fn read(base: &str, at: &Cursor<'_>, defects: &mut Defects) -> Self {
        let mut fields = Fields::of(at, defects);
        let images = fields.want("images").and_then(|at| fields.items(&at)).unwrap_or_default();
        let version = Stated::read("version", &mut fields);
        let images = images.iter().map(|item| WellImage::read(base, item, defects)).collect();
        Self { version, images, pointer: at.pointer().clone() }
    }
}

impl WellImage {
    fn read(base: &str, at: &Cursor<'_>, defects: &mut Defects) -> Self {
        let mut fields = Fields::of(at, defects);
        let path = at.value().as_object().and_then(|_| fields.want_text("path"));
        let acquisition = fields.may("acquisition").and_then(|at| fields.whole(&at));
        let resolved = path.as_deref().and_then(|path| place(base, path, at, defects));
        Self { path, resolved, acquisition, pointer: at.pointer().clone() }
    }
}

fn names(items: &[Cursor<'_>], defects: &mut Defects) -> Vec<Option<String>> {
    items.iter().map(|item| Fields::of(item, defects).want_text("name")).collect()
}

fn name_at(names: &[Option<String>], index: u64) -> Option<&str> {
    names.get(usize::try_from(index).ok()?)?.as_deref()
}

fn acquisition(at: &Cursor<'_>, defects: &mut Defects) -> Acquisition {
    let mut fields = Fields::of(at, defects);
    let id = fields.want("id").and_then(|at| fields.whole(&at));
    Acquisition { id, name: fields.may_text("name"), pointer: at.pointer().clone() }
}
