//! Attributes of a node, wherever they stand.

use crate::viewer::outcome::Failure;
use crate::zarr::json::{Cursor, Document, Pointer};
use std::sync::Arc;

/// Attributes of a node.
#[derive(Clone, Debug, Default)]
pub struct Attrs {
    stated: Option<(Arc<Document>, Pointer)>,
    /// Whether they are `undefined`, as those of Zarr 3 that are not stated; those of Zarr 2 are an empty object then.
    undefined: bool,
}

impl Attrs {
    /// The attributes of Zarr 2, all of a document.
    pub(super) fn of_v2(document: Option<Arc<Document>>) -> Self {
        Self { stated: document.map(|document| (document, Pointer::root())), undefined: false }
    }

    /// The member `attributes` of a `zarr.json`.
    pub(super) fn of_v3(document: &Arc<Document>) -> Self {
        let member = document.cursor().and_then(|at| at.get("attributes"));
        Self { undefined: member.is_none(), stated: member.map(|at| (document.clone(), at.pointer().clone())) }
    }

    /// Their value; none where there is nothing at all.
    pub fn cursor(&self) -> Option<Cursor<'_>> {
        let (document, pointer) = self.stated.as_ref()?;
        document.find(pointer)
    }

    /// `name in attrs`
    ///
    /// # Errors
    /// What JavaScript throws where they are `undefined`.
    pub fn assert_has_members(&self, name: &str) -> Result<(), Failure> {
        let said = || format!("Cannot use 'in' operator to search for '{name}' in undefined");
        if self.undefined { Err(Failure::new("TypeError", said())) } else { Ok(()) }
    }

    /// An attribute.
    pub fn get(&self, name: &str) -> Option<Cursor<'_>> {
        self.cursor()?.get(name)
    }

    /// An attribute that is a string.
    pub fn text(&self, name: &str) -> Option<&str> {
        let (document, pointer) = self.stated.as_ref()?;
        document.find(pointer)?.get(name)?.value().as_str()
    }
}
