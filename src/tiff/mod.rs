//! TIFF structure as facts: header, chain of IFDs, entries, layout. Nothing here judges, and nothing asks:
//! where bytes are missing, functions say which.

mod chain;
mod defect;
mod entry;
mod facts;
mod header;
mod ifd;
mod names;
mod numbers;
mod storage;
mod survey;

pub use chain::{Chain, End};
pub use defect::{Defect, DefectCode, Defects};
pub use entry::{Entry, FieldType};
pub use facts::{Place, Reading};
pub use header::Header;
pub use ifd::{Ifd, Layout, read_ifd};
pub use names::{Named, compression, photometric, predictor};
pub use numbers::NumberOf;
pub use storage::{NumberTable, Storage, read_description, read_storage};
pub use survey::{External, Kind, Kinds, Survey, read_survey};

/// How much of a broken or hostile file is looked at. Every limit that is met is said.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// IFDs in the main chain, and IFDs of the whole file.
    pub ifds: u64,
    /// Entries of one IFD.
    pub entries: u64,
    /// SubIFDs of one IFD, those chained to them included.
    pub sub_ifds: usize,
    /// How deep SubIFDs may hold SubIFDs.
    pub depth: usize,
    /// Numbers read of one tag's values.
    pub values: u64,
}

impl Default for Limits {
    /// The figures of libtiff where it has them: 1,048,576 IFDs and 4,096 entries.
    fn default() -> Self {
        Self { ifds: 1 << 20, entries: 4096, sub_ifds: 64, depth: 4, values: 65_536 }
    }
}
