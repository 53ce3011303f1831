//! Zstandard frames of the reference encoder, whole, cut and corrupted.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::arithmetic_side_effects, clippy::as_conversions)]

use omescope::codec::{Failure, zstd::decode};
use zstd::stream::raw::{CParameter, Encoder, InBuffer, Operation, OutBuffer};

/// How a frame is made.
#[derive(Clone, Copy, Debug)]
struct Recipe {
    level: i32,
    checksum: bool,
    content_size: bool,
    /// Whether the encoder is given the content in pieces and cuts a block behind each.
    flushed: bool,
}

/// Every level the decoder is meant for, plain and with all options.
fn recipes() -> impl Iterator<Item = Recipe> {
    [-5, 1, 3, 9, 19].into_iter().flat_map(|level| {
        [(false, true, false), (true, false, false), (true, true, true)].map(|(checksum, content_size, flushed)| Recipe {
            level,
            checksum,
            content_size,
            flushed,
        })
    })
}

/// One frame over `content`.
fn encode(content: &[u8], recipe: Recipe) -> Vec<u8> {
    let mut encoder = Encoder::new(recipe.level).unwrap();
    encoder.set_parameter(CParameter::ChecksumFlag(recipe.checksum)).unwrap();
    encoder.set_parameter(CParameter::ContentSizeFlag(recipe.content_size)).unwrap();
    if recipe.content_size {
        encoder.set_pledged_src_size(Some(content.len() as u64)).unwrap();
    }
    let mut frame = vec![0; content.len() * 2 + 4096];
    let mut target = OutBuffer::around(&mut frame[..]);
    for piece in content.chunks(if recipe.flushed { 10_007 } else { usize::MAX }) {
        let mut source = InBuffer::around(piece);
        while source.pos() < piece.len() {
            encoder.run(&mut source, &mut target).unwrap();
        }
        if recipe.flushed {
            while encoder.flush(&mut target).unwrap() != 0 {}
        }
    }
    while encoder.finish(&mut target, true).unwrap() != 0 {}
    let len = target.pos();
    frame.truncate(len);
    frame
}

/// Numbers that look random, the same in each run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11
    }

    fn below(&mut self, most: usize) -> usize {
        (self.next() % most as u64) as usize
    }
}

/// Samples of 16 bits with a little noise, as of a microscope.
fn noisy(len: usize) -> Vec<u8> {
    let mut random = Random(7);
    let mut samples = Vec::new();
    for at in 0..len / 2 {
        let wave = 400.0 + 300.0 * (at as f64 / 700.0).sin();
        let noise: usize = (0..4).map(|_| random.below(24)).sum();
        samples.extend((wave as u16 + noise as u16).to_le_bytes());
    }
    samples
}

/// Contents with a claim each.
fn contents() -> Vec<(&'static str, Vec<u8>)> {
    let mut random = Random(99);
    let incompressible: Vec<u8> = (0..200_000).map(|_| random.next() as u8).collect();
    let mut repeated = incompressible[..70_000].to_vec();
    repeated.extend_from_within(..);
    repeated.extend_from_within(30_000..);
    let words: Vec<u8> =
        (0..60_000).flat_map(|_| [&b"pixel "[..], b"plane ", b"tile ", b"a"][random.below(4)].to_vec()).collect();
    let labels: Vec<u8> = (0..150_000).flat_map(|at: usize| [(at / 911 % 7) as u8, 0]).collect();
    let short_offsets: Vec<u8> =
        (1..=40usize).flat_map(|period| (0..777 + period).map(move |at| (at % period * 31) as u8)).collect();
    let mixed = [&noisy(50_000)[..], &[0; 50_000], &incompressible[..50_000], &labels[..50_000]].concat();
    vec![
        ("one byte", vec![42]),
        ("few bytes", b"omescope".to_vec()),
        ("zeros", vec![0; 300_000]),
        ("incompressible", incompressible),
        ("long repeats", repeated),
        ("words", words),
        ("labels", labels),
        ("short offsets", short_offsets),
        ("noisy samples", noisy(400_000)),
        ("mixed", mixed),
    ]
}

/// Decodes into an output between two guards, and gives the output.
fn guarded(stream: &[u8], len: usize) -> (Vec<u8>, Result<(), Failure>) {
    let mut out = vec![0xA5; len + 128];
    let result = decode(stream, &mut out[64..64 + len]);
    assert!(out[..64].iter().chain(&out[64 + len..]).all(|byte| *byte == 0xA5), "written beyond the output");
    if let Err(failure) = &result {
        assert!(failure.read <= stream.len() && failure.written <= len, "{failure} is beyond the ends");
    }
    (out[64..64 + len].to_vec(), result)
}

#[test]
fn frames_of_every_level_are_decoded_to_their_content() {
    for (name, content) in contents() {
        for recipe in recipes() {
            let (out, result) = guarded(&encode(&content, recipe), content.len());
            assert_eq!(result, Ok(()), "{name}, {recipe:?}");
            assert!(out == content, "{name}, {recipe:?}");
        }
    }
}

#[test]
fn decoding_stops_where_the_output_is_full() {
    let mut random = Random(3);
    for (name, content) in contents() {
        for recipe in recipes().filter(|recipe| recipe.level != 9) {
            let frame = encode(&content, recipe);
            for _ in 0..6 {
                let len = random.below(content.len() + 1);
                let (out, result) = guarded(&frame, len);
                assert_eq!(result, Ok(()), "{name}, {len} bytes, {recipe:?}");
                assert!(out == content[..len], "{name}, {len} bytes, {recipe:?}");
            }
        }
    }
}
