//! Ranges of a file as geotiff.js gets them over HTTP, in blocks: what it makes of one that ends where a block does, or where
//! the file ends.

use crate::viewer::opening::Stopped;
use crate::viewer::versions::Geotiff;

/// Largest range that JavaScript has an `ArrayBuffer` for.
const LARGEST: u64 = 1 << 33;

/// A file over HTTP.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    size: u64,
    block: Option<u64>,
    too_many: bool,
}

impl Source {
    /// The source of a file of a size.
    pub fn new(size: u64, geotiff: &Geotiff) -> Self {
        Self { size, block: geotiff.block.filter(|block| *block > 0), too_many: geotiff.one_block_too_many }
    }

    /// Gets a range (`BlockedSource.fetch`). What is behind the end of the file comes as zeros.
    ///
    /// # Errors
    /// In the words of geotiff.js, where it cannot put the range together.
    pub fn fetch(&self, at: u64, len: u64) -> Result<(), Stopped> {
        let Some(block) = self.block else { return Ok(()) };
        let top = at.saturating_add(len).min(self.size);
        if len > LARGEST {
            return Err(Stopped::new("RangeError", "Array buffer allocation failed"));
        }
        let (low, high) = (at.checked_div(block).unwrap_or(0), top.checked_div(block).unwrap_or(0));
        // All of it is in a block behind the last one: nothing is copied.
        if low > high {
            return Ok(());
        }
        // The block behind the range is looked up, and was never asked for.
        if self.too_many && top.is_multiple_of(block) {
            return Err(Stopped::undefined("offset"));
        }
        if at > top {
            return Err(Stopped::new("RangeError", format!("Invalid typed array length: -{}", at.saturating_sub(top))));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(at: u64, len: u64, size: u64) -> String {
        let geotiff = Geotiff { block: Some(65_536), one_block_too_many: true, zstd: false };
        Source::new(size, &geotiff).fetch(at, len).err().map_or_else(String::new, |stopped| stopped.says())
    }

    #[test]
    fn ranges_fail_where_they_end_with_a_block_or_begin_behind_the_file() {
        const OFFSET: &str = "TypeError: Cannot read properties of undefined (reading 'offset')";
        for (at, len, size, expected) in [
            (0, 1024, 200_000, ""),
            (64_512, 1024, 200_000, OFFSET),
            (64_513, 1024, 200_000, ""),
            (0, 0, 200_000, OFFSET),
            (70_000, 0, 200_000, ""),
            (130_500, 1024, 131_072, OFFSET),
            (100, 1024, 65_536, ""),
            (65_000, 1024, 65_536, OFFSET),
            (199_900, 1024, 200_000, ""),
            (200_010, 1024, 200_000, "RangeError: Invalid typed array length: -10"),
            (900_000, 1024, 200_000, ""),
        ] {
            assert_eq!(said(at, len, size), expected, "{at} {len} {size}");
        }
    }
}
