use super::plain::*;
use super::*;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use weezl::{BitOrder, encode::Encoder};

/// Miri, which watches every access to memory, takes a thousand times as long.
const CASES: u32 = if cfg!(miri) { 4 } else { 1000 };

/// As libtiff writes it.
fn encoded(data: &[u8]) -> Vec<u8> {
    Encoder::with_tiff_size_switch(BitOrder::Msb, 8).encode(data).unwrap()
}

/// As the older writers did.
fn encoded_old(data: &[u8]) -> Vec<u8> {
    Encoder::new(BitOrder::Lsb, 8).encode(data).unwrap()
}

/// Codes as bits, with the widths that a decoder expects.
fn packed(codes: &[usize], order: Order) -> Vec<u8> {
    let (mut bytes, mut bit) = (Vec::new(), 0usize);
    let (mut next, mut width, mut empty) = (FIRST, 9u32, true);
    for &code in codes {
        for i in 0..width {
            if bit.is_multiple_of(8) {
                bytes.push(0u8);
            }
            let (from, to) = match order {
                Order::Msb => (width - 1 - i, 7 - bit % 8),
                Order::Lsb => (i, bit % 8),
            };
            *bytes.last_mut().unwrap() |= ((code >> from & 1) as u8) << to;
            bit += 1;
        }
        if code == CLEAR {
            (next, width, empty) = (FIRST, 9, true);
        } else {
            next = (next + usize::from(!empty)).min(MOST);
            empty = false;
            while width < 12 && next >= order.limit(width) {
                width += 1;
            }
        }
    }
    bytes
}

/// Bytes in which some strings come again and others do not.
fn sample(len: usize, noise: u64) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15u64;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    (0..len).map(|i| ((i / 50) as u64 + next() % (noise + 1)) as u8).collect()
}

type Outcome = (Result<(), Failure>, Vec<u8>);

fn fast(input: &[u8], size: usize) -> Outcome {
    // With memory behind the output that must stay as it is.
    let mut out = vec![0xaa; size + 5000];
    let result = decode(input, &mut out[..size]);
    assert!(out.drain(size..).all(|byte| byte == 0xaa), "the output was exceeded");
    (result, out)
}

fn plain(input: &[u8], size: usize) -> Outcome {
    let mut out = vec![0xaa; size];
    (Decoder::new(input, &mut out, Order::of(input)).run(), out)
}

/// Both forms agree in the result and in the good bytes; gives what they agree on.
fn agreed(input: &[u8], size: usize) -> Result<Vec<u8>, Failure> {
    let ((fast, fast_out), (plain, plain_out)) = (fast(input, size), plain(input, size));
    assert_eq!(fast, plain);
    let written = fast.as_ref().map_or_else(|failure| failure.written, |()| size);
    assert!(fast_out[..written] == plain_out[..written]);
    if let Err(failure) = &fast {
        assert!(failure.read <= input.len() && failure.written < size);
    }
    fast.map(|()| fast_out)
}

#[test]
fn what_another_encoder_wrote_is_read_in_both_forms() {
    for noise in [0, 1, 3, 40, 255] {
        for len in [1, 2, 79, 80, 81, 1000, 8192, 100_000] {
            let data = sample(len, noise);
            assert!(agreed(&encoded(&data), len).unwrap() == data, "{len} bytes, noise {noise}");
            assert!(agreed(&encoded_old(&data), len).unwrap() == data, "{len} bytes, noise {noise}, older form");
        }
    }
}

#[test]
fn one_value_over_and_over_is_read() {
    let data = vec![7; 3_000_000];
    assert!(agreed(&encoded(&data), data.len()).unwrap() == data);
    assert!(agreed(&encoded_old(&data), data.len()).unwrap() == data);
}

#[test]
fn the_older_form_is_recognised_by_its_first_code() {
    assert_eq!(Order::of(&encoded_old(&[0, 1])), Order::Lsb);
    assert_eq!(Order::of(&encoded(&[0, 1])), Order::Msb);
    assert_eq!(Order::of(&[0]), Order::Msb);
}

#[test]
fn tables_that_are_full_stay_until_they_are_cleared() {
    // Code after code, each a string of the table, far beyond its last: none is defined any more, and 12 bits remain.
    for order in [Order::Msb, Order::Lsb] {
        let mut codes = vec![CLEAR];
        let mut expected = Vec::new();
        for i in 0..6000 {
            codes.push(i % 251);
            expected.push((i % 251) as u8);
        }
        codes.extend([4094, 4095]);
        // The strings 4094 and 4095 are of the literals 3836 and 3837, each with its successor.
        for i in [3836usize, 3837, 3837, 3838] {
            expected.push((i % 251) as u8);
        }
        codes.extend([CLEAR, 1, 2, 258, 260, END]);
        expected.extend([1, 2, 1, 2, 1, 2, 1]);
        assert!(agreed(&packed(&codes, order), expected.len()).unwrap() == expected, "{order:?}");
    }
}

#[test]
fn a_clear_at_the_beginning_may_be_missing_or_come_twice() {
    for codes in [&[65, 66, 258, 260, END][..], &[CLEAR, CLEAR, 65, 66, 258, 260, END]] {
        assert_eq!(agreed(&packed(codes, Order::Msb), 7).unwrap(), b"ABABABA");
    }
}

#[test]
fn the_end_may_be_missing_where_the_output_is_full_and_nothing_behind_it_is_read() {
    let mut stream = packed(&[CLEAR, 65, 66, 258], Order::Msb);
    assert_eq!(agreed(&stream, 4).unwrap(), b"ABAB");
    stream.extend([0xff; 40]);
    assert_eq!(agreed(&stream, 4).unwrap(), b"ABAB");
    assert_eq!(agreed(&stream, 3).unwrap(), b"ABA");
    assert_eq!(agreed(&[], 0).unwrap(), b"");
}

#[test]
fn a_stream_that_ends_early_says_where() {
    let stream = packed(&[CLEAR, 65, 66, 258, END], Order::Msb);
    let failure = agreed(&stream, 100).unwrap_err();
    assert_eq!(failure, Failure::new(4, 4, "LZW stream ends early"));
    let failure = agreed(&stream[..4], 100).unwrap_err();
    assert_eq!(failure, Failure::new(4, 2, "LZW stream ends early"));
}

#[test]
fn codes_that_are_not_defined_are_named() {
    let failure = agreed(&packed(&[CLEAR, 65, 66, 260], Order::Msb), 100).unwrap_err();
    assert_eq!(failure, Failure::new(3, 2, "LZW code 260 is not defined"));
    let failure = agreed(&packed(&[CLEAR, 300], Order::Msb), 100).unwrap_err();
    assert_eq!(failure, Failure::new(1, 0, "LZW code 300 follows an empty table"));
}

#[test]
fn every_truncation_gives_the_bytes_before_it() {
    let data = sample(3000, 6);
    for stream in [encoded(&data), encoded_old(&data)] {
        for len in 0..stream.len() {
            match agreed(&stream[..len], data.len()) {
                Ok(out) => assert!(out == data),
                Err(failure) => {
                    let (_, out) = fast(&stream[..len], data.len());
                    assert!(out[..failure.written] == data[..failure.written], "cut at {len}");
                    assert!(failure.written + 4096 > len, "cut at {len}");
                }
            }
        }
    }
}

#[test]
fn every_size_of_the_output_is_filled_and_not_exceeded() {
    let data = sample(700, 2);
    let stream = encoded(&data);
    for size in 0..=data.len() {
        assert!(agreed(&stream, size).unwrap() == data[..size], "{size} bytes");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, rng_seed: RngSeed::Fixed(5), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_forms_agree_on_corrupted_streams(noise in 0u64..60, len in 1usize..9000, hits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8), surplus in 0usize..3) {
        let mut stream = encoded(&sample(len, noise));
        for (place, value) in hits {
            let place = place.index(stream.len());
            stream[place] = value;
        }
        let _ = agreed(&stream, len + surplus * 500);
    }

    #[test]
    fn both_forms_agree_on_any_bytes(stream in prop::collection::vec(any::<u8>(), 0..3000), size in 0usize..20_000) {
        let _ = agreed(&stream, size);
    }

    #[test]
    fn both_forms_agree_on_any_codes(seeds in prop::collection::vec(any::<u16>(), 0..9000), clears in 0usize..4, size in 0usize..200_000) {
        // Codes that are defined where they come, the one defined just now among them.
        let (mut codes, mut next) = (vec![CLEAR], FIRST - 1);
        for (i, seed) in seeds.iter().enumerate() {
            if clears > 0 && i % 4300 == 4299 / clears {
                codes.push(CLEAR);
                next = FIRST - 1;
            }
            let most = if next < FIRST { CLEAR } else { next + 1 };
            let code = usize::from(*seed) % most.min(MOST);
            codes.push(if code == CLEAR || code == END { 0 } else { code });
            next += 1;
        }
        let _ = agreed(&packed(&codes, Order::Msb), size);
    }
}
