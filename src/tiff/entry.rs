//! Entries of an IFD and their values (TIFF 6.0 section 2, "IFD Entry").

use super::Header;
use crate::bytes::{Endian, len_usize, slice, unsigned};
use crate::need::{Lack, Range, Window};
use std::borrow::Cow;
use tiff::tags::Type;

/// Type of the values of an entry, as the file says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldType(pub u16);

impl FieldType {
    /// Bytes of one value; `None` for types that TIFF does not know.
    pub fn value_len(self) -> Option<u64> {
        Some(match Type::from_u16(self.0)? {
            Type::BYTE | Type::ASCII | Type::SBYTE | Type::UNDEFINED => 1,
            Type::SHORT | Type::SSHORT => 2,
            Type::LONG | Type::SLONG | Type::FLOAT | Type::IFD => 4,
            Type::RATIONAL | Type::SRATIONAL | Type::DOUBLE => 8,
            Type::LONG8 | Type::SLONG8 | Type::IFD8 => 8,
            _ => return None,
        })
    }

    pub(super) fn is_integer(self) -> bool {
        self.is_signed_integer()
            || matches!(
                Type::from_u16(self.0),
                Some(Type::BYTE | Type::SHORT | Type::LONG | Type::IFD | Type::LONG8 | Type::IFD8)
            )
    }

    fn is_signed_integer(self) -> bool {
        matches!(Type::from_u16(self.0), Some(Type::SBYTE | Type::SSHORT | Type::SLONG | Type::SLONG8))
    }
}

/// One entry of an IFD.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which property of the image.
    pub tag: u16,
    /// How its values are stored.
    pub field_type: FieldType,
    /// How many values.
    pub count: u64,
    /// Offset in the file of the entry itself.
    pub at: u64,
    /// Offset in the file of the values, which may be in the entry.
    pub values_at: u64,
    /// The values, where they are in the entry: most are, and those of a hundred thousand IFDs are not looked up again.
    inside: Option<[u8; 8]>,
}

/// Why values cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoValues {
    /// They have not arrived.
    Missing(Range),
    /// They lie past the end of the file.
    PastEnd,
    /// They are not unsigned integers.
    Type,
    /// There are more than the limit.
    TooMany,
}

impl Entry {
    /// Reads entry number `index` of the table of entries that starts at `table_at`.
    pub(super) fn parse(header: Header, table: &[u8], table_at: u64, index: u64) -> Option<Self> {
        let skip = index.checked_mul(header.entry_len())?;
        let bytes = slice(table, len_usize(skip)?, len_usize(header.entry_len())?)?;
        let at = table_at.checked_add(skip)?;
        let number = |start: usize, len: u64| unsigned(slice(bytes, start, len_usize(len)?)?, header.endian);
        let field_type = FieldType(u16::try_from(number(2, 2)?).ok()?);
        let count = number(4, header.offset_len())?;
        let field_at = header.offset_len().checked_add(4)?;
        let is_inside = field_type.value_len().is_none_or(|len| len.saturating_mul(count) <= header.offset_len());
        let field = slice(bytes, len_usize(field_at)?, len_usize(header.offset_len())?)?;
        let pointer = unsigned(field, header.endian)?;
        let values_at = if is_inside { at.checked_add(field_at)? } else { pointer };
        let inside = if is_inside { padded(field) } else { None };
        Some(Self { tag: u16::try_from(number(0, 2)?).ok()?, field_type, count, at, values_at, inside })
    }

    /// The values as unsigned integers, at most `limit` of them.
    pub(super) fn unsigned(&self, header: Header, window: &Window, limit: u64) -> Result<Vec<u64>, NoValues> {
        let width = self.field_type.value_len().filter(|_| self.field_type.is_integer()).ok_or(NoValues::Type)?;
        if self.count > limit {
            return Err(NoValues::TooMany);
        }
        let range = Range { start: self.values_at, len: width.saturating_mul(self.count) };
        let inside = self.inside.as_ref().and_then(|field| slice(field, 0, len_usize(range.len)?));
        let bytes = inside.map_or_else(|| window.get(range), |bytes| Ok(Cow::Borrowed(bytes)));
        let bytes = bytes.map_err(|lack| match lack {
            Lack::Missing(range) => NoValues::Missing(range),
            Lack::PastEnd(_) => NoValues::PastEnd,
        })?;
        let width = len_usize(width).ok_or(NoValues::TooMany)?;
        bytes.chunks_exact(width).map(|value| self.unsigned_value(value, header.endian)).collect()
    }

    /// The first value, where it is in the entry: that takes no memory.
    pub(super) fn first_inside(&self, header: Header) -> Option<u64> {
        let width = self.field_type.value_len().filter(|_| self.count > 0 && self.field_type.is_integer())?;
        self.unsigned_value(slice(self.inside.as_ref()?, 0, len_usize(width)?)?, header.endian).ok()
    }

    fn unsigned_value(&self, bytes: &[u8], endian: Endian) -> Result<u64, NoValues> {
        let sign_byte = match endian {
            Endian::Little => bytes.last(),
            Endian::Big => bytes.first(),
        };
        let negative = self.field_type.is_signed_integer() && sign_byte.is_some_and(|byte| *byte >= 0x80);
        if negative { Err(NoValues::Type) } else { unsigned(bytes, endian).ok_or(NoValues::Type) }
    }
}

/// At most eight bytes, and zeros behind them.
fn padded(field: &[u8]) -> Option<[u8; 8]> {
    let mut padded = [0; 8];
    padded.get_mut(..field.len())?.copy_from_slice(field);
    Some(padded)
}
