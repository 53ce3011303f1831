//! What the small arrays of tables hold: names that are there twice, categories that are missing, where genes begin.
//!
//! What is large is not looked at: then nothing is said of it here.

use crate::bytes::len64;
use crate::viewer::{Asked, AskedPart};
use crate::zarr::anndata::{AnnData, Categorical, Column, ColumnKind, Element, ElementKind, Frame, Sparse};
use crate::zarr::dtype::Class;
use crate::zarr::path::join;
use crate::zarr::values::{Values, small};
use crate::zarr::{Expect, Found, Look, Node};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What was looked at, by the paths of the store.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Contents {
    /// Names that are in an index more than once, by the path of its frame.
    pub repeated: BTreeMap<String, Repeated>,
    /// Columns with categories or with missing values.
    pub columns: BTreeMap<String, ColumnValues>,
    /// Sparse matrices.
    pub sparse: BTreeMap<String, SparseValues>,
    /// Dense matrices of 64-bit integers with one that 32 bits do not hold.
    pub big: BTreeMap<String, i128>,
    /// Columns that choose genes: how many are chosen of how many.
    pub filters: BTreeMap<String, (u64, u64)>,
}

/// Names that are there more than once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repeated {
    /// The first of them.
    pub name: String,
    /// How many rows have a name that an earlier one has.
    pub rows: u64,
}

/// The values of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ColumnValues {
    /// Rows without a value.
    pub missing: u64,
    /// Rows whose code is beyond the categories.
    pub beyond: u64,
    /// Categories.
    pub categories: Option<u64>,
}

/// The values of a sparse matrix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SparseValues {
    /// The last value of `indptr`.
    pub end: Option<i128>,
    /// Whether a value of `indptr` is less than the one before.
    pub falls: bool,
    /// An index that is not in the matrix.
    pub beyond: Option<i128>,
}

/// Stored bytes of an array that is looked at.
const STORED: u64 = 4 << 20;
/// Columns and matrices that are looked at.
const MOST: usize = 64;

/// Looks at the contents of tables. What has not arrived is noted in the look.
pub fn contents(look: &mut Look<'_>, tables: &[&AnnData], base: &str, asked: &[Asked]) -> Contents {
    let mut contents = Contents::default();
    for data in tables {
        for frame in [data.obs_frame(), data.var_frame()].into_iter().flatten() {
            contents.frame(look, frame);
        }
        let matrices = [&data.x].into_iter().chain(&data.raw_x).chain(&data.layers.elements);
        for element in matrices.take(MOST) {
            contents.matrix(look, element);
        }
    }
    for asked in asked.iter().filter(|asked| asked.part == AskedPart::FeatureFilter) {
        contents.filter(look, &join(base, asked.path.trim_start_matches('/')));
    }
    contents
}

impl Contents {
    fn frame(&mut self, look: &mut Look<'_>, frame: &Frame) {
        if let Some(repeated) = frame.index.as_ref().and_then(|index| names(look, index)).and_then(repeated) {
            self.repeated.insert(frame.node.path.clone(), repeated);
        }
        for column in frame.columns.iter().take(MOST) {
            let values = match &column.kind {
                ColumnKind::Categorical(categorical) => categorical_values(look, categorical),
                ColumnKind::Nullable { mask, .. } => masked(look, mask.as_ref()),
                _ => None,
            };
            if let Some(values) = values {
                self.columns.insert(column.path.clone(), values);
            }
        }
    }

    fn matrix(&mut self, look: &mut Look<'_>, element: &Element) {
        match &element.kind {
            ElementKind::Sparse(sparse) => {
                self.sparse.insert(element.path.clone(), sparse_values(look, sparse));
            }
            ElementKind::Dense => {
                let Some(node) = element.node.as_ref().filter(|node| is_int64(node)) else { return };
                let Found::Here(Values::Integers(values)) = small(look, node, STORED) else { return };
                if let Some(value) = values.into_iter().find(|value| i32::try_from(*value).is_err()) {
                    self.big.insert(element.path.clone(), value);
                }
            }
            _ => {}
        }
    }

    fn filter(&mut self, look: &mut Look<'_>, path: &str) {
        let Found::Here(node) = look.node(path, Expect::Array) else { return };
        if let Found::Here(Values::Bools(values)) = small(look, &node, STORED) {
            let chosen = values.iter().filter(|value| **value).count();
            self.filters.insert(path.to_owned(), (len64(chosen), len64(values.len())));
        }
    }
}

/// Whether elements are signed integers of 64 bits.
pub fn is_int64(node: &Node) -> bool {
    node.array().and_then(|array| array.dtype.as_ref()).is_some_and(|dtype| dtype.class == Class::Int(64))
}

/// The names of an index.
fn names(look: &mut Look<'_>, index: &Column) -> Option<Vec<String>> {
    let values = small(look, index.main()?, STORED).here()?;
    match (&index.kind, values) {
        (ColumnKind::Categorical(categorical), Values::Integers(codes)) => {
            let Found::Here(Values::Texts(categories)) = small(look, categorical.category_array()?, STORED) else { return None };
            let name = |code: &i128| usize::try_from(*code).ok().and_then(|code| categories.get(code)).cloned();
            Some(codes.iter().map(|code| name(code).unwrap_or_default()).collect())
        }
        (_, Values::Texts(names)) => Some(names),
        (_, Values::Integers(values)) => Some(values.iter().map(i128::to_string).collect()),
        _ => None,
    }
}

fn repeated(names: Vec<String>) -> Option<Repeated> {
    let mut seen = BTreeSet::new();
    let again: Vec<&String> = names.iter().filter(|name| !seen.insert(name.as_str())).collect();
    Some(Repeated { name: (*again.first()?).clone(), rows: len64(again.len()) })
}

fn categorical_values(look: &mut Look<'_>, categorical: &Categorical) -> Option<ColumnValues> {
    let shape = categorical.category_array()?.array()?.shape.as_ref()?;
    let categories = shape.first().copied();
    let mut values = ColumnValues { categories, ..ColumnValues::default() };
    if let Some(Found::Here(Values::Integers(codes))) = categorical.codes.as_ref().map(|codes| small(look, codes, STORED)) {
        values.missing = len64(codes.iter().filter(|code| **code < 0).count());
        let beyond = |code: &&i128| categories.is_some_and(|categories| **code >= i128::from(categories));
        values.beyond = len64(codes.iter().filter(beyond).count());
    }
    Some(values)
}

fn masked(look: &mut Look<'_>, mask: Option<&Arc<Node>>) -> Option<ColumnValues> {
    let Found::Here(Values::Bools(mask)) = small(look, mask?, STORED) else { return None };
    Some(ColumnValues { missing: len64(mask.iter().filter(|missing| **missing).count()), ..ColumnValues::default() })
}

fn sparse_values(look: &mut Look<'_>, sparse: &Sparse) -> SparseValues {
    let mut read = |node: &Option<Arc<Node>>| match node.as_ref().map(|node| small(look, node, STORED)) {
        Some(Found::Here(Values::Integers(values))) => Some(values),
        _ => None,
    };
    let (pointers, indices) = (read(&sparse.indptr), read(&sparse.indices));
    let inner = sparse.shape.as_ref().and_then(|shape| shape.get(usize::from(sparse.by_rows))).copied();
    let outside = |index: &&i128| inner.is_some_and(|inner| **index < 0 || **index >= i128::from(inner));
    SparseValues {
        end: pointers.as_ref().and_then(|pointers| pointers.last().copied()),
        falls: pointers
            .as_ref()
            .is_some_and(|pointers| pointers.iter().zip(pointers.iter().skip(1)).any(|(one, next)| next < one)),
        beyond: indices.and_then(|indices| indices.iter().find(outside).copied()),
    }
}
