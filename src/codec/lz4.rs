//! LZ4 blocks, and the form that numcodecs gives them: four bytes of size, then a block.

use super::Failure;
use crate::bytes::{Endian, len_usize, unsigned};

/// Fills `out` from a block.
///
/// # Errors
/// Where the block is broken, or gives fewer or more bytes.
pub fn decode_block(block: &[u8], out: &mut [u8]) -> Result<(), Failure> {
    let size = out.len();
    match lz4_flex::block::decompress_into(block, out) {
        Ok(written) if written == size => Ok(()),
        Ok(written) => Err(Failure::new(block.len(), written, format!("the LZ4 block ends after {written} of {size} bytes"))),
        Err(error) => Err(Failure::new(0, 0, format!("the LZ4 block is broken: {error}"))),
    }
}

/// Decodes what the codec `lz4` of numcodecs wrote, at most `most` bytes.
///
/// # Errors
/// As [`decode_block`], and where more bytes are stated than `most`.
pub fn decode_numcodecs(input: &[u8], most: usize) -> Result<Vec<u8>, Failure> {
    let (size, block) =
        input.split_at_checked(4).ok_or_else(|| Failure::new(0, 0, "the LZ4 chunk is shorter than its header"))?;
    let size = unsigned(size, Endian::Little).and_then(len_usize).unwrap_or(usize::MAX);
    if size > most {
        return Err(Failure::new(0, 0, format!("the LZ4 chunk says that it has {size} bytes, and should have {most}")));
    }
    let mut out = vec![0; size];
    decode_block(block, &mut out).map_err(|failure| Failure { read: failure.read.saturating_add(4), ..failure })?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `abcabcabcabc` and literals at the end, by hand: a token of 3 literals and a match of 9 at distance 3.
    const BLOCK: &[u8] = &[0x35, b'a', b'b', b'c', 3, 0, 0x50, b'v', b'w', b'x', b'y', b'z'];

    #[test]
    fn a_block_by_hand_is_read() {
        let mut out = [0; 17];
        assert_eq!(decode_block(BLOCK, &mut out), Ok(()));
        assert_eq!(&out, b"abcabcabcabcvwxyz");
        let chunk = [&17u32.to_le_bytes()[..], BLOCK].concat();
        assert_eq!(decode_numcodecs(&chunk, 17).unwrap(), out);
    }

    #[test]
    fn broken_blocks_are_said() {
        for size in [0, 16, 18] {
            assert!(decode_block(BLOCK, &mut vec![0; size]).is_err(), "{size}");
        }
        for len in 0..BLOCK.len() {
            assert!(decode_block(&BLOCK[..len], &mut [0; 17]).is_err(), "{len}");
        }
        assert!(decode_numcodecs(&[1, 2], 10).is_err());
        assert!(decode_numcodecs(&[255, 255, 255, 255, 0], 10).is_err());
    }
}
