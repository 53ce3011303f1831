//! Which AnnData group is gone through, and where its parts are for the loaders.

use crate::viewer::asked::Asked;
use crate::viewer::versions::Zarrita;
use crate::zarr::anndata::{AnnData, Column, Frame};

/// Which of Vitessce's sources of data reads a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// `AnnDataSource`: one AnnData, which is all of the store.
    AnnData,
    /// `MuDataSource`: one of the modalities below `mod`.
    MuData,
    /// `SpatialDataTableSource`: one of the tables below `tables`.
    Table,
}

/// An AnnData group to go through.
#[derive(Clone, Copy, Debug)]
pub struct Walk<'a> {
    /// What there is.
    pub data: &'a AnnData,
    /// Path in the store of what the viewer is given the address of.
    pub base: &'a str,
    /// Path of the AnnData below that, without slashes at its ends: empty, `mod/rna`, `tables/table`.
    pub prefix: &'a str,
    /// Which source reads it.
    pub kind: SourceKind,
    /// What stands before the names of the interactions: `rna: `.
    pub says: &'a str,
    /// Columns that say what observations are of, and that nobody looks at for themselves.
    pub keys: &'a [&'a str],
    /// What a view asks for beside all that is there.
    pub asked: &'a [Asked],
    /// What nodes are opened and read with.
    pub zarrita: &'static Zarrita,
}

impl Walk<'_> {
    /// A path as it is given to the loaders.
    pub(super) fn at(&self, path: &str) -> String {
        crate::zarr::path::join(self.prefix, path)
    }

    /// Columns that are looked at.
    pub(super) fn columns<'f>(&'f self, frame: &'f Frame) -> impl Iterator<Item = &'f Column> {
        frame.chosen().filter(|column| !self.keys.contains(&column.name.as_str()))
    }

    /// The same of a path of the store.
    pub(super) fn named(&self, path: &str) -> String {
        let below = path.strip_prefix(&self.data.path).unwrap_or(path);
        self.at(below.trim_start_matches('/'))
    }
}
