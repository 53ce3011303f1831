//! The one error of the core: what could not be done, whose fault it is, and where.

use serde::Serialize;
use std::fmt;

/// Who has to act for the call to succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The input breaks the rules of its format.
    Format,
    /// The input is well formed, but of a sort that is not read.
    Unsupported,
    /// The input is larger than a limit allows; the limit can be raised.
    Limit,
    /// The caller asked for something that does not exist.
    Usage,
}

/// A call that could not be answered. Broken parts of a file that is otherwise readable are
/// `Defect`s instead: they do not end a call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Error {
    /// Who has to act.
    pub kind: Kind,
    /// Stable identifier in kebab case, for programs.
    pub code: &'static str,
    /// Byte offset in the file, if the error has a place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byte: Option<u64>,
    /// What is wrong, in lower case, naming the thing and the place.
    pub what: String,
}

impl Error {
    /// An error of the input's format.
    pub fn format(code: &'static str, byte: u64, what: impl Into<String>) -> Self {
        Self { kind: Kind::Format, code, byte: Some(byte), what: what.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Error {}
