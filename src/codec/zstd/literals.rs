//! `Literals_Section` (RFC 8878 clause 3.1.1.3.1).

use super::fault::{Fault, cut};
use super::frame::BLOCK_MOST;
use super::huffman::Table;
use crate::bytes::{Endian, slice, unsigned};

/// Bytes that may be read behind the last literal, so that short runs can be copied as a whole.
pub(super) const SLACK: usize = 32;
/// Fewest literals that are cut into four streams.
const FOUR_LEAST: usize = 6;

/// Literals of a block, and the Huffman code of the last one.
#[derive(Default)]
pub(super) struct Literals {
    /// The literals and [`SLACK`] more bytes; grows to the largest need, at most that of a block.
    bytes: Vec<u8>,
    len: usize,
    table: Option<Box<Table>>,
    /// Whether the table is of this frame.
    known: bool,
}

/// A header: what follows it, and how many bytes that are.
pub(super) struct Header {
    /// `Literals_Block_Type`.
    kind: u8,
    len: usize,
    /// `Regenerated_Size`.
    pub(super) size: usize,
    /// `Compressed_Size`, or 0 for the kinds that have none.
    compressed: usize,
    streams: usize,
}

impl Literals {
    /// Forgets the code, for a new frame.
    pub(super) fn forget(&mut self) {
        self.known = false;
    }

    /// The literals.
    pub(super) fn all(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or(&[])
    }

    /// The literals and at least [`SLACK`] bytes behind them.
    pub(super) fn padded(&self) -> &[u8] {
        &self.bytes
    }

    /// Decodes the section with this header at the start of `bytes`.
    pub(super) fn decode(&mut self, header: &Header, bytes: &[u8]) -> Result<(), Fault> {
        let mut held = std::mem::take(&mut self.bytes);
        let padded = header.size.saturating_add(SLACK);
        if held.len() < padded {
            held.resize(padded, 0);
        }
        let result = self.decode_into(header, bytes, held.get_mut(..header.size).unwrap_or(&mut []));
        self.bytes = held;
        self.len = header.size;
        result
    }

    /// Decodes the section with this header at the start of `bytes` into `out`, which has its size.
    pub(super) fn decode_into(&mut self, header: &Header, bytes: &[u8], out: &mut [u8]) -> Result<(), Fault> {
        let source = slice(bytes, header.len, header.content()).ok_or_else(cut)?;
        match header.kind {
            0 => out.copy_from_slice(source),
            1 => out.fill(*source.first().ok_or_else(cut)?),
            2 => {
                self.known = false;
                let table = self.table.get_or_insert_with(|| Box::new(Table::empty()));
                let len = table.parse(source)?;
                self.known = true;
                decode_streams(table, header, source.get(len..).ok_or_else(cut)?, out)?;
            }
            _ => match &self.table {
                Some(table) if self.known => decode_streams(table, header, source, out)?,
                _ => return Err("Zstandard literals refer to a Huffman code, and none was given before".into()),
            },
        }
        Ok(())
    }
}

/// Decodes the one or four streams of compressed literals.
fn decode_streams(table: &Table, header: &Header, source: &[u8], out: &mut [u8]) -> Result<(), Fault> {
    match header.streams {
        1 => table.decode_one(source, out),
        _ if header.size < FOUR_LEAST => Err(format!("{} Zstandard literals are in four streams", header.size).into()),
        _ => table.decode_four(source, out),
    }
}

impl Header {
    /// The `Literals_Section_Header` at the start of `bytes`.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let first = *bytes.first().ok_or_else(cut)?;
        let (kind, format) = (first & 3, (first >> 2) & 3);
        let (len, shift, width): (usize, u32, u32) = match (kind, format) {
            (0 | 1, 0 | 2) => (1, 3, 5),
            (0 | 1, 1) => (2, 4, 12),
            (0 | 1, _) => (3, 4, 20),
            (_, 0 | 1) => (3, 4, 10),
            (_, 2) => (4, 4, 14),
            _ => (5, 4, 18),
        };
        let number = slice(bytes, 0, len).and_then(|bytes| unsigned(bytes, Endian::Little)).ok_or_else(cut)?;
        let field = |shift: u32| usize::try_from((number >> shift) & !(u64::MAX << width)).unwrap_or(usize::MAX);
        let compressed = if kind < 2 { 0 } else { field(shift.wrapping_add(width)) };
        let size = field(shift);
        if size > BLOCK_MOST {
            return Err(format!("a Zstandard block has {size} literals; the limit is {BLOCK_MOST}").into());
        }
        Ok(Self { kind, len, size, compressed, streams: if format == 0 { 1 } else { 4 } })
    }

    /// Bytes of the section.
    pub(super) fn section(&self) -> usize {
        self.len.saturating_add(self.content())
    }

    /// Bytes behind the header.
    fn content(&self) -> usize {
        match self.kind {
            0 => self.size,
            1 => 1,
            _ => self.compressed,
        }
    }
}
