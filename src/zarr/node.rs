//! Nodes: arrays and groups of Zarr 2 (`.zarray`, `.zgroup`, `.zattrs`) and Zarr 3 (`zarr.json`), as one type.

use super::array::Array;
use super::fields::Fields;
use super::json::{Cursor, Document, Pointer, Value};
use super::path::join;
use super::{Defect, DefectCode, Defects};
use std::sync::Arc;

/// Versions of the Zarr specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Zarr 2
    V2,
    /// Zarr 3
    V3,
}

/// A node of a hierarchy, with what its metadata says.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its path in the store, without slashes at the ends; empty for the root.
    pub path: String,
    /// Which specification its metadata follows.
    pub format: Format,
    /// `zarr_format` as it is written.
    pub zarr_format: Option<u64>,
    /// Array or group.
    pub kind: NodeKind,
    /// Whether there are attributes alone (`.zattrs` with neither `.zgroup` nor `.zarray`): for readers there is no node.
    pub implicit: bool,
    /// Members that the specification does not have.
    pub unknown: Vec<Unknown>,
    /// What departs from the specification, and from JSON.
    pub defects: Defects,
    metadata: Option<Part>,
    attributes: Option<Part>,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum NodeKind {
    /// An array.
    Array(Box<Array>),
    /// A group.
    Group,
}

/// A member of metadata that the specification does not have.
#[derive(Clone, Debug, PartialEq)]
pub struct Unknown {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Value,
    /// Where it stands.
    pub pointer: Pointer,
    /// Whether readers that do not know it must give up: what Zarr 3 says of all members unless they are objects with
    /// `"must_understand": false`.
    pub must_understand: bool,
}

/// A value in a document: all of it, or a part of consolidated metadata.
#[derive(Clone, Debug)]
pub struct Part {
    document: Arc<Document>,
    pointer: Pointer,
    whole: bool,
}

impl Part {
    /// All of a document.
    pub fn whole(document: &Arc<Document>) -> Self {
        Self { document: document.clone(), pointer: Pointer::root(), whole: true }
    }

    /// The value that a pointer names.
    pub fn at(document: &Arc<Document>, pointer: Pointer) -> Self {
        Self { document: document.clone(), pointer, whole: false }
    }

    /// The document.
    pub fn document(&self) -> &Arc<Document> {
        &self.document
    }

    /// Its value, if there is one.
    pub fn cursor(&self) -> Option<Cursor<'_>> {
        self.document.find(&self.pointer)
    }

    /// Records what is wrong with the text, if the text is this part's alone.
    fn defects(&self, defects: &mut Defects) {
        if self.whole {
            defects.extend(self.document.defects());
        }
    }
}

impl Node {
    /// An array of Zarr 2.
    pub fn v2_array(path: &str, zarray: Part, zattrs: Option<Part>) -> Self {
        let mut defects = Defects::default();
        zarray.defects(&mut defects);
        let array = zarray.cursor().map_or_else(Array::default, |at| Array::v2(&Fields::of(&at, &mut defects).at, &mut defects));
        Self::v2(path, NodeKind::Array(Box::new(array)), Some(zarray), zattrs, defects)
    }

    /// A group of Zarr 2.
    pub fn v2_group(path: &str, zgroup: Part, zattrs: Option<Part>) -> Self {
        let mut defects = Defects::default();
        zgroup.defects(&mut defects);
        if let Some(at) = zgroup.cursor() {
            Fields::of(&at, &mut defects);
        }
        Self::v2(path, NodeKind::Group, Some(zgroup), zattrs, defects)
    }

    /// Attributes of Zarr 2 that belong to no node, read as those of a group.
    pub fn v2_attributes(path: &str, zattrs: Part) -> Self {
        let mut defects = Defects::default();
        let what =
            "there are attributes (.zattrs), but neither .zgroup nor .zarray, so readers find no group or array here".to_owned();
        let key = join(path, ".zgroup");
        defects.push(Defect { code: DefectCode::Missing, key, pointer: Pointer::root(), place: None, what });
        Self::v2(path, NodeKind::Group, None, Some(zattrs), defects)
    }

    fn v2(path: &str, kind: NodeKind, metadata: Option<Part>, attributes: Option<Part>, mut defects: Defects) -> Self {
        let at = metadata.as_ref().and_then(Part::cursor);
        let zarr_format = at.as_ref().and_then(|at| format(at, 2, &mut defects));
        if let Some(attributes) = &attributes {
            attributes.defects(&mut defects);
            if let Some(at) = attributes.cursor() {
                Fields::of(&at, &mut defects);
            }
        }
        let known = if kind == NodeKind::Group { V2_GROUP } else { V2_ARRAY };
        let unknown = at.map(|at| unknown(&at, known, false, &mut defects)).unwrap_or_default();
        let implicit = metadata.is_none();
        Self { path: path.to_owned(), format: Format::V2, zarr_format, kind, implicit, unknown, defects, metadata, attributes }
    }

    /// A node of Zarr 3.
    pub fn v3(path: &str, metadata: Part) -> Self {
        let mut defects = Defects::default();
        metadata.defects(&mut defects);
        let (mut kind, mut zarr_format, mut more, mut attributes) = (NodeKind::Group, None, Vec::new(), None);
        if let Some(at) = metadata.cursor() {
            let array = is_array(&at, &mut defects);
            zarr_format = format(&at, 3, &mut defects);
            if array {
                kind = NodeKind::Array(Box::new(Array::v3(&at, &mut defects)));
            }
            more = unknown(&at, if array { V3_ARRAY } else { V3_GROUP }, true, &mut defects);
            if let Some(member) = at.get("attributes").filter(|member| !member.value().is_null()) {
                Fields::of(&member, &mut defects);
                attributes = Some(Part::at(&metadata.document, member.pointer().clone()));
            }
        }
        let (path, format, metadata) = (path.to_owned(), Format::V3, Some(metadata));
        Self { path, format, zarr_format, kind, implicit: false, unknown: more, defects, metadata, attributes }
    }

    /// The array, if it is one.
    pub fn array(&self) -> Option<&Array> {
        match &self.kind {
            NodeKind::Array(array) => Some(array),
            NodeKind::Group => None,
        }
    }

    /// Whether it is a group.
    pub fn is_group(&self) -> bool {
        self.kind == NodeKind::Group
    }

    /// Whether there are attributes and nothing else, so that it is neither a group nor an array.
    pub fn is_bare(&self) -> bool {
        self.metadata.is_none()
    }

    /// The attributes, if there are any.
    pub fn attributes(&self) -> Option<Cursor<'_>> {
        self.attributes.as_ref()?.cursor()
    }

    /// The document of the attributes, also where nothing can be read in it.
    pub fn attributes_document(&self) -> Option<&Arc<Document>> {
        self.attributes.as_ref().map(Part::document)
    }

    /// An attribute.
    pub fn attribute(&self, name: &str) -> Option<Cursor<'_>> {
        self.attributes()?.get(name)
    }

    /// An attribute that is a string.
    pub fn text_attribute(&self, name: &str) -> Option<&str> {
        self.attributes.as_ref()?.cursor()?.get(name)?.value().as_str()
    }

    /// The metadata.
    pub fn metadata(&self) -> Option<Cursor<'_>> {
        self.metadata.as_ref()?.cursor()
    }

    /// The document of the metadata.
    pub fn document(&self) -> Option<&Arc<Document>> {
        self.metadata.as_ref().map(Part::document)
    }

    /// The attributes as OME-NGFF means them: `ome` where it is there, as from version 0.5 on, else all of them.
    pub fn ome_attributes(&self) -> Option<Cursor<'_>> {
        let all = self.attributes()?;
        Some(all.get("ome").filter(|ome| ome.value().as_object().is_some()).unwrap_or(all))
    }

    /// `array` or `group`.
    pub fn kind_name(&self) -> &'static str {
        if self.is_group() { "group" } else { "array" }
    }

    /// The last part of the path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The key of a child's or of an own file.
    pub fn key(&self, name: &str) -> String {
        join(&self.path, name)
    }

    /// That a node which this one needs is not there; the defect stands here.
    pub(super) fn lacks(&self, path: &str) -> Defect {
        let what = format!("there is nothing at \"{path}\"");
        match self.attributes().or_else(|| self.metadata()) {
            Some(at) => at.defect(DefectCode::NoNode, what),
            None => Defect { code: DefectCode::NoNode, key: self.path.clone(), pointer: Pointer::root(), place: None, what },
        }
    }
}

const V2_GROUP: &[&str] = &["zarr_format"];
const V2_ARRAY: &[&str] =
    &["zarr_format", "shape", "chunks", "dtype", "compressor", "fill_value", "order", "filters", "dimension_separator"];
const V3_GROUP: &[&str] = &["zarr_format", "node_type", "attributes", "consolidated_metadata"];
const V3_ARRAY: &[&str] = &[
    "zarr_format",
    "node_type",
    "shape",
    "data_type",
    "chunk_grid",
    "chunk_key_encoding",
    "fill_value",
    "codecs",
    "attributes",
    "storage_transformers",
    "dimension_names",
];

/// `zarr_format`, with a defect where it is another one than the name of the file says.
fn format(at: &Cursor<'_>, wanted: u64, defects: &mut Defects) -> Option<u64> {
    at.value().as_object()?;
    let mut fields = Fields { at: at.clone(), defects };
    let member = fields.want("zarr_format")?;
    let found = fields.whole(&member)?;
    if found != wanted {
        let what = format!("zarr_format is {found} in a file of Zarr {wanted}");
        fields.note(&member, DefectCode::Disagreement, what);
    }
    Some(found)
}

fn is_array(at: &Cursor<'_>, defects: &mut Defects) -> bool {
    let mut fields = Fields::of(at, defects);
    // Where it is not said, what an array cannot lack decides.
    let looks = at.get("shape").is_some() || at.get("data_type").is_some();
    let Some(member) = at.value().as_object().and_then(|_| fields.want("node_type")) else { return looks };
    match member.value().as_str() {
        Some("array") => true,
        Some("group") => false,
        _ => {
            let what = format!("node_type is {}, neither \"array\" nor \"group\"", member.value().brief(40));
            fields.note(&member, DefectCode::WrongValue, what);
            looks
        }
    }
}

fn unknown(at: &Cursor<'_>, known: &[&str], v3: bool, defects: &mut Defects) -> Vec<Unknown> {
    let others = at.members().filter(|(name, _)| !known.contains(name));
    let mut found = Vec::new();
    for (name, member) in others {
        let may_be_ignored = member.value().get("must_understand").and_then(Value::as_bool) == Some(false);
        let must_understand = v3 && !may_be_ignored;
        if must_understand {
            let what = format!("\"{name}\" is unknown, and readers must understand it (it lacks \"must_understand\": false)");
            defects.push(member.defect(DefectCode::NotUnderstood, what));
        }
        found.push(Unknown {
            name: name.to_owned(),
            value: member.value().clone(),
            pointer: member.pointer().clone(),
            must_understand,
        });
    }
    found
}

#[cfg(test)]
mod tests;
