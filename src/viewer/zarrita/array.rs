//! What zarrita.js makes of the metadata of an array when it opens it, and where it refuses.

use super::attrs::Attrs;
use super::codecs::{self, CodecUse};
use crate::viewer::outcome::Failure;
use crate::viewer::versions::Zarrita;
use crate::zarr::Node;
use crate::zarr::json::{Cursor, Document, Value};
use crate::zarr::node::Part as NodePart;
use std::sync::Arc;

/// An array as zarrita has it.
#[derive(Clone, Debug)]
pub struct ZarritaArray {
    /// Path in the store.
    pub path: String,
    /// Attributes.
    pub attrs: Attrs,
    /// Our own reading of the metadata, to decode chunks with.
    pub node: Arc<Node>,
    /// `dtype` of zarrita: `uint8`, `v2:object`, `v2:U5`, `string`.
    pub data_type: String,
    /// `shape`
    pub shape: Vec<u64>,
    /// `chunks`: of what is read at a time. A size that is no positive whole number is 0. `None` where there are none.
    pub chunks: Option<Vec<u64>>,
    /// Shape of a shard.
    pub(crate) shard: Option<Vec<u64>>,
    /// Whether keys begin with `c`.
    pub(crate) keys_of_v3: bool,
    /// Between the numbers of a key.
    pub(crate) separator: String,
    /// The encoding of chunks (of inner ones, with shards).
    pub(crate) codecs: Vec<CodecUse>,
    /// The encoding of the index of a shard.
    pub(crate) index_codecs: Vec<CodecUse>,
    /// What a missing chunk is filled with cannot be a BigInt: `null` or `undefined`.
    pub(crate) no_big_fill: Option<String>,
}

/// What is selected of an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it: `null`
    All,
    /// From, to: `slice(from, to)`
    Slice(u64, u64),
    /// One: `7`
    At(u64),
}

type Refused<T> = Result<T, Failure>;

impl ZarritaArray {
    /// The array of a `.zarray` (`v2ToV3ArrayMetadata`, then the constructor).
    pub(crate) fn v2(zarrita: &Zarrita, path: &str, document: &Arc<Document>, attrs: Attrs) -> Refused<Self> {
        let at = object(document, "dtype")?;
        let (data_type, big) = v2_data_type(zarrita, at.get("dtype").map(|at| at.value()))?;
        let codecs = codecs::of_v2(zarrita, &at, big)?;
        let separator = at.get("dimension_separator").and_then(|at| at.value().as_str()).unwrap_or(".");
        let array = Self {
            path: path.to_owned(),
            attrs,
            node: Arc::new(Node::v2_array(path, NodePart::whole(document), None)),
            no_big_fill: v2_big_fill(zarrita, &data_type, at.get("fill_value").map(|at| at.value()))?,
            data_type,
            shape: sizes(at.get("shape")).unwrap_or_default(),
            chunks: sizes(at.get("chunks")),
            shard: None,
            keys_of_v3: false,
            separator: separator.to_owned(),
            codecs,
            index_codecs: Vec::new(),
        };
        constructor(zarrita, &array.data_type)?;
        Ok(array)
    }

    /// The array of a `zarr.json`.
    pub(crate) fn v3(zarrita: &Zarrita, path: &str, document: &Arc<Document>, attrs: Attrs) -> Refused<Self> {
        let at = object(document, "node_type")?;
        let data_type = at.get("data_type");
        let data_type = data_type.as_ref().map(Cursor::value);
        let big = data_type.and_then(Value::as_str).unwrap_or_default();
        let no_big_fill = big_fill(big, at.get("fill_value").map(|at| at.value()))?;
        let list = at.get("codecs").ok_or_else(|| undefined("find"))?;
        let sharding =
            list.items().find(|codec| codec.get("name").is_some_and(|name| name.value().as_str() == Some("sharding_indexed")));
        let sharding = sharding.and_then(|codec| codec.get("configuration"));
        let (keys_of_v3, separator) = key_encoding(zarrita, at.get("chunk_key_encoding"))?;
        let data_type = v3_data_type(zarrita, data_type)?;
        constructor(zarrita, &data_type)?;
        let grid = at.get("chunk_grid").and_then(|grid| grid.get("configuration")).and_then(|at| at.get("chunk_shape"));
        let grid = sizes(grid);
        let of = |member: &str| sharding.as_ref().and_then(|at| at.get(member)).map(|at| codecs::of_v3(&at)).unwrap_or_default();
        let (chunks, shard, codecs) = match &sharding {
            Some(sharding) => {
                let shard = grid.ok_or_else(|| undefined("map"))?;
                (sizes(sharding.get("chunk_shape")), Some(shard), of("codecs"))
            }
            None => (grid, None, codecs::of_v3(&list)),
        };
        Ok(Self {
            path: path.to_owned(),
            attrs,
            node: Arc::new(Node::v3(path, NodePart::whole(document))),
            data_type,
            shape: sizes(at.get("shape")).unwrap_or_default(),
            chunks,
            shard,
            keys_of_v3,
            separator,
            codecs,
            index_codecs: of("index_codecs"),
            no_big_fill,
        })
    }

    /// Whether all codecs are known that a chunk needs.
    ///
    /// # Errors
    /// What is said when the first chunk is decoded.
    pub fn codecs_known(&self, zarrita: &Zarrita) -> Refused<()> {
        if self.shard.is_some() {
            codecs::load(zarrita, &self.index_codecs, "uint64").map_err(|failure| failure.at(&self.path))?;
        }
        codecs::load(zarrita, &self.codecs, &self.data_type).map_err(|failure| failure.at(&self.path))
    }

    /// A selection of all of it.
    pub fn everything(&self) -> Vec<Part> {
        self.shape.iter().map(|_| Part::All).collect()
    }

    /// How many axes `transpose` gives an order to, where it is written as a list (`get_array_order`).
    pub(crate) fn order_len(&self) -> Option<usize> {
        let codecs = self.node.metadata()?.get("codecs")?;
        let inner = named(&codecs, "sharding_indexed").and_then(|codec| codec.get("configuration")?.get("codecs"));
        let transpose = named(&inner.unwrap_or(codecs), "transpose")?;
        Some(transpose.get("configuration")?.get("order")?.value().as_array()?.len())
    }

    /// Whether elements are BigInts.
    pub fn is_big(&self) -> bool {
        matches!(self.data_type.as_str(), "int64" | "uint64")
    }
}

/// A codec of a list by its name.
fn named<'a>(list: &Cursor<'a>, name: &str) -> Option<Cursor<'a>> {
    list.items().find(|codec| codec.get("name").is_some_and(|own| own.value().as_str() == Some(name)))
}

/// The root of a document, which has to have members.
fn object<'a>(document: &'a Document, member: &str) -> Refused<Cursor<'a>> {
    let at = document.cursor().ok_or_else(|| undefined(member))?;
    if at.value().is_null() { Err(type_error(format!("Cannot read properties of null (reading '{member}')"))) } else { Ok(at) }
}

fn type_error(message: impl Into<String>) -> Failure {
    Failure::new("TypeError", message)
}

fn undefined(member: &str) -> Failure {
    type_error(format!("Cannot read properties of undefined (reading '{member}')"))
}

/// An error of metadata: where it has a name, the other version of Zarr is tried after it.
fn invalid(zarrita: &Zarrita, message: String) -> Failure {
    Failure::new(if zarrita.names_errors { "InvalidMetadataError" } else { "Error" }, message)
}

/// Sizes of axes. One that is no positive whole number is 0.
fn sizes(at: Option<Cursor<'_>>) -> Option<Vec<u64>> {
    let list = at?.value().as_array()?;
    Some(list.iter().map(|size| size.as_u64().unwrap_or(0)).collect())
}

/// `coerceDtype`: the type, and whether its bytes are swapped.
fn v2_data_type(zarrita: &Zarrita, dtype: Option<&Value>) -> Refused<(String, bool)> {
    let dtype = dtype.ok_or_else(|| undefined("match"))?;
    if dtype.is_null() {
        return Err(type_error("Cannot read properties of null (reading 'match')"));
    }
    let text = dtype.as_str().ok_or_else(|| type_error("dtype.match is not a function"))?;
    if text == "|O" {
        return Ok(("v2:object".to_owned(), false));
    }
    let rest = text.strip_prefix(['<', '|', '>']).ok_or_else(|| invalid(zarrita, format!("Invalid dtype: {text}")))?;
    let name = match rest {
        "b1" => "bool",
        "i1" => "int8",
        "u1" => "uint8",
        "i2" => "int16",
        "u2" => "uint16",
        "i4" => "int32",
        "u4" => "uint32",
        "i8" => "int64",
        "u8" => "uint64",
        "f2" => "float16",
        "f4" => "float32",
        "f8" => "float64",
        _ if rest.starts_with(['S', 'U']) => return Ok((format!("v2:{rest}"), text.starts_with('>'))),
        _ => return Err(invalid(zarrita, format!("Unsupported or unknown dtype: {text}"))),
    };
    Ok((name.to_owned(), text.starts_with('>')))
}

fn v3_data_type(zarrita: &Zarrita, data_type: Option<&Value>) -> Refused<String> {
    let variable = if zarrita.names_errors { "dataType" } else { "data_type" };
    match data_type {
        None => Err(undefined("match")),
        Some(value) if value.is_null() => Err(type_error("Cannot read properties of null (reading 'match')")),
        Some(value) => {
            let text = value.as_str().ok_or_else(|| type_error(format!("{variable}.match is not a function")))?;
            Ok(text.to_owned())
        }
    }
}

/// `getCtr`: the type has to be one that there are arrays for.
fn constructor(zarrita: &Zarrita, data_type: &str) -> Refused<()> {
    const NUMBERS: [&str; 12] =
        ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64", "bool"];
    let strings = data_type == "v2:object" || is_fixed_text(data_type) || (zarrita.strings && data_type == "string");
    if strings || NUMBERS.contains(&data_type) {
        return Ok(());
    }
    let variable = if zarrita.names_errors { "dataType" } else { "data_type" };
    Err(invalid(zarrita, format!("Unknown or unsupported {variable}: {data_type}")))
}

/// `/v2:([US])(\d+)/`
fn is_fixed_text(data_type: &str) -> bool {
    let digits = data_type.strip_prefix("v2:").and_then(|rest| rest.strip_prefix(['U', 'S']));
    digits.is_some_and(|digits| digits.starts_with(|c: char| c.is_ascii_digit()))
}

/// `ensureCorrectScalar`: what a fill value of 64-bit integers must be. Some text where chunks that are missing cannot be filled.
fn big_fill(data_type: &str, fill: Option<&Value>) -> Refused<Option<String>> {
    if !matches!(data_type, "int64" | "uint64") {
        return Ok(None);
    }
    let Some(fill) = fill else { return Ok(Some("undefined".to_owned())) };
    if fill.is_null() {
        return Ok(Some("null".to_owned()));
    }
    if let Some(number) = fill.as_f64().filter(|number| number.fract() != 0.0) {
        let message = format!("The number {number} cannot be converted to a BigInt because it is not an integer");
        return Err(Failure::new("RangeError", message));
    }
    match fill.as_str() {
        Some(text) if text.trim().parse::<i128>().is_err() && !text.trim().is_empty() => {
            Err(Failure::new("SyntaxError", format!("Cannot convert {text} to a BigInt")))
        }
        _ => Ok(None),
    }
}

/// The same of Zarr 2: where fill values are left as they are, what stands in the metadata is looked at, and then filled with.
fn v2_big_fill(zarrita: &Zarrita, data_type: &str, fill: Option<&Value>) -> Refused<Option<String>> {
    let big = big_fill(data_type, fill)?;
    let number = fill.filter(|fill| fill.as_f64().is_some() && matches!(data_type, "int64" | "uint64"));
    Ok(number.filter(|_| zarrita.leaves_fill_value).map(Value::canonical).or(big))
}

/// `createChunkKeyEncoder`: whether keys begin with `c`, and the separator.
fn key_encoding(zarrita: &Zarrita, at: Option<Cursor<'_>>) -> Refused<(bool, String)> {
    let at = at.ok_or_else(|| type_error("Cannot destructure property 'name' of 'undefined' as it is undefined."))?;
    let separator = at.get("configuration").and_then(|at| at.get("separator")).and_then(|at| at.value().as_str());
    match at.get("name").and_then(|name| name.value().as_str()) {
        Some("default") => Ok((true, separator.unwrap_or("/").to_owned())),
        Some("v2") => Ok((false, separator.unwrap_or(".").to_owned())),
        name => Err(invalid(zarrita, format!("Unknown chunk key encoding: {}", name.unwrap_or("undefined")))),
    }
}
