//! The attributes of an image as Vitessce takes them.

use crate::viewer::js::{null, truthy};
use crate::viewer::outcome::Tried;
use crate::viewer::zarrita::Attrs;
use crate::zarr::json::Cursor;

/// The attributes as Vitessce takes them: those under `ome` too, where the root has none of the same name.
pub(super) struct Metadata<'a> {
    root: Option<Cursor<'a>>,
    ome: Option<Cursor<'a>>,
}

impl<'a> Metadata<'a> {
    pub(super) fn of(attrs: &'a Attrs) -> Self {
        let root = attrs.cursor();
        let ome = root.as_ref().and_then(|root| root.get("ome")).filter(|ome| ome.value().as_object().is_some());
        Self { root, ome }
    }

    /// An attribute.
    pub(super) fn get(&self, name: &str) -> Option<Cursor<'a>> {
        let of = |at: &Option<Cursor<'a>>| at.as_ref().and_then(|at| at.get(name));
        of(&self.root).or_else(|| of(&self.ome))
    }

    /// Whether it is there and JavaScript takes it for true.
    pub(super) fn is_true(&self, name: &str) -> bool {
        self.get(name).is_some_and(|at| truthy(at.value()))
    }
}

/// A member of something that has to be an object.
pub(super) fn member<'a>(at: &Cursor<'a>, name: &str) -> Tried<Option<Cursor<'a>>> {
    if at.value().is_null() { Err(null(name).into()) } else { Ok(at.get(name)) }
}
