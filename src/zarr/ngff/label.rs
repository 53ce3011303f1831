//! `image-label`, and `labels`, the list of label images.

use super::stated::Stated;
use crate::zarr::fields::Fields;
use crate::zarr::json::{Cursor, Pointer, Value};
use crate::zarr::{DefectCode, Defects};
use std::collections::BTreeSet;

/// `image-label`
#[derive(Clone, Debug, PartialEq)]
pub struct ImageLabel {
    /// `version`, up to 0.4.
    pub version: Option<Stated>,
    /// `colors`; `None` where there are none.
    pub colors: Option<Vec<LabelColor>>,
    /// How many `properties` there are.
    pub properties: usize,
    /// `source.image`
    pub source: Option<String>,
    /// Where it stands.
    pub pointer: Pointer,
}

/// The colour of a label.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelColor {
    /// `label-value` as it is.
    pub value: Option<Value>,
    /// `rgba`, if it is four numbers from 0 to 255.
    pub rgba: Option<[u8; 4]>,
    /// Where it stands.
    pub pointer: Pointer,
}

impl ImageLabel {
    pub(super) fn read(at: &Cursor<'_>, defects: &mut Defects) -> Self {
        let mut fields = Fields::of(at, defects);
        let properties = fields.may_items("properties").len();
        let colors = fields.may("colors").and_then(|at| fields.items(&at));
        let source = fields.may("source").and_then(|at| Fields::of(&at, fields.defects).may_text("image"));
        let version = Stated::read("version", &mut fields);
        let colors = colors.map(|items| read_colors(&items, defects));
        Self { version, colors, properties, source, pointer: at.pointer().clone() }
    }
}

fn read_colors(items: &[Cursor<'_>], defects: &mut Defects) -> Vec<LabelColor> {
    let mut seen = BTreeSet::new();
    let mut colors = Vec::with_capacity(items.len());
    for item in items {
        let mut fields = Fields::of(item, defects);
        let value = item.value().as_object().and_then(|_| fields.want("label-value")).map(|at| at.value().clone());
        if let Some(twice) = value.as_ref().map(Value::canonical).filter(|value| !seen.insert(value.clone())) {
            fields.note(item, DefectCode::WrongValue, format!("the label {twice} has two colours"));
        }
        let rgba = fields.may("rgba").and_then(|at| rgba(&at, &mut fields));
        colors.push(LabelColor { value, rgba, pointer: item.pointer().clone() });
    }
    colors
}

fn rgba(at: &Cursor<'_>, fields: &mut Fields<'_, '_>) -> Option<[u8; 4]> {
    let items = at.value().as_array();
    let bytes: Option<Vec<u8>> = items.and_then(|items| items.iter().map(|item| u8::try_from(item.as_u64()?).ok()).collect());
    let found = bytes.and_then(|bytes| bytes.try_into().ok());
    if found.is_none() {
        fields.note(at, DefectCode::WrongValue, "rgba is not four integers from 0 to 255");
    }
    found
}
