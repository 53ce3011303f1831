//! Blocks of a frame (RFC 8878 clause 3.1.1.2).

use super::execute::{Output, Reach};
use super::fault::{Fault, cut};
use super::frame::BLOCK_MOST;
use super::literals::{self, Literals};
use super::sequences::Sequences;
use crate::bytes::{Endian, slice, unsigned};

/// What blocks of a frame hand on to one another.
#[derive(Default)]
pub(super) struct Tables {
    literals: Literals,
    sequences: Sequences,
}

/// A block.
pub(super) struct Block<'a> {
    pub(super) last: bool,
    kind: u64,
    /// `Block_Size`, in bytes: of the content of a raw or compressed block, or of what an RLE block stands for.
    size: usize,
    /// The stream from the content on.
    content: &'a [u8],
}

impl Tables {
    /// Forgets all of another frame.
    pub(super) fn forget(&mut self) {
        self.literals.forget();
        self.sequences.forget();
    }
}

impl<'a> Block<'a> {
    /// Reads the `Block_Header` at the start of `bytes`.
    pub(super) fn parse(bytes: &'a [u8]) -> Result<Self, Fault> {
        let (header, content) = bytes.split_at_checked(3).ok_or_else(cut)?;
        let header = unsigned(header, Endian::Little).ok_or_else(cut)?;
        let size = usize::try_from(header >> 3).unwrap_or(usize::MAX);
        if size > BLOCK_MOST {
            return Err(format!("a Zstandard block has {size} bytes; the limit is {BLOCK_MOST}").into());
        }
        Ok(Self { last: header & 1 != 0, kind: (header >> 1) & 3, size, content })
    }

    /// Bytes of header and content.
    pub(super) fn len(&self) -> usize {
        let content = if self.kind == 1 { 1 } else { self.size };
        content.saturating_add(3)
    }

    /// Whether this is an empty last block, as encoders write it that were told too late of the end.
    pub(super) fn ends_empty(&self) -> bool {
        self.last && self.kind < 2 && self.size == 0
    }

    /// Decodes the block behind what was written, and says whether there was room for all of it.
    pub(super) fn decode(&self, tables: &mut Tables, output: &mut Output<'_>) -> Result<Reach, Fault> {
        match self.kind {
            0 => {
                let there = self.content.get(..self.size).unwrap_or(self.content);
                let reach = output.push(there);
                if there.len() == self.size || reach == Reach::Full { Ok(reach) } else { Err(cut()) }
            }
            1 => Ok(output.repeat(*self.content.first().ok_or_else(cut)?, self.size)),
            2 => compressed(slice(self.content, 0, self.size).ok_or_else(cut)?, tables, output),
            _ => Err("a Zstandard block is of the reserved type".into()),
        }
    }
}

/// Decodes a `Compressed_Block`.
fn compressed(bytes: &[u8], tables: &mut Tables, output: &mut Output<'_>) -> Result<Reach, Fault> {
    let header = literals::Header::parse(bytes)?;
    let behind = bytes.get(header.section()..).ok_or_else(cut)?;
    if behind == [0] {
        // Literals are all there is: they need not be held first.
        if let Some(room) = output.room(header.size) {
            tables.literals.decode_into(&header, bytes, room)?;
            output.advance(header.size);
            return Ok(Reach::Room);
        }
    }
    tables.literals.decode(&header, bytes)?;
    match tables.sequences.parse(behind)? {
        Some((count, stream)) => tables.sequences.execute(count, stream, &tables.literals, output),
        None => Ok(output.push(tables.literals.all())),
    }
}
