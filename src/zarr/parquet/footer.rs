//! Footers of Parquet files: columns, row groups, statistics, and what pandas and GeoParquet left there.

use super::arrow::{self, ArrowField};
use super::thrift::{Read, Reader, Type};
use crate::bytes::len64;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Why a footer is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FooterFault {
    /// The file has not even the eight bytes that end every Parquet file.
    Short,
    /// The file does not end with `PAR1`.
    NoMagic,
    /// The footer would be longer than the file.
    Cut,
    /// It is longer than is read.
    TooLarge,
    /// It is broken; how, in words.
    Broken(&'static str),
}

/// Footers by the keys of their files: readers run once a round, and files do not change.
pub(in crate::zarr) type Footers = RefCell<BTreeMap<String, Result<Arc<Footer>, FooterFault>>>;

/// What the footer of a file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Footer {
    /// Rows of the file.
    pub rows: u64,
    /// Columns, in order.
    pub columns: Vec<Column>,
    /// Row groups, in order.
    pub groups: Vec<RowGroup>,
    /// Key-value metadata: `pandas`, `geo` and others.
    pub metadata: Vec<(String, Vec<u8>)>,
}

/// A column, or a group of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// The number of its first leaf: chunks of a row group are in the order of leaves.
    pub leaf: usize,
    /// Its type; `None` where it is a group of columns or repeated.
    pub physical: Option<Physical>,
    /// Whether its bytes are text.
    pub text: bool,
    /// Whether its whole numbers have no sign.
    pub unsigned: bool,
    /// What the Arrow schema says of it.
    pub arrow: Option<ArrowField>,
}

/// Types of values as they are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of Parquet")]
pub enum Physical {
    Boolean,
    Int32,
    Int64,
    Int96,
    Float,
    Double,
    Bytes,
    FixedBytes,
}

/// A row group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RowGroup {
    /// Rows.
    pub rows: u64,
    /// Chunks of its columns, in the order of leaves.
    pub chunks: Vec<Chunk>,
}

/// A column of a row group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chunk {
    /// Offset of its first byte.
    pub start: u64,
    /// Bytes in the file.
    pub size: u64,
    /// The least value, as it is stored; of long ones the first bytes.
    pub min: Option<Vec<u8>>,
    /// The greatest value.
    pub max: Option<Vec<u8>>,
}

/// Row groups of a file.
const MOST_GROUPS: usize = 1 << 16;
/// Chunks of all row groups.
const MOST_CHUNKS: usize = 1 << 18;
/// Elements of the schema.
const MOST_COLUMNS: usize = 1 << 14;
/// Bytes of a value in statistics that are kept.
const MOST_VALUE: usize = 64;

impl FooterFault {
    /// What is wrong, in words.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Short => "it has fewer than eight bytes",
            Self::NoMagic => "it does not end with PAR1",
            Self::Cut => "its footer is longer than the file",
            Self::TooLarge => "its footer is larger than is read",
            Self::Broken(what) => what,
        }
    }
}

impl Footer {
    /// Reads a footer: the bytes before the length at the end of the file.
    ///
    /// # Errors
    /// Where it is broken, or larger than the limits.
    pub fn read(bytes: &[u8]) -> Result<Self, FooterFault> {
        let mut footer = Self::default();
        let mut chunks = 0usize;
        let mut elements = Vec::new();
        let done = Reader::new(bytes).fields(|at, id, kind| {
            match (id, kind) {
                (2, Type::List) => at.items(|at, _| push(&mut elements, Element::read(at)?, MOST_COLUMNS))?,
                (3, Type::Int) => footer.rows = at.size()?,
                (4, Type::List) => at.items(|at, _| {
                    let group = RowGroup::read(at)?;
                    chunks = chunks.saturating_add(group.chunks.len());
                    if chunks > MOST_CHUNKS {
                        return Err("it has more columns in more row groups than are read");
                    }
                    push(&mut footer.groups, group, MOST_GROUPS)
                })?,
                (5, Type::List) => at.items(|at, _| push(&mut footer.metadata, pair(at)?, MOST_COLUMNS))?,
                _ => return Ok(false),
            }
            Ok(true)
        });
        done.map_err(FooterFault::Broken)?;
        footer.columns = columns(&elements);
        let fields = footer.value("ARROW:schema").map(arrow::fields).unwrap_or_default();
        for column in &mut footer.columns {
            column.arrow = fields.iter().find(|field| field.name == column.name).cloned();
        }
        Ok(footer)
    }

    /// Key-value metadata.
    pub fn value(&self, key: &str) -> Option<&[u8]> {
        self.metadata.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_slice())
    }

    /// A column by its name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The chunks of a column, one in each row group.
    pub fn chunks<'a>(&'a self, column: &Column) -> impl Iterator<Item = &'a Chunk> + use<'a> {
        let leaf = column.leaf;
        self.groups.iter().filter_map(move |group| group.chunks.get(leaf))
    }

    /// The least and the greatest value of a column of numbers, where statistics tell them for all row groups.
    pub fn extremes(&self, name: &str) -> Option<(f64, f64)> {
        let column = self.column(name)?;
        let of = |chunk: &Chunk| Some((column.number(chunk.min.as_deref()?)?, column.number(chunk.max.as_deref()?)?));
        let all: Option<Vec<(f64, f64)>> = self.chunks(column).map(of).collect();
        all?.into_iter().reduce(|(min, max), (low, high)| (min.min(low), max.max(high)))
    }
}

impl Column {
    /// The type of the column in Arrow, as apache-arrow writes it.
    pub fn arrow_type(&self) -> &'static str {
        let large = self.arrow.as_ref().is_some_and(|field| field.kind == arrow::LARGE_BINARY);
        match self.physical {
            None => "Struct",
            Some(Physical::Bytes) if self.text => "Utf8",
            Some(Physical::Bytes) if large => "LargeBinary",
            Some(Physical::Bytes) => "Binary",
            Some(Physical::Boolean) => "Bool",
            Some(Physical::Int32) => "Int32",
            Some(Physical::Int64) => "Int64",
            Some(Physical::Int96) => "Timestamp<NANOSECOND>",
            Some(Physical::Float) => "Float32",
            Some(Physical::Double) => "Float64",
            Some(Physical::FixedBytes) => "FixedSizeBinary",
        }
    }

    /// A value of statistics as a number.
    pub fn number(&self, bytes: &[u8]) -> Option<f64> {
        match self.physical? {
            Physical::Int32 if self.unsigned => Some(u32::from_le_bytes(bytes.try_into().ok()?).into()),
            Physical::Int32 => Some(i32::from_le_bytes(bytes.try_into().ok()?).into()),
            // Beyond 2^53 the nearest is near enough.
            Physical::Int64 if self.unsigned => u64::from_le_bytes(bytes.try_into().ok()?).to_string().parse().ok(),
            Physical::Int64 => i64::from_le_bytes(bytes.try_into().ok()?).to_string().parse().ok(),
            Physical::Float => Some(f32::from_le_bytes(bytes.try_into().ok()?).into()),
            Physical::Double => Some(f64::from_le_bytes(bytes.try_into().ok()?)),
            _ => None,
        }
    }
}

impl RowGroup {
    /// Offset of its first byte.
    pub fn start(&self) -> u64 {
        self.chunks.iter().map(|chunk| chunk.start).min().unwrap_or(0)
    }

    /// Bytes of its columns.
    pub fn size(&self) -> u64 {
        self.chunks.iter().fold(0, |sum, chunk| sum.saturating_add(chunk.size))
    }

    fn read(at: &mut Reader<'_>) -> Read<Self> {
        let mut group = Self::default();
        at.fields(|at, id, kind| {
            match (id, kind) {
                (1, Type::List) => at.items(|at, _| push(&mut group.chunks, Chunk::read(at)?, MOST_COLUMNS))?,
                (3, Type::Int) => group.rows = at.size()?,
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        Ok(group)
    }
}

impl Chunk {
    fn read(at: &mut Reader<'_>) -> Read<Self> {
        let mut chunk = Self::default();
        at.fields(|at, id, kind| match (id, kind) {
            (3, Type::Struct) => chunk.metadata(at).map(|()| true),
            _ => Ok(false),
        })?;
        Ok(chunk)
    }

    fn metadata(&mut self, at: &mut Reader<'_>) -> Read<()> {
        let (mut data, mut dictionary) = (0, None);
        at.fields(|at, id, kind| {
            match (id, kind) {
                (7, Type::Int) => self.size = at.size()?,
                (9, Type::Int) => data = at.size()?,
                (11, Type::Int) => dictionary = Some(at.size()?),
                (12, Type::Struct) => self.statistics(at)?,
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        self.start = dictionary.unwrap_or(data);
        Ok(())
    }

    /// Newer fields come later and win.
    fn statistics(&mut self, at: &mut Reader<'_>) -> Read<()> {
        let kept = |bytes: &[u8]| Some(bytes.get(..MOST_VALUE).unwrap_or(bytes).to_vec());
        at.fields(|at, id, kind| {
            match (id, kind) {
                (1 | 5, Type::Binary) => self.max = kept(at.binary()?),
                (2 | 6, Type::Binary) => self.min = kept(at.binary()?),
                _ => return Ok(false),
            }
            Ok(true)
        })
    }
}

/// An element of the schema, which is a tree written out from the root.
#[derive(Default)]
struct Element {
    name: String,
    kind: Option<i64>,
    repeated: bool,
    children: u64,
    text: bool,
    unsigned: bool,
}

impl Element {
    fn read(at: &mut Reader<'_>) -> Read<Self> {
        let mut element = Self::default();
        at.fields(|at, id, kind| {
            match (id, kind) {
                (1, Type::Int) => element.kind = Some(at.int()?),
                (3, Type::Int) => element.repeated = at.int()? == 2,
                (4, Type::Binary) => element.name = at.text()?,
                (5, Type::Int) => element.children = at.size()?,
                (6, Type::Int) => element.converted(at.int()?),
                (10, Type::Struct) => element.logical(at)?,
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        Ok(element)
    }

    /// What a type stands for, as older files say it: UTF8 and ENUM are text, and four types have no sign.
    fn converted(&mut self, kind: i64) {
        self.text |= matches!(kind, 0 | 4);
        self.unsigned |= matches!(kind, 11..=14);
    }

    /// The same as newer files say it: STRING, ENUM, INTEGER.
    fn logical(&mut self, at: &mut Reader<'_>) -> Read<()> {
        at.fields(|at, id, kind| {
            self.text |= matches!(id, 1 | 4);
            if (id, kind) != (10, Type::Struct) {
                return Ok(false);
            }
            at.fields(|_, id, kind| {
                self.unsigned |= (id, kind) == (2, Type::Bool(false));
                Ok(false)
            })?;
            Ok(true)
        })
    }

    fn physical(&self) -> Option<Physical> {
        Some(match self.kind? {
            0 => Physical::Boolean,
            1 => Physical::Int32,
            2 => Physical::Int64,
            3 => Physical::Int96,
            4 => Physical::Float,
            5 => Physical::Double,
            6 => Physical::Bytes,
            7 => Physical::FixedBytes,
            _ => return None,
        })
    }
}

/// The columns right below the root.
fn columns(elements: &[Element]) -> Vec<Column> {
    let mut columns = Vec::new();
    let (mut leaf, mut below) = (0usize, 0u64);
    // `below` counts the elements that are still to come below the column that was met last.
    for element in elements.iter().skip(1) {
        if below == 0 {
            let simple = element.children == 0 && !element.repeated;
            let physical = element.physical().filter(|_| simple);
            let Element { name, text, unsigned, .. } = element;
            columns.push(Column { name: name.clone(), leaf, physical, text: *text, unsigned: *unsigned, arrow: None });
        } else {
            below = below.saturating_sub(1);
        }
        below = below.saturating_add(element.children);
        leaf = leaf.saturating_add(usize::from(element.children == 0));
    }
    columns
}

fn pair(at: &mut Reader<'_>) -> Read<(String, Vec<u8>)> {
    let mut pair = (String::new(), Vec::new());
    at.fields(|at, id, kind| {
        match (id, kind) {
            (1, Type::Binary) => pair.0 = at.text()?,
            (2, Type::Binary) => pair.1 = at.binary()?.to_vec(),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    Ok(pair)
}

fn push<T>(list: &mut Vec<T>, item: T, most: usize) -> Read<()> {
    if len64(list.len()) >= len64(most) {
        return Err("it has more columns or row groups than are read");
    }
    list.push(item);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_below_groups_are_counted_but_not_listed() {
        let element = |name: &str, children, kind| Element { name: name.to_owned(), children, kind, ..Element::default() };
        let elements = [
            element("schema", 3, None),
            element("a", 0, Some(1)),
            element("point", 2, None),
            element("x", 0, Some(5)),
            element("y", 0, Some(5)),
            element("b", 0, Some(2)),
        ];
        let found: Vec<_> = columns(&elements).into_iter().map(|column| (column.name, column.leaf, column.physical)).collect();
        let wanted = [("a", 0, Some(Physical::Int32)), ("point", 1, None), ("b", 3, Some(Physical::Int64))];
        assert_eq!(found, wanted.map(|(name, leaf, physical)| (name.to_owned(), leaf, physical)));
    }
}
