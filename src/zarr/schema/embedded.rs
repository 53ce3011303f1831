//! The official schemas of OME-NGFF, as they are in `src/zarr/schemas`: packed by `build.rs`, unpacked when the first is used.

use crate::codec::inflate::decode_zlib_to_end;
use crate::zarr::json::Document;
use std::sync::{LazyLock, OnceLock};

/// A schema that is read when it is first used.
pub(super) struct Embedded {
    pub(super) version: &'static str,
    pub(super) name: &'static str,
    /// Where it begins and ends among all texts.
    text: (usize, usize),
    document: OnceLock<Document>,
}

include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

static TEXTS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let packed = include_bytes!(concat!(env!("OUT_DIR"), "/schemas.zlib"));
    // It was packed by the build; a test reads every schema.
    decode_zlib_to_end(packed, SIZE, SIZE).unwrap_or_default()
});

impl Embedded {
    const fn new(version: &'static str, name: &'static str, start: usize, end: usize) -> Self {
        Self { version, name, text: (start, end), document: OnceLock::new() }
    }

    pub(super) fn document(&self) -> &Document {
        self.document.get_or_init(|| {
            let (start, end) = self.text;
            Document::read(&format!("{}/{}", self.version, self.name), TEXTS.get(start..end).unwrap_or_default())
        })
    }
}

/// The schema of a version.
pub(super) fn find(version: &str, name: &str) -> Option<&'static Embedded> {
    SCHEMAS.iter().find(|schema| schema.version == version && schema.name == name)
}
