//! The first bytes: byte order, classic or BigTIFF, and where the first IFD is.

use crate::bytes::{Endian, len64, slice, unsigned};
use crate::error::Error;
use crate::need::{Lack, Range, Window};

/// The image file header (TIFF 6.0 section 2; BigTIFF: 8-byte offsets and version 43).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    /// Byte order of every number in the file.
    pub endian: Endian,
    /// Whether offsets have 8 bytes.
    pub big: bool,
    /// Offset of the first IFD.
    pub first_ifd: u64,
}

impl Header {
    /// Reads the header. `Ok(Err(range))` asks for more bytes; an error says what the file is instead.
    pub fn read(window: &Window) -> Result<Result<Self, Range>, Error> {
        let start = match window.get(Range { start: 0, len: 8 }) {
            Ok(bytes) => bytes,
            Err(Lack::PastEnd(end)) => return Err(too_short(window, end)),
            Err(Lack::Missing(range)) => return Ok(Err(range)),
        };
        let Some(endian) = byte_order(&start) else {
            return Err(not_tiff(&start));
        };
        let number = |bytes: &[u8], at, len| slice(bytes, at, len).and_then(|field| unsigned(field, endian));
        match number(&start, 2, 2) {
            Some(42) => {
                let first_ifd = number(&start, 4, 4).unwrap_or(0);
                Ok(Ok(Self { endian, big: false, first_ifd }))
            }
            Some(43) => Self::read_big(window, endian),
            version => Err(Error::format(
                "not-tiff",
                2,
                format!("TIFF version {} at byte 2 (42 is TIFF, 43 is BigTIFF)", version.unwrap_or(0)),
            )),
        }
    }

    fn read_big(window: &Window, endian: Endian) -> Result<Result<Self, Range>, Error> {
        let start = match window.get(Range { start: 0, len: 16 }) {
            Ok(bytes) => bytes,
            Err(Lack::PastEnd(end)) => return Err(too_short(window, end)),
            Err(Lack::Missing(range)) => return Ok(Err(range)),
        };
        let number = |at, len| slice(&start, at, len).and_then(|field| unsigned(field, endian)).unwrap_or(0);
        if number(4, 2) != 8 || number(6, 2) != 0 {
            let what = format!("BigTIFF header says offsets of {} bytes at byte 4 (only 8 exist)", number(4, 2));
            return Err(Error::format("not-tiff", 4, what));
        }
        Ok(Ok(Self { endian, big: true, first_ifd: number(8, 8) }))
    }

    /// Where the header keeps the offset of the first IFD.
    pub fn first_pointer_at(self) -> u64 {
        if self.big { 8 } else { 4 }
    }

    /// Bytes of the number of entries that an IFD starts with.
    pub fn count_len(self) -> u64 {
        if self.big { 8 } else { 2 }
    }

    /// Bytes of one entry of an IFD.
    pub fn entry_len(self) -> u64 {
        if self.big { 20 } else { 12 }
    }

    /// Bytes of an offset, and so of the values that stand in the entry itself.
    pub fn offset_len(self) -> u64 {
        if self.big { 8 } else { 4 }
    }

    /// Bytes of an IFD with this many entries, next-IFD pointer included.
    pub fn ifd_len(self, entries: u64) -> u64 {
        let table = entries.saturating_mul(self.entry_len());
        self.count_len().saturating_add(table).saturating_add(self.offset_len())
    }
}

fn byte_order(start: &[u8]) -> Option<Endian> {
    match slice(start, 0, 2)? {
        b"II" => Some(Endian::Little),
        b"MM" => Some(Endian::Big),
        _ => None,
    }
}

fn too_short(window: &Window, end: u64) -> Error {
    let start = window.get(Range { start: 0, len: end.min(8) });
    let what = match start {
        Ok(start) if end >= 2 && byte_order(&start).is_none() => return not_tiff(&start),
        _ if end == 0 => "the file is empty".to_owned(),
        _ => format!("the file ends after {end} bytes, inside the TIFF header"),
    };
    Error::format("not-tiff", end, what)
}

/// Formats that people drop instead, with their first bytes.
const OTHERS: &[(&[u8], &str)] = &[
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"\x1f\x8b", "gzip-compressed; unpack it first"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x89HDF", "an HDF5 file (.h5ad, .ims)"),
    (b"BZh", "bzip2-compressed; unpack it first"),
    (b"\xfd7zXZ", "xz-compressed; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed; unpack it first"),
    (b"GIF8", "a GIF image"),
    (b"%PDF", "a PDF document"),
    (b"ZISRAWFI", "a Zeiss CZI file; convert it with bioformats2raw and raw2ometiff"),
    (b"\x70\x00\x00\x00", "perhaps a Leica LIF file; convert it with bioformats2raw and raw2ometiff"),
    (b"\xda\xce\xbe\x0a", "a Nikon ND2 file; convert it with bioformats2raw and raw2ometiff"),
    (b"version ", "a Git LFS pointer; run `git lfs pull` to get the image itself"),
    (b"<?xml", "an XML document"),
    (b"<OME", "OME-XML without the image"),
];

fn not_tiff(start: &[u8]) -> Error {
    let shown: Vec<String> = start.iter().map(|byte| format!("{byte:02x}")).collect();
    let html = start.first() == Some(&b'<') && start.get(1).is_some_and(|byte| *byte == b'!' || byte.is_ascii_alphabetic());
    let known = OTHERS.iter().find(|(magic, _)| start.starts_with(magic)).map(|(_, name)| *name);
    let guess = known.or(html.then_some("a web page")).map_or(String::new(), |name| format!(": it looks like {name}"));
    let what = format!(
        "not a TIFF: the first {} bytes are {}, a TIFF starts with 49 49 (II) or 4d 4d (MM){guess}",
        len64(start.len()),
        shown.join(" "),
    );
    Error::format("not-tiff", 0, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Result<Header, Range>, Error> {
        let mut window = Window::new(Some(len64(bytes.len())));
        window.supply(0, bytes);
        Header::read(&window)
    }

    #[test]
    fn classic_and_big_headers_are_read_in_both_orders() {
        let header = |endian, big, first_ifd| Ok(Ok(Header { endian, big, first_ifd }));
        assert_eq!(read(b"II\x2a\x00\x08\x00\x00\x00"), header(Endian::Little, false, 8));
        assert_eq!(read(b"MM\x00\x2a\x00\x00\x01\x00"), header(Endian::Big, false, 256));
        assert_eq!(read(b"II\x2b\x00\x08\x00\x00\x00\x10\x00\x00\x00\x00\x00\x00\x00"), header(Endian::Little, true, 16));
        assert_eq!(read(b"MM\x00\x2b\x00\x08\x00\x00\x00\x00\x00\x00\x00\x00\x00\x10"), header(Endian::Big, true, 16));
    }

    #[test]
    fn what_is_not_a_tiff_is_named() {
        for (start, words) in [
            (&b"\x89PNG\r\n\x1a\n"[..], "a PNG image"),
            (b"<!DOCTYPE html>", "a web page"),
            (b"<OME xmlns=", "OME-XML without the image"),
            (b"PK\x03\x04....", "a zip archive"),
            (b"\x1f\x8b\x08\0\0\0\0\0", "unpack it first"),
            (b"", "the file is empty"),
            (b"II\x2a", "ends after 3 bytes, inside the TIFF header"),
            (b"II\x2b\x00\x08\x00\x00\x00\x10", "ends after 9 bytes, inside the TIFF header"),
            (b"\x89PNG", "a PNG image"),
            (b"II\x2c\x00\x08\x00\x00\x00", "TIFF version 44"),
            (b"II\x2b\x00\x04\x00\x00\x00\x10\0\0\0\0\0\0\0", "offsets of 4 bytes"),
        ] {
            let error = read(start).unwrap_err();
            assert_eq!(error.code, "not-tiff");
            assert!(error.what.contains(words), "{}: {words}", error.what);
        }
    }
}
