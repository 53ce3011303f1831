//! Data frames: `obs`, `var`, and those in `obsm` and `varm`.

use crate::zarr::fields::Fields;
use crate::zarr::node::Node;
use crate::zarr::path::{is_plain, join};
use crate::zarr::store::{Expect, Found, Look};
use crate::zarr::{DefectCode, Defects};
use std::sync::Arc;

/// A data frame.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Its group; before AnnData 0.7 an array of records, which has no columns here.
    pub node: Arc<Node>,
    /// `encoding-version`; 0.1.0 was written by AnnData 0.7.
    pub version: Option<String>,
    /// Attribute `_index`: the name of the column that is the index.
    pub index_name: Option<String>,
    /// The index.
    pub index: Option<Column>,
    /// Attribute `column-order`.
    pub column_order: Option<Vec<String>>,
    /// The columns: first those of `column-order`, then others that are there. The index is not among them.
    pub columns: Vec<Column>,
    /// How many more columns there are than are read.
    pub omitted: usize,
}

/// A column, or the index.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its path in the store.
    pub path: String,
    /// Whether `column-order` has it. The index need not be there.
    pub listed: bool,
    /// `encoding-type`
    pub encoding: Option<String>,
    /// `encoding-version`
    pub version: Option<String>,
    /// Its node; `None` where there is nothing.
    pub node: Option<Arc<Node>>,
    /// What it is.
    pub kind: ColumnKind,
}

/// What a column is.
#[derive(Clone, Debug)]
pub enum ColumnKind {
    /// One value for each row: numbers, truth values, strings.
    Array,
    /// Codes into categories.
    Categorical(Categorical),
    /// Values and a mask: `nullable-integer`, `nullable-boolean`, `nullable-string-array`.
    Nullable {
        /// The values.
        values: Option<Arc<Node>>,
        /// Where there is none.
        mask: Option<Arc<Node>>,
    },
    /// A group of another encoding.
    Other,
    /// Nothing is there.
    Missing,
    /// It is not known yet.
    Unknown,
}

/// A categorical column.
#[derive(Clone, Debug)]
pub struct Categorical {
    /// A number for each row, -1 for none.
    pub codes: Option<Arc<Node>>,
    /// The categories: an array, or a group of `nullable-string-array`.
    pub categories: Option<Arc<Node>>,
    /// Of categories that are a group: their values.
    pub values: Option<Arc<Node>>,
    /// `ordered`
    pub ordered: Option<bool>,
    /// Whether it is the form of AnnData 0.7: codes with an attribute `categories`.
    pub legacy: bool,
}

/// Columns that are read of one data frame.
const MOST: usize = 2048;

impl Frame {
    /// How many rows there are, by the index, else by the first column that says.
    pub fn rows(&self) -> Option<u64> {
        self.index.iter().chain(&self.columns).find_map(Column::len)
    }

    /// Columns that AnnData takes for such: those of `column-order`, or all that are there where that is missing.
    pub fn chosen(&self) -> impl Iterator<Item = &Column> {
        let unlisted = self.column_order.is_none();
        self.columns.iter().filter(move |column| column.listed || (unlisted && column.name != "_index"))
    }

    /// A column by name; the index too.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().chain(&self.index).find(|column| column.name == name)
    }
}

impl Column {
    /// The array with one element for each row.
    pub fn main(&self) -> Option<&Arc<Node>> {
        match &self.kind {
            ColumnKind::Array => self.node.as_ref(),
            ColumnKind::Categorical(categorical) => categorical.codes.as_ref(),
            ColumnKind::Nullable { values, .. } => values.as_ref(),
            ColumnKind::Other | ColumnKind::Missing | ColumnKind::Unknown => None,
        }
    }

    /// How many rows it has.
    pub fn len(&self) -> Option<u64> {
        self.main()?.array()?.shape.as_ref()?.first().copied()
    }

    /// Whether it has no row.
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }
}

impl Categorical {
    /// The array of categories, which may be that of the values of a nullable one.
    pub fn category_array(&self) -> Option<&Arc<Node>> {
        match &self.categories {
            Some(node) if node.is_group() => self.values.as_ref(),
            categories => categories.as_ref(),
        }
    }
}

/// Reads the data frame at a path.
pub(super) fn frame(look: &mut Look<'_>, path: &str, defects: &mut Defects) -> Found<Frame> {
    match look.node(path, Expect::Group) {
        Found::Here(node) => Found::Here(frame_of(look, &node, defects)),
        Found::Absent => Found::Absent,
        Found::Unknown => Found::Unknown,
    }
}

/// Reads the data frame of a node.
pub(super) fn frame_of(look: &mut Look<'_>, node: &Arc<Node>, defects: &mut Defects) -> Frame {
    let version = node.text_attribute("encoding-version").map(str::to_owned);
    let mut frame =
        Frame { node: node.clone(), version, index_name: None, index: None, column_order: None, columns: Vec::new(), omitted: 0 };
    if !node.is_group() {
        let at = node.metadata();
        defects.extend_one(at.map(|at| at.defect(DefectCode::WrongType, "the data frame is an array, as before AnnData 0.7")));
        return frame;
    }
    match node.attributes() {
        Some(at) => {
            let mut fields = Fields::of(&at, defects);
            frame.index_name = fields.want_text("_index");
            frame.column_order = fields.want("column-order").and_then(|at| fields.texts(&at));
        }
        None => {
            let at = node.metadata();
            defects.extend_one(
                at.map(|at| at.defect(DefectCode::Missing, "the data frame has no attributes, which name its index")),
            );
        }
    }
    frame.index = frame.index_name.clone().map(|name| column(look, node, &name, true, defects));
    let names = column_names(look, &frame);
    frame.omitted = names.len().saturating_sub(MOST);
    frame.columns = names.into_iter().take(MOST).map(|(name, listed)| column(look, node, &name, listed, defects)).collect();
    frame
}

/// Names in `column-order`, then those that are there beside.
fn column_names(look: &mut Look<'_>, frame: &Frame) -> Vec<(String, bool)> {
    let listed = frame.column_order.clone().unwrap_or_default();
    let there = look.children(&frame.node.path).here().unwrap_or_default();
    let is_other = |name: &String| !listed.contains(name) && frame.index_name.as_ref() != Some(name) && name != "__categories";
    let others: Vec<String> = there.into_iter().filter(is_other).collect();
    let listed = listed.into_iter().map(|name| (name, true));
    listed.chain(others.into_iter().map(|name| (name, false))).collect()
}

fn column(look: &mut Look<'_>, frame: &Node, name: &str, listed: bool, defects: &mut Defects) -> Column {
    let path = join(&frame.path, name);
    let mut column =
        Column { name: name.to_owned(), path, listed, encoding: None, version: None, node: None, kind: ColumnKind::Missing };
    if name.is_empty() || !is_plain(&column.path) {
        let at = frame.attributes();
        defects.extend_one(at.map(|at| at.defect(DefectCode::WrongPath, format!("no node can be called \"{name}\""))));
        return column;
    }
    match look.node(&column.path, Expect::Node) {
        Found::Unknown => column.kind = ColumnKind::Unknown,
        Found::Absent => defects.push(frame.lacks(&column.path)),
        Found::Here(node) => {
            column.encoding = node.text_attribute("encoding-type").map(str::to_owned);
            column.version = node.text_attribute("encoding-version").map(str::to_owned);
            column.kind = kind(look, frame, &node, defects);
            column.node = Some(node);
        }
    }
    column
}

fn kind(look: &mut Look<'_>, frame: &Node, node: &Arc<Node>, defects: &mut Defects) -> ColumnKind {
    if !node.is_group() {
        let legacy = node.text_attribute("categories").map(|name| join(&frame.path, name));
        return match legacy {
            Some(path) => ColumnKind::Categorical(legacy_categorical(look, frame, node, &path, defects)),
            None => ColumnKind::Array,
        };
    }
    match node.text_attribute("encoding-type") {
        Some("categorical") => ColumnKind::Categorical(categorical(look, node, defects)),
        Some(encoding) if encoding.starts_with("nullable-") => {
            let [values, mask] = ["values", "mask"].map(|name| part(look, node, name, defects));
            ColumnKind::Nullable { values, mask }
        }
        _ => ColumnKind::Other,
    }
}

fn categorical(look: &mut Look<'_>, node: &Arc<Node>, defects: &mut Defects) -> Categorical {
    let codes = part(look, node, "codes", defects);
    let categories = wanted(look, node, &join(&node.path, "categories"), Expect::Node, defects);
    let nullable = categories.as_ref().filter(|categories| categories.is_group());
    let values = nullable.and_then(|categories| part(look, categories, "values", defects));
    let ordered = node.attribute("ordered").and_then(|at| at.value().as_bool());
    Categorical { codes, categories, values, ordered, legacy: false }
}

/// AnnData 0.7: the codes say where the categories are, below the data frame.
fn legacy_categorical(look: &mut Look<'_>, frame: &Node, codes: &Arc<Node>, path: &str, defects: &mut Defects) -> Categorical {
    let categories = wanted(look, frame, path, Expect::Array, defects);
    let ordered = categories.as_ref().and_then(|node| node.attribute("ordered")?.value().as_bool());
    Categorical { codes: Some(codes.clone()), categories, values: None, ordered, legacy: true }
}

/// An array below a node that has to have it.
pub(super) fn part(look: &mut Look<'_>, node: &Node, name: &str, defects: &mut Defects) -> Option<Arc<Node>> {
    wanted(look, node, &join(&node.path, name), Expect::Array, defects)
}

/// What a node has to have.
fn wanted(look: &mut Look<'_>, node: &Node, path: &str, expect: Expect, defects: &mut Defects) -> Option<Arc<Node>> {
    let found = look.node(path, expect);
    if found.is_absent() {
        defects.push(node.lacks(path));
    }
    found.here()
}
