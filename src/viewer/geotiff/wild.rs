//! IFDs where our own reader finds none: geotiff.js parses whatever stands at an offset that it is given, and what is behind the
//! end of the file are zeros to it.

use super::source::Source;
use crate::bytes::{len_usize, slice, unsigned};
use crate::tiff::{FieldType, Header};
use crate::viewer::opening::Stopped;

/// What geotiff.js makes of the bytes at an offset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wild {
    /// An IFD without entries, and the offset of the next one.
    Empty(u64),
    /// It gives up.
    Stopped(Stopped),
    /// An IFD of entries by chance: it is not known what comes of it.
    Unknown,
}

/// Bytes of entries that are looked at: what is no IFD has an impossible field type among the first.
const MOST: u64 = 64 << 10;
/// Largest whole number that JavaScript counts to.
const SAFE: u64 = (1 << 53) - 1;
/// Longest value that is believed to be read.
const LONGEST: u64 = 1 << 31;

/// Parses the bytes at an offset (`parseFileDirectoryAt`).
///
/// `get` gives so many bytes from an offset on, with zeros behind the end of the file.
///
/// # Errors
/// Those of `get`: that bytes have not arrived.
pub fn read_wild<E>(header: Header, source: &Source, at: u64, get: impl Fn(u64, u64) -> Result<Vec<u8>, E>) -> Result<Wild, E> {
    let piece: u64 = if header.big { 4048 } else { 1024 };
    if at > SAFE {
        return Ok(Wild::Unknown);
    }
    if let Err(stopped) = source.fetch(at, piece) {
        return Ok(Wild::Stopped(stopped));
    }
    let bytes = get(at, piece)?;
    let number = |bytes: &[u8], skip: u64, len: u64| {
        slice(bytes, len_usize(skip)?, len_usize(len)?).and_then(|bytes| unsigned(bytes, header.endian))
    };
    let (count_len, entry_len) = (header.count_len(), header.entry_len());
    let Some(entries) = number(&bytes, 0, count_len) else { return Ok(Wild::Unknown) };
    let whole = entries.saturating_mul(entry_len).saturating_add(if header.big { 16 } else { 6 });
    if entries == 0 {
        return Ok(Wild::Empty(number(&bytes, count_len, header.offset_len()).unwrap_or(0)));
    }
    let long = whole > piece;
    if let Some(stopped) = long.then(|| source.fetch(at, whole).err()).flatten() {
        return Ok(Wild::Stopped(stopped));
    }
    let bytes = if long { get(at, whole.min(MOST))? } else { bytes };
    let covered = at..=at.saturating_add(if long { whole } else { piece });
    for index in 0..entries {
        let entry = count_len.saturating_add(index.saturating_mul(entry_len));
        let field = |skip: u64, len: u64| number(&bytes, entry.saturating_add(skip), len);
        let (Some(field_type), Some(count)) = (field(2, 2), field(4, header.offset_len())) else { return Ok(Wild::Unknown) };
        let Some(width) = u16::try_from(field_type).ok().and_then(|known| FieldType(known).value_len()) else {
            return Ok(Wild::Stopped(Stopped::new("RangeError", format!("Invalid field type: {field_type}"))));
        };
        let len = width.saturating_mul(count);
        if len <= header.offset_len() {
            continue;
        }
        let values = field(header.offset_len().saturating_add(4), header.offset_len());
        let Some(values) = values.filter(|_| len <= LONGEST) else { return Ok(Wild::Unknown) };
        if covered.contains(&values) && covered.contains(&values.saturating_add(len)) {
            continue;
        }
        if let Err(stopped) = source.fetch(values, len) {
            return Ok(Wild::Stopped(stopped));
        }
    }
    Ok(Wild::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytes::Endian;
    use crate::viewer::versions::Geotiff;

    /// What comes of an IFD at byte 200 of a file of 70,000 bytes.
    fn read(ifd: &[u8]) -> Wild {
        let geotiff = Geotiff { block: Some(65_536), one_block_too_many: true, zstd: false };
        let header = Header { endian: Endian::Little, big: false, first_ifd: 200 };
        let bytes = |_, len: u64| {
            let mut bytes = ifd.to_vec();
            bytes.resize(usize::try_from(len).unwrap_or(0), 0);
            Ok::<_, ()>(bytes)
        };
        read_wild(header, &Source::new(70_000, &geotiff), 200, bytes).unwrap_or(Wild::Unknown)
    }

    #[test]
    fn what_is_no_ifd_is_empty_or_has_an_impossible_type() {
        assert_eq!(read(&[]), Wild::Empty(0));
        assert_eq!(read(&[0, 0, 9, 0, 0, 0]), Wild::Empty(9));
        let stopped = Wild::Stopped(Stopped::new("RangeError", "Invalid field type: 513"));
        assert_eq!(read(&[7, 0, 1, 1, 1, 2]), stopped);
        // A whole entry, then zeros.
        assert_eq!(
            read(&[2, 0, 0, 1, 3, 0, 1, 0, 0, 0, 5, 0, 0, 0]),
            Wild::Stopped(Stopped::new("RangeError", "Invalid field type: 0"))
        );
        assert_eq!(read(&[1, 0, 0, 1, 3, 0, 1, 0, 0, 0, 5, 0, 0, 0]), Wild::Unknown);
    }
}
