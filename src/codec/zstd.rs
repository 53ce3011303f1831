//! Zstandard (RFC 8878), decoded straight into the caller's slice.
//!
//! The output is the window: matches are copied within it, so that beside it no more is held than the tables and the
//! literals of one block, at most 128 KiB. Frames and skippable frames may follow one another. Refused are frames that
//! need a dictionary, and windows of more than 128 MiB (clause 3.1.1.1.2 leaves the limit to the decoder; this is the one
//! of `zstd`), but for frames of a single segment, where the window is the output.
//!
//! All of it is safe Rust: sizes are tested per group of symbols and per sequence, and copies are made of whole 16-byte
//! blocks where there is room behind them.

mod bits;
mod block;
mod execute;
mod fault;
mod frame;
mod fse;
mod huffman;
mod literals;
mod sequences;
mod xxhash;

use super::Failure;
use super::whole::{Stop, grow};
use crate::bytes::{Endian, len64, slice, unsigned};
use block::{Block, Tables};
use execute::{Output, Reach};
use fault::{Fault, cut};
use frame::Header;

/// `Magic_Number` of a frame (clause 3.1.1).
const FRAME: u32 = 0xFD2F_B528;
/// `Magic_Number` of a skippable frame, of which the last four bits are free (clause 3.1.2).
const SKIPPABLE: u32 = 0x184D_2A50;

/// Fills `out` from the frames of `input`.
///
/// Stops as soon as `out` is full, so that what follows in the stream is not judged, but for the checksum of a frame
/// that ends exactly there.
///
/// # Errors
/// A [`Failure`] with the offset of the block (or of the header or checksum) that is wrong, and the number of bytes of
/// `out` that were decoded before. Where a checksum does not match, no byte of its frame counts as good.
pub fn decode(input: &[u8], out: &mut [u8]) -> Result<(), Failure> {
    let mut decoder = Decoder { input, read: 0, output: Output::new(out), tables: Tables::default() };
    // Ends: a frame takes at least a magic number from the input.
    while !decoder.output.is_full() {
        decoder.frame().map_err(|what| Failure::new(decoder.read, decoder.output.written(), what))?;
    }
    Ok(())
}

/// Decodes the frames of `input`, of any size up to `most` bytes, to their end. `guess` is how many bytes they may have;
/// what the frames say of their size is believed more.
///
/// # Errors
/// As [`decode`], and where there are more than `most` bytes.
pub fn decode_to_end(input: &[u8], guess: usize, most: usize) -> Result<Vec<u8>, Failure> {
    let stated = Header::parse(input).ok().and_then(|header| usize::try_from(header.content?).ok());
    grow(stated.unwrap_or(guess), most, |out| match decode(input, out) {
        Ok(()) => Ok(Stop::Full),
        Err(failure) if failure.what == ENDS => Ok(Stop::End(failure.written)),
        Err(failure) => Err(failure),
    })
}

/// What is wrong with a stream that ends well and too soon.
const ENDS: &str = "the Zstandard stream ends before the output is full";

/// A stream on its way.
struct Decoder<'a> {
    input: &'a [u8],
    /// Offset of the header, block or checksum that is being decoded.
    read: usize,
    output: Output<'a>,
    tables: Tables,
}

impl<'a> Decoder<'a> {
    /// Decodes one frame or skips it.
    fn frame(&mut self) -> Result<(), Fault> {
        let magic = match self.rest() {
            [] => return Err(ENDS.into()),
            rest => slice(rest, 0, 4).and_then(|bytes| unsigned(bytes, Endian::Little)).ok_or_else(cut)?,
        };
        match u32::try_from(magic) {
            Ok(FRAME) => self.blocks(),
            Ok(other) if other & !0xF == SKIPPABLE => self.skip(),
            _ => Err(format!("not a Zstandard frame: it begins with {magic:#010x}").into()),
        }
    }

    /// Skips a skippable frame.
    fn skip(&mut self) -> Result<(), Fault> {
        let size = slice(self.rest(), 4, 4).and_then(|bytes| unsigned(bytes, Endian::Little)).ok_or_else(cut)?;
        let size = usize::try_from(size).ok().and_then(|size| size.checked_add(8)).ok_or_else(cut)?;
        self.take(size).map(drop)
    }

    /// Decodes the blocks of a frame.
    fn blocks(&mut self) -> Result<(), Fault> {
        let header = Header::parse(self.rest())?;
        self.take(header.len)?;
        self.tables.forget();
        self.output.begin_frame();
        // Ends: a block takes at least its header from the input.
        loop {
            let block = match Block::parse(self.rest()) {
                Ok(block) if block.ends_empty() => block,
                _ if self.output.is_full() => return Ok(()),
                Ok(block) => block,
                Err(fault) => return Err(fault),
            };
            if block.decode(&mut self.tables, &mut self.output)? == Reach::Full {
                return Ok(());
            }
            self.take(block.len())?;
            if block.last {
                return self.finish(&header);
            }
        }
    }

    /// Tests the size and the checksum of the frame that has ended.
    fn finish(&mut self, header: &Header) -> Result<(), Fault> {
        let frame = self.output.frame();
        if let Some(content) = header.content
            && content != len64(frame.len())
        {
            return Err(format!("the Zstandard frame has {} bytes, but its header says {content}", frame.len()).into());
        }
        if header.checksum {
            let given = slice(self.rest(), 0, 4).and_then(|bytes| unsigned(bytes, Endian::Little)).ok_or_else(cut)?;
            if given != xxhash::xxh64(frame) & 0xFFFF_FFFF {
                self.output.forget_frame();
                return Err("the checksum of the Zstandard frame does not match".into());
            }
            self.take(4)?;
        }
        Ok(())
    }

    /// What has not been read yet.
    fn rest(&self) -> &'a [u8] {
        self.input.get(self.read..).unwrap_or(&[])
    }

    /// The next `len` bytes of the input.
    fn take(&mut self, len: usize) -> Result<&'a [u8], Fault> {
        let bytes = slice(self.input, self.read, len).ok_or_else(cut)?;
        self.read = self.read.saturating_add(len);
        Ok(bytes)
    }
}
