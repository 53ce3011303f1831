//! Guessing which bytes will be needed next. Only speed hangs on it: the chain itself is always followed.
//!
//! Two habits of writers are worth knowing. IFDs that stand close together (tifffile writes an uncompressed
//! series that way) are read in windows that grow while they prove useful. IFDs that stand apart by a constant
//! stride (planes of equal size, each behind its IFD) are asked for many at a time, at the places where they
//! would be; a wrong guess costs a few bytes and is never believed.

use crate::need::{Range, Window};
use crate::tiff::Chain;

/// What one more round of questions costs, in kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Microseconds: bytes in memory, or a file read without waiting.
    Memory,
    /// A fraction of a millisecond: a `Blob`.
    Disk,
    /// Tens of milliseconds: HTTP.
    Network,
}

impl Reach {
    /// Bytes read rather than spending a round to skip them.
    fn near(self) -> u64 {
        match self {
            Self::Memory => 2 << 10,
            Self::Disk | Self::Network => 64 << 10,
        }
    }

    /// First window where nothing is known yet.
    fn first(self) -> u64 {
        match self {
            Self::Memory => 4 << 10,
            Self::Disk | Self::Network => 64 << 10,
        }
    }

    /// Largest window. Half of what [`Window`] keeps, so that no answer is lost before it is used.
    fn most(self) -> u64 {
        match self {
            Self::Memory => 64 << 10,
            Self::Disk => 1 << 20,
            Self::Network => 16 << 20,
        }
    }

    /// Bytes to read where a single IFD of unknown length is expected.
    pub(super) fn peek(self) -> u64 {
        match self {
            Self::Memory => 512,
            Self::Disk | Self::Network => 1 << 10,
        }
    }
}

/// Most bytes of one question: larger ones are split, so that answers come in parallel.
pub(super) const PIECE: u64 = 4 << 20;
/// Most guesses of one round.
const GUESSES: u64 = 512;
/// What windows and guesses grow by when they proved right.
const GROWTH: u64 = 4;

/// What has been learnt of the file's habits.
#[derive(Debug)]
pub struct Prefetch {
    reach: Reach,
    window: u64,
    guesses: u64,
    /// The IFD that comes after the last guess, if all of them were right.
    behind_guesses: Option<u64>,
}

impl Prefetch {
    /// Of a file of which nothing is known yet.
    pub fn new(reach: Reach) -> Self {
        Self { reach, window: reach.first(), guesses: 0, behind_guesses: None }
    }

    /// How far away the file is.
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// Questions that bring the missing range and what will probably be needed after it.
    pub fn around(&mut self, missing: Range, chain: &Chain, window: &Window) -> Vec<Range> {
        let offsets = chain.offsets();
        let Some(last) = offsets.last().copied() else {
            return clamp(extend(missing, self.reach.first(), false), window);
        };
        if missing.start.abs_diff(last) <= self.reach.near().max(self.window) {
            return clamp(self.read_through(missing, last), window);
        }
        self.window = self.reach.first();
        let before_last = offsets.len().checked_sub(2).and_then(|at| offsets.get(at)).copied();
        let peek = self.peek(chain);
        let mut asks = clamp(extend(missing, peek, false), window);
        for guess in self.guess(missing.start, last, before_last) {
            let range = Range { start: guess, len: peek };
            if window.end().is_none_or(|end| guess < end) && window.run_from(guess) < peek {
                asks.extend(clamp(range, window));
            }
        }
        asks
    }

    /// IFDs close together: everything from here to the end of a window that grows.
    fn read_through(&mut self, missing: Range, last: u64) -> Range {
        let range = extend(missing, self.window, missing.start < last);
        self.window = self.window.saturating_mul(GROWTH).min(self.reach.most());
        self.guesses = 0;
        range
    }

    /// Where the IFDs after the one at `next` would be if the stride stayed the same.
    fn guess(&mut self, next: u64, last: u64, before_last: Option<u64>) -> Vec<u64> {
        let stride = next.checked_sub(last);
        // One distance alone says nothing: the first IFD often stands apart.
        let steady = before_last.is_some_and(|before| last.checked_sub(before) == stride);
        let Some(stride) = stride.filter(|stride| steady && *stride > 0) else {
            self.guesses = 0;
            self.behind_guesses = None;
            return Vec::new();
        };
        let grows = self.behind_guesses == Some(next) && self.guesses > 0;
        self.guesses = if grows { self.guesses.saturating_mul(GROWTH).min(GUESSES) } else { GROWTH };
        let guesses: Vec<u64> = (1..=self.guesses).map_while(|n| next.checked_add(stride.checked_mul(n)?)).collect();
        self.behind_guesses = guesses.last().and_then(|guess| guess.checked_add(stride));
        guesses
    }

    /// IFDs of a file tend to have the same entries, so the last one says how many bytes to expect.
    fn peek(&self, chain: &Chain) -> u64 {
        let entries = chain.entries().last().copied().map(u64::from);
        let expected = chain.header().zip(entries).map_or(0, |(header, entries)| header.ifd_len(entries));
        expected.max(self.reach.peek())
    }
}

/// A range of at least `len` bytes that holds `range`, grown towards the end or the start of the file.
fn extend(range: Range, len: u64, backwards: bool) -> Range {
    let len = len.max(range.len);
    if !backwards {
        return Range { start: range.start, len };
    }
    // IFDs are read forwards even where the chain runs backwards, so a little stays behind the range too.
    let end = range.start.saturating_add(range.len.max(512));
    let start = end.saturating_sub(len);
    Range { start, len: end.saturating_sub(start) }
}

/// The part of a range that lies inside the file and has not arrived, in pieces. Their first bytes are always
/// news: an answer may be as short as one byte, and each must bring the walk on.
pub fn clamp(range: Range, window: &Window) -> Vec<Range> {
    let end = window.end().map_or(range.end(), |end| end.min(range.end()));
    let mut pieces = Vec::new();
    let mut start = range.start.saturating_add(window.run_from(range.start));
    while start < end {
        let len = end.saturating_sub(start).min(PIECE);
        pieces.push(Range { start, len });
        start = start.saturating_add(len);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guesses_multiply_while_the_stride_holds_and_stop_when_it_breaks() {
        let mut prefetch = Prefetch::new(Reach::Network);
        assert!(prefetch.guess(1_000, 16, None).is_empty());
        assert_eq!(prefetch.guess(2_000, 1_000, Some(0)), [3_000, 4_000, 5_000, 6_000]);
        assert_eq!(prefetch.guess(7_000, 6_000, Some(5_000)).len(), 16);
        assert_eq!(prefetch.guess(24_000, 23_000, Some(22_000)).len(), 64);
        assert!(prefetch.guess(90_000, 24_000, Some(23_000)).is_empty());
    }

    #[test]
    fn a_range_grows_backwards_where_the_chain_does() {
        assert_eq!(extend(Range { start: 100_000, len: 2 }, 4096, false), Range { start: 100_000, len: 4096 });
        let back = extend(Range { start: 100_000, len: 2 }, 4096, true);
        assert_eq!((back.start, back.end()), (96_416, 100_512));
        assert_eq!(extend(Range { start: 10, len: 2 }, 4096, true).start, 0);
    }

    #[test]
    fn questions_stop_at_the_end_of_the_file_and_come_in_pieces() {
        let window = Window::new(Some(PIECE + 10));
        let pieces = clamp(Range { start: 0, len: 3 * PIECE }, &window);
        assert_eq!(pieces, [Range { start: 0, len: PIECE }, Range { start: PIECE, len: 10 }]);
    }
}
