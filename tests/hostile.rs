//! Damaged and hostile bytes: an answer always, and quickly.

mod support;

use omescope::session::{Depth, Reach};
use omescope::tiff::Defects;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::fs;
use support::{Feed, File, drive, outcome, root};

fn seeds() -> Vec<Vec<u8>> {
    let folder = root().join("tests/fixtures/tiff");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "tif"))
        .map(|path| fs::read(path).unwrap())
        .filter(|bytes| bytes.len() < 6000)
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, rng_seed: RngSeed::Fixed(2026), ..ProptestConfig::default() })]

    #[test]
    fn flipped_bytes_never_panic_and_the_result_hangs_on_nothing_but_the_bytes(
        seed in any::<prop::sample::Index>(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        most in 1u64..200,
    ) {
        let seeds = seeds();
        let mut bytes = seed.get(&seeds).clone();
        for (at, value) in flips {
            let len = bytes.len();
            bytes[at.index(len)] = value;
        }
        for depth in [Depth::Offsets, Depth::Structure] {
            let whole = outcome(depth, &bytes[..], Feed::WHOLE);
            let parts = outcome(depth, &bytes[..], Feed { most, size_known: true, reach: Reach::Network });
            prop_assert_eq!(whole, parts);
        }
    }

    #[test]
    fn noise_behind_a_header_never_panics(noise in prop::collection::vec(any::<u8>(), 0..400), big in any::<bool>()) {
        let mut bytes = if big { b"II\x2b\0\x08\0\0\0\x10\0\0\0\0\0\0\0".to_vec() } else { b"MM\0\x2a\0\0\0\x08".to_vec() };
        bytes.extend(noise);
        let (_, result) = drive(Depth::Structure, &bytes[..], Feed::WHOLE);
        prop_assert!(result.is_ok() || !big);
    }
}

/// Claims to be endless: the same bytes again and again.
struct Endless(Vec<u8>);

impl File for Endless {
    fn size(&self) -> u64 {
        1 << 50
    }

    fn read(&self, start: u64, len: u64) -> Vec<u8> {
        let period = self.0.len() as u64;
        (start..(start + len).min(self.size())).map(|at| self.0[(at % period) as usize]).collect()
    }
}

#[test]
fn a_file_of_one_entry_repeated_for_ever_ends_at_a_cycle_or_a_limit() {
    // Every two bytes say "one entry", so that IFDs can be anywhere.
    for pattern in [&b"II\x2a\0\x0e\0\0\0\x01\0"[..], b"\x01\0", b"\x00", b"II\x2a\0\x08\0\0\0"] {
        let mut start = b"II\x2a\0\x08\0\0\0".to_vec();
        start.extend(pattern);
        let (session, _) = drive(Depth::Structure, &Endless(start), Feed { most: 4096, size_known: true, reach: Reach::Memory });
        assert!(session.breakage().is_some());
    }
}

#[test]
fn sub_ifds_in_sub_ifds_stop_at_the_limits_and_that_is_said() {
    // A BigTIFF whose IFDs each list 65,536 SubIFDs, at ever new places.
    struct Maze;
    impl File for Maze {
        fn size(&self) -> u64 {
            1 << 40
        }
        fn read(&self, start: u64, len: u64) -> Vec<u8> {
            (start..start + len)
                .map(|at| if at < 16 { b"II\x2b\0\x08\0\0\0\x10\0\0\0\0\0\0\0"[at as usize] } else { Self::byte(at) })
                .collect()
        }
    }
    impl Maze {
        /// From 16 on, every 1 MiB plus 16 is an IFD with one entry, SubIFDs of type IFD8, whose values stand behind it.
        fn byte(at: u64) -> u8 {
            let (block, at) = ((at - 16) >> 20, (at - 16) & 0xf_ffff);
            match at {
                0..8 => 1u64.to_le_bytes()[at as usize],
                8..10 => 330u16.to_le_bytes()[at as usize - 8],
                10..12 => 18u16.to_le_bytes()[at as usize - 10],
                12..20 => 65_536u64.to_le_bytes()[at as usize - 12],
                20..28 => ((block << 20) + 16 + 100).to_le_bytes()[at as usize - 20],
                100.. if at < 100 + 8 * 65_536 => {
                    let child = block * 65_536 + 1 + (at - 100) / 8;
                    ((child << 20) + 16).to_le_bytes()[((at - 100) % 8) as usize]
                }
                _ => 0,
            }
        }
    }
    let (session, result) = drive(Depth::Structure, &Maze, Feed { most: u64::MAX, size_known: true, reach: Reach::Disk });
    result.unwrap();
    let structure = session.structure().unwrap();
    println!("{} IFDs found in the maze", session.found());
    assert!(structure.defects.iter().any(|defect| defect.what.contains("limits")), "{:?}", structure.defects.first());
    assert!(session.found() < 70_000);
}

#[test]
fn a_file_made_of_defects_is_counted_and_not_kept() {
    // A chain of IFDs without entries: count 0, then the next pointer.
    let mut bytes = b"II\x2a\0\x08\0\0\0".to_vec();
    for n in 0..5000u32 {
        bytes.extend([0, 0]);
        bytes.extend(if n == 4999 { 0 } else { 8 + (n + 1) * 6 }.to_le_bytes());
    }
    let (session, _) = drive(Depth::Offsets, &bytes[..], Feed::WHOLE);
    assert_eq!(session.offsets().len(), 5000);
    let structure = session.structure().unwrap();
    assert_eq!((structure.defects.len(), structure.defects_omitted), (Defects::MOST, 4000));
}
