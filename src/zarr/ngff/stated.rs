//! Versions, names and paths as they are stated, with where they stand.

use crate::zarr::fields::Fields;
use crate::zarr::json::{Cursor, Pointer};
use crate::zarr::path::resolve;
use crate::zarr::{DefectCode, Defects};

/// A version as it is stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// As text; numbers too, which is a defect.
    pub text: String,
    /// Where it stands.
    pub pointer: Pointer,
}

/// A name in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The name, or path.
    pub name: String,
    /// Where it stands.
    pub pointer: Pointer,
}

impl Stated {
    /// The second number of a version 0.x, as 4 of `0.4-dev-spatialdata`.
    pub fn minor(&self) -> Option<u64> {
        let rest = self.text.trim().strip_prefix("0.")?;
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok()
    }

    pub(in crate::zarr) fn read(name: &str, fields: &mut Fields<'_, '_>) -> Option<Self> {
        let at = fields.may(name)?;
        let text = match at.value().as_str() {
            Some(text) => text.to_owned(),
            None => {
                fields.wrong_type(&at, "a string");
                at.value().as_number()?;
                at.value().canonical()
            }
        };
        Some(Self { text, pointer: at.pointer().clone() })
    }
}

/// The names in a list.
pub(super) fn names(name: &str, fields: &mut Fields<'_, '_>) -> Option<Vec<Named>> {
    let at = fields.may(name)?;
    let items = fields.items(&at)?;
    let mut found = Vec::with_capacity(items.len());
    for item in &items {
        if let Some(name) = fields.text(item) {
            found.push(Named { name: name.to_owned(), pointer: item.pointer().clone() });
        }
    }
    if found.is_empty() && !items.is_empty() {
        fields.note(&at, DefectCode::WrongValue, "there is no name in it");
    }
    Some(found)
}

/// Resolves the member `path` of an object, with a defect where it leads nowhere.
pub(super) fn place(base: &str, path: &str, at: &Cursor<'_>, defects: &mut Defects) -> Option<String> {
    match resolve(base, path) {
        Ok(resolved) => Some(resolved),
        Err(what) => {
            let at = at.get("path").unwrap_or_else(|| at.clone());
            defects.push(at.defect(DefectCode::WrongPath, what));
            None
        }
    }
}
