use super::*;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// The differences of rows of numbers, as a writer makes them, in the order of the file.
fn differences(values: &[u64], row: usize, samples: usize, bits: u32, endian: Endian) -> Vec<u8> {
    let bytes = (bits / 8) as usize;
    let mut file = Vec::new();
    for row in values.chunks(row) {
        for (i, value) in row.iter().enumerate() {
            let before = if i < samples { 0 } else { row[i - samples] };
            let difference = value.wrapping_sub(before);
            match endian {
                Endian::Little => file.extend(&difference.to_le_bytes()[..bytes]),
                Endian::Big => file.extend(&difference.to_be_bytes()[8 - bytes..]),
            }
        }
    }
    file
}

/// What a writer of predictor 3 makes of rows of values in little-endian order.
fn planes(values: &[u8], row: usize, samples: usize, bytes: usize) -> Vec<u8> {
    let mut file = Vec::new();
    for row in values.chunks_exact(row) {
        let mut planes = vec![0; row.len()];
        let count = row.len() / bytes;
        for (i, byte) in row.iter().enumerate() {
            planes[(bytes - 1 - i % bytes) * count + i / bytes] = *byte;
        }
        for i in (samples..planes.len()).rev() {
            planes[i] = planes[i].wrapping_sub(planes[i - samples]);
        }
        file.extend(planes);
    }
    file
}

fn host(values: &[u64], bits: u32) -> Vec<u8> {
    let bytes = (bits / 8) as usize;
    let native = |value: &u64| match bytes {
        1 => vec![*value as u8],
        2 => (*value as u16).to_ne_bytes().to_vec(),
        4 => (*value as u32).to_ne_bytes().to_vec(),
        _ => value.to_ne_bytes().to_vec(),
    };
    values.iter().flat_map(native).collect()
}

/// A form for vectors, as called by the plain one.
type Weave<const BYTES: usize> = fn([&[u8]; BYTES], &mut [[u8; BYTES]]) -> usize;

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn horizontal_differences_are_undone(values in prop::collection::vec(any::<u64>(), 0..700), width in 1usize..90, samples in 1usize..10, bits in prop::sample::select(vec![8u32, 16, 32, 64]), big in any::<bool>()) {
        let endian = if big { Endian::Big } else { Endian::Little };
        // The last row is rarely complete.
        let mut rows = differences(&values, width * samples, samples, bits, endian);
        undo_horizontal(&mut rows, width, samples, bits, endian).unwrap();
        prop_assert_eq!(rows, host(&values, bits));
    }

    #[test]
    fn the_floating_point_predictor_is_undone(bytes in prop::collection::vec(any::<u8>(), 0..4000), width in 1usize..90, samples in 1usize..8, size in prop::sample::select(vec![2usize, 3, 4, 8])) {
        let row = width * samples * size;
        let values = &bytes[..bytes.len() - bytes.len() % row];
        let mut rows = planes(values, row, samples, size);
        undo_floating_point(&mut rows, width, samples, size as u32 * 8, &mut vec![0; row]).unwrap();
        if cfg!(target_endian = "big") {
            rows.chunks_exact_mut(size).for_each(<[u8]>::reverse);
        }
        prop_assert!(rows == values);
    }

    #[test]
    fn sums_of_vectors_are_those_of_single_bytes(row in prop::collection::vec(any::<u8>(), 0..200)) {
        let check = |samples: usize, sum: fn(&mut [u8])| {
            let (mut wide, mut plain) = (row.clone(), row.clone());
            sum(&mut wide);
            horizontal::plain_u8(&mut plain, samples);
            assert_eq!(wide, plain, "{samples} samples");
        };
        check(1, wide::sum::<1>);
        check(2, wide::sum::<2>);
        check(3, wide::sum::<3>);
        check(4, wide::sum::<4>);
        check(5, wide::sum::<5>);
        check(6, wide::sum::<6>);
        check(7, wide::sum::<7>);
        check(8, wide::sum::<8>);
        check(9, wide::sum::<9>);
        check(16, wide::sum::<16>);
    }

    #[test]
    fn vectors_are_woven_as_single_bytes_are(bytes in prop::collection::vec(any::<u8>(), 0..1200)) {
        fn check<const BYTES: usize>(bytes: &[u8], weave: Weave<BYTES>) {
            let count = bytes.len() / BYTES;
            let planes = floating_point::split::<BYTES>(bytes, count);
            let (mut wide, mut plain) = (vec![[0; BYTES]; count], vec![[0; BYTES]; count]);
            let done = weave(planes, &mut wide);
            assert_eq!(done, count / 16 * 16);
            floating_point::plain(planes, &mut plain, 0);
            assert_eq!(wide[..done], plain[..done]);
        }
        check(&bytes, wide::weave_2);
        check(&bytes, wide::weave_3);
        check(&bytes, wide::weave_4);
        check(&bytes, wide::weave_8);
    }
}

#[test]
fn other_numbers_of_bits_are_refused() {
    for bits in [0, 1, 2, 4, 7, 12, 24, 65, 128] {
        let failure = undo_horizontal(&mut [1, 2, 3, 4], 2, 1, bits, Endian::Little).unwrap_err();
        assert_eq!(failure.what, format!("predictor 2 for values of {bits} bits is not supported"));
    }
    for bits in [0, 8, 12, 48] {
        let failure = undo_floating_point(&mut [1, 2, 3, 4], 2, 1, bits, &mut [0; 4]).unwrap_err();
        assert_eq!(failure.what, format!("predictor 3 for values of {bits} bits is not supported"));
    }
}

#[test]
fn rows_of_no_pixels_and_rows_beyond_all_memory_are_no_trouble() {
    for (width, samples) in [(0, 1), (1, 0), (0, 0)] {
        undo_horizontal(&mut [1, 2, 3], width, samples, 16, Endian::Big).unwrap();
        undo_floating_point(&mut [1, 2, 3], width, samples, 16, &mut []).unwrap();
    }
    undo_horizontal(&mut [1, 2, 3], usize::MAX, 2, 16, Endian::Big).unwrap_err();
    undo_floating_point(&mut [1, 2, 3], usize::MAX, 2, 16, &mut []).unwrap_err();
    undo_floating_point(&mut [1, 2, 3, 4], 1, 1, 32, &mut [0; 3]).unwrap_err();
    // A row that is not complete: horizontal goes as far as it goes, floating point leaves it.
    let mut row = [1, 1, 1, 1, 7];
    undo_horizontal(&mut row, 100, 1, 16, Endian::Little).unwrap();
    assert_eq!(row, [1, 1, 2, 2, 7]);
    let mut row = [1, 2, 3];
    undo_floating_point(&mut row, 1, 1, 32, &mut [0; 4]).unwrap();
    assert_eq!(row, [1, 2, 3]);
}
