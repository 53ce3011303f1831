//! Parquet, as far as the footers of files: columns, row groups, statistics, and what pandas and GeoParquet left there.
//!
//! Values are not read. Footers are bounded in bytes, row groups and columns; what is broken is said and not guessed.

mod arrow;
mod footer;
mod thrift;

pub use arrow::ArrowField;
pub(super) use footer::Footers;
pub use footer::{Chunk, Column, Footer, FooterFault, Physical, RowGroup};

use super::store::{Found, Look};
use crate::bytes::{Endian, unsigned};
use std::sync::Arc;

/// A Parquet file.
#[derive(Clone, Debug)]
pub struct ParquetFile {
    /// Its key in the store.
    pub key: String,
    /// Bytes of it.
    pub size: u64,
    /// Its footer, or what is wrong with it.
    pub footer: Result<Arc<Footer>, FooterFault>,
    /// Bytes of the footer, with the eight behind it.
    pub footer_size: u64,
}

/// Bytes of a footer that are read.
const MOST_BYTES: u64 = 16 << 20;
/// Length of the footer, and `PAR1`.
const TAIL: u64 = 8;

/// The file at a key. Asks for its size, its last eight bytes, and its footer.
pub fn parquet_file(look: &mut Look<'_>, key: &str) -> Found<ParquetFile> {
    let size = match look.size(key) {
        Found::Here(size) => size,
        Found::Absent => return Found::Absent,
        Found::Unknown => return Found::Unknown,
    };
    let file = |footer_size, footer| Found::Here(ParquetFile { key: key.to_owned(), size, footer, footer_size });
    if size < TAIL {
        return file(0, Err(FooterFault::Short));
    }
    let tail = match look.part(key, size.saturating_sub(TAIL), TAIL) {
        Found::Here(tail) => tail,
        Found::Absent => return Found::Absent,
        Found::Unknown => return Found::Unknown,
    };
    let len = match tail.split_at_checked(4) {
        Some((len, b"PAR1")) => unsigned(len, Endian::Little).unwrap_or(0),
        _ => return file(0, Err(FooterFault::NoMagic)),
    };
    let whole = len.saturating_add(TAIL);
    if whole > size {
        return file(whole, Err(FooterFault::Cut));
    }
    if len > MOST_BYTES {
        return file(whole, Err(FooterFault::TooLarge));
    }
    if let Some(kept) = look.store().footers.borrow().get(key) {
        return file(whole, kept.clone());
    }
    match look.part(key, size.saturating_sub(whole), len) {
        Found::Here(bytes) => {
            let footer = Footer::read(&bytes).map(Arc::new);
            look.store().footers.borrow_mut().insert(key.to_owned(), footer.clone());
            file(whole, footer)
        }
        Found::Absent => Found::Absent,
        Found::Unknown => Found::Unknown,
    }
}

#[cfg(any(test, feature = "testing"))]
pub mod testing;
#[cfg(test)]
mod tests;
