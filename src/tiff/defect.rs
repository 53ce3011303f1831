//! What is broken in a file, recorded where it was met.

use serde::Serialize;

/// What sort of breakage, for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DefectCode {
    /// A next-IFD pointer leads to an IFD that was already visited.
    IfdCycle,
    /// Two pointers lead to the same SubIFD.
    IfdDuplicate,
    /// A pointer leads past the end of the file.
    IfdOutsideFile,
    /// The file ends inside an IFD.
    IfdTruncated,
    /// An IFD has no entries (TIFF 6.0 section 2 wants at least one).
    IfdEmpty,
    /// An IFD claims more entries than the limit.
    IfdTooManyEntries,
    /// There are more IFDs than the limit.
    IfdLimit,
    /// An entry has a field type that TIFF does not know, or one that its tag cannot have.
    TagType,
    /// The values of an entry lie outside the file.
    TagOutsideFile,
    /// An entry has more values than the limit, or fewer than its tag needs.
    TagCount,
}

/// One thing that is broken. The walk went on behind it where it could.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Defect {
    /// What sort of breakage.
    pub code: DefectCode,
    /// Path of the IFD: `3` in the main chain, `3.0` its first SubIFD.
    pub ifd: String,
    /// Byte offset of the field that is wrong.
    pub byte: u64,
    /// What is wrong, in words.
    pub what: String,
}

/// Defects in the order they were met: all of them counted, the first thousand kept, so that a file made
/// of defects cannot fill the memory.
#[derive(Debug, Default)]
pub struct Defects {
    kept: Vec<Defect>,
    omitted: u64,
}

impl Defects {
    /// How many are kept.
    pub const MOST: usize = 1000;

    /// Takes one more.
    pub fn push(&mut self, defect: Defect) {
        if self.kept.len() < Self::MOST {
            self.kept.push(defect);
        } else {
            self.omitted = self.omitted.saturating_add(1);
        }
    }

    /// The first ones.
    pub fn kept(&self) -> &[Defect] {
        &self.kept
    }

    /// How many more there were.
    pub fn omitted(&self) -> u64 {
        self.omitted
    }
}
