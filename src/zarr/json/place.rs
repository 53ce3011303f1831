//! Bytes of a text to lines and columns.

use crate::bytes::len64;
use serde::Serialize;
use std::sync::OnceLock;

/// Where something stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Offset of its first byte.
    pub byte: u64,
    /// Line, from 1.
    pub line: u64,
    /// Column in characters, from 1.
    pub column: u64,
}

/// A mark every so many bytes, so that no place costs more than so many bytes to find.
const BLOCK: usize = 4096;

/// Finds lines and columns. Costs nothing until the first is asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    marks: OnceLock<Vec<(u64, u64)>>,
}

impl Places {
    /// The place of a byte of `text`, which must be the same text each time.
    pub(super) fn find(&self, text: &[u8], byte: usize) -> Place {
        let marks = self.marks.get_or_init(|| mark(text));
        let byte = byte.min(text.len());
        let block = byte.checked_div(BLOCK).unwrap_or(0);
        let start = block.saturating_mul(BLOCK);
        let (line, column) = marks.get(block).copied().unwrap_or((1, 1));
        let (line, column) = advance(text.get(start..byte).unwrap_or(&[]), line, column);
        Place { byte: len64(byte), line, column }
    }
}

/// Line and column of the start of each block, and of the end.
fn mark(text: &[u8]) -> Vec<(u64, u64)> {
    let mut here = (1, 1);
    let mut marks = vec![here];
    for block in text.chunks(BLOCK) {
        here = advance(block, here.0, here.1);
        marks.push(here);
    }
    marks
}

/// Line and column behind some bytes. Bytes that continue a UTF-8 character do not count.
fn advance(bytes: &[u8], line: u64, column: u64) -> (u64, u64) {
    bytes.iter().fold((line, column), |(line, column), byte| match byte {
        b'\n' => (line.saturating_add(1), 1),
        0x80..=0xbf => (line, column),
        _ => (line, column.saturating_add(1)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_that_counting_from_the_start_gives() {
        let text = "a\u{e9}\n".repeat(2000) + &"\u{1f9ec}b".repeat(5000);
        let places = Places::default();
        for at in (0..=text.len()).step_by(997).filter(|at| text.is_char_boundary(*at)).chain([text.len()]) {
            let before = &text[..at];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            let place = places.find(text.as_bytes(), at);
            assert_eq!((place.line, place.column), (line.try_into().unwrap(), column.try_into().unwrap()), "{at}");
        }
    }
}
