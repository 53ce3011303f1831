//! FSE tables: their descriptions (RFC 8878 clause 4.1.1) and their states.
//!
//! The lints on indices, sums and conversions are off as every number here is bounded by the size of a table, 512.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "every number here is bounded by the size of a table, 512"
)]

use super::bits::Forward;
use super::fault::Fault;

/// Most states of any table of the format.
pub(super) const STATES: usize = 512;
/// Most symbols of any table of the format: the match lengths have 53.
pub(super) const SYMBOLS: usize = 64;

/// How often each symbol occurs among the states, -1 meaning less than once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Distribution {
    pub(super) counts: [i16; SYMBOLS],
    /// `Accuracy_Log`: logarithm of the number of states.
    pub(super) log: u32,
}

/// What a state stands for, and where the next one is.
#[derive(Clone, Copy, Default)]
pub(super) struct State {
    pub(super) symbol: u8,
    /// Bits to read for the next state ...
    pub(super) bits: u8,
    /// ... and the number to add to them.
    pub(super) next: u16,
}

impl Distribution {
    /// The distribution over `counts`, for tables given by the specification.
    pub(super) const fn of(given: &[i16], log: u32) -> Self {
        let mut counts = [0; SYMBOLS];
        let mut at = 0;
        while at < given.len() {
            counts[at] = given[at];
            at += 1;
        }
        Self { counts, log }
    }

    /// Reads a description at the start of `bytes`; also gives its length in bytes.
    pub(super) fn parse(bytes: &[u8], symbols: usize, log_most: u32) -> Result<(Self, usize), Fault> {
        let mut stream = Forward::new(bytes);
        let log = stream.peek(4) + 5;
        stream.skip(4);
        if log > log_most {
            return Err(format!("a Zstandard FSE table has an accuracy of {log} bits; the limit is {log_most}").into());
        }
        let mut counts = [0i16; SYMBOLS];
        let mut left = 1i32 << log;
        let mut symbol = 0;
        // Ends: each turn goes on to another symbol.
        while left > 0 && symbol < symbols {
            let count = count(&mut stream, left);
            counts[symbol] = count as i16;
            left -= count.abs();
            symbol += 1;
            if count == 0 {
                symbol += zeros(&mut stream, symbols - symbol);
            }
        }
        match stream.len() {
            Some(len) if left == 0 => Ok((Self { counts, log }, len)),
            Some(_) => Err("a Zstandard FSE table does not add up".into()),
            None => Err("a Zstandard FSE table is cut short".into()),
        }
    }

    /// The states, in order; those beyond the size of the table are left as they are.
    pub(super) const fn states(&self) -> [State; STATES] {
        let mut states = [State { symbol: 0, bits: 0, next: 0 }; STATES];
        let size = 1usize << self.log;
        let mut next = [0u16; SYMBOLS];
        let mut high = size;
        let mut symbol = 0;
        while symbol < SYMBOLS {
            if self.counts[symbol] == -1 {
                high -= 1;
                states[high].symbol = symbol as u8;
                next[symbol] = 1;
            } else {
                next[symbol] = self.counts[symbol] as u16;
            }
            symbol += 1;
        }
        self.spread(&mut states, high);
        let mut at = 0;
        while at < size {
            let symbol = states[at].symbol as usize;
            let count = next[symbol];
            next[symbol] += 1;
            let bits = self.log - (15 - count.leading_zeros());
            states[at].bits = bits as u8;
            states[at].next = ((count as usize) << bits) as u16 - size as u16;
            at += 1;
        }
        states
    }

    /// Spreads the symbols over the states below `high`.
    const fn spread(&self, states: &mut [State; STATES], high: usize) {
        let size = 1usize << self.log;
        let step = (size >> 1) + (size >> 3) + 3;
        let mut at = 0;
        let mut symbol = 0;
        while symbol < SYMBOLS {
            let mut count = self.counts[symbol];
            while count > 0 {
                states[at].symbol = symbol as u8;
                count -= 1;
                at = (at + step) & (size - 1);
                // Ends: the step is odd, so that every state is reached, and some state lies below `high`.
                while at >= high && high > 0 {
                    at = (at + step) & (size - 1);
                }
            }
            symbol += 1;
        }
    }
}

/// Reads one count, of which at most `left` are to be given.
fn count(stream: &mut Forward<'_>, left: i32) -> i32 {
    // `left` is at least 1, so that this is at least 2.
    let most = left as u32 + 1;
    let bits = 32 - most.leading_zeros();
    let value = stream.peek(bits);
    // So many of the values have one bit less.
    let short = (1 << bits) - 1 - most;
    let low = value & ((1 << (bits - 1)) - 1);
    if low < short {
        stream.skip(bits - 1);
        return low as i32 - 1;
    }
    stream.skip(bits);
    let value = if value == low { value } else { value - short };
    value as i32 - 1
}

/// Reads how many more symbols do not occur, at most `most`.
fn zeros(stream: &mut Forward<'_>, most: usize) -> usize {
    let mut sum = 0;
    // Ends: the sum grows by 3 each turn.
    while sum <= most {
        let more = stream.peek(2);
        stream.skip(2);
        sum += more as usize;
        if more != 3 {
            break;
        }
    }
    sum
}
