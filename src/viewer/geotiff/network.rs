//! The requests of geotiff.js over HTTP, where it reads in blocks: a cache of them that nothing leaves, and tasks that read side by side.

use crate::tiff::Survey;
use crate::viewer::TiffFile;
use crate::viewer::versions::Geotiff;
use serde::Serialize;
use std::collections::{BTreeSet, HashSet, VecDeque};

/// Connections of a browser to one host.
const CONNECTIONS: u64 = 6;
/// Bytes a millisecond at 100 Mbit/s.
const SPEED: u64 = 12_500;

/// Round-trip times that are told of, in milliseconds.
pub const ROUND_TRIPS: [u64; 3] = [20, 50, 100];

/// What one step takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Requests.
    pub requests: u64,
    /// Bytes of all answers.
    pub bytes: u64,
    /// Sets of requests, each waiting for answers of the one before.
    pub rounds: u64,
    /// Milliseconds at round-trip times of 20, 50 and 100 ms, with six connections and 100 Mbit/s.
    pub milliseconds: [u64; 3],
}

impl Step {
    /// What both take, one after the other.
    #[must_use]
    pub fn and(self, after: Self) -> Self {
        let [a, b, c] = self.milliseconds;
        let [d, e, f] = after.milliseconds;
        Self {
            requests: self.requests.saturating_add(after.requests),
            bytes: self.bytes.saturating_add(after.bytes),
            rounds: self.rounds.saturating_add(after.rounds),
            milliseconds: [a.saturating_add(d), b.saturating_add(e), c.saturating_add(f)],
        }
    }
}

/// Something that is read.
#[derive(Clone, Debug)]
pub enum Work {
    /// The header of the file.
    Header,
    /// An IFD of the main chain: without offsets all before it, too.
    Main(usize),
    /// A SubIFD.
    Sub(usize),
    /// Ranges that are asked for together.
    Together(Vec<(u64, u64)>),
    /// A range that is read before the next one.
    One(u64, u64),
    /// An IFD is parsed now.
    Parsed(usize),
}

/// Things that are read one after the other.
pub type Task = VecDeque<Work>;

/// What has been read so far.
pub struct Network<'a> {
    file: &'a TiffFile,
    offsets: bool,
    size: u64,
    /// Bytes of a block.
    block: u64,
    blocks: HashSet<u64>,
    parsed: HashSet<usize>,
    /// IFDs that some task is reading.
    begun: HashSet<usize>,
    big: bool,
    entry_len: u64,
}

impl<'a> Network<'a> {
    /// A browser that has read nothing yet; `None` of what is no TIFF, or of unknown size, or is not read in blocks. `offsets`: whether the places of all IFDs
    /// are known, as from `offsets.json`.
    pub fn new(file: &'a TiffFile, geotiff: &Geotiff, offsets: bool) -> Option<Self> {
        let header = file.header?;
        Some(Self {
            file,
            offsets,
            size: file.size?,
            block: geotiff.block?,
            blocks: HashSet::new(),
            parsed: HashSet::new(),
            begun: HashSet::new(),
            big: header.big,
            entry_len: header.entry_len(),
        })
    }

    /// Does some tasks side by side, and says what that took; `None` where they come to nothing.
    pub fn run(&mut self, mut tasks: Vec<Task>) -> Option<Step> {
        let mut step = Step::default();
        if !self.offsets {
            self.add_walk(&mut tasks);
        }
        // Ends: every turn fetches blocks that were not there, or is the last.
        loop {
            let mut wanted = BTreeSet::new();
            let mut moved = true;
            // Ends: it goes on while works are taken off, of which there are only so many.
            while moved {
                moved = false;
                wanted.clear();
                for task in &mut tasks {
                    moved |= self.advance(task, &mut wanted);
                }
            }
            if wanted.is_empty() {
                let done = tasks.iter().all(VecDeque::is_empty);
                return done.then_some(step);
            }
            self.fetch(&wanted, &mut step);
        }
    }

    /// The walk along the chain that all tasks wait for.
    fn add_walk(&self, tasks: &mut Vec<Task>) {
        let goal = |work: &Work| if let Work::Main(ifd) = work { Some(*ifd) } else { None };
        let last = tasks.iter().flatten().filter_map(goal).max();
        let header = tasks.iter().flatten().any(|work| matches!(work, Work::Header));
        let walk = (0..=last.unwrap_or(0)).filter(|ifd| !self.parsed.contains(ifd)).map(Work::Main);
        tasks.push(header.then_some(Work::Header).into_iter().chain(walk).collect());
    }

    /// Takes off what can be done with the blocks that are here. Whether anything was; what is missing goes to `wanted`.
    fn advance(&mut self, task: &mut Task, wanted: &mut BTreeSet<u64>) -> bool {
        let Some(work) = task.front().cloned() else { return false };
        match work {
            Work::Header => self.one(task, 0, 1024, wanted),
            Work::One(at, len) => self.one(task, at, len, wanted),
            Work::Together(ranges) => {
                let missing: Vec<u64> = ranges.iter().flat_map(|(at, len)| self.missing(*at, *len)).collect();
                self.take(task, missing, wanted)
            }
            Work::Parsed(ifd) => {
                self.parsed.insert(ifd);
                task.pop_front().is_some()
            }
            Work::Main(ifd) => {
                let before = ifd.checked_sub(1).is_none_or(|before| self.offsets || self.parsed.contains(&before));
                self.parse(task, ifd, before)
            }
            Work::Sub(ifd) => self.parse(task, ifd, true),
        }
    }

    fn one(&self, task: &mut Task, at: u64, len: u64, wanted: &mut BTreeSet<u64>) -> bool {
        let missing = self.missing(at, len);
        self.take(task, missing, wanted)
    }

    fn take(&self, task: &mut Task, missing: Vec<u64>, wanted: &mut BTreeSet<u64>) -> bool {
        if missing.is_empty() {
            return task.pop_front().is_some();
        }
        wanted.extend(missing);
        false
    }

    /// Puts the reads of an IFD in its place, unless it is read already, or some other task is at it.
    fn parse(&mut self, task: &mut Task, ifd: usize, may: bool) -> bool {
        if self.parsed.contains(&ifd) {
            return task.pop_front().is_some();
        }
        let Some(survey) = self.file.survey(ifd).filter(|_| may && !self.begun.contains(&ifd)) else { return false };
        self.begun.insert(ifd);
        task.pop_front();
        task.push_front(Work::Parsed(ifd));
        for (at, len) in self.reads_of(survey).into_iter().rev() {
            task.push_front(Work::One(at, len));
        }
        true
    }

    /// The reads of an IFD: a piece, all of it where that is longer, then values that are not in it.
    fn reads_of(&self, survey: &Survey) -> Vec<(u64, u64)> {
        let piece: u64 = if self.big { 4048 } else { 1024 };
        let whole = survey.entries.saturating_mul(self.entry_len).saturating_add(if self.big { 16 } else { 6 });
        let mut reads = vec![(survey.offset, piece)];
        if whole > piece {
            reads.push((survey.offset, whole));
        }
        let end = survey.offset.saturating_add(piece.max(whole));
        let outside =
            survey.externals.iter().filter(|values| values.at < survey.offset || values.at.saturating_add(values.len) > end);
        reads.extend(outside.map(|values| (values.at, values.len)));
        reads
    }

    /// The blocks of a range that are not here.
    fn missing(&self, at: u64, len: u64) -> Vec<u64> {
        let end = at.saturating_add(len).min(self.size);
        let first = at.checked_div(self.block).unwrap_or(0);
        (first..end.div_ceil(self.block).max(first)).filter(|block| !self.blocks.contains(block)).collect()
    }

    /// Fetches blocks: neighbours in one request.
    fn fetch(&mut self, wanted: &BTreeSet<u64>, step: &mut Step) {
        let (mut requests, mut bytes) = (0u64, 0u64);
        for block in wanted {
            let start = block.saturating_mul(self.block);
            bytes = bytes.saturating_add(self.size.saturating_sub(start).min(self.block));
            let next = block.saturating_add(1);
            if !wanted.contains(&next) {
                requests = requests.saturating_add(1);
                // The last byte of a range is counted as if it were the first one behind it.
                bytes = bytes.saturating_add(u64::from(next.saturating_mul(self.block) < self.size));
            }
        }
        self.blocks.extend(wanted);
        step.requests = step.requests.saturating_add(requests);
        step.bytes = step.bytes.saturating_add(bytes);
        step.rounds = step.rounds.saturating_add(1);
        for (time, round_trip) in step.milliseconds.iter_mut().zip(ROUND_TRIPS) {
            let trips = requests.div_ceil(CONNECTIONS).saturating_mul(round_trip);
            *time = time.saturating_add(trips).saturating_add(bytes / SPEED);
        }
    }
}
