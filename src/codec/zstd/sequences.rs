//! `Sequences_Section` (RFC 8878 clause 3.1.1.3.2): its header, its tables, and the codes they stand for.
//!
//! The lints on indices and conversions are off for tables that are built when the crate is compiled, and for those built
//! from a checked [`Distribution`], whose symbols are fewer than the codes.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::as_conversions,
    clippy::indexing_slicing,
    reason = "tables that are built when the crate is compiled, or from a checked distribution of fewer symbols than codes"
)]

use super::fault::{Fault, cut};
use super::fse::{Distribution, STATES, State};

/// A state of a table, packed into one load: baseline, next state, extra bits, bits of the next state.
#[derive(Clone, Copy)]
pub(super) struct Entry(u64);

/// A table of states of one kind of code.
pub(super) struct Table {
    pub(super) entries: [Entry; STATES],
    /// Bits of the first state.
    pub(super) log: u32,
}

/// The three kinds of code.
struct Kind {
    name: &'static str,
    /// Baseline and extra bits of each code.
    codes: &'static [(u32, u8)],
    log_most: u32,
    predefined: &'static Table,
}

/// Where the table of a kind is.
#[derive(Default)]
enum Source {
    /// None was given in this frame yet.
    #[default]
    Unknown,
    Predefined,
    Own,
}

/// The table of one kind.
#[derive(Default)]
struct Slot {
    source: Source,
    own: Option<Box<Table>>,
}

/// The tables of the last block, and the repeat offsets.
#[derive(Default)]
pub(super) struct Sequences {
    literals: Slot,
    offset: Slot,
    matches: Slot,
    /// `Repeated_Offset1` to 3.
    pub(super) repeats: [u32; 3],
}

impl Entry {
    const NONE: Self = Self(0);

    /// A state for a code.
    const fn of(state: State, code: (u32, u8)) -> Self {
        Self((code.0 as u64) << 32 | (state.next as u64) << 16 | (code.1 as u64) << 8 | state.bits as u64)
    }

    /// The number to add to the extra bits.
    #[inline(always)]
    pub(super) fn base(self) -> u32 {
        (self.0 >> 32) as u32
    }

    /// Bits to read and add to the base.
    #[inline(always)]
    pub(super) fn extra(self) -> u32 {
        (self.0 >> 8) as u32 & 0xFF
    }

    /// The number to add to the bits of the next state.
    #[inline(always)]
    pub(super) fn next(self) -> u32 {
        (self.0 >> 16) as u32 & 0xFFFF
    }

    /// Bits to read for the next state.
    #[inline(always)]
    pub(super) fn bits(self) -> u32 {
        self.0 as u32 & 0xFF
    }
}

impl Table {
    /// A table of one state.
    const EMPTY: Self = Self { entries: [Entry::NONE; STATES], log: 0 };

    /// The table of a distribution over some codes.
    const fn of(distribution: &Distribution, codes: &[(u32, u8)]) -> Self {
        let mut table = Self::EMPTY;
        table.fill(distribution, codes);
        table
    }

    /// Becomes the table of a distribution over some codes.
    const fn fill(&mut self, distribution: &Distribution, codes: &[(u32, u8)]) {
        let states = distribution.states();
        let mut at = 0;
        while at < 1 << distribution.log {
            self.entries[at] = Entry::of(states[at], codes[states[at].symbol as usize]);
            at += 1;
        }
        self.log = distribution.log;
    }
}

impl Slot {
    /// Takes over the table that `mode` and the start of `bytes` give, and gives its length there.
    fn parse(&mut self, mode: u8, bytes: &[u8], kind: &Kind) -> Result<usize, Fault> {
        match mode & 3 {
            0 => {
                self.source = Source::Predefined;
                Ok(0)
            }
            1 => {
                let symbol = *bytes.first().ok_or_else(cut)?;
                let code = kind.codes.get(usize::from(symbol));
                let code = *code.ok_or_else(|| format!("Zstandard {} code {symbol} does not exist", kind.name))?;
                let own = self.own();
                own.entries[0] = Entry::of(State::default(), code);
                own.log = 0;
                Ok(1)
            }
            2 => {
                let (distribution, len) = Distribution::parse(bytes, kind.codes.len(), kind.log_most)?;
                self.own().fill(&distribution, kind.codes);
                Ok(len)
            }
            _ if matches!(self.source, Source::Unknown) => {
                Err(format!("Zstandard {} codes refer to a table, and none was given before", kind.name).into())
            }
            _ => Ok(0),
        }
    }

    /// The table that is going to be filled.
    fn own(&mut self) -> &mut Table {
        self.source = Source::Own;
        self.own.get_or_insert_with(|| Box::new(Table::EMPTY))
    }

    /// The table.
    fn table(&self, kind: &Kind) -> &Table {
        match (&self.source, &self.own) {
            (Source::Own, Some(own)) => own,
            _ => kind.predefined,
        }
    }
}

impl Sequences {
    /// Forgets the tables and offsets of another frame.
    pub(super) fn forget(&mut self) {
        for slot in [&mut self.literals, &mut self.offset, &mut self.matches] {
            slot.source = Source::Unknown;
        }
        self.repeats = [1, 4, 8];
    }

    /// Reads the header and the tables at the start of `bytes`: gives the number of sequences and their bit stream, or
    /// `None` if there are none.
    pub(super) fn parse<'a>(&mut self, bytes: &'a [u8]) -> Result<Option<(usize, &'a [u8])>, Fault> {
        let (count, rest) = match *bytes {
            [0] => return Ok(None),
            [0, ..] => return Err("a Zstandard block continues after its last section".into()),
            [first @ 1..=127, ref rest @ ..] => (usize::from(first), rest),
            [first @ 128..=254, second, ref rest @ ..] => ((usize::from(first) - 128) << 8 | usize::from(second), rest),
            [255, low, high, ref rest @ ..] => (usize::from(u16::from_le_bytes([low, high])) + 0x7F00, rest),
            _ => return Err(cut()),
        };
        let (modes, mut rest) = rest.split_first().ok_or_else(cut)?;
        if modes & 3 != 0 {
            return Err("the reserved bits of Zstandard sequences are set".into());
        }
        for (slot, mode, kind) in [
            (&mut self.literals, modes >> 6, &LITERALS),
            (&mut self.offset, modes >> 4, &OFFSET),
            (&mut self.matches, modes >> 2, &MATCH),
        ] {
            let len = slot.parse(mode, rest, kind)?;
            rest = rest.get(len..).ok_or_else(cut)?;
        }
        Ok(Some((count, rest)))
    }

    /// The tables of literals lengths, offsets and match lengths.
    pub(super) fn tables(&self) -> [&Table; 3] {
        [self.literals.table(&LITERALS), self.offset.table(&OFFSET), self.matches.table(&MATCH)]
    }
}

/// Extra bits of each `Literals_Length_Code`.
const LITERALS_EXTRA: [u8; 36] =
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
/// Extra bits of each `Match_Length_Code`.
const MATCH_EXTRA: [u8; 53] = [
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4,
    5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16,
];
/// Extra bits of each `Offset_Code`: its number.
const OFFSET_EXTRA: [u8; 32] = {
    let mut extra = [0; 32];
    let mut code = 0;
    while code < 32 {
        extra[code] = code as u8;
        code += 1;
    }
    extra
};

/// Baselines for codes that cover all numbers from `first` on.
const fn codes<const N: usize>(extra: &[u8; N], first: u32) -> [(u32, u8); N] {
    let mut codes = [(0, 0); N];
    let mut base = first;
    let mut code = 0;
    while code < N {
        codes[code] = (base, extra[code]);
        // The last offset code has no number behind it.
        base = base.wrapping_add(1 << extra[code]);
        code += 1;
    }
    codes
}

const LITERALS_CODES: [(u32, u8); 36] = codes(&LITERALS_EXTRA, 0);
const MATCH_CODES: [(u32, u8); 53] = codes(&MATCH_EXTRA, 3);
const OFFSET_CODES: [(u32, u8); 32] = codes(&OFFSET_EXTRA, 1);

static LITERALS: Kind = Kind { name: "literals length", codes: &LITERALS_CODES, log_most: 9, predefined: &LITERALS_PREDEFINED };
static MATCH: Kind = Kind { name: "match length", codes: &MATCH_CODES, log_most: 9, predefined: &MATCH_PREDEFINED };
static OFFSET: Kind = Kind { name: "offset", codes: &OFFSET_CODES, log_most: 8, predefined: &OFFSET_PREDEFINED };

/// The predefined tables (clause 3.1.1.3.2.2).
static LITERALS_PREDEFINED: Table = Table::of(
    &Distribution::of(
        &[4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1],
        6,
    ),
    &LITERALS_CODES,
);
static MATCH_PREDEFINED: Table = Table::of(
    &Distribution::of(
        &[
            1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
            1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1,
        ],
        6,
    ),
    &MATCH_CODES,
);
static OFFSET_PREDEFINED: Table = Table::of(
    &Distribution::of(&[1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1], 5),
    &OFFSET_CODES,
);
