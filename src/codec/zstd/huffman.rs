//! Huffman codes of literals (RFC 8878 clause 4.2).
//!
//! The lints on indices, sums and conversions are off as this is the inner loop: a table is indexed by 11 bits and has
//! 2048 entries, an entry takes at most 11 bits, and the offsets of the streams go down by at most 7 in each of a number
//! of rounds that is computed from them. What the compiler cannot see of that it tests.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "inner loops; indices and offsets are bounded as the text above says"
)]

use super::bits::{Backward, load};
use super::fault::{Fault, cut};
use super::fse::Distribution;

/// `Max_Number_of_Bits` of a code.
const BITS: u32 = 11;
/// Entries of a table: shorter codes have several.
const ENTRIES: usize = 1 << BITS;
/// Most weights: the last symbol has none.
const WEIGHTS: usize = 255;
/// Symbols of each stream per round: as many codes as a window of 64 bits holds in any case.
const ROUND: usize = 5;

/// A table from the next 11 bits to a symbol (upper byte) and the length of its code (lower byte).
pub(super) struct Table([u16; ENTRIES]);

/// The weights of the symbols: 0 for none, otherwise the higher the shorter the code.
struct Weights {
    weights: [u8; WEIGHTS + 1],
    len: usize,
}

impl Table {
    /// A table of no code.
    pub(super) fn empty() -> Self {
        Self([0; ENTRIES])
    }

    /// Takes over the `Huffman_Tree_Description` at the start of `bytes` and gives its length.
    pub(super) fn parse(&mut self, bytes: &[u8]) -> Result<usize, Fault> {
        let (header, rest) = bytes.split_first().ok_or_else(cut)?;
        let header = usize::from(*header);
        let (weights, len) = if header < 128 {
            (Weights::compressed(rest.get(..header).ok_or_else(cut)?)?, header)
        } else {
            let len = (header - 127).div_ceil(2);
            (Weights::direct(rest.get(..len).ok_or_else(cut)?, header - 127), len)
        };
        self.fill(weights)?;
        Ok(len + 1)
    }

    /// Gives every symbol its code (clause 4.2.1.3): longer codes first, and in the order of the symbols.
    fn fill(&mut self, mut weights: Weights) -> Result<(), Fault> {
        let bits = weights.complete()?;
        let mut counts = [0usize; BITS as usize + 2];
        for weight in &weights.weights[..weights.len] {
            counts[usize::from(*weight)] += 1;
        }
        let mut next = [0usize; BITS as usize + 2];
        let mut at = 0;
        for weight in 1..=bits as usize {
            next[weight] = at;
            at += counts[weight] << (weight - 1 + (BITS - bits) as usize);
        }
        for (symbol, weight) in weights.weights[..weights.len].iter().enumerate().filter(|(_, weight)| **weight != 0) {
            let entries = 1 << (usize::from(*weight) - 1 + (BITS - bits) as usize);
            let start = next[usize::from(*weight)];
            next[usize::from(*weight)] += entries;
            self.0[start..start + entries].fill((symbol as u16) << 8 | (bits as u16 + 1 - u16::from(*weight)));
        }
        Ok(())
    }

    /// Fills `out` from one stream.
    pub(super) fn decode_one(&self, bytes: &[u8], out: &mut [u8]) -> Result<(), Fault> {
        self.finish(Backward::new(bytes)?, out)
    }

    /// Fills `out`, of at least 6 bytes, from four streams behind their jump table (clause 3.1.1.3.1.6).
    pub(super) fn decode_four(&self, bytes: &[u8], out: &mut [u8]) -> Result<(), Fault> {
        let (jumps, streams) = bytes.split_at_checked(6).ok_or_else(cut)?;
        let jump = |at: usize| usize::from(u16::from_le_bytes([jumps[at], jumps[at + 1]]));
        let (first, rest) = streams.split_at_checked(jump(0)).ok_or_else(cut)?;
        let (second, rest) = rest.split_at_checked(jump(2)).ok_or_else(cut)?;
        let (third, fourth) = rest.split_at_checked(jump(4)).ok_or_else(cut)?;
        let segment = out.len().div_ceil(4);
        let (a, rest) = out.split_at_mut(segment);
        let (b, rest) = rest.split_at_mut(segment);
        let (c, d) = rest.split_at_mut(segment);
        self.interleaved(streams, [first, second, third, fourth], [a, b, c, d])
    }

    /// Decodes four streams, which lie behind one another in `all`, at a time as long as each has whole rounds, and then
    /// one after the other.
    fn interleaved(&self, all: &[u8], streams: [&[u8]; 4], mut outs: [&mut [u8]; 4]) -> Result<(), Fault> {
        let second = streams[0].len();
        let third = second + streams[1].len();
        let bases = [0, second, third, third + streams[2].len()];
        let mut starts = [0; 4];
        let mut used = [0; 4];
        for stream in 0..4 {
            (starts[stream], used[stream]) = Backward::new(streams[stream])?.place();
        }
        let mut done = 0;
        // Ends: a turn has at least one round, and the output is limited.
        loop {
            let room = outs.iter().map(|out| (out.len() - done) / ROUND).min().unwrap_or(0);
            let rounds = starts.iter().map(|start| start / 7).min().unwrap_or(0).min(room);
            if rounds == 0 {
                break;
            }
            let chunk = done..done + rounds * ROUND;
            let [a, b, c, d] = &mut outs;
            let chunks = [&mut a[chunk.clone()], &mut b[chunk.clone()], &mut c[chunk.clone()], &mut d[chunk.clone()]];
            let mut places: [usize; 4] = std::array::from_fn(|stream| bases[stream] + starts[stream]);
            self.rounds(all, &mut places, &mut used, chunks);
            starts = std::array::from_fn(|stream| places[stream] - bases[stream]);
            done = chunk.end;
        }
        for (stream, out) in outs.into_iter().enumerate() {
            self.finish(Backward::resume(streams[stream], starts[stream], used[stream]), &mut out[done..])?;
        }
        Ok(())
    }

    /// Decodes whole rounds. The window of a stream is held shifted, with a 1 behind its last bit that counts the shifts.
    fn rounds(&self, all: &[u8], places: &mut [usize; 4], used: &mut [u32; 4], outs: [&mut [u8]; 4]) {
        let [a, b, c, d] = outs.map(|out| out.as_chunks_mut::<ROUND>().0);
        let mut at = *places;
        let mut windows = [0; 4];
        for stream in 0..4 {
            windows[stream] = (load(all, at[stream]) | 1) << used[stream];
        }
        for (((a, b), c), d) in a.iter_mut().zip(b).zip(c).zip(d) {
            for (((a, b), c), d) in a.iter_mut().zip(b).zip(c).zip(d) {
                for (window, symbol) in windows.iter_mut().zip([a, b, c, d]) {
                    let entry = self.0[(*window >> (64 - BITS)) as usize];
                    *window <<= entry & 63;
                    *symbol = (entry >> 8) as u8;
                }
            }
            for stream in 0..4 {
                let used = windows[stream].trailing_zeros();
                at[stream] -= (used >> 3) as usize;
                windows[stream] = (load(all, at[stream]) | 1) << (used & 7);
            }
        }
        *places = at;
        *used = windows.map(u64::trailing_zeros);
    }

    /// Fills `out` with the rest of one stream, which must end with it.
    fn finish(&self, mut stream: Backward<'_>, out: &mut [u8]) -> Result<(), Fault> {
        for round in out.chunks_mut(ROUND) {
            stream.refill();
            for symbol in round {
                let entry = self.0[stream.peek(BITS) % ENTRIES];
                stream.skip(u32::from(entry & 0xFF));
                *symbol = (entry >> 8) as u8;
            }
        }
        stream.refill();
        if stream.finished() { Ok(()) } else { Err("a Zstandard literals stream does not end with its last literal".into()) }
    }
}

impl Weights {
    /// Weights of four bits each (clause 4.2.1.1).
    fn direct(bytes: &[u8], len: usize) -> Self {
        let mut weights = [0; WEIGHTS + 1];
        for (pair, byte) in weights.chunks_mut(2).zip(bytes) {
            pair.copy_from_slice(&[byte >> 4, byte & 15]);
        }
        Self { weights, len }
    }

    /// Weights in two interleaved FSE streams (clause 4.2.1.2).
    fn compressed(bytes: &[u8]) -> Result<Self, Fault> {
        let (distribution, len) = Distribution::parse(bytes, 16, 6)?;
        let states = distribution.states();
        let mut stream = Backward::new(&bytes[len..])?;
        let mut now = stream.read(distribution.log) as usize;
        let mut other = stream.read(distribution.log) as usize;
        let mut weights = [0; WEIGHTS + 1];
        // Ends: each turn gives a weight, and there is an end to those.
        for at in 0..WEIGHTS - 1 {
            let state = states[now % states.len()];
            weights[at] = state.symbol;
            stream.refill();
            now = usize::from(state.next) + stream.read(u32::from(state.bits)) as usize;
            if stream.overread() {
                weights[at + 1] = states[other % states.len()].symbol;
                return Ok(Self { weights, len: at + 2 });
            }
            std::mem::swap(&mut now, &mut other);
        }
        Err("a Zstandard Huffman tree has too many weights".into())
    }

    /// Adds the last weight, which makes the sum a power of two, and gives the length of the longest code.
    fn complete(&mut self) -> Result<u32, Fault> {
        let given = &self.weights[..self.len];
        if given.iter().any(|weight| u32::from(*weight) > BITS) {
            return Err(format!("a Zstandard Huffman code is longer than {BITS} bits").into());
        }
        let sum: u32 = given.iter().map(|weight| (1 << weight) >> 1).sum();
        let bits = 32 - sum.leading_zeros();
        let left = (1u32 << bits) - sum;
        let ones = given.iter().filter(|weight| **weight == 1).count() + usize::from(left == 1);
        if sum == 0 || bits > BITS || !left.is_power_of_two() || ones < 2 || self.len > WEIGHTS {
            return Err("a Zstandard Huffman tree does not add up".into());
        }
        self.weights[self.len] = (left.trailing_zeros() + 1) as u8;
        self.len += 1;
        Ok(bits)
    }
}
