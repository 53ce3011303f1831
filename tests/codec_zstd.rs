//! Zstandard frames of the reference encoder, whole, cut and corrupted.
#![cfg(not(target_arch = "wasm32"))]

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
        for recipe in recipes().filter(|recipe| recipe.level < 9) {
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

/// Plain level 3, as most writers of TIFF and Zarr make it, with a checksum.
const PLAIN: Recipe = Recipe { level: 3, checksum: true, content_size: true, flushed: false };

/// The failure of a stream that must not be decoded.
fn failure(stream: &[u8], len: usize) -> Failure {
    guarded(stream, len).1.expect_err("decoded")
}

#[test]
fn frames_in_a_row_are_decoded_and_skippable_and_empty_ones_skipped() {
    let first = noisy(3000);
    let second = b"tile tile tile tile tile".to_vec();
    let skippable = [&0x184D_2A5Eu32.to_le_bytes()[..], &5u32.to_le_bytes(), b"notes"].concat();
    for recipe in recipes() {
        let empty = encode(b"", recipe);
        let stream =
            [&skippable[..], &encode(&first, recipe), &empty, &skippable, &skippable, &encode(&second, recipe), &empty].concat();
        let content = [&first[..], &second].concat();
        assert_eq!(guarded(&stream, content.len()), (content.clone(), Ok(())), "{recipe:?}");
        let more = failure(&stream, content.len() + 1);
        assert_eq!((more.read, more.written), (stream.len(), content.len()), "{recipe:?}");
        assert!(more.what.contains("ends before the output is full"), "{more}");
    }
}

#[test]
fn an_empty_output_needs_no_input() {
    assert_eq!(decode(&[], &mut []), Ok(()));
    assert_eq!(failure(&[], 1), Failure::new(0, 0, "the Zstandard stream ends before the output is full"));
}

#[test]
fn a_stream_cut_at_any_length_fails_and_what_it_says_is_written_is_good() {
    let noisy = noisy(2000);
    let words: Vec<u8> = (0..400).flat_map(|at: usize| format!("plane {} ", at % 17).into_bytes()).collect();
    for content in [noisy, words] {
        for recipe in recipes() {
            let stream = encode(&content, recipe);
            for len in 0..stream.len() {
                let (out, result) = guarded(&stream[..len], content.len());
                // A frame that was flushed is whole before its empty last block.
                let written = result.as_ref().map_or_else(|failure| failure.written, |()| content.len());
                assert!(out[..written] == content[..written], "{len} of {} bytes, {recipe:?}", stream.len());
                assert!(result.is_err() || recipe.flushed && len + 7 >= stream.len(), "{len} bytes, {recipe:?}");
            }
        }
    }
}

#[test]
fn corrupted_streams_never_panic_and_give_what_the_reference_decoder_gives() {
    let mut random = Random(11);
    let contents = [noisy(6000), contents().remove(5).1[..6000].to_vec(), contents().remove(7).1[..6000].to_vec()];
    // Most without a checksum, which would hide all other differences.
    let frames: Vec<(&[u8], Vec<u8>)> = contents
        .iter()
        .flat_map(|content| recipes().map(move |recipe| (content, Recipe { checksum: recipe.level == 9, ..recipe })))
        .map(|(content, recipe)| (&content[..], encode(content, recipe)))
        .collect();
    let mut accepted = 0;
    for round in 0..2000 {
        let (content, frame) = &frames[round % frames.len()];
        let mut stream = frame.clone();
        for _ in 0..1 + random.below(3) {
            let at = random.below(stream.len());
            stream[at] = if random.below(2) == 0 { stream[at] ^ 1 << random.below(8) } else { random.next() as u8 };
        }
        let (out, result) = guarded(&stream, content.len());
        let reference = zstd::bulk::decompress(&stream, content.len()).ok().filter(|bytes| bytes.len() == content.len());
        if let Some(reference) = reference {
            // The reference decoder does not test this, though clause 4.2.2 tells to.
            if result.as_ref().is_err_and(|failure| failure.what.contains("does not end with its last literal")) {
                continue;
            }
            assert_eq!(result, Ok(()), "round {round}");
            assert!(out == reference, "round {round}");
            accepted += 1;
        }
    }
    assert!(accepted > 100, "only {accepted} corruptions were such that they could be compared");
}

#[test]
fn a_wrong_checksum_takes_back_its_frame_and_no_other() {
    let content = noisy(5000);
    for recipe in recipes().filter(|recipe| recipe.checksum) {
        let frame = encode(&content, recipe);
        let mut stream = [&frame[..], &frame].concat();
        *stream.last_mut().unwrap() ^= 0x10;
        let failure = failure(&stream, 2 * content.len());
        assert_eq!((failure.read, failure.written), (stream.len() - 4, content.len()), "{failure}, {recipe:?}");
        assert!(failure.what.contains("checksum"), "{failure}");
        assert_eq!(guarded(&stream, 2 * content.len() - 1).1, Ok(()), "a frame that goes on is not tested");
    }
}

#[test]
fn a_match_into_an_earlier_frame_is_refused() {
    let content = noisy(4000);
    let first = encode(&content, PLAIN);
    // As if its decoder knew the content already: the encoder refers to it, and the frame names no dictionary.
    let second = zstd::bulk::Compressor::with_dictionary(3, &content).unwrap().compress(&content).unwrap();
    assert!(second.len() < 200);
    let failure = failure(&[first, second].concat(), 2 * content.len());
    assert_eq!(failure.written, content.len());
    assert!(failure.what.contains("begins before its frame"), "{failure}");
}

#[test]
fn frames_are_refused_with_their_reason() {
    const MAGIC: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];
    let cases: [(&[u8], usize, &str); 13] = [
        (b"II*\0", 0, "not a Zstandard frame: it begins with 0x002a4949"),
        (&[0x21, 9, 5, 1, 0, 0], 0, "needs dictionary 9"),
        (&[0x08, 0x50], 0, "reserved bit"),
        (&[0x00, 0x89], 0, "window has 150994944 bytes"),
        (&[0x00, 0xFF], 0, "the limit is 134217728"),
        (&[0x00, 0x50, 7, 0, 0], 6, "reserved type"),
        (&[0x00, 0x50, 0xF9, 0xFF, 0xFF], 6, "a Zstandard block has 2097151 bytes"),
        (&[0x20, 5, 0x1B, 0, 0, 42], 10, "has 3 bytes, but its header says 5"),
        (&[0x00, 0x50, 0x15, 0, 0, 0x03, 0x00], 6, "cut short"),
        (&[0x00, 0x50, 0x1D, 0, 0, 0x03, 0x00, 0x00], 6, "refer to a Huffman code"),
        (&[0x00, 0x50, 0x15, 0, 0, 0x08, 42], 6, "cut short"),
        (&[0x00, 0x50, 0x25, 0, 0, 0x08, 42, 1, 0xFC], 6, "literals length codes refer to a table"),
        (&[0x00, 0x50, 0x25, 0, 0, 0x08, 42, 1, 0x01], 6, "reserved bits of Zstandard sequences"),
    ];
    for (bytes, read, reason) in cases {
        let stream = if bytes.starts_with(b"II") { bytes.to_vec() } else { [&MAGIC, bytes].concat() };
        let failure = failure(&stream, 100);
        assert!(failure.what.contains(reason), "{failure} is not {reason}");
        assert_eq!(failure.read, read, "{failure}");
    }
}

#[test]
fn the_largest_window_is_allowed() {
    let stream = [0x28, 0xB5, 0x2F, 0xFD, 0x00, 0x88, 0x1B, 0, 0, 42];
    assert_eq!(guarded(&stream, 3), (vec![42; 3], Ok(())));
}

#[test]
fn skippable_frames_that_say_more_than_there_is_are_cut() {
    let stream = [0x50, 0x2A, 0x4D, 0x18, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3];
    assert_eq!(failure(&stream, 5), Failure::new(0, 0, "the Zstandard stream is cut short"));
}
