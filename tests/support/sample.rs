//! What is exhaustive is a sample in `npm test` and whole in `npm test -- all`; each time it is said which.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;
use std::io::Write;

const SEED: u64 = 7;

/// Whether everything is to be done: `OMESCOPE_TESTS=all`, which `npm test -- all` sets.
pub fn is_whole() -> bool {
    std::env::var("OMESCOPE_TESTS").is_ok_and(|tests| tests == "all")
}

/// So many of the items, the same ones each time, in their order: of each kind one at least, then of all kinds in turn.
/// Which ones hangs on their names alone, so that one more item does not exchange the others.
pub fn sample<T, K: Ord, N: Display>(
    what: &str,
    items: Vec<T>,
    most: usize,
    name: impl Fn(&T) -> N,
    kind: impl Fn(&T) -> K,
) -> Vec<T> {
    let of = items.len();
    let chosen: BTreeSet<usize> = if is_whole() { (0..of).collect() } else { choose(&items, most, name, kind) };
    say(what, chosen.len(), of);
    items.into_iter().enumerate().filter(|(at, _)| chosen.contains(at)).map(|(_, item)| item).collect()
}

fn choose<T, K: Ord, N: Display>(items: &[T], most: usize, name: impl Fn(&T) -> N, kind: impl Fn(&T) -> K) -> BTreeSet<usize> {
    let mut kinds: BTreeMap<K, Vec<(u64, usize)>> = BTreeMap::new();
    for (at, item) in items.iter().enumerate() {
        kinds.entry(kind(item)).or_default().push((hash(&name(item).to_string()), at));
    }
    kinds.values_mut().for_each(|items| items.sort_unstable());
    let mut chosen = BTreeSet::new();
    // Ends with the largest kind.
    for round in 0..items.len() {
        for (_, at) in kinds.values().filter_map(|items| items.get(round)) {
            if round == 0 || chosen.len() < most {
                chosen.insert(*at);
            }
        }
    }
    chosen
}

/// Places in something long, as where to cut it: how many were looked at, of how many that there are.
#[derive(Default)]
pub struct Places {
    looked_at: usize,
    of: usize,
}

impl Places {
    /// At most about so many of the places below `len`: those at both ends, where headers and trailers are, and any between.
    pub fn below(&mut self, len: usize, most: usize) -> Vec<usize> {
        let ends = (most / 4).max(1);
        let is_chosen = |at: usize| {
            let near_end = at < ends || at + ends >= len;
            near_end || hash(&at.to_string()) % (len as u64) < most.saturating_sub(2 * ends) as u64
        };
        let places: Vec<usize> = (0..len).filter(|at| is_whole() || is_chosen(*at)).collect();
        self.looked_at += places.len();
        self.of += len;
        places
    }

    pub fn say(&self, what: &str) {
        say(what, self.looked_at, self.of);
    }
}

/// How many cases a property is tried on.
pub fn cases(what: &str, sampled: u32, whole: u32) -> u32 {
    let cases = if is_whole() { whole } else { sampled };
    say(what, cases as usize, whole as usize);
    cases
}

/// Says what was done of all there is: past the capture of output, so that it is seen of tests that pass.
pub fn say(what: &str, done: usize, all: usize) {
    let line = match done == all {
        true => format!("whole: {what}: all {all}\n"),
        false => format!("sampled: {what}: {done} of {all} (seed {SEED}; npm test -- all does all)\n"),
    };
    // Nobody to tell is no failure of the test.
    let _ = std::io::stderr().write_all(line.as_bytes());
}

/// FNV-1a, then the last step of SplitMix64, since names that end alike must not be alike.
fn hash(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let mut hash = text.bytes().fold(0xcbf2_9ce4_8422_2325 ^ SEED, step);
    hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ hash >> 31
}
