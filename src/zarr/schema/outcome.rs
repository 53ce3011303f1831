//! What comes of comparing a value with a schema.

use crate::zarr::json::{Place, Pointer};

/// One keyword of a schema that a value does not fulfil.
#[derive(Clone, Debug, PartialEq)]
pub struct Violation {
    /// The value.
    pub pointer: Pointer,
    /// Where it stands.
    pub place: Place,
    /// The keyword, as `required`.
    pub keyword: &'static str,
    /// What was wanted, in words that follow "the value at /x".
    pub wanted: String,
    /// Of `anyOf` and `oneOf`: what the alternative that comes nearest wants.
    pub causes: Vec<Violation>,
}

/// What came of comparing a value with a schema.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Whether the value fulfils the schema.
    pub valid: bool,
    /// Why it does not, the first [`Outcome::MOST`] reasons.
    pub violations: Vec<Violation>,
    /// Whether the work was stopped for taking too long; `valid` then says nothing.
    pub gave_up: bool,
}

impl Outcome {
    /// Most violations that are kept.
    pub const MOST: usize = 100;
}
