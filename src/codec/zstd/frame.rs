//! `Frame_Header` (RFC 8878 clause 3.1.1.1).

use super::fault::{Fault, cut};
use crate::bytes::{Endian, slice, unsigned};

/// Largest window, in bytes: `windowLog` 27.
const WINDOW_MOST: u64 = 1 << 27;
/// `Block_Maximum_Size`, whatever the window: most bytes of the content of a block, compressed or not.
pub(super) const BLOCK_MOST: usize = 128 << 10;

/// What a frame says of itself.
pub(super) struct Header {
    /// Bytes from the magic number to the first block.
    pub(super) len: usize,
    /// `Frame_Content_Size`, in bytes.
    pub(super) content: Option<u64>,
    /// Whether a `Content_Checksum` follows the last block.
    pub(super) checksum: bool,
}

impl Header {
    /// The header of the frame that begins at `bytes`.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, Fault> {
        let mut fields = Fields { bytes, at: 4 };
        let descriptor = fields.number(1)?;
        let single_segment = descriptor & 0x20 != 0;
        if descriptor & 0x08 != 0 {
            return Err("the Zstandard frame header has its reserved bit set".into());
        }
        if !single_segment {
            let window = window_size(fields.number(1)?);
            if window > WINDOW_MOST {
                return Err(format!("the Zstandard window has {window} bytes; the limit is {WINDOW_MOST}").into());
            }
        }
        let dictionary = fields.number(match descriptor & 3 {
            0 => 0,
            1 => 1,
            2 => 2,
            _ => 4,
        })?;
        if dictionary != 0 {
            return Err(format!("the Zstandard frame needs dictionary {dictionary}; dictionaries are not supported").into());
        }
        let content = match (descriptor >> 6, single_segment) {
            (0, false) => None,
            (0, true) => Some(fields.number(1)?),
            (1, _) => Some(fields.number(2)?.saturating_add(256)),
            (2, _) => Some(fields.number(4)?),
            _ => Some(fields.number(8)?),
        };
        Ok(Self { len: fields.at, content, checksum: descriptor & 0x04 != 0 })
    }
}

/// `Window_Descriptor` to `Window_Size`, in bytes (clause 3.1.1.1.2).
fn window_size(descriptor: u64) -> u64 {
    let base = 1u64.checked_shl(u32::try_from(descriptor >> 3).map_or(0, |exponent| exponent.saturating_add(10))).unwrap_or(0);
    base.saturating_add((base >> 3).saturating_mul(descriptor & 7))
}

/// The fields of a header, one after the other.
struct Fields<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Fields<'_> {
    /// The next field, of `len` bytes.
    fn number(&mut self, len: usize) -> Result<u64, Fault> {
        if len == 0 {
            return Ok(0);
        }
        let field = slice(self.bytes, self.at, len).and_then(|bytes| unsigned(bytes, Endian::Little)).ok_or_else(cut)?;
        self.at = self.at.saturating_add(len);
        Ok(field)
    }
}
