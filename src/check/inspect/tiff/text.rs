//! Reading a text that may be longer than what the window keeps.

use crate::bytes::len64;
use crate::need::{Range, Window};
use crate::session::clamp;
use crate::tiff::External;

/// Bytes that are asked for in one round.
const ROUND: u64 = Window::BUDGET / 2;

/// A text on its way.
#[derive(Debug)]
pub(super) struct Text {
    span: External,
    /// Its bytes from the start on, as far as they were here.
    bytes: Vec<u8>,
}

impl Text {
    pub(super) fn new(span: External) -> Self {
        Self { span, bytes: Vec::new() }
    }

    /// Takes what is here; says what else is needed, nothing where it is complete, the file ends before it does, or there is
    /// no memory for it.
    pub(super) fn advance(&mut self, window: &Window) -> Vec<Range> {
        if window.end().is_some_and(|end| end < self.rest().end()) {
            return Vec::new();
        }
        // Ends: every turn takes bytes that are here, of which there are not more than the text has.
        while let Some(here) = Some(self.here(window)).filter(|here| here.len > 0) {
            let Ok(bytes) = window.get(here) else { break };
            if self.bytes.try_reserve(bytes.len()).is_err() {
                return Vec::new();
            }
            self.bytes.extend_from_slice(&bytes);
        }
        let rest = self.rest();
        clamp(Range { len: rest.len.min(ROUND), ..rest }, window)
    }

    /// The text; `None` where it is not complete.
    pub(super) fn into_bytes(self) -> Option<Vec<u8>> {
        (self.rest().len == 0).then_some(self.bytes)
    }

    fn rest(&self) -> Range {
        let taken = len64(self.bytes.len());
        Range { start: self.span.at.saturating_add(taken), len: self.span.len.saturating_sub(taken) }
    }

    /// What is here of the rest.
    fn here(&self, window: &Window) -> Range {
        let rest = self.rest();
        Range { len: window.run_from(rest.start).min(rest.len), ..rest }
    }
}
