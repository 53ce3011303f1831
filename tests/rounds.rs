//! What a walk costs over a network, on virtual files as large as real ones. Counts, no clocks.

mod support;

use omescope::session::{Depth, Reach};
use support::{Cost, Feed, File, drive};

/// A BigTIFF with little-endian IFDs of 20 entries at any places, and nothing but zeros elsewhere.
struct Virtual {
    places: Vec<u64>,
    size: u64,
}

const IFD: u64 = 8 + 20 * 20 + 8;

impl Virtual {
    fn new(places: Vec<u64>) -> Self {
        let size = places.iter().max().unwrap() + IFD + 100;
        Self { places, size }
    }

    fn put(buffer: &mut [u8], start: u64, at: u64, bytes: &[u8]) {
        for (byte, at) in bytes.iter().zip(at..) {
            if let Some(slot) = at.checked_sub(start).and_then(|at| buffer.get_mut(at as usize)) {
                *slot = *byte;
            }
        }
    }
}

impl File for Virtual {
    fn size(&self) -> u64 {
        self.size
    }

    fn read(&self, start: u64, len: u64) -> Vec<u8> {
        let end = (start + len).min(self.size);
        let mut buffer = vec![0; end.saturating_sub(start) as usize];
        Self::put(&mut buffer, start, 0, b"II\x2b\0\x08\0\0\0");
        Self::put(&mut buffer, start, 8, &self.places[0].to_le_bytes());
        for (index, at) in self.places.iter().enumerate().filter(|(_, at)| **at < end && **at + IFD > start) {
            Self::put(&mut buffer, start, *at, &20u64.to_le_bytes());
            let next = self.places.get(index + 1).copied().unwrap_or(0);
            Self::put(&mut buffer, start, *at + IFD - 8, &next.to_le_bytes());
        }
        buffer
    }
}

fn cost(file: &Virtual, reach: Reach) -> Cost {
    let (session, result) = drive(Depth::Offsets, file, Feed { most: u64::MAX, size_known: true, reach });
    assert_eq!(session.offsets(), file.places);
    result.unwrap()
}

#[test]
fn ifds_together_at_the_end_need_few_requests() {
    let file = Virtual::new((0..20_000).map(|n| 3_000_000_000 + n * IFD).collect());
    let cost = cost(&file, Reach::Network);
    println!("20,000 IFDs together: {cost:?}");
    assert!(cost.requests <= 12, "{cost:?}");
    assert!(cost.bytes < 2 * 20_000 * IFD, "{cost:?}");
}

#[test]
fn ifds_that_alternate_with_equal_blocks_need_few_rounds() {
    let file = Virtual::new((0..1036).map(|n| 16 + n * (512 * 512 * 2 + IFD)).collect());
    let cost = cost(&file, Reach::Network);
    println!("1,036 IFDs half a megabyte apart: {cost:?}");
    assert!(cost.rounds <= 10, "{cost:?}");
    assert!(cost.bytes < 4_000_000, "{cost:?}");
}

#[test]
fn a_first_ifd_that_stands_apart_does_not_hide_the_stride() {
    let places = std::iter::once(16).chain((0..1035).map(|n| 777_777 + n * 600_000)).collect();
    let cost = cost(&Virtual::new(places), Reach::Network);
    assert!(cost.rounds <= 11, "{cost:?}");
}

#[test]
fn a_chain_that_runs_backwards_is_read_in_windows_too() {
    let file = Virtual::new((0..20_000).rev().map(|n| 1_000_000 + n * IFD).collect());
    let cost = cost(&file, Reach::Network);
    assert!(cost.requests <= 14, "{cost:?}");
}

#[test]
fn ifds_at_irregular_distances_cost_a_small_request_each() {
    let mut at = 16;
    let places = (0..500u64)
        .map(|n| {
            at += 300_000 + n * n % 7919 * 8;
            at
        })
        .collect();
    let cost = cost(&Virtual::new(places), Reach::Network);
    assert!(cost.requests <= 520, "{cost:?}");
    assert!(cost.bytes <= 700 * 1024, "{cost:?}");
}

#[test]
fn wrong_guesses_never_change_the_result() {
    // Equal steps that break off, again and again, and IFD-like zeros where guesses land.
    let mut at = 16;
    let places: Vec<u64> = (0..300u64)
        .map(|n| {
            at += if n % 20 < 17 { 200_000 } else { 77_777 + n };
            at
        })
        .collect();
    let file = Virtual::new(places);
    for reach in [Reach::Memory, Reach::Disk, Reach::Network] {
        cost(&file, reach);
    }
}
