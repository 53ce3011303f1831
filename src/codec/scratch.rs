//! Memory that is used again.

/// Memory that is used again for each tile.
#[derive(Debug, Default)]
#[cfg_attr(not(any(feature = "core", feature = "more")), expect(dead_code, reason = "JPEG XL needs none"))]
pub struct Scratch {
    pub(super) stored: Vec<u8>,
    pub(super) input: Vec<u8>,
    pub(super) row: Vec<u8>,
}
