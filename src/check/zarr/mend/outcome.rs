//! What a stage of a mending comes to.

use crate::bytes::len64;

/// Something that is wrong and is left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The key, or the path of the node.
    pub key: String,
    /// Why.
    pub why: String,
}

/// What a stage came to.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    pub(super) edits: Vec<Edit>,
    pub(super) left: Vec<Left>,
    pub(super) images: Vec<String>,
}

/// A text with a reason.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    pub(super) key: String,
    pub(super) after: Vec<u8>,
    pub(super) why: Vec<String>,
}

impl Outcome {
    pub(super) fn edit(&mut self, key: &str, after: Vec<u8>, why: Vec<String>) {
        self.edits.push(Edit { key: key.to_owned(), after, why });
    }

    pub(super) fn leave(&mut self, key: &str, why: impl Into<String>) {
        self.left.push(Left { key: key.to_owned(), why: why.into() });
    }
}

/// `1 channel`, `2 channels`.
pub(super) fn count(number: usize, what: &str) -> String {
    format!("{} {what}{}", len64(number), if number == 1 { "" } else { "s" })
}
