//! The symbols of a block while input and output are far from their ends.
//!
//! Without bounds checks, which cost a fifth of the time here. What holds instead:
//!
//! - Before each round, [`MARGIN_IN`] bytes of the input and [`MARGIN_OUT`] bytes of the output are there
//!   ([`Run::has_margins`]). A round loads bits at most twice, eight bytes each, the second time at most seven bytes
//!   further on. It writes at most two literals and a match, or three literals.
//! - A match is at most 258 bytes long, as the entries of a table are made of [`super::table::LITLENS`] only.
//!   Copying writes less than [`OVERRUN`] bytes behind it.
//! - A match begins at most `to` bytes back, which is compared before it is copied.
//! - Look-ups are masked to the sizes of the tables.
//!
//! [`super::careful`] does the same with bounds checks and is what tests compare this to; whatever is wrong with a
//! literal or length is left to it.
#![allow(
    unsafe_code,
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "pointers, as the text above says; positions have margins, and shifts are masked to six bits"
)]

use super::super::Failure;
use super::bits::Bits;
use super::careful;
use super::copy::{OVERRUN, PATTERNS};
use super::table::{self, DISTANCE_BITS, DISTANCE_SIZE, LITLEN_BITS, LITLEN_SIZE, Tables};

/// Bytes that two refills touch.
const MARGIN_IN: usize = 16;
/// Bytes that two literals and the longest match touch.
const MARGIN_OUT: usize = 2 + 258 + OVERRUN;

// The flags of entries, as wide as the bits they are compared with.
const LITERAL: u64 = table::LITERAL as u64;
const EXCEPTION: u64 = table::EXCEPTION as u64;
const LINK: u64 = table::LINK as u64;
const END: u64 = table::END as u64;

/// Why rounds end.
enum Stop {
    /// One of the ends is near, or something is wrong.
    Careful,
    EndOfBlock,
    NoDistance,
    TooFar(usize),
}

/// Decodes symbols until the block ends (`true`) or the next one is to be decoded carefully (`false`).
pub(super) fn symbols(bits: &mut Bits<'_>, tables: &Tables, out: &mut [u8], written: &mut usize) -> Result<bool, Failure> {
    let count = u64::from(bits.count);
    let mut run = Run { input: bits.input, at: bits.at, buffer: bits.buffer, count, tables, out, to: *written };
    let stop = run.rounds();
    (bits.at, bits.buffer, bits.count, *written) = (run.at, run.buffer, (run.count & 63) as u32, run.to);
    match stop {
        Stop::Careful => Ok(false),
        Stop::EndOfBlock => Ok(true),
        Stop::NoDistance => Err(careful::no_distance(bits, *written)),
        Stop::TooFar(distance) => Err(careful::too_far(bits, *written, distance)),
    }
}

/// [`Bits`] and output while they are in registers.
struct Run<'a> {
    input: &'a [u8],
    at: usize,
    buffer: u64,
    /// Only its lowest six bits count: entries are subtracted whole.
    count: u64,
    tables: &'a Tables,
    out: &'a mut [u8],
    to: usize,
}

impl Run<'_> {
    /// Ends, as each round takes at least one bit.
    #[inline(always)]
    fn rounds(&mut self) -> Stop {
        if !self.has_margins() {
            return Stop::Careful;
        }
        // SAFETY: there are margins.
        unsafe { self.refill() };
        let mut entry = self.litlen();
        while self.has_margins() {
            // SAFETY: there are margins.
            match unsafe { self.round(entry) } {
                Ok(next) => entry = next,
                Err(stop) => return stop,
            }
        }
        Stop::Careful
    }

    #[inline(always)]
    fn has_margins(&self) -> bool {
        self.input.len() - self.at >= MARGIN_IN && self.out.len() - self.to >= MARGIN_OUT
    }

    /// Takes a symbol, of which this is the entry, and where it is a literal some more; gives the next entry.
    ///
    /// A refill leaves at least 56 bits. Entries are looked up from those that are left, before the refill: both
    /// take their time at once.
    ///
    /// # Safety
    ///
    /// There are margins.
    #[inline(always)]
    unsafe fn round(&mut self, mut entry: u64) -> Result<u64, Stop> {
        let mut seen = self.take(entry);
        // Two literals take 22 bits, so that 34 are left: enough for a third one and a look-up, or for a length, whose
        // code and extra bits are 20. More literals a round made rounds slower.
        for _ in 0..2 {
            if entry & LITERAL == 0 {
                break;
            }
            // SAFETY: the margin has room for two literals before a match.
            unsafe { self.put(entry) };
            entry = self.litlen();
            seen = self.take(entry);
        }
        if entry & LITERAL != 0 {
            // SAFETY: the margin has room, as no match follows; this is the first refill of the round.
            return Ok(unsafe { self.last_literal(entry) });
        }
        if entry & EXCEPTION != 0 {
            if entry & LINK != 0 {
                let place = self.linked(entry);
                entry = u64::from(self.tables.litlen[place & (LITLEN_SIZE - 1)]);
                seen = self.take(entry);
                if entry & LITERAL != 0 {
                    // SAFETY: as above.
                    return Ok(unsafe { self.last_literal(entry) });
                }
            }
            if entry & END != 0 {
                return Err(Stop::EndOfBlock);
            }
            if entry & EXCEPTION != 0 {
                // It was no link: only codes of up to nine bits can be without a meaning.
                (self.buffer, self.count) = (seen, self.count.wrapping_add(entry & 63));
                return Err(Stop::Careful);
            }
        }
        let length = base(entry, seen);
        // SAFETY: there are margins for a match and for two refills.
        unsafe { self.matched(length) }
    }

    /// Takes a distance and copies a match; gives the next entry.
    ///
    /// # Safety
    ///
    /// There is room for two refills, the length, and [`OVERRUN`] bytes.
    #[inline(always)]
    unsafe fn matched(&mut self, length: usize) -> Result<u64, Stop> {
        // A distance takes 28 bits, and a look-up 11.
        if self.count & 63 < 28 + u64::from(LITLEN_BITS) {
            // SAFETY: the first refill of the round.
            unsafe { self.refill() };
        }
        let mut entry = u64::from(self.tables.distance[(self.buffer & ((1 << DISTANCE_BITS) - 1)) as usize]);
        if entry & EXCEPTION != 0 {
            if entry & LINK == 0 {
                return Err(Stop::NoDistance);
            }
            self.take(entry);
            entry = u64::from(self.tables.distance[self.linked(entry) & (DISTANCE_SIZE - 1)]);
        }
        let seen = self.take(entry);
        let distance = base(entry, seen);
        if distance > self.to {
            return Err(Stop::TooFar(distance));
        }
        let next = self.litlen();
        // SAFETY: the second refill of the round at most; the distance was compared, and there is room.
        unsafe {
            self.refill();
            self.copy(distance, length);
        }
        Ok(next)
    }

    /// Ends a round with a literal; gives the next entry.
    ///
    /// # Safety
    ///
    /// There is room for a byte and a refill.
    #[inline(always)]
    unsafe fn last_literal(&mut self, entry: u64) -> u64 {
        let next = self.litlen();
        // SAFETY: as stated.
        unsafe {
            self.put(entry);
            self.refill();
        }
        next
    }

    /// The entry of the next bits.
    #[inline(always)]
    fn litlen(&self) -> u64 {
        u64::from(self.tables.litlen[(self.buffer & ((1 << LITLEN_BITS) - 1)) as usize])
    }

    /// Where the next bits are in the subtable of a link.
    #[inline(always)]
    fn linked(&self, link: u64) -> usize {
        ((link >> 16) + (self.buffer & ((1 << (link >> 8 & 15)) - 1))) as usize
    }

    /// Drops the bits of an entry, and gives them.
    #[inline(always)]
    fn take(&mut self, entry: u64) -> u64 {
        let seen = self.buffer;
        self.buffer >>= entry & 63;
        self.count = self.count.wrapping_sub(entry);
        seen
    }

    /// Loads at least 56 bits.
    ///
    /// # Safety
    ///
    /// The input has eight bytes more.
    #[inline(always)]
    unsafe fn refill(&mut self) {
        debug_assert!(self.at + 8 <= self.input.len());
        // SAFETY: as stated.
        let word = unsafe { self.input.as_ptr().add(self.at).cast::<[u8; 8]>().read() };
        self.buffer |= u64::from_le_bytes(word) << (self.count & 63);
        self.at += 7 - (self.count >> 3 & 7) as usize;
        self.count |= 56;
    }

    /// Writes a literal.
    ///
    /// # Safety
    ///
    /// The output has room for it.
    #[inline(always)]
    unsafe fn put(&mut self, entry: u64) {
        debug_assert!(self.to < self.out.len());
        // SAFETY: as stated.
        unsafe { *self.out.as_mut_ptr().add(self.to) = (entry >> 16) as u8 };
        self.to += 1;
    }

    /// Copies a match, as [`super::copy::copy_wide`] does.
    ///
    /// # Safety
    ///
    /// `distance` is at most `to`, and there is room for `length + OVERRUN` bytes.
    #[inline(always)]
    unsafe fn copy(&mut self, distance: usize, length: usize) {
        debug_assert!(distance <= self.to && length + OVERRUN <= self.out.len() - self.to);
        let end = self.to + length;
        let start = self.out.as_mut_ptr();
        // SAFETY: `from` is not before the output and `last` in it, as stated. Each step begins before `last` and
        // touches at most 16 bytes.
        unsafe {
            let (mut to, last) = (start.add(self.to), start.add(end));
            let mut from = to.sub(distance);
            if distance >= 16 {
                loop {
                    to.cast::<[u64; 2]>().write_unaligned(from.cast::<[u64; 2]>().read_unaligned());
                    (to, from) = (to.add(16), from.add(16));
                    if to >= last {
                        break;
                    }
                }
            } else if distance >= 8 {
                while to < last {
                    to.cast::<u64>().write_unaligned(from.cast::<u64>().read_unaligned());
                    (to, from) = (to.add(8), from.add(8));
                }
            } else {
                let [mask, copies, step] = PATTERNS[distance & 7];
                let found = u64::from_le_bytes(from.cast::<[u8; 8]>().read());
                let pattern = (found & mask).wrapping_mul(copies).to_le_bytes();
                while to < last {
                    to.cast::<[u8; 8]>().write(pattern);
                    to = to.add(step as usize);
                }
            }
        }
        self.to = end;
    }
}

/// The base of an entry plus its extra bits, out of the bits that begin with its code.
#[inline(always)]
fn base(entry: u64, seen: u64) -> usize {
    ((entry >> 16) + ((seen & ((1 << (entry & 63)) - 1)) >> (entry >> 8 & 63))) as usize
}

#[cfg(test)]
mod tests {
    use super::super::super::Failure;
    use super::super::block::{Decoder, End};
    use super::{Bits, table};
    use flate2::{Compression, write::DeflateEncoder};
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;
    use std::io::Write;

    /// What a stream gives, with the good bytes of the output.
    fn outcome(stream: &[u8], size: usize, fast: bool) -> (Result<End, Failure>, Vec<u8>) {
        let mut out = vec![0xa5; size];
        let decoder = Decoder::new(Bits::new(stream, 0), &mut out);
        let result = if fast { decoder.run() } else { decoder.carefully().run() };
        out.truncate(result.as_ref().map_or_else(|failure| failure.written, |_| size));
        (result, out)
    }

    fn check(stream: &[u8], size: usize) -> Result<(), TestCaseError> {
        let (fast, careful) = (outcome(stream, size, true), outcome(stream, size, false));
        prop_assert_eq!(fast.0, careful.0);
        prop_assert!(fast.1 == careful.1, "other bytes");
        Ok(())
    }

    /// Runs of bytes of some spread, and of earlier bytes again.
    fn data() -> impl Strategy<Value = Vec<u8>> {
        let run = (any::<u8>(), any::<u8>(), 1..9u32, 1..900usize, 1..40_000usize);
        prop::collection::vec(run, 1..30).prop_map(|runs| {
            let mut data: Vec<u8> = Vec::new();
            let mut seed = 1u32;
            for (kind, base, spread, length, back) in runs {
                for _ in 0..length {
                    seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    let fresh = base.wrapping_add((seed >> 24) as u8 >> (8 - spread));
                    let back = if kind & 1 == 0 { back % 20 + 1 } else { back };
                    let old = data.len().checked_sub(back).map(|at| data[at]);
                    data.push(if kind % 3 == 0 { fresh } else { old.unwrap_or(fresh) });
                }
            }
            data
        })
    }

    fn encode(data: &[u8], level: u32) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(level));
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn entries_of_lengths_are_as_the_margins_suppose() {
        let longest = table::LITLENS[257..286].iter().map(|entry| (entry >> 16) + (1 << (entry & 63)) - 1).max();
        assert_eq!(longest, Some(258));
        let farthest = table::DISTANCES[..30].iter().map(|entry| (entry >> 16) + (1 << (entry & 63)) - 1).max();
        assert_eq!(farthest, Some(32_768));
    }

    /// Miri, which watches every access to memory, takes a thousand times as long.
    const CASES: u32 = if cfg!(miri) { 4 } else { 1000 };

    proptest! {
        #![proptest_config(ProptestConfig { cases: CASES, rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn good_cut_and_damaged_streams_give_what_they_give_carefully(
            data in data(),
            level in 0..10u32,
            flips in prop::collection::vec((any::<prop::sample::Index>(), 0..8u32), 1..5),
            cut in any::<prop::sample::Index>(),
        ) {
            let mut stream = encode(&data, level);
            let (result, out) = outcome(&stream, data.len(), true);
            prop_assert_eq!(result, Ok(End::At(stream.len())));
            prop_assert!(out == data);
            for size in [data.len(), data.len() / 2, data.len() + 500] {
                check(&stream, size)?;
            }
            check(&stream[..cut.index(stream.len())], data.len())?;
            for (at, bit) in flips {
                let at = at.index(stream.len());
                stream[at] ^= 1 << bit;
                check(&stream, data.len())?;
                check(&stream, data.len() + 500)?;
            }
        }

        #[test]
        fn any_bytes_give_what_they_give_carefully(stream in prop::collection::vec(any::<u8>(), 0..400), block in 0..8u8) {
            let mut stream = stream;
            if let Some(first) = stream.first_mut() {
                *first = *first & !7 | block;
            }
            check(&stream, 3000)?;
        }
    }
}
