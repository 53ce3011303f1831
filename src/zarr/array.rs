//! What the metadata of an array says.

use super::codec::{self, Codec, Pipeline};
use super::dtype::DataType;
use super::fields::Fields;
use super::fill::{Fill, Meaning};
use super::grid::{Grid, KeyEncoding, KeyKind, ShardLayout};
use super::json::{Cursor, Pointer, Value};
use super::{DefectCode, Defects};

/// An array. What could not be read is not there, and a defect of its node says why.
#[derive(Clone, Debug, PartialEq)]
pub struct Array {
    /// `shape`
    pub shape: Option<Vec<u64>>,
    /// `chunks`, or `chunk_shape` of a regular grid. With sharding this is the shape of a shard.
    pub chunks: Option<Vec<u64>>,
    /// `regular`, or another name of `chunk_grid`.
    pub chunk_grid: String,
    /// `dtype` or `data_type`
    pub dtype: Option<DataType>,
    /// `fill_value`
    pub fill_value: Fill,
    /// `order` of Zarr 2; Zarr 3 has C.
    pub order: Order,
    /// How chunks are encoded.
    pub pipeline: Pipeline,
    /// How keys of chunks are made.
    pub keys: KeyEncoding,
    /// `dimension_names` of Zarr 3, some of which may be `null`.
    pub dimension_names: Option<Vec<Option<String>>>,
    /// Names of `storage_transformers`.
    pub storage_transformers: Vec<String>,
}

/// The grid of chunks of unequal sizes.
pub const RECTILINEAR: &str = "rectilinear";

/// Order of the elements in a chunk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Row-major.
    C,
    /// Column-major.
    F,
    /// What the specification does not have, or nothing.
    Other(String),
}

impl Default for Array {
    /// One of which nothing could be read.
    fn default() -> Self {
        Self {
            shape: None,
            chunks: None,
            chunk_grid: "regular".to_owned(),
            dtype: None,
            fill_value: Fill { stated: None, pointer: Pointer::root(), meaning: Meaning::Absent },
            order: Order::C,
            pipeline: Pipeline::V3 { codecs: Vec::new() },
            keys: KeyEncoding { kind: KeyKind::Default, separator: "/".to_owned(), stated: false },
            dimension_names: None,
            storage_transformers: Vec::new(),
        }
    }
}

impl Array {
    /// Reads a `.zarray` (Zarr 2 specification, "Metadata").
    pub(super) fn v2(at: &Cursor<'_>, defects: &mut Defects) -> Self {
        let mut fields = Fields { at: at.clone(), defects };
        let (shape, chunks) = (fields.want("shape"), fields.want("chunks"));
        let (shape, chunks) = (shape.and_then(|at| fields.wholes(&at)), chunks.and_then(|at| fields.wholes(&at)));
        let order = order(&mut fields);
        let keys = v2_keys(&mut fields);
        let filters = fields.may_items("filters");
        let compressor = fields.want("compressor").filter(|at| !at.value().is_null());
        let dtype = fields.want("dtype").and_then(|at| DataType::v2(&at, fields.defects));
        let fill_value = Fill::read(at, false, dtype.as_ref(), fields.defects);
        let pipeline = Pipeline::V2 {
            filters: filters.iter().filter_map(|filter| Codec::v2(filter, fields.defects)).collect(),
            compressor: compressor.and_then(|at| Codec::v2(&at, fields.defects)),
        };
        let array = Self { shape, chunks, dtype, fill_value, order, pipeline, keys, ..Self::default() };
        array.compare_ranks(at, "chunks", defects);
        array
    }

    /// Reads the `zarr.json` of an array (Zarr 3 core, "Array metadata").
    pub(super) fn v3(at: &Cursor<'_>, defects: &mut Defects) -> Self {
        let mut fields = Fields { at: at.clone(), defects };
        let shape = fields.want("shape").and_then(|at| fields.wholes(&at));
        let (chunk_grid, chunks) = chunk_grid(&mut fields);
        let keys = v3_keys(&mut fields);
        let dimension_names = dimension_names(&mut fields);
        let transformers = fields.may_items("storage_transformers");
        let dtype = fields.want("data_type").and_then(|at| DataType::v3(&at, fields.defects));
        let fill_value = Fill::read(at, true, dtype.as_ref(), fields.defects);
        let codecs = fields.want("codecs").map(|at| codec::list(&at, fields.defects, 0)).unwrap_or_default();
        let storage_transformers = transformers.iter().map(|at| named(at).unwrap_or_default().to_owned()).collect();
        let pipeline = Pipeline::V3 { codecs };
        let array = Self {
            shape,
            chunks,
            chunk_grid,
            dtype,
            fill_value,
            order: Order::C,
            pipeline,
            keys,
            dimension_names,
            storage_transformers,
        };
        array.compare_ranks(at, "chunk_grid", defects);
        array
    }

    /// Number of axes.
    pub fn rank(&self) -> Option<usize> {
        self.shape.as_ref().map(Vec::len)
    }

    /// The grid of chunks (of shards, with sharding), where one can be made of the shapes.
    pub fn grid(&self) -> Option<Grid> {
        Grid::new(self.shape.as_ref()?, self.chunks.as_ref()?)
    }

    /// The shape of what is read at a time: the inner chunks of shards, else the chunks.
    pub fn read_shape(&self) -> Option<&[u64]> {
        match self.pipeline.sharding() {
            Some(sharding) => sharding.chunk_shape.as_deref(),
            None => self.chunks.as_deref(),
        }
    }

    /// The grid of what is read at a time.
    pub fn read_grid(&self) -> Option<Grid> {
        Grid::new(self.shape.as_ref()?, self.read_shape()?)
    }

    /// How shards are laid out, if there are any.
    pub fn shards(&self) -> Option<ShardLayout> {
        ShardLayout::new(self.chunks.as_ref()?, self.pipeline.sharding()?)
    }

    /// Bytes of a chunk that is not encoded, where elements have a size. With sharding: of a shard.
    pub fn chunk_bytes(&self) -> Option<u64> {
        self.grid()?.chunk_items()?.checked_mul(self.dtype.as_ref()?.item_size()?)
    }

    /// Bytes of what is read at a time, decoded.
    pub fn read_bytes(&self) -> Option<u64> {
        self.read_grid()?.chunk_items()?.checked_mul(self.dtype.as_ref()?.item_size()?)
    }

    /// Bytes of the whole array, decoded.
    pub fn bytes(&self) -> Option<u64> {
        super::grid::product(self.shape.as_ref()?)?.checked_mul(self.dtype.as_ref()?.item_size()?)
    }

    fn compare_ranks(&self, at: &Cursor<'_>, member: &str, defects: &mut Defects) {
        let (Some(shape), Some(chunks)) = (&self.shape, &self.chunks) else { return };
        let at = at.get(member).unwrap_or_else(|| at.clone());
        let mut fields = Fields { at: at.clone(), defects };
        if shape.len() != chunks.len() {
            let what = format!("chunks have {} axes, but the array has {}", chunks.len(), shape.len());
            fields.note(&at, DefectCode::Disagreement, what);
        }
        if chunks.contains(&0) {
            fields.note(&at, DefectCode::WrongValue, "a chunk of no elements along an axis");
        }
    }
}

fn order(fields: &mut Fields<'_, '_>) -> Order {
    let Some(at) = fields.want("order") else { return Order::Other(String::new()) };
    match at.value().as_str() {
        Some("C") => Order::C,
        Some("F") => Order::F,
        _ => {
            fields.note(&at, DefectCode::WrongValue, "order is neither \"C\" nor \"F\"");
            Order::Other(at.value().brief(40))
        }
    }
}

fn v2_keys(fields: &mut Fields<'_, '_>) -> KeyEncoding {
    let stated = fields.may("dimension_separator");
    KeyEncoding { kind: KeyKind::V2, stated: stated.is_some(), separator: separator(stated, ".", fields) }
}

fn separator(at: Option<Cursor<'_>>, otherwise: &str, fields: &mut Fields<'_, '_>) -> String {
    let Some(at) = at else { return otherwise.to_owned() };
    match at.value().as_str() {
        Some(separator @ ("." | "/")) => separator.to_owned(),
        Some(other) => {
            fields.note(&at, DefectCode::WrongValue, "the separator is neither \".\" nor \"/\"");
            other.to_owned()
        }
        None => {
            fields.wrong_type(&at, "a string");
            otherwise.to_owned()
        }
    }
}

fn chunk_grid(fields: &mut Fields<'_, '_>) -> (String, Option<Vec<u64>>) {
    let Some(at) = fields.want("chunk_grid") else { return ("regular".to_owned(), None) };
    let name = named(&at).unwrap_or_default().to_owned();
    // A registered extension, which zarr-python writes from 3.4 on: chunks of unequal sizes.
    if name == RECTILINEAR {
        return (name, None);
    }
    if name != "regular" {
        fields.note(&at, DefectCode::WrongValue, format!("chunk_grid \"{name}\" is not \"regular\", the only one of the core"));
        return (name, None);
    }
    let shape = at.get("configuration").and_then(|configuration| configuration.get("chunk_shape"));
    if shape.is_none() {
        fields.note(&at, DefectCode::Missing, "chunk_grid lacks configuration.chunk_shape");
    }
    (name, shape.and_then(|shape| fields.wholes(&shape)))
}

fn v3_keys(fields: &mut Fields<'_, '_>) -> KeyEncoding {
    let absent = KeyEncoding { kind: KeyKind::Default, separator: "/".to_owned(), stated: false };
    let Some(at) = fields.want("chunk_key_encoding") else { return absent };
    let stated = at.get("configuration").and_then(|configuration| configuration.get("separator"));
    let (kind, otherwise) = match named(&at).unwrap_or_default() {
        "default" => (KeyKind::Default, "/"),
        "v2" => (KeyKind::V2, "."),
        other => {
            let what = format!("chunk_key_encoding \"{other}\" is neither \"default\" nor \"v2\"");
            fields.note(&at, DefectCode::WrongValue, what);
            (KeyKind::Other(other.to_owned()), "/")
        }
    };
    KeyEncoding { kind, stated: stated.is_some(), separator: separator(stated, otherwise, fields) }
}

fn dimension_names(fields: &mut Fields<'_, '_>) -> Option<Vec<Option<String>>> {
    let at = fields.may("dimension_names")?;
    let items = fields.items(&at)?;
    let mut names = Vec::with_capacity(items.len());
    for item in &items {
        let name = if item.value().is_null() { None } else { fields.text(item).map(str::to_owned) };
        names.push(name);
    }
    Some(names)
}

/// The name of an extension: of its object, or the string that it is (Zarr 3.1, "Extension definition").
fn named<'a>(at: &Cursor<'a>) -> Option<&'a str> {
    at.value().as_str().or_else(|| at.value().get("name").and_then(Value::as_str))
}
