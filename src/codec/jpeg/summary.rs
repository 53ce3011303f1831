//! What a JPEG stream says of itself before its first scan, without decoding anything.

use crate::bytes::slice;

/// The frame header of a stream, and its segments about colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FrameSummary {
    /// The second byte of its marker: 0xC0 baseline, 0xC2 progressive, 0xC3 lossless, 0xC9 arithmetic (T.81 table B.1).
    pub marker: u8,
    /// Bits of a sample.
    pub precision: u8,
    /// Pixels in x.
    pub width: u16,
    /// Pixels in y; 0 where they are told behind the first scan only.
    pub height: u16,
    /// Components.
    pub components: u8,
    /// Whether there is a JFIF segment.
    pub jfif: bool,
    /// Transform flag of an Adobe segment: 0 RGB or CMYK, 1 YCbCr, 2 YCCK.
    pub adobe: Option<u8>,
}

/// Looks for the frame header; `None` where the stream has none, or is no JPEG.
pub fn frame_of(stream: &[u8]) -> Option<FrameSummary> {
    if !stream.starts_with(&[0xff, 0xd8]) {
        return None;
    }
    let (mut at, mut jfif, mut adobe) = (2usize, false, None);
    // Ends: every turn moves on by at least two bytes, or returns.
    loop {
        let [0xff, marker] = *slice(stream, at, 2)? else { return None };
        if marker == 0xff {
            at = at.checked_add(1)?;
            continue;
        }
        let [high, low] = *slice(stream, at.checked_add(2)?, 2)? else { return None };
        let len = usize::from(u16::from_be_bytes([high, low]));
        let body = slice(stream, at.checked_add(4)?, len.checked_sub(2)?)?;
        match marker {
            0xe0 if body.starts_with(b"JFIF\0") => jfif = true,
            0xee if body.starts_with(b"Adobe") => adobe = body.get(11).copied(),
            // C4, C8 and CC are tables and extensions, not frames.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                let [precision, y_high, y_low, x_high, x_low, components] = *slice(body, 0, 6)? else { return None };
                let (width, height) = (u16::from_be_bytes([x_high, x_low]), u16::from_be_bytes([y_high, y_low]));
                return Some(FrameSummary { marker, precision, width, height, components, jfif, adobe });
            }
            0xda | 0xd9 => return None,
            _ => {}
        }
        at = at.checked_add(2)?.checked_add(len)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_frame_is_found_behind_other_segments() {
        let mut stream = vec![0xff, 0xd8, 0xff, 0xe0, 0, 7, b'J', b'F', b'I', b'F', 0];
        stream.extend([0xff, 0xee, 0, 14, b'A', b'd', b'o', b'b', b'e', 0, 0, 0, 0, 0, 0, 1]);
        stream.extend([0xff, 0xc2, 0, 11, 12, 1, 2, 0, 8, 1, 1, 0x11, 0]);
        let expected =
            FrameSummary { marker: 0xc2, precision: 12, width: 8, height: 258, components: 1, jfif: true, adobe: Some(1) };
        assert_eq!(frame_of(&stream), Some(expected));
        for len in 0..stream.len() - 5 {
            assert_eq!(frame_of(&stream[..len]), None, "{len}");
        }
    }
}
