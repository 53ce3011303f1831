//! The blocks of a stream: their headers and codes (RFC 1951 sections 3.2.3 to 3.2.7).
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "sizes are those of the fields they are read from; `written` never exceeds `out`"
)]

use super::super::Failure;
use super::bits::Bits;
use super::careful::{self, Pause, cut};
use super::fast;
use super::table::{self, DISTANCE_BITS, LITLEN_BITS, PRECODE_BITS, PRECODE_SIZE, Shape, Tables};

/// What is wrong with a stream that ends well and too soon.
pub(super) const TOO_LITTLE: &str = "stream has too little data";

/// Where a stream was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Its last block ends with the output and before this byte.
    At(usize),
    /// It goes on behind the output.
    Beyond,
}

/// A stream on its way into a slice.
pub(super) struct Decoder<'a, 'b> {
    bits: Bits<'a>,
    out: &'b mut [u8],
    /// Good bytes of `out`.
    written: usize,
    tables: Tables,
    /// Off only where tests compare the two ways.
    fast: bool,
}

impl<'a, 'b> Decoder<'a, 'b> {
    pub(super) fn new(bits: Bits<'a>, out: &'b mut [u8]) -> Self {
        Self { bits, out, written: 0, tables: Tables::new(), fast: true }
    }

    /// Decodes symbol by symbol only.
    #[cfg(test)]
    pub(super) fn carefully(self) -> Self {
        Self { fast: false, ..self }
    }

    /// Decodes block by block. Ends, as each takes at least three bits.
    pub(super) fn run(mut self) -> Result<End, Failure> {
        loop {
            let last = self.take(1)? != 0;
            let pause = match self.take(2)? {
                0 => self.stored()?,
                1 => {
                    self.tables.set_fixed();
                    self.symbols()?
                }
                2 => {
                    self.codes()?;
                    self.symbols()?
                }
                _ => return Err(self.failure("block of the reserved type 3")),
            };
            if pause == Pause::Full {
                return Ok(End::Beyond);
            }
            if last && self.written < self.out.len() {
                return Err(self.failure(TOO_LITTLE));
            }
            if last {
                return Ok(End::At(self.bits.used()));
            }
        }
    }

    /// A block of bytes as they are (RFC 1951 section 3.2.4).
    fn stored(&mut self) -> Result<Pause, Failure> {
        let at = self.bits.align();
        let input: &'a [u8] = self.bits.input;
        let Some(&[a, b, c, d]) = input[at..].first_chunk() else { return Err(cut(&self.bits, self.written)) };
        let len = u16::from_le_bytes([a, b]);
        if len != !u16::from_le_bytes([c, d]) {
            return Err(self.failure("stored block whose LEN and NLEN differ"));
        }
        let len = usize::from(len);
        let bytes = &input[at + 4..];
        let room = self.out.len() - self.written;
        let most = len.min(bytes.len()).min(room);
        self.out[self.written..self.written + most].copy_from_slice(&bytes[..most]);
        self.written += most;
        self.bits.at = at + 4 + most;
        match most {
            _ if most == len => Ok(Pause::EndOfBlock),
            _ if most == room => Ok(Pause::Full),
            _ => Err(cut(&self.bits, self.written)),
        }
    }

    /// The symbols of a block up to its end. Ends, as each takes at least one bit.
    fn symbols(&mut self) -> Result<Pause, Failure> {
        loop {
            if self.fast && fast::symbols(&mut self.bits, &self.tables, self.out, &mut self.written)? {
                return Ok(Pause::EndOfBlock);
            }
            if let Some(pause) = careful::symbol(&mut self.bits, &self.tables, self.out, &mut self.written)? {
                return Ok(pause);
            }
        }
    }

    /// Reads the codes of a block (RFC 1951 section 3.2.7).
    fn codes(&mut self) -> Result<(), Failure> {
        let litlens = self.take(5)? as usize + 257;
        let distances = self.take(5)? as usize + 1;
        if litlens > 286 || distances > 30 {
            return Err(self.failure("block with more than 286 literal/length or 30 distance codes"));
        }
        let precode = self.precode()?;
        let lengths = self.lengths(&precode, litlens + distances)?;
        let (litlens, distances) = lengths[..litlens + distances].split_at(litlens);
        if litlens[256] == 0 {
            return Err(self.failure("block without a code for its end"));
        }
        self.tables.fixed = false;
        let shape = table::build(&mut self.tables.litlen, LITLEN_BITS, &table::LITLENS, litlens);
        self.check(shape, "literal/length")?;
        let shape = table::build(&mut self.tables.distance, DISTANCE_BITS, &table::DISTANCES, distances);
        self.check(shape, "distance")
    }

    /// The code that the lengths of the codes are written in.
    fn precode(&mut self) -> Result<[u32; PRECODE_SIZE], Failure> {
        const ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
        let count = self.take(4)? as usize + 4;
        let mut lengths = [0; 19];
        for place in &ORDER[..count] {
            lengths[*place] = self.take(3)? as u8;
        }
        let mut precode = [0; PRECODE_SIZE];
        match table::build(&mut precode, PRECODE_BITS, &table::PRECODES, &lengths) {
            Shape::Complete => Ok(precode),
            _ => Err(self.failure("code lengths in a code that is not complete")),
        }
    }

    /// The lengths of all codes of a block.
    fn lengths(&mut self, precode: &[u32; PRECODE_SIZE], count: usize) -> Result<[u8; 286 + 30], Failure> {
        let mut lengths = [0; 286 + 30];
        let mut known = 0;
        while known < count {
            self.bits.refill();
            let entry = precode[(self.bits.buffer & (PRECODE_SIZE as u64 - 1)) as usize];
            if entry & 63 > self.bits.count {
                return Err(cut(&self.bits, self.written));
            }
            self.bits.skip(entry & 63);
            let length = entry >> 16;
            if length < 16 {
                lengths[known] = length as u8;
                known += 1;
                continue;
            }
            let (length, times) = match length {
                16 if known == 0 => return Err(self.failure("code length that repeats none")),
                16 => (lengths[known - 1], self.take(2)? + 3),
                17 => (0, self.take(3)? + 3),
                _ => (0, self.take(7)? + 11),
            };
            let Some(places) = lengths[..count].get_mut(known..known + times as usize) else {
                return Err(self.failure("more code lengths than codes"));
            };
            places.fill(length);
            known += times as usize;
        }
        Ok(lengths)
    }

    fn check(&self, shape: Shape, which: &str) -> Result<(), Failure> {
        match shape {
            Shape::OverSubscribed => Err(self.failure(format!("over-subscribed {which} code"))),
            Shape::Incomplete => Err(self.failure(format!("incomplete {which} code"))),
            Shape::Complete | Shape::Single | Shape::Empty => Ok(()),
        }
    }

    fn take(&mut self, bits: u32) -> Result<u32, Failure> {
        self.bits.take(bits).ok_or_else(|| cut(&self.bits, self.written))
    }

    fn failure(&self, what: impl Into<std::borrow::Cow<'static, str>>) -> Failure {
        Failure::new(self.bits.used(), self.written, what)
    }
}
