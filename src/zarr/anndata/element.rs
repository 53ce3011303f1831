//! Elements of AnnData: `X`, layers, `obsm` and the like, in the encodings that they have.

use super::frame::{Frame, frame_of, part};
use crate::zarr::Defects;
use crate::zarr::fields::Fields;
use crate::zarr::node::Node;
use crate::zarr::store::{Expect, Found, Look};
use std::sync::Arc;

/// An element, with its path in the store.
#[derive(Clone, Debug)]
pub struct Element {
    /// Its path.
    pub path: String,
    /// Its node; `None` where there is nothing.
    pub node: Option<Arc<Node>>,
    /// What it is.
    pub kind: ElementKind,
}

/// What an element is.
#[derive(Clone, Debug)]
pub enum ElementKind {
    /// An array.
    Dense,
    /// A sparse matrix by rows or by columns.
    Sparse(Sparse),
    /// A data frame.
    Frame(Box<Frame>),
    /// `null`: it stands for nothing.
    Null,
    /// A group of another encoding, as `awkward-array`; empty where none is stated.
    Other(String),
    /// Nothing is there.
    Missing,
    /// It is not known yet.
    Unknown,
}

/// A sparse matrix.
#[derive(Clone, Debug)]
pub struct Sparse {
    /// Whether it is stored by rows (`csr_matrix`) and not by columns (`csc_matrix`).
    pub by_rows: bool,
    /// `encoding-version`
    pub version: Option<String>,
    /// Attribute `shape`.
    pub shape: Option<Vec<u64>>,
    /// Values.
    pub data: Option<Arc<Node>>,
    /// Column (or row) of each value.
    pub indices: Option<Arc<Node>>,
    /// Where each row (or column) begins.
    pub indptr: Option<Arc<Node>>,
}

impl Element {
    /// Its shape, as far as it has one.
    pub fn shape(&self) -> Option<&[u64]> {
        match &self.kind {
            ElementKind::Dense => self.node.as_ref()?.array()?.shape.as_deref(),
            ElementKind::Sparse(sparse) => sparse.shape.as_deref(),
            _ => None,
        }
    }

    /// How many rows it has.
    pub fn rows(&self) -> Option<u64> {
        match &self.kind {
            ElementKind::Frame(frame) => frame.rows(),
            _ => self.shape()?.first().copied(),
        }
    }

    /// Whether there is something.
    pub fn exists(&self) -> bool {
        !matches!(self.kind, ElementKind::Missing | ElementKind::Null | ElementKind::Unknown)
    }
}

/// Reads an element.
pub(super) fn element(look: &mut Look<'_>, path: &str, expect: Expect, defects: &mut Defects) -> Element {
    let (node, kind) = match look.node(path, expect) {
        Found::Unknown => (None, ElementKind::Unknown),
        Found::Absent => (None, ElementKind::Missing),
        Found::Here(node) => {
            let kind = kind(look, &node, defects);
            (Some(node), kind)
        }
    };
    Element { path: path.to_owned(), node, kind }
}

fn kind(look: &mut Look<'_>, node: &Arc<Node>, defects: &mut Defects) -> ElementKind {
    let encoding = node.text_attribute("encoding-type").unwrap_or_default().to_owned();
    match (encoding.as_str(), node.is_group()) {
        ("null", _) => ElementKind::Null,
        (_, false) => ElementKind::Dense,
        ("csr_matrix", _) => ElementKind::Sparse(sparse(look, node, true, defects)),
        ("csc_matrix", _) => ElementKind::Sparse(sparse(look, node, false, defects)),
        ("dataframe", _) => ElementKind::Frame(Box::new(frame_of(look, node, defects))),
        _ => ElementKind::Other(encoding),
    }
}

fn sparse(look: &mut Look<'_>, node: &Node, by_rows: bool, defects: &mut Defects) -> Sparse {
    let shape = node.attributes().and_then(|at| {
        let mut fields = Fields { at, defects };
        fields.want("shape").and_then(|at| fields.wholes(&at))
    });
    let [data, indices, indptr] = ["data", "indices", "indptr"].map(|name| part(look, node, name, defects));
    Sparse { by_rows, version: node.text_attribute("encoding-version").map(str::to_owned), shape, data, indices, indptr }
}
