//! What the decoders of geotiff.js, and the one of Viv for LZW, make of a stored tile that is not as it should be.

use crate::codec::jpeg::FrameSummary;
use crate::codec::{Failure, inflate};
use crate::viewer::outcome;

/// What comes of a tile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gives {
    /// So many bytes.
    Bytes(u64),
    /// An error: what the console shows.
    Error(outcome::Failure),
    /// The end of a Deflate stream comes too early: versions of pako differ in what they do then.
    Cut,
    /// Nothing, for ever.
    Hangs,
    /// An error, in words that are not known.
    Fails,
    /// It is not known.
    Unknown,
}

fn error(name: &'static str, message: impl Into<String>) -> Gives {
    Gives::Error(outcome::Failure::new(name, message))
}

/// Decoded bytes of a tile beyond which its end is not looked for.
const MOST: usize = 64 << 20;

/// What pako makes of a zlib stream that our own decoder takes for broken. It throws texts, not errors.
pub fn deflate(bytes: &[u8], expected: usize) -> Gives {
    let Some([first, second]) = bytes.first_chunk() else { return Gives::Cut };
    let header = u16::from_be_bytes([*first, *second]);
    if !header.is_multiple_of(31) {
        return error("string", "incorrect header check");
    }
    if header & 0x0f00 != 0x0800 {
        return error("string", "unknown compression method");
    }
    match inflate::decode_zlib_to_end(bytes, expected, MOST) {
        Ok(out) => Gives::Bytes(crate::bytes::len64(out.len())),
        Err(Failure { what, .. }) => match what.as_ref() {
            what if what.starts_with("wrong checksum") => error("string", "incorrect data check"),
            "stream ends too early" | "the zlib stream ends before its checksum" => Gives::Cut,
            "block of the reserved type 3" => error("string", "invalid block type"),
            what if what.starts_with("stored block") => error("string", "invalid stored block lengths"),
            what if what.contains("286 literal/length") => error("string", "too many length or distance symbols"),
            what if what.contains("code for its end") => error("string", "invalid code -- missing end-of-block"),
            what if what.starts_with("code lengths in a code") => error("string", "invalid code lengths set"),
            what if what.contains("code length that repeats") || what.contains("more code lengths") => {
                error("string", "invalid bit length repeat")
            }
            what if what.ends_with("literal/length code") && what.starts_with("bits") => {
                error("string", "invalid literal/length code")
            }
            what if what.ends_with("literal/length code") => error("string", "invalid literal/lengths set"),
            what if what.ends_with("distance code") && what.starts_with("bits") => error("string", "invalid distance code"),
            what if what.ends_with("distance code") => error("string", "invalid distances set"),
            what if what.starts_with("match ") => error("string", "invalid distance too far back"),
            _ => Gives::Fails,
        },
    }
}

/// What Viv's decoder makes of an LZW stream that our own takes for broken: `what` it is. Where the stream ends too early it waits for ever.
pub fn lzw(what: &str) -> Gives {
    if what.contains("ends early") { Gives::Hangs } else { error("Error", "Failed to decode with LZW decoder.") }
}

/// What the JPEG decoder makes of a stream by its frame: it knows baseline and progressive ones of 8 bits, and gives what the frame
/// has, whatever the size of the tile.
pub fn jpeg(frame: &FrameSummary) -> Gives {
    match frame {
        FrameSummary { marker: 0xc0..=0xc2, precision: 8, width, height, components, .. } if *height > 0 => {
            let pixels = u64::from(*width).saturating_mul((*height).into());
            Gives::Bytes(pixels.saturating_mul((*components).into()))
        }
        FrameSummary { marker: 0xc3 | 0xc5..=0xcf, .. } => error("Error", format!("unknown JPEG marker ff{:x}", frame.marker)),
        _ => Gives::Unknown,
    }
}

/// What comes of a JPEG stream that is broken.
pub fn broken_jpeg(what: &str) -> Gives {
    if what.contains("ends early") { error("Error", "marker was not found") } else { Gives::Fails }
}

/// What comes of a PackBits stream that is read past its end.
pub fn packbits() -> Gives {
    error("RangeError", "Offset is outside the bounds of the DataView")
}

/// What comes of a LERC blob of a version that is newer than the decoder.
pub fn lerc(version: u32) -> Gives {
    error("string", format!("unsupported lerc version 2.{version}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_zlib_says_is_said() {
        let sound = [0x78, 0x9c, 0x4b, 0x4c, 0x4a, 0x06, 0x00, 0x02, 0x4d, 0x01, 0x27];
        let said = |bytes: &[u8]| deflate(bytes, 3);
        assert_eq!(said(&sound), Gives::Bytes(3));
        assert_eq!(said(&sound[..6]), Gives::Cut);
        let mut other = sound;
        other[10] ^= 1;
        assert_eq!(said(&other), error("string", "incorrect data check"));
        other[0] = 1;
        assert_eq!(said(&other), error("string", "incorrect header check"));
        assert_eq!(said(&[0x78, 0x9c, 0x07]), error("string", "invalid block type"));
    }
}
