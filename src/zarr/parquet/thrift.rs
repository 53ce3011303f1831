//! Thrift's compact protocol, as far as footers of Parquet use it.
//!
//! Every value takes at least a byte, so lists cannot claim more elements than there are bytes, and whatever is read or
//! passed over ends. What is nested deeper than [`MAX_DEPTH`] is refused.

use crate::bytes::{len_usize, len64, slice};

/// What is wrong with the bytes.
pub(super) type Read<T> = Result<T, &'static str>;

/// Structs and lists in one another.
const MAX_DEPTH: usize = 24;

/// A type of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    /// A field that is true or false; its value is in its type.
    Bool(bool),
    /// Eight bits.
    Byte,
    /// 16, 32 or 64 bits.
    Int,
    Double,
    Binary,
    List,
    Map,
    Struct,
}

/// Bytes, and how far they have been read.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    depth: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, depth: 0 }
    }

    /// The fields of a struct, one after the other. `each` says whether it has read the value; what it has not is passed over.
    pub(super) fn fields(&mut self, mut each: impl FnMut(&mut Self, i64, Type) -> Read<bool>) -> Read<()> {
        self.deeper()?;
        let mut id = 0i64;
        // Ends: every turn takes at least a byte.
        loop {
            let head = self.byte()?;
            if head == 0 {
                self.depth = self.depth.saturating_sub(1);
                return Ok(());
            }
            let kind = kind(head & 0x0f)?;
            id = match i64::from(head >> 4) {
                0 => self.zigzag()?,
                step => id.saturating_add(step),
            };
            if !each(self, id, kind)? {
                self.skip(kind)?;
            }
        }
    }

    /// The elements of a list, one after the other, each of which `each` has to read.
    pub(super) fn items(&mut self, mut each: impl FnMut(&mut Self, Type) -> Read<()>) -> Read<()> {
        self.deeper()?;
        let (kind, count) = self.list()?;
        for _ in 0..count {
            each(self, kind)?;
        }
        self.depth = self.depth.saturating_sub(1);
        Ok(())
    }

    /// A whole number.
    pub(super) fn int(&mut self) -> Read<i64> {
        self.zigzag()
    }

    /// A size or an offset.
    pub(super) fn size(&mut self) -> Read<u64> {
        u64::try_from(self.zigzag()?).map_err(|_| "a size is negative")
    }

    /// Bytes with their length before them.
    pub(super) fn binary(&mut self) -> Read<&'a [u8]> {
        let len = len_usize(self.varint()?).ok_or("a text is longer than the footer")?;
        let bytes = slice(self.bytes, self.at, len).ok_or("a text is longer than the footer")?;
        self.at = self.at.saturating_add(len);
        Ok(bytes)
    }

    /// A text.
    pub(super) fn text(&mut self) -> Read<String> {
        Ok(String::from_utf8_lossy(self.binary()?).into_owned())
    }

    fn deeper(&mut self) -> Read<()> {
        self.depth = self.depth.saturating_add(1);
        if self.depth > MAX_DEPTH { Err("values are nested too deep") } else { Ok(()) }
    }

    fn skip(&mut self, kind: Type) -> Read<()> {
        match kind {
            Type::Bool(_) => Ok(()),
            Type::Byte => self.byte().map(drop),
            Type::Int => self.varint().map(drop),
            Type::Double => self.take(8),
            Type::Binary => self.binary().map(drop),
            Type::List => self.items(Self::skip_item),
            Type::Map => self.map(),
            Type::Struct => self.fields(|_, _, _| Ok(false)),
        }
    }

    /// In lists, truth values are bytes.
    fn skip_item(&mut self, kind: Type) -> Read<()> {
        self.skip(if matches!(kind, Type::Bool(_)) { Type::Byte } else { kind })
    }

    fn map(&mut self) -> Read<()> {
        let count = self.varint()?;
        if count == 0 {
            return Ok(());
        }
        self.fits(count)?;
        let kinds = self.byte()?;
        let (key, value) = (kind(kinds >> 4)?, kind(kinds & 0x0f)?);
        self.deeper()?;
        for _ in 0..count {
            self.skip_item(key)?;
            self.skip_item(value)?;
        }
        self.depth = self.depth.saturating_sub(1);
        Ok(())
    }

    fn list(&mut self) -> Read<(Type, u64)> {
        let head = self.byte()?;
        let count = match head >> 4 {
            15 => self.varint()?,
            count => u64::from(count),
        };
        self.fits(count)?;
        // Some writers give lists without elements no type.
        Ok((if count == 0 { Type::Byte } else { kind(head & 0x0f)? }, count))
    }

    fn fits(&self, count: u64) -> Read<()> {
        let left = len64(self.bytes.len().saturating_sub(self.at));
        if count > left { Err("a list is longer than the footer") } else { Ok(()) }
    }

    fn take(&mut self, len: usize) -> Read<()> {
        slice(self.bytes, self.at, len).ok_or("it ends early")?;
        self.at = self.at.saturating_add(len);
        Ok(())
    }

    fn byte(&mut self) -> Read<u8> {
        let byte = self.bytes.get(self.at).copied().ok_or("it ends early")?;
        self.at = self.at.saturating_add(1);
        Ok(byte)
    }

    fn varint(&mut self) -> Read<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err("a number has too many bytes")
    }

    fn zigzag(&mut self) -> Read<i64> {
        let number = self.varint()?;
        let half = i64::try_from(number >> 1).unwrap_or(i64::MAX);
        Ok(if number & 1 == 0 { half } else { !half })
    }
}

fn kind(nibble: u8) -> Read<Type> {
    Ok(match nibble {
        1 => Type::Bool(true),
        2 => Type::Bool(false),
        3 => Type::Byte,
        4..=6 => Type::Int,
        7 => Type::Double,
        8 => Type::Binary,
        9 | 10 => Type::List,
        11 => Type::Map,
        12 => Type::Struct,
        _ => return Err("a value is of no known type"),
    })
}
