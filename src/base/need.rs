//! What the core asks of the outside, and the bytes that have arrived so far.
//!
//! The core never reads. A step either needs ranges of the file or is done; whoever drives it fetches
//! the ranges and supplies them. Answers may be shorter than asked (they are then asked for again where
//! it matters), may come in any order, and an empty one says that the file ends there.

use crate::bytes::{len_usize, len64, slice};
use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};

/// The largest offset that JavaScript's numbers carry exactly, 2^53 - 1.
pub const MAX_SAFE_OFFSET: u64 = (1 << 53) - 1;

/// Bytes of the file: `len` of them from `start`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Range {
    /// Offset of the first byte.
    pub start: u64,
    /// How many bytes; never 0 in a question.
    pub len: u64,
}

impl Range {
    /// One past the last byte.
    pub fn end(self) -> u64 {
        self.start.saturating_add(self.len)
    }
}

/// One question to the outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Bytes of the file.
    Range(Range),
}

/// One question about a store to the outside.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StoreAsk {
    /// The object at a key.
    Key(String),
    /// How many bytes the object at a key has.
    Size(String),
    /// The names right below a path; the root is empty.
    Names(String),
    /// Bytes of the object at a key.
    Part(KeyPart),
}

/// A part of an object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyPart {
    /// The key of the object.
    pub key: String,
    /// Offset of its first byte.
    pub start: u64,
    /// How many bytes.
    pub len: u64,
}

/// What one step of a session came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step<T> {
    /// These answers are needed to go on; there is at least one question.
    Need(Vec<Ask>),
    /// It is finished.
    Done(T),
}

/// Why bytes of the file cannot be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// They have not arrived. This is the part that is missing.
    Missing(Range),
    /// The file ends before them, at this offset or, where its size is not known, perhaps earlier.
    PastEnd(u64),
}

/// The parts of a file that have arrived, bounded: the oldest part goes first.
///
/// A part that was asked for stays at least until the next question is put, as long as one round of
/// answers is at most [`Window::BUDGET`] bytes.
#[derive(Debug, Default)]
pub struct Window {
    parts: BTreeMap<u64, Vec<u8>>,
    arrival: VecDeque<u64>,
    held: u64,
    end: Option<u64>,
}

impl Window {
    /// How many bytes are kept.
    pub const BUDGET: u64 = 32 << 20;
    /// Parts shorter than this grow when bytes arrive that continue them, so that answers of a few
    /// bytes do not become as many parts.
    const GROWS_BELOW: usize = 64 << 10;

    /// An empty window on a file of this size, where it is known.
    pub fn new(size: Option<u64>) -> Self {
        Self { end: size, ..Self::default() }
    }

    /// Where the file ends at the latest, as far as it is known.
    pub fn end(&self) -> Option<u64> {
        self.end
    }

    /// Takes the size of the file when it becomes known later. What answers have shown to be the end
    /// wins over a larger claim.
    pub fn learn_size(&mut self, size: u64) {
        self.end = Some(self.end.map_or(size, |end| end.min(size)));
    }

    /// Takes an answer. Empty `bytes` say that the file ends at or before `start`.
    pub fn supply(&mut self, start: u64, bytes: &[u8]) {
        if bytes.is_empty() {
            self.learn_size(start);
            return;
        }
        // What is here already is not stored twice; files do not change under a walk (the source's duty).
        let known = self.run_from(start);
        let Some(fresh) = len_usize(known).and_then(|known| bytes.get(known..)).filter(|fresh| !fresh.is_empty()) else {
            return;
        };
        let start = start.saturating_add(known);
        self.drop_covered(start, start.saturating_add(len64(fresh.len())));
        self.held = self.held.saturating_add(len64(fresh.len()));
        if !self.grow_part_before(start, fresh) {
            self.parts.insert(start, fresh.to_vec());
            self.arrival.push_back(start);
        }
        self.evict();
    }

    /// The bytes of a range, all of them, or why not.
    pub fn get(&self, range: Range) -> Result<Cow<'_, [u8]>, Lack> {
        if let Some(end) = self.end.filter(|end| range.end() > *end) {
            return Err(Lack::PastEnd(end));
        }
        let len = len_usize(range.len).ok_or(Lack::Missing(range))?;
        if let Some(all) = self.part_at(range.start).and_then(|tail| slice(tail, 0, len)) {
            return Ok(Cow::Borrowed(all));
        }
        self.gather(range, len).map(Cow::Owned)
    }

    /// How many bytes are here from `start` on without a gap.
    pub fn run_from(&self, start: u64) -> u64 {
        let mut at = start;
        while let Some(tail) = self.part_at(at) {
            at = at.saturating_add(len64(tail.len()));
        }
        at.saturating_sub(start)
    }

    /// The bytes from `at` to the end of the part that holds `at`; never empty.
    fn part_at(&self, at: u64) -> Option<&[u8]> {
        let (start, bytes) = self.parts.range(..=at).next_back()?;
        let skip = len_usize(at.checked_sub(*start)?)?;
        bytes.get(skip..).filter(|tail| !tail.is_empty())
    }

    fn gather(&self, range: Range, len: usize) -> Result<Vec<u8>, Lack> {
        let here = self.run_from(range.start);
        if here < range.len {
            let start = range.start.saturating_add(here);
            return Err(Lack::Missing(Range { start, len: range.len.saturating_sub(here) }));
        }
        let mut all = Vec::with_capacity(len);
        // Ends: every turn adds at least a byte, and `run_from` has seen that they are all here.
        while let Some(left) = len.checked_sub(all.len()).filter(|left| *left > 0) {
            let Some(tail) = self.part_at(range.start.saturating_add(len64(all.len()))) else {
                break;
            };
            all.extend_from_slice(slice(tail, 0, left).unwrap_or(tail));
        }
        Ok(all)
    }

    /// Parts inside of one that arrives would hide its tail from `part_at`.
    fn drop_covered(&mut self, start: u64, end: u64) {
        let inside = self.parts.range(start..end);
        let covered: Vec<u64> =
            inside.filter(|(at, bytes)| at.saturating_add(len64(bytes.len())) <= end).map(|(at, _)| *at).collect();
        for at in covered {
            let len = self.parts.remove(&at).map_or(0, |bytes| len64(bytes.len()));
            self.held = self.held.saturating_sub(len);
            self.arrival.retain(|arrived| *arrived != at);
        }
    }

    fn grow_part_before(&mut self, start: u64, fresh: &[u8]) -> bool {
        let Some((part, bytes)) = self.parts.range_mut(..start).next_back() else {
            return false;
        };
        let continues = part.checked_add(len64(bytes.len())) == Some(start);
        let grows = continues && bytes.len().saturating_add(fresh.len()) < Self::GROWS_BELOW;
        if grows {
            bytes.extend_from_slice(fresh);
        }
        grows
    }

    fn evict(&mut self) {
        while self.held > Self::BUDGET && self.arrival.len() > 1 {
            let Some(oldest) = self.arrival.pop_front() else {
                return;
            };
            let len = self.parts.remove(&oldest).map_or(0, |bytes| len64(bytes.len()));
            self.held = self.held.saturating_sub(len);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn range(start: u64, len: u64) -> Range {
        Range { start, len }
    }

    #[test]
    fn a_range_across_parts_is_gathered() {
        let mut window = Window::new(Some(10));
        window.supply(4, &[4, 5, 6]);
        window.supply(0, &[0, 1, 2, 3]);
        assert_eq!(window.get(range(1, 5)).unwrap().as_ref(), &[1, 2, 3, 4, 5]);
        assert_eq!(window.get(range(2, 8)), Err(Lack::Missing(range(7, 3))));
    }

    #[test]
    fn an_empty_answer_is_the_end_of_the_file() {
        let mut window = Window::new(None);
        window.supply(0, &[1, 2]);
        assert_eq!(window.get(range(1, 2)), Err(Lack::Missing(range(2, 1))));
        window.supply(2, &[]);
        assert_eq!(window.get(range(1, 2)), Err(Lack::PastEnd(2)));
    }

    #[test]
    fn the_oldest_part_goes_when_the_budget_is_full_and_the_newest_stays() {
        let mut window = Window::new(None);
        let quarter = vec![7; (Window::BUDGET / 4) as usize];
        for n in 0..6 {
            window.supply(n * Window::BUDGET, &quarter);
        }
        assert_eq!(window.run_from(0), 0);
        assert_eq!(window.run_from(5 * Window::BUDGET), Window::BUDGET / 4);
        assert!(window.held <= Window::BUDGET);
    }

    proptest! {
        #[test]
        fn answers_in_any_order_and_overlap_give_the_bytes_of_the_file(
            answers in proptest::collection::vec((0u64..300, 1usize..60), 1..60),
            asked in proptest::collection::vec((0u64..300, 1u64..80), 1..20),
        ) {
            let file: Vec<u8> = (0..300u32).map(|n| (n * 7 % 251) as u8).collect();
            let mut window = Window::new(Some(300));
            let mut here = [false; 300];
            for (start, len) in answers {
                let end = (start as usize + len).min(300);
                window.supply(start, &file[start as usize..end]);
                here[start as usize..end].fill(true);
            }
            for (start, len) in asked {
                let span = start as usize..(start + len) as usize;
                match window.get(range(start, len)) {
                    Ok(bytes) => prop_assert_eq!(bytes.as_ref(), &file[span]),
                    Err(Lack::PastEnd(end)) => prop_assert!(end == 300 && span.end > 300),
                    Err(Lack::Missing(missing)) => {
                        prop_assert!(!here[missing.start as usize]);
                        prop_assert!(here[span.start..missing.start as usize].iter().all(|here| *here));
                    }
                }
            }
        }
    }
}
