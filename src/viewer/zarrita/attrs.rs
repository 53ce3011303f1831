//! Attributes of a node, wherever they stand.

use crate::zarr::json::{Cursor, Document, Pointer};
use std::sync::Arc;

/// Attributes of a node.
#[derive(Clone, Debug, Default)]
pub struct Attrs(Option<(Arc<Document>, Pointer)>);

impl Attrs {
    /// The attributes of Zarr 2, all of a document.
    pub(super) fn of_v2(document: Option<Arc<Document>>) -> Self {
        Self(document.map(|document| (document, Pointer::root())))
    }

    /// The member `attributes` of a `zarr.json`.
    pub(super) fn of_v3(document: &Arc<Document>) -> Self {
        let member = document.cursor().and_then(|at| at.get("attributes"));
        Self(member.map(|at| (document.clone(), at.pointer().clone())))
    }

    /// Their value; none where there is nothing at all.
    pub fn cursor(&self) -> Option<Cursor<'_>> {
        let (document, pointer) = self.0.as_ref()?;
        document.find(pointer)
    }

    /// An attribute.
    pub fn get(&self, name: &str) -> Option<Cursor<'_>> {
        self.cursor()?.get(name)
    }

    /// An attribute that is a string.
    pub fn text(&self, name: &str) -> Option<&str> {
        let (document, pointer) = self.0.as_ref()?;
        document.find(pointer)?.get(name)?.value().as_str()
    }
}
