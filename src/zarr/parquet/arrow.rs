//! The Arrow schema that writers leave in footers (`ARROW:schema`): a flatbuffer in base64.

use crate::bytes::{Endian, slice, unsigned};

/// What the Arrow schema says of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArrowField {
    /// Name of the column.
    pub name: String,
    /// Number of its type in Arrow's schema.
    pub kind: u8,
    /// Whether values are numbers of entries of a dictionary, as categoricals of pandas are.
    pub dictionary: bool,
    /// `ARROW:extension:name`
    pub extension: Option<String>,
}

/// Binary data with offsets of 64 bits.
pub(super) const LARGE_BINARY: u8 = 19;
/// Columns of a schema, or entries of its metadata, that are read.
const MOST: u64 = 4096;

/// The columns of a schema; none where it cannot be read.
pub(super) fn fields(text: &[u8]) -> Vec<ArrowField> {
    let Some(bytes) = base64(text) else { return Vec::new() };
    // A message in a stream begins with a mark and its length; before Arrow 0.15 there was no mark.
    let start = if bytes.starts_with(&[0xff; 4]) { 8 } else { 4 };
    let Some(message) = bytes.get(start..) else { return Vec::new() };
    schema(message).unwrap_or_default()
}

fn schema(bytes: &[u8]) -> Option<Vec<ArrowField>> {
    let message = Table::root(bytes)?;
    let schema = message.table(2)?;
    Some(schema.tables(1)?.iter().filter_map(field).collect())
}

fn field(table: &Table<'_>) -> Option<ArrowField> {
    let extension = table.tables(6).unwrap_or_default().into_iter().find_map(|entry| {
        let (key, value) = (entry.text(0)?, entry.text(1)?);
        (key == "ARROW:extension:name").then_some(value)
    });
    let kind = table.byte(2).unwrap_or(0);
    Some(ArrowField { name: table.text(0)?, kind, dictionary: table.table(4).is_some(), extension })
}

/// A table of a flatbuffer: its place, and where its fields are.
#[derive(Clone, Copy)]
struct Table<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Table<'a> {
    fn root(bytes: &'a [u8]) -> Option<Self> {
        Some(Self { bytes, at: number(bytes, 0, 4)? })
    }

    /// Where a field is; `None` where it has its default.
    fn field(&self, index: usize) -> Option<usize> {
        let back = slice(self.bytes, self.at, 4)?;
        let back = i32::from_le_bytes(back.try_into().ok()?);
        let vtable = usize::try_from(i64::try_from(self.at).ok()?.checked_sub(i64::from(back))?).ok()?;
        let size = number(self.bytes, vtable, 2)?;
        let entry = index.checked_mul(2)?.checked_add(4)?;
        let offset = if entry.checked_add(2)? <= size { number(self.bytes, vtable.checked_add(entry)?, 2)? } else { 0 };
        if offset == 0 { None } else { self.at.checked_add(offset) }
    }

    fn byte(&self, index: usize) -> Option<u8> {
        self.bytes.get(self.field(index)?).copied()
    }

    fn table(&self, index: usize) -> Option<Self> {
        Some(Self { bytes: self.bytes, at: self.target(self.field(index)?)? })
    }

    fn text(&self, index: usize) -> Option<String> {
        let at = self.target(self.field(index)?)?;
        let len = number(self.bytes, at, 4)?;
        let bytes = slice(self.bytes, at.checked_add(4)?, len)?;
        Some(String::from_utf8_lossy(bytes).into_owned())
    }

    fn tables(&self, index: usize) -> Option<Vec<Self>> {
        let at = self.target(self.field(index)?)?;
        let count = unsigned(slice(self.bytes, at, 4)?, Endian::Little)?.min(MOST);
        let mut tables = Vec::new();
        let mut at = at.checked_add(4)?;
        for _ in 0..count {
            tables.push(Self { bytes: self.bytes, at: self.target(at)? });
            at = at.checked_add(4)?;
        }
        Some(tables)
    }

    /// What an offset at a place leads to.
    fn target(&self, at: usize) -> Option<usize> {
        at.checked_add(number(self.bytes, at, 4)?)
    }
}

fn number(bytes: &[u8], at: usize, len: usize) -> Option<usize> {
    usize::try_from(unsigned(slice(bytes, at, len)?, Endian::Little)?).ok()
}

/// Undoes base64.
fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut bits, mut held) = (0u32, 0u32);
    for letter in text.iter().filter(|letter| !matches!(letter, b'=' | b'\n' | b'\r')) {
        let value = match letter {
            b'A'..=b'Z' => letter.wrapping_sub(b'A'),
            b'a'..=b'z' => letter.wrapping_sub(b'a').wrapping_add(26),
            b'0'..=b'9' => letter.wrapping_sub(b'0').wrapping_add(52),
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xffff;
        held = held.saturating_add(6);
        if held >= 8 {
            held = held.saturating_sub(8);
            bytes.push(u8::try_from((bits >> held) & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_undone() {
        assert_eq!(base64(b"/////yABAAA=").unwrap(), [0xff, 0xff, 0xff, 0xff, 0x20, 1, 0, 0]);
        assert_eq!(base64(b"a b"), None);
    }

    #[test]
    fn columns_are_read_with_what_is_said_of_them() {
        let text = "/////5gAAAAQAAAACgAMAAAAAAAIAAAADAAAAAAAAAAMAAAACAAIAAAABAAIAAAABAAAAAIAAAAYAAAAPAAAAA4AEAAEAAAACAAAAAAAAAAQAAAADAAAAAUAAAAAAAAAAQAAAHgAAAAOABAABAAAAAgAAAAMAAAAEAAAAAwAAAAFAAAAFAAAAAUAAABnZW5lcwAAAAQABAAEAAAAAAAAAA==";
        let found = fields(text.as_bytes());
        let found: Vec<_> = found.iter().map(|field| (field.name.as_str(), field.kind, field.dictionary)).collect();
        assert_eq!(found, [("x", 5, false), ("genes", 5, true)]);
    }

    #[test]
    fn broken_schemas_are_no_fields() {
        for bytes in ["", "AAAA", "/////wAAAAA=", "/////wgAAAD/////AAAAAP////8=", "~"] {
            assert_eq!(fields(bytes.as_bytes()), [], "{bytes}");
        }
    }
}
