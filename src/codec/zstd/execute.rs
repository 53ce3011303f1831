//! Sequences to bytes: the output, its copies, and the loop over the sequences (RFC 8878 clause 3.1.1.4).
//!
//! The lints on indices, sums and conversions are off as this is the inner loop: lengths are below 2^18 and offsets below
//! 2^32, so that sums with places of the output cannot overflow 64 bits, and on 32 bits every place is below 2^31; tables
//! are indexed by 9 bits; all other indices are tested by the compiler.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "inner loops; lengths, offsets and places are bounded as the text above says"
)]

use super::bits::Backward;
use super::fault::Fault;
use super::frame::BLOCK_MOST;
use super::fse::STATES;
use super::literals::{Literals, SLACK};
use super::sequences::{Entry, Sequences, Table};
use crate::codec::vector::Sixteen;

/// Bytes that are copied at a time.
const WIDE: usize = 16;

/// The output and the frame within it.
pub(super) struct Output<'a> {
    out: &'a mut [u8],
    /// Bytes that are good.
    written: usize,
    /// Where the frame begins: matches do not reach behind it.
    frame: usize,
}

/// Whether all of something had room in the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// It had.
    Room,
    /// The output is full and there is more.
    Full,
}

impl<'a> Output<'a> {
    /// An output of which nothing is written.
    pub(super) fn new(out: &'a mut [u8]) -> Self {
        Self { out, written: 0, frame: 0 }
    }

    /// Bytes that are good.
    pub(super) fn written(&self) -> usize {
        self.written
    }

    /// Whether there is no more room.
    pub(super) fn is_full(&self) -> bool {
        self.written == self.out.len()
    }

    /// A frame begins here.
    pub(super) fn begin_frame(&mut self) {
        self.frame = self.written;
    }

    /// What is written of the frame.
    pub(super) fn frame(&self) -> &[u8] {
        &self.out[self.frame..self.written]
    }

    /// What is written of the frame is not good.
    pub(super) fn forget_frame(&mut self) {
        self.written = self.frame;
    }

    /// Room for the next `len` bytes.
    pub(super) fn room(&mut self, len: usize) -> Option<&mut [u8]> {
        self.out[self.written..].get_mut(..len)
    }

    /// The next `len` bytes have been written.
    pub(super) fn advance(&mut self, len: usize) {
        self.written += len;
    }

    /// Appends bytes.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Reach {
        let rest = &mut self.out[self.written..];
        let len = bytes.len().min(rest.len());
        rest[..len].copy_from_slice(&bytes[..len]);
        self.written += len;
        if len == bytes.len() { Reach::Room } else { Reach::Full }
    }

    /// Appends a byte so many times.
    pub(super) fn repeat(&mut self, byte: u8, count: usize) -> Reach {
        let rest = &mut self.out[self.written..];
        let len = count.min(rest.len());
        rest[..len].fill(byte);
        self.written += len;
        if len == count { Reach::Room } else { Reach::Full }
    }

    /// Appends `len` bytes from `offset` bytes before, at least 1; the offset lies within the output.
    fn copy(&mut self, offset: usize, len: usize) -> Reach {
        let end = self.out.len().min(self.written + len);
        let from = self.written - offset;
        // Ends: at least `offset` bytes are copied each turn, twice as many the next time.
        while self.written < end {
            let some = (end - self.written).min(self.written - from);
            self.out.copy_within(from..from + some, self.written);
            self.written += some;
        }
        if end - from == offset + len { Reach::Room } else { Reach::Full }
    }
}

/// A sequence: literals, then a match.
struct Sequence {
    literals: usize,
    offset: usize,
    matches: usize,
}

/// The three states and their bit stream.
struct States<'a> {
    bits: Backward<'a>,
    literals: usize,
    offset: usize,
    matches: usize,
}

impl<'a> States<'a> {
    /// The first states.
    fn new(stream: &'a [u8], [literals, offset, matches]: [&Table; 3]) -> Result<Self, Fault> {
        let mut bits = Backward::new(stream)?;
        let literals = bits.read(literals.log) as usize;
        let offset = bits.read(offset.log) as usize;
        let matches = bits.read(matches.log) as usize;
        Ok(Self { bits, literals, offset, matches })
    }

    /// The next sequence; the last one leaves the states as they are.
    #[inline(always)]
    fn next(&mut self, tables: [&Table; 3], repeats: &mut [u32; 3], last: bool) -> Sequence {
        let bits = &mut self.bits;
        let literals = tables[0].entries[self.literals % STATES];
        let offset = tables[1].entries[self.offset % STATES];
        let matches = tables[2].entries[self.matches % STATES];
        bits.refill();
        let value = offset.base().wrapping_add(bits.read(offset.extra()));
        let match_len = matches.base() + bits.read(matches.extra());
        // 57 bits are there: 26 of them at most are for the states.
        if offset.extra() + matches.extra() + literals.extra() > 31 {
            bits.refill();
        }
        let literals_len = literals.base() + bits.read(literals.extra());
        if !last {
            let mut step = |entry: Entry| (entry.next() + bits.read(entry.bits())) as usize;
            self.literals = step(literals);
            self.matches = step(matches);
            self.offset = step(offset);
        }
        let offset = resolve(value, literals_len == 0, repeats) as usize;
        Sequence { literals: literals_len as usize, offset, matches: match_len as usize }
    }
}

/// `Offset_Value` to an offset, 0 meaning none (clause 3.1.1.5).
#[inline(always)]
fn resolve(value: u32, no_literals: bool, repeats: &mut [u32; 3]) -> u32 {
    let [first, second, third] = *repeats;
    if value > 3 {
        *repeats = [value - 3, first, second];
        return value - 3;
    }
    match value + u32::from(no_literals) {
        1 => {}
        2 => *repeats = [second, first, third],
        3 => *repeats = [third, first, second],
        _ => *repeats = [first.wrapping_sub(1), first, second],
    }
    repeats[0]
}

impl Sequences {
    /// Executes the sequences of a block and appends the literals that are left.
    pub(super) fn execute(
        &mut self,
        count: usize,
        stream: &[u8],
        literals: &Literals,
        output: &mut Output<'_>,
    ) -> Result<Reach, Fault> {
        let mut repeats = self.repeats;
        let tables = self.tables();
        let mut states = States::new(stream, tables)?;
        let all = literals.all();
        let padded = literals.padded();
        let most = output.written + BLOCK_MOST;
        let mut at = 0;
        let mut written = output.written;
        // Ends: as often as there are sequences.
        for left in (0..count).rev() {
            let sequence = states.next(tables, &mut repeats, left == 0);
            let end = at + sequence.literals;
            let start = written + sequence.literals;
            let stop = start + sequence.matches;
            let far = sequence.offset.wrapping_sub(1) >= start - output.frame;
            if states.bits.overread() | (end > all.len()) | far | (stop > most) {
                output.written = written;
                return Err(fault(states.bits.overread(), end > all.len(), far));
            }
            if stop + 2 * WIDE <= output.out.len() {
                wide(output.out, written, &sequence, &padded[at..]);
                written = stop;
            } else {
                output.written = written;
                if output.push(&all[at..end]) == Reach::Full || output.copy(sequence.offset, sequence.matches) == Reach::Full {
                    return Ok(Reach::Full);
                }
                written = output.written;
            }
            at = end;
        }
        output.written = written;
        states.bits.refill();
        if !states.bits.finished() {
            return Err("the Zstandard sequences do not end with their bit stream".into());
        }
        self.repeats = repeats;
        if output.written + (all.len() - at) > most {
            return Err(too_much());
        }
        Ok(output.push(&all[at..]))
    }
}

/// What is wrong with a sequence.
#[cold]
fn fault(overread: bool, literals: bool, far: bool) -> Fault {
    match (overread, literals, far) {
        (true, ..) => "the Zstandard sequences are cut short".into(),
        (_, true, _) => "Zstandard sequences need more literals than there are".into(),
        (.., true) => "a Zstandard match begins before its frame".into(),
        _ => too_much(),
    }
}

/// A block that gives more than it may.
fn too_much() -> Fault {
    format!("a Zstandard block gives more than {BLOCK_MOST} bytes").into()
}

/// Executes a sequence in blocks of 16 bytes. Two of them are free behind its end, and behind the literals.
#[inline(always)]
fn wide(out: &mut [u8], at: usize, sequence: &Sequence, literals: &[u8]) {
    const { assert!(SLACK >= 2 * WIDE) };
    let start = at + sequence.literals;
    let mut done = 0;
    // Ends: 16 more bytes each turn.
    loop {
        let block = read(literals, done);
        write(out, at + done, block);
        done += WIDE;
        if done >= sequence.literals {
            break;
        }
    }
    let end = start + sequence.matches;
    let mut from = start - sequence.offset;
    let mut to = start;
    if sequence.offset >= WIDE {
        // Ends: 16 more bytes each turn.
        while to < end {
            let block = read(out, from);
            write(out, to, block);
            from += WIDE;
            to += WIDE;
        }
    } else {
        let (block, step) = pattern(read(out, from), sequence.offset);
        // Ends: at least 8 more bytes each turn.
        while to < end {
            write(out, to, block);
            to += step;
        }
    }
}

/// The first `offset` of the bytes, 1 to 15, again and again, and the largest multiple of the offset within 16 bytes.
#[inline(always)]
fn pattern(bytes: [u8; WIDE], offset: usize) -> ([u8; WIDE], usize) {
    let (places, step) = &PATTERNS[offset % WIDE];
    let mut pattern = [0; WIDE];
    Sixteen::of(&bytes).pick(Sixteen::of(places)).store(&mut pattern);
    (pattern, *step)
}

/// For each offset below 16: which byte comes where, and the largest multiple of the offset.
static PATTERNS: [([u8; WIDE], usize); WIDE] = {
    let mut patterns = [([0; WIDE], WIDE); WIDE];
    let mut offset = 1;
    while offset < WIDE {
        let mut at = 0;
        while at < WIDE {
            patterns[offset].0[at] = (at % offset) as u8;
            at += 1;
        }
        patterns[offset].1 = WIDE - WIDE % offset;
        offset += 1;
    }
    patterns
};

/// The 16 bytes at `at`.
#[inline(always)]
fn read(bytes: &[u8], at: usize) -> [u8; WIDE] {
    let mut block = [0; WIDE];
    block.copy_from_slice(&bytes[at..at + WIDE]);
    block
}

/// Writes 16 bytes at `at`.
#[inline(always)]
fn write(bytes: &mut [u8], at: usize, block: [u8; WIDE]) {
    bytes[at..at + WIDE].copy_from_slice(&block);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_repeats_the_bytes_of_its_offset() {
        let bytes: [u8; WIDE] = std::array::from_fn(|at| 100 + at as u8);
        for offset in 1..WIDE {
            let (found, step) = pattern(bytes, offset);
            assert_eq!(found, std::array::from_fn(|at| bytes[at % offset]), "offset {offset}");
            assert!(step % offset == 0 && step + offset > WIDE, "offset {offset}: {step}");
        }
    }
}
