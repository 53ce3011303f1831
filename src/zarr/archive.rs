//! How a store lies in a zip archive: what readers of archives have to ask for to get at an object.

use std::collections::BTreeMap;

/// An archive around a store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Archive {
    /// Its bytes, where they are known.
    pub size: Option<u64>,
    /// Bytes of its central directory.
    pub directory: u64,
    /// Whether its end of central directory points to the records of ZIP64 for what does not fit into it.
    pub needs_zip64: bool,
    /// Bytes that compressed objects have in it, by key.
    pub packed: BTreeMap<String, u64>,
}
