//! Deflate and zlib streams of an independent encoder, of hand, cut and damaged.

use flate2::Compression;
use flate2::write::{DeflateEncoder, ZlibEncoder};
use omescope::codec::Failure;
use omescope::codec::inflate::{decode_raw, decode_zlib};
use std::io::Write;

/// A generator of numbers that are the same in each run (SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ mixed >> 31
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
}

/// Data of the kinds that tiles hold, by name.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let mut numbers = Numbers(7);
    let noisy = (0..40_000u32).flat_map(|at| ((at / 50 % 900) as u16 + (numbers.next() % 61) as u16).to_le_bytes()).collect();
    let noise = (0..70_000).map(|_| numbers.next() as u8).collect();
    let labels = (0..60_000u32).flat_map(|at| ((at / 137 % 11) as u16 * u16::from(at / 2500 % 2 == 0)).to_le_bytes()).collect();
    let rgb = (0..30_000u32).flat_map(|at| [at as u8, (at / 7) as u8, 200 - (numbers.next() % 3) as u8]).collect();
    let mut periods = Vec::new();
    for period in 1..40 {
        let pattern: Vec<u8> = (0..period).map(|_| numbers.next() as u8).collect();
        let len = 500 + numbers.below(200);
        periods.extend(pattern.iter().cycle().take(len));
    }
    let skewed = (0..60_000).map(|_| (numbers.next().leading_zeros() * 3) as u8).collect();
    vec![
        ("empty", vec![]),
        ("one byte", vec![9]),
        ("noisy u16", noisy),
        ("noise", noise),
        ("labels", labels),
        ("rgb", rgb),
        ("periods", periods),
        ("skewed", skewed),
        ("zeros", vec![0; 100_000]),
    ]
}

fn zlib(data: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(level));
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

fn raw(data: &[u8], level: u32) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(level));
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

type Decode = fn(&[u8], &mut [u8]) -> Result<(), Failure>;

/// Decodes into a slice of this size with a guard behind it.
fn decode(decode: Decode, stream: &[u8], size: usize) -> (Result<(), Failure>, Vec<u8>) {
    let mut out = vec![0xa5; size + 64];
    let result = decode(stream, &mut out[..size]);
    assert!(out[size..].iter().all(|byte| *byte == 0xa5), "bytes behind the output were touched");
    if let Err(failure) = &result {
        assert!(failure.written <= size && failure.read <= stream.len(), "{failure}");
    }
    out.truncate(size);
    (result, out)
}

fn failure(stream: &[u8], size: usize) -> Failure {
    decode(decode_raw, stream, size).0.unwrap_err()
}

/// Writes bits, least significant first.
#[derive(Default)]
struct Stream {
    bytes: Vec<u8>,
    bits: usize,
}

impl Stream {
    fn put(mut self, value: u32, bits: usize) -> Self {
        for bit in 0..bits {
            if self.bits.is_multiple_of(8) {
                self.bytes.push(0);
            }
            *self.bytes.last_mut().unwrap() |= ((u64::from(value) >> bit.min(63) & 1) as u8) << (self.bits % 8);
            self.bits += 1;
        }
        self
    }

    /// A code, most significant bit first.
    fn code(self, code: u32, bits: usize) -> Self {
        (0..bits).rev().fold(self, |stream, bit| stream.put(code >> bit & 1, 1))
    }

    /// A fixed block up to its first symbol.
    fn fixed() -> Self {
        Self::default().put(1, 1).put(1, 2)
    }

    /// A dynamic block up to its first symbol; the lengths are written in a code of four bits each.
    fn dynamic(litlens: &[u32], distances: &[u32]) -> Self {
        let stream = Self::default().put(1, 1).put(2, 2);
        let stream = stream.put(litlens.len() as u32 - 257, 5).put(distances.len() as u32 - 1, 5).put(15, 4);
        // Lengths 0 to 15, and no repetitions.
        let stream = (0..19).fold(stream, |stream, place| stream.put(if place < 3 { 0 } else { 4 }, 3));
        litlens.iter().chain(distances).fold(stream, |stream, length| stream.code(*length, 4))
    }
}

/// Lengths of literals and lengths by symbol.
fn litlens(codes: &[(usize, u32)]) -> Vec<u32> {
    let mut lengths = vec![0; 286];
    for (symbol, length) in codes {
        lengths[*symbol] = *length;
    }
    lengths
}

#[test]
fn what_was_encoded_at_any_level_is_decoded() {
    for (name, data) in samples() {
        for level in 0..=9 {
            let (result, out) = decode(decode_zlib, &zlib(&data, level), data.len());
            assert_eq!((result, out == data), (Ok(()), true), "{name}, zlib, level {level}");
            let (result, out) = decode(decode_raw, &raw(&data, level), data.len());
            assert_eq!((result, out == data), (Ok(()), true), "{name}, bare, level {level}");
        }
    }
}

#[test]
fn surplus_output_and_surplus_input_are_ignored() {
    for (name, data) in samples() {
        let mut stream = zlib(&data, 6);
        for size in [0, 1, data.len() / 3, data.len().saturating_sub(1)] {
            let size = size.min(data.len());
            let (result, out) = decode(decode_zlib, &stream, size);
            assert_eq!((result, out == data[..size]), (Ok(()), true), "{name}, {size} bytes");
        }
        stream.extend([0xff; 40]);
        assert_eq!(decode(decode_zlib, &stream, data.len()), (Ok(()), data), "{name}");
    }
}

#[test]
fn a_stream_with_too_little_data_says_how_much_it_had() {
    for (name, data) in samples() {
        let (result, out) = decode(decode_zlib, &zlib(&data, 6), data.len() + 300);
        assert_eq!(result.unwrap_err().written, data.len(), "{name}");
        assert_eq!(out[..data.len()], data, "{name}");
    }
}

#[test]
fn a_stream_cut_anywhere_gives_good_bytes_up_to_the_cut() {
    let mut numbers = Numbers(3);
    let data: Vec<u8> = (0..3000).map(|at| if at % 700 < 350 { numbers.below(9) as u8 } else { (at / 9) as u8 }).collect();
    for level in [0, 1, 6, 9] {
        let stream = zlib(&data, level);
        let mut former = 0;
        for cut in 0..stream.len() {
            let (result, out) = decode(decode_zlib, &stream[..cut], data.len());
            let written = match result {
                Ok(()) => data.len(),
                Err(failure) => {
                    assert_eq!(failure.read, cut, "level {level}: {failure}");
                    failure.written
                }
            };
            assert_eq!(out[..written], data[..written], "level {level}, {cut} bytes");
            assert!(written >= former, "level {level}, {cut} bytes");
            former = written;
        }
        assert_eq!(former, data.len());
    }
}

#[test]
fn damaged_streams_never_panic_and_seldom_pass() {
    let mut numbers = Numbers(11);
    for (name, data) in samples().into_iter().filter(|(_, data)| data.len() > 1) {
        let data = &data[..data.len().min(8000)];
        let stream = zlib(data, 6);
        let mut accepted = 0;
        for _ in 0..1000 {
            let mut damaged = stream.clone();
            for _ in 0..1 + numbers.below(4) {
                let at = numbers.below(damaged.len());
                damaged[at] ^= 1 << numbers.below(8);
            }
            let (result, out) = decode(decode_zlib, &damaged, data.len());
            // Damage that makes it longer hides the checksum; other damage must be seen.
            if result.is_ok() && out != data {
                accepted += 1;
            }
        }
        assert!(accepted < 700, "{name}: wrong samples were accepted {accepted} times");
    }
}

#[test]
fn bytes_that_are_no_stream_end_soon() {
    let mut numbers = Numbers(5);
    for _ in 0..2000 {
        let len = numbers.below(600);
        let stream: Vec<u8> = (0..len).map(|_| numbers.next() as u8).collect();
        let size = numbers.below(5000);
        let _ = decode(decode_raw, &stream, size);
        let _ = decode(decode_zlib, &stream, size);
    }
}

#[test]
fn a_wrong_checksum_is_a_failure_with_all_of_the_output() {
    let data = &samples()[5].1;
    let mut stream = zlib(data, 6);
    let at = stream.len() - 1;
    stream[at] ^= 1;
    let (result, out) = decode(decode_zlib, &stream, data.len());
    let failure = result.unwrap_err();
    assert_eq!((failure.written, failure.read, &out), (data.len(), at - 3, data));
    assert!(failure.what.starts_with("wrong checksum"), "{failure}");
    // It covers all data, so nothing is known where only some is wanted.
    assert_eq!(decode(decode_zlib, &stream, data.len() - 1).0, Ok(()));
}

#[test]
fn a_missing_or_cut_checksum_is_no_error() {
    let data = &samples()[4].1;
    let stream = zlib(data, 6);
    for missing in 1..=4 {
        assert_eq!(decode(decode_zlib, &stream[..stream.len() - missing], data.len()).0, Ok(()));
    }
}

#[test]
fn headers_are_read_as_some_writers_get_them_wrong() {
    let data = samples().swap_remove(6).1;
    let stream = zlib(&data, 6);
    for (cmf, flg, why) in [(0x78, 0x00, "FCHECK"), (0xf8, 0x15, "window"), (0x78, 0x21, "FDICT of a wrong FCHECK")] {
        let mut stream = stream.clone();
        (stream[0], stream[1]) = (cmf, flg);
        assert_eq!(decode(decode_zlib, &stream, data.len()), (Ok(()), data.clone()), "{why}");
    }
    assert_eq!(decode(decode_zlib, &raw(&data, 6), data.len()), (Ok(()), data.clone()), "no header");
    let mut dictionary = stream;
    (dictionary[0], dictionary[1]) = (0x78, 0x20);
    let failure = decode(decode_zlib, &dictionary, data.len()).0.unwrap_err();
    assert_eq!(failure, Failure::new(0, 0, "zlib stream needs a preset dictionary"));
}

#[test]
fn fixed_blocks_give_literals_and_matches() {
    // "a", then 258 bytes one back, then the end.
    let stream = Stream::fixed().code(0x30 + 97, 8).code(0b1100_0101, 8).code(0, 5).code(0, 7).bytes;
    assert_eq!(decode(decode_raw, &stream, 259), (Ok(()), vec![97; 259]));
    // The same length as 227 and five extra bits.
    let stream = Stream::fixed().code(0x30 + 97, 8).code(0b1100_0100, 8).put(31, 5).code(0, 5).code(0, 7).bytes;
    assert_eq!(decode(decode_raw, &stream, 259), (Ok(()), vec![97; 259]));
}

#[test]
fn stored_blocks_may_be_empty_and_are_aligned() {
    let stream = [0, 0, 0, 0xff, 0xff, 0, 2, 0, 0xfd, 0xff, 7, 8, 1, 1, 0, 0xfe, 0xff, 9];
    assert_eq!(decode(decode_raw, &stream, 3), (Ok(()), vec![7, 8, 9]));
    let failure = failure(&[1, 2, 0, 0xfe, 0xff, 7, 8], 2);
    assert_eq!((failure.written, failure.what.as_ref()), (0, "stored block whose LEN and NLEN differ"));
}

#[test]
fn a_block_whose_only_code_is_its_end_is_good() {
    let empty = Stream::dynamic(&litlens(&[(256, 1)]), &[0]).code(0, 1).bytes;
    assert_eq!(decode(decode_raw, &empty, 0).0, Ok(()));
    assert_eq!(failure(&empty, 1).what, "stream has too little data");
    // The other bit has no meaning.
    let stream = Stream::dynamic(&litlens(&[(256, 1)]), &[0]).code(1, 1).put(0, 99).bytes;
    assert_eq!(failure(&stream, 1).what, "bits that are no literal/length code");
}

#[test]
fn a_single_distance_code_has_one_bit_of_two() {
    let codes = litlens(&[(65, 1), (256, 2), (257, 2)]);
    let stream = Stream::dynamic(&codes, &[1]).code(0, 1).code(3, 2).code(0, 1).code(2, 2).bytes;
    assert_eq!(decode(decode_raw, &stream, 4), (Ok(()), vec![65; 4]));
    let other = Stream::dynamic(&codes, &[1]).code(0, 1).code(3, 2).code(1, 1).put(0, 400).bytes;
    for size in [4, 4000] {
        let failure = failure(&other, size);
        assert_eq!((failure.written, failure.what.as_ref()), (1, "bits that are no distance code"));
    }
}

#[test]
fn a_block_without_distance_codes_is_good_until_it_has_a_match() {
    let codes = litlens(&[(65, 1), (256, 2), (257, 2)]);
    let literals = Stream::dynamic(&codes, &[0]).code(0, 1).code(0, 1).code(2, 2).bytes;
    assert_eq!(decode(decode_raw, &literals, 2), (Ok(()), vec![65; 2]));
    let matched = Stream::dynamic(&codes, &[0]).code(0, 1).code(3, 2).put(0, 400).bytes;
    for size in [4, 4000] {
        let failure = failure(&matched, size);
        assert_eq!((failure.written, failure.what.as_ref()), (1, "bits that are no distance code"));
    }
}

#[test]
fn codes_that_are_none_are_refused() {
    let complete = litlens(&[(65, 1), (256, 1)]);
    let cases = [
        (Stream::dynamic(&litlens(&[(65, 1), (66, 1), (256, 1)]), &[1]), "over-subscribed literal/length code"),
        (Stream::dynamic(&litlens(&[(65, 2), (256, 1)]), &[1]), "incomplete literal/length code"),
        (Stream::dynamic(&litlens(&[(256, 2)]), &[1]), "incomplete literal/length code"),
        (Stream::dynamic(&litlens(&[(65, 1), (66, 1)]), &[1]), "block without a code for its end"),
        (Stream::dynamic(&complete, &[1, 1, 1]), "over-subscribed distance code"),
        (Stream::dynamic(&complete, &[2, 2]), "incomplete distance code"),
        (Stream::dynamic(&complete, &[2]), "incomplete distance code"),
        (
            Stream::default().put(1, 1).put(2, 2).put(30, 5).put(0, 9),
            "block with more than 286 literal/length or 30 distance codes",
        ),
        (
            Stream::default().put(1, 1).put(2, 2).put(0, 5).put(30, 5).put(0, 4),
            "block with more than 286 literal/length or 30 distance codes",
        ),
        (Stream::default().put(1, 1).put(2, 2).put(0, 14).put(0, 12), "code lengths in a code that is not complete"),
        (Stream::default().put(1, 1).put(2, 2).put(0, 14).put(1, 12), "code lengths in a code that is not complete"),
        // Codes 16 and 18 of one bit each; the first repeats what is not there.
        (Stream::default().put(1, 1).put(2, 2).put(0, 14).put(0b001_000_001, 12).put(0, 1), "code length that repeats none"),
        (
            Stream::default().put(1, 1).put(2, 2).put(0, 14).put(0b001_000_001, 12).put(0xff, 8).put(0xff, 8).put(0xff, 8),
            "more code lengths than codes",
        ),
        (Stream::default().put(1, 1).put(3, 2), "block of the reserved type 3"),
        (Stream::fixed().code(0b1100_0110, 8), "bits that are no literal/length code"),
        (Stream::fixed().code(0x30, 8).code(1, 7).code(30, 5), "bits that are no distance code"),
        (Stream::fixed().code(0x30, 8).code(1, 7).code(1, 5), "match 2 bytes back, where only 1 have been"),
    ];
    for (stream, what) in cases {
        // Once with everything near the ends, once far from them.
        let long = Stream { bits: stream.bits, bytes: stream.bytes.clone() }.put(0, 400).bytes;
        let (short, long) = (failure(&stream.bytes, 5), failure(&long, 5000));
        assert_eq!((short.what.as_ref(), &short), (what, &long));
    }
}
