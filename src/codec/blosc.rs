//! The container of Blosc 1: a header, where the blocks begin, and blocks of one or several compressed streams.
//!
//! Decoded are the compressors blosclz, lz4 (lz4hc too), zlib and zstd, with bytes or bits shuffled or not. Snappy and
//! the containers of Blosc 2 are refused by name.

mod blosclz;

use super::shuffle::{unshuffle_bits, unshuffle_bytes};
use super::{Failure, inflate, lz4, zstd};
use crate::bytes::{Endian, len_usize, slice, unsigned};

/// What the header says (16 bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Version of the format; 2 is that of Blosc 1.
    pub version: u8,
    /// The compressor inside.
    pub compressor: Compressor,
    /// Bytes of an element, for shuffling.
    pub typesize: usize,
    /// Bytes decoded.
    pub nbytes: usize,
    /// Bytes of a block.
    pub blocksize: usize,
    /// Bytes encoded, with the header.
    pub cbytes: usize,
    flags: u8,
}

/// What is inside the blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compressor {
    /// blosclz
    Blosclz,
    /// lz4 and lz4hc
    Lz4,
    /// snappy
    Snappy,
    /// zlib
    Zlib,
    /// zstd
    Zstd,
    /// One that does not exist.
    Unknown(u8),
}

/// Bytes of the header.
pub const HEADER: usize = 16;
/// Streams of a block at most: as many as an element has bytes.
const MAX_SPLITS: usize = 16;
/// Blocks of fewer elements are not split.
const MIN_BUFFERSIZE: usize = 128;

impl Header {
    /// Reads the header of a chunk.
    ///
    /// # Errors
    /// Where the chunk is shorter than that.
    pub fn read(input: &[u8]) -> Result<Self, Failure> {
        let number = |at| slice(input, at, 4).and_then(|bytes| unsigned(bytes, Endian::Little)).and_then(len_usize);
        let (Some(&[version, _, flags, typesize]), Some(nbytes), Some(blocksize), Some(cbytes)) =
            (input.first_chunk::<4>(), number(4), number(8), number(12))
        else {
            return Err(Failure::new(0, 0, format!("the Blosc chunk has {} bytes, fewer than its header", input.len())));
        };
        let compressor = match flags >> 5 {
            0 => Compressor::Blosclz,
            1 => Compressor::Lz4,
            2 => Compressor::Snappy,
            3 => Compressor::Zlib,
            4 => Compressor::Zstd,
            other => Compressor::Unknown(other),
        };
        Ok(Self { version, compressor, typesize: usize::from(typesize), nbytes, blocksize, cbytes, flags })
    }

    fn bytes_shuffled(self) -> bool {
        self.flags & 1 != 0
    }

    fn is_copy(self) -> bool {
        self.flags & 2 != 0
    }

    fn bits_shuffled(self) -> bool {
        self.flags & 4 != 0
    }

    fn check(self, input: &[u8], most: usize) -> Result<(), String> {
        // Both kinds of shuffling at once mark the longer header of Blosc 2.
        if self.version > 2 || (self.bytes_shuffled() && self.bits_shuffled()) {
            return Err(format!("this is no container of Blosc 1 (version {}); Blosc 2 is not read", self.version));
        }
        if self.version == 0 {
            return Err("not a Blosc chunk: version 0 does not exist".to_owned());
        }
        if self.nbytes > most {
            return Err(format!("the Blosc chunk says that it has {} bytes, and should have {most}", self.nbytes));
        }
        if self.cbytes > input.len() {
            return Err(format!("the Blosc chunk is cut short: {} of {} bytes are there", input.len(), self.cbytes));
        }
        if self.blocksize == 0 && self.nbytes > 0 && !self.is_copy() {
            return Err("the Blosc chunk has blocks of no bytes".to_owned());
        }
        Ok(())
    }
}

/// Decodes a chunk of at most `most` bytes. How many there are is in its header.
///
/// # Errors
/// Where the chunk is broken or cut, with the offset in it, or is of a sort that is not decoded.
pub fn decode(input: &[u8], most: usize) -> Result<Vec<u8>, Failure> {
    let header = Header::read(input)?;
    header.check(input, most).map_err(|what| Failure::new(0, 0, what))?;
    if header.is_copy() {
        let bytes = slice(input, HEADER, header.nbytes);
        let here = input.len().saturating_sub(HEADER);
        return bytes
            .map(<[u8]>::to_vec)
            .ok_or_else(|| Failure::new(HEADER, 0, format!("the Blosc chunk ends after {here} of {} bytes", header.nbytes)));
    }
    let mut out = vec![0; header.nbytes];
    let mut scratch = vec![0; header.blocksize.min(header.nbytes)];
    let mut written = 0usize;
    for (index, block) in out.chunks_mut(header.blocksize.max(1)).enumerate() {
        let len = block.len();
        let failure = |failure: Failure| Failure {
            written,
            what: format!("block {index} of the Blosc chunk: {}", failure.what).into(),
            ..failure
        };
        Block { header, input, index }.decode(block, &mut scratch).map_err(failure)?;
        written = written.saturating_add(len);
    }
    Ok(out)
}

struct Block<'a> {
    header: Header,
    input: &'a [u8],
    index: usize,
}

impl Block<'_> {
    /// Decodes the block into `out`, through `scratch` where it is shuffled.
    fn decode(&self, out: &mut [u8], scratch: &mut [u8]) -> Result<(), Failure> {
        let typesize = self.header.typesize;
        let bytes = self.header.bytes_shuffled() && typesize > 1;
        let bits = self.header.bits_shuffled() && out.len() >= typesize;
        if !bytes && !bits {
            return self.streams(out);
        }
        let len = out.len();
        let Some(scratch) = scratch.get_mut(..len) else { return Err(Failure::new(0, 0, "blocks of different sizes")) };
        self.streams(scratch)?;
        if bytes {
            unshuffle_bytes(scratch, out, typesize)
        } else {
            unshuffle_bits(scratch, out, typesize)
        }
        Ok(())
    }

    /// Decodes the streams of the block: one, or one for each byte of an element.
    fn streams(&self, out: &mut [u8]) -> Result<(), Failure> {
        let mut at = self.start()?;
        let part = out.len().checked_div(self.splits(out.len())).unwrap_or(0).max(1);
        for stream in out.chunks_mut(part) {
            let cut = || Failure::new(at, 0, "the chunk ends inside of it");
            let len = self.number(at).ok_or_else(cut)?;
            let from = at.saturating_add(4);
            let bytes = slice(self.input, from, len).ok_or_else(cut)?;
            let place = |failure: Failure| Failure { read: failure.read.saturating_add(from), ..failure };
            if len == stream.len() {
                stream.copy_from_slice(bytes);
            } else {
                self.stream(bytes, stream).map_err(place)?;
            }
            at = from.saturating_add(len);
        }
        Ok(())
    }

    /// Where the block begins: offsets stand behind the header.
    fn start(&self) -> Result<usize, Failure> {
        let at = self.index.saturating_mul(4).saturating_add(HEADER);
        let start = self.number(at);
        start.filter(|start| *start >= HEADER).ok_or_else(|| Failure::new(at, 0, "its place in the chunk is not there"))
    }

    fn number(&self, at: usize) -> Option<usize> {
        slice(self.input, at, 4).and_then(|bytes| unsigned(bytes, Endian::Little)).and_then(len_usize)
    }

    /// How many streams there are; a last block that is shorter has one.
    fn splits(&self, len: usize) -> usize {
        let Header { typesize, blocksize, flags, .. } = self.header;
        let may = flags & 0x10 == 0 && typesize <= MAX_SPLITS && len == blocksize;
        let large = blocksize.checked_div(typesize).is_some_and(|elements| elements >= MIN_BUFFERSIZE);
        if may && large { typesize.max(1) } else { 1 }
    }

    fn stream(&self, input: &[u8], out: &mut [u8]) -> Result<(), Failure> {
        match self.header.compressor {
            Compressor::Blosclz => blosclz::decode(input, out),
            Compressor::Lz4 => lz4::decode_block(input, out),
            Compressor::Zlib => inflate::decode_zlib(input, out),
            Compressor::Zstd => zstd::decode(input, out),
            Compressor::Snappy => Err(Failure::new(0, 0, "it is compressed with snappy, which is not decoded")),
            Compressor::Unknown(code) => Err(Failure::new(0, 0, format!("it has the compressor {code}, which does not exist"))),
        }
    }
}

#[cfg(test)]
mod tests;
