//! Streams of rarer compressions against the decoders of their encoders, and against damage.

mod support;

use omescope::codec::{SampleFormat, Scratch, TileError, TileSpec, decode};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use support::sample::{Places, is_whole, say};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/more")
}

/// A stream, what it should become, and how.
struct Case {
    name: String,
    spec: TileSpec,
    stream: Vec<u8>,
    /// Samples in little-endian order.
    pixels: Vec<u8>,
    tolerance: f64,
}

fn cases() -> Vec<Case> {
    let facts: BTreeMap<String, Value> = serde_json::from_slice(&fs::read(folder().join("expected.json")).unwrap()).unwrap();
    let case = |(name, facts): (String, Value)| Case {
        spec: spec(&facts["spec"]),
        stream: fs::read(folder().join(format!("{name}.bin"))).unwrap(),
        pixels: fs::read(folder().join(format!("{name}.raw"))).unwrap(),
        tolerance: facts["tolerance"].as_f64().unwrap(),
        name,
    };
    facts.into_iter().map(case).collect()
}

/// A spec as JavaScript writes it.
fn spec(facts: &Value) -> TileSpec {
    let number = |key: &str, absent: u32| facts[key].as_u64().map_or(absent, |number| number as u32);
    let flag = |key: &str| u32::from(facts[key] == true);
    let height = number("height", 0);
    let place = |key: &str, words: &[&str]| words.iter().position(|word| facts[key] == *word).unwrap_or(0) as u32;
    TileSpec::from_numbers(&[
        number("compression", 1),
        number("width", 0),
        height,
        number("rows", height),
        number("samples", 1),
        number("bits", 8),
        place("format", &["uint", "int", "float"]),
        number("predictor", 1),
        flag("bigEndian"),
        flag("lowestBitFirst"),
        place("color", &["stored", "rgb", "jfif"]),
        number("lercCompression", 0),
        number("t4Options", 0),
    ])
    .unwrap()
}

fn decoded(spec: &TileSpec, stream: &[u8]) -> (Vec<u8>, Result<(), TileError>) {
    // What was there before must not shine through.
    let mut out = vec![0xa5; spec.output_len().unwrap()];
    let result = decode(spec, None, stream, &mut out, &mut Scratch::default());
    (out, result)
}

/// Samples as numbers.
fn numbers(spec: &TileSpec, bytes: &[u8]) -> Vec<f64> {
    let size = spec.sample_type().unwrap().size();
    let number = |bytes: &[u8]| match (spec.format, bytes) {
        (SampleFormat::Uint, [a]) => f64::from(*a),
        (SampleFormat::Int, [a]) => f64::from(*a as i8),
        (SampleFormat::Int, [a, b]) => f64::from(i16::from_le_bytes([*a, *b])),
        // Of half floats the bits are compared.
        (_, [a, b]) => f64::from(u16::from_le_bytes([*a, *b])),
        (_, [a, b, c, d]) => f64::from(f32::from_le_bytes([*a, *b, *c, *d])),
        _ => panic!("samples of {size} bytes"),
    };
    bytes.chunks(size).map(number).collect()
}

fn largest_difference(spec: &TileSpec, ours: &[u8], theirs: &[u8]) -> f64 {
    assert_eq!(ours.len(), theirs.len());
    numbers(spec, ours).iter().zip(numbers(spec, theirs)).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

#[test]
fn every_stream_holds_the_samples_that_its_encoder_was_given() {
    let mut wrong = Vec::new();
    for Case { name, spec, stream, pixels, tolerance } in cases() {
        let (out, result) = decoded(&spec, &stream);
        let difference = largest_difference(&spec, &out, &pixels);
        if result.is_err() || difference > tolerance {
            wrong.push(format!("{name}: {result:?}, differs by {difference}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whether the first bytes of the output may be compared: these write row by row.
fn writes_in_order(spec: &TileSpec) -> bool {
    matches!(spec.compression, 2..=4 | 34925)
}

#[test]
fn a_stream_that_is_cut_anywhere_says_so_and_keeps_what_came_before() {
    let mut places = Places::default();
    for Case { name, spec, stream, pixels, tolerance } in cases() {
        for len in places.below(stream.len(), 60) {
            let (out, result) = decoded(&spec, &stream[..len]);
            match result {
                // What is missing then is no part of the picture: marks of its end, checksums.
                Ok(()) => {
                    assert!(largest_difference(&spec, &out, &pixels) <= tolerance, "{name} cut at {len}");
                    assert!(stream.len() - len <= 64, "{name} cut at {len} of {} is taken for whole", stream.len());
                }
                Err(TileError::Broken(failure)) => {
                    assert!(failure.read <= len && failure.written <= out.len(), "{name} cut at {len}: {failure}");
                }
                Err(TileError::Damaged(what)) => assert!(!writes_in_order(&spec), "{name} cut at {len}: {what}"),
                Err(error) => panic!("{name} cut at {len}: {error}"),
            }
        }
    }
    places.say("lengths to which streams of rarer compressions are cut");
}

#[test]
fn corrupted_streams_fail_or_give_samples() {
    let mut state = 1u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % below
    };
    // More rounds for those who have the time.
    let given = std::env::var("OMESCOPE_FUZZ").ok().and_then(|rounds| rounds.parse().ok());
    let rounds = given.unwrap_or(if is_whole() { 1000 } else { 100 });
    say("corruptions of each stream of a rarer compression", rounds, rounds.max(1000));
    for Case { name, spec, stream, .. } in cases() {
        let mut failed = 0;
        for _ in 0..rounds {
            let mut stream = stream.clone();
            for _ in 0..=random(4) {
                // Headers more often than data: there the sizes stand.
                let at = if random(2) == 0 { random(stream.len()) } else { random(stream.len().min(160)) };
                let extremes = [0, 1, 0x7f, 0x80, 0xff];
                stream[at] = extremes.get(random(10)).copied().unwrap_or(random(256) as u8);
            }
            let (_, result) = decoded(&spec, &stream);
            failed += u32::from(result.is_err());
        }
        assert!(failed > 0, "{name}: no damage was seen");
    }
}

/// The stream of a case with bytes put into it.
fn with_bytes(name: &str, changes: &[(usize, &[u8])]) -> (TileSpec, Vec<u8>) {
    let case = cases().into_iter().find(|case| case.name == name).unwrap();
    let mut stream = case.stream;
    for (at, bytes) in changes {
        stream[*at..at + bytes.len()].copy_from_slice(bytes);
    }
    (case.spec, stream)
}

#[test]
fn headers_that_claim_more_than_the_tile_are_refused_before_anything_is_allocated() {
    // SIZ begins at byte 2: its sizes of the picture stand at 8 and 12, those of its tiles at 24 and 28 (T.800 table A.9).
    let huge = 60_000u32.to_be_bytes();
    let [one, none] = [1u32.to_be_bytes(), 0u32.to_be_bytes()];
    for (name, changes, reason) in [
        ("j2k-gray8", &[(8, &huge[..]), (12, &huge)][..], "a picture of 60000 x 60000 pixels for a tile of 29 x 23"),
        ("j2k-gray8", &[(8, &none)], "SIZ is cut or has sizes of 0"),
        ("j2k-gray8", &[(24, &none)], "SIZ is cut or has sizes of 0"),
        ("j2k-rgb8", &[(24, &one), (28, &one)], "ends early"),
        ("j2k-gray8", &[(0, &[0xff, 0x4e])], "it begins neither with SOC nor with JP2 boxes"),
        ("webp-lossy-rgba8", &[(24, &[63, 0, 0, 63, 0, 0])], "a picture of 64 x 64 pixels for a tile of 29 x 23"),
        ("webp-lossless-rgb8", &[(21, &[0xfe, 0xbf, 0xff, 0x0f])], "a picture of 16383 x 16383 pixels"),
    ] {
        let (spec, stream) = with_bytes(name, changes);
        let (_, result) = decoded(&spec, &stream);
        let error = result.unwrap_err().to_string();
        assert!(error.contains(reason), "{name}: {error}");
    }
    let [large, small] = ["jxl-rgb8", "jxl-gray8"].map(|name| with_bytes(name, &[]));
    for (spec, stream, reason) in [
        (TileSpec { width: 4, height: 4, ..large.0.clone() }, &large.1, "a picture of 29 x 23 pixels for a tile of 4 x 4"),
        (TileSpec { samples: 4, ..large.0 }, &large.1, "a picture of 3 samples in a tile of 4 is not decoded"),
        (TileSpec { bits: 16, format: SampleFormat::Float, ..small.0 }, &small.1, "is not decoded"),
    ] {
        let error = decoded(&spec, stream).1.unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
    }
}

#[test]
fn a_jpeg_2000_stream_of_a_million_tiles_is_refused() {
    let (spec, stream) = with_bytes("j2k-gray8", &[]);
    let spec = TileSpec { width: 1024, height: 1024, ..spec };
    let mut stream = stream;
    for (at, number) in [(8, 1024u32), (12, 1024), (24, 1), (28, 1)] {
        stream[at..at + 4].copy_from_slice(&number.to_be_bytes());
    }
    let error = decoded(&spec, &stream).1.unwrap_err();
    assert!(matches!(&error, TileError::Size(what) if what.contains("1048576 tiles")), "{error}");
}

#[test]
fn a_picture_that_is_smaller_than_its_tile_is_padded_with_zeros_and_a_higher_one_is_cut() {
    for name in ["j2k-rgb8", "webp-lossless-rgb8", "webp-opaque-rgba8", "jxl-rgb16", "jxl-rgba8"] {
        let case = cases().into_iter().find(|case| case.name == name).unwrap();
        let per_pixel = case.spec.sample_type().unwrap().size() * usize::from(case.spec.samples);
        for (width, height) in [(32, 40), (29, 23), (29, 10), (40, 7)] {
            let spec = TileSpec { width, height, ..case.spec.clone() };
            let (out, result) = decoded(&spec, &case.stream);
            assert!(result.is_ok(), "{name} in {width} x {height}: {result:?}");
            for (y, row) in out.chunks(width as usize * per_pixel).enumerate() {
                let (inside, rest) = row.split_at(29 * per_pixel);
                assert!(rest.iter().all(|byte| *byte == 0), "{name} in {width} x {height}, row {y}");
                match case.pixels.chunks(29 * per_pixel).nth(y) {
                    Some(wanted) => assert!(inside == wanted, "{name} in {width} x {height}, row {y}"),
                    None => assert!(inside.iter().all(|byte| *byte == 0), "{name} in {width} x {height}, row {y}"),
                }
            }
        }
    }
}

#[test]
fn colours_of_jpeg_2000_are_taken_from_the_stream_before_they_are_from_the_tags() {
    use omescope::codec::Color;
    let (spec, stream) = with_bytes("j2k-rgb8", &[]);
    // It has a colour transform of its own: what TIFF calls YCbCr is RGB already.
    let (asked, plain) = (TileSpec { color: Color::Rgb, ..spec.clone() }, spec);
    assert!(decoded(&asked, &stream).0 == decoded(&plain, &stream).0);
    let (spec, stream) = with_bytes("j2k-ycbcr", &[]);
    let stored = TileSpec { color: Color::Stored, ..spec.clone() };
    assert!(decoded(&stored, &stream).0 != decoded(&spec, &stream).0);
}
