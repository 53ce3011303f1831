//! Chunks that zarr-python and numcodecs encoded are decoded to the same elements; broken ones are refused.

mod support;

use omescope::zarr::chunk::{Elements, Fault, FaultKind};
use omescope::zarr::values::{Limits, elements};
use omescope::zarr::{Expect, Found, Store};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use support::root;
use support::zarr::{Memory, drive};

/// Cases of the fixture: keys with their bytes, and the hash of the elements.
fn cases() -> Vec<(String, Memory, String)> {
    let text = fs::read_to_string(root().join("tests/fixtures/zarr/chunks.json")).unwrap();
    let all: BTreeMap<String, Value> = serde_json::from_str(&text).unwrap();
    all.into_iter()
        .map(|(name, case)| {
            let files = case["files"].as_object().unwrap().iter();
            let files = files.map(|(key, text)| (key.clone(), base64(text.as_str().unwrap()))).collect();
            (name, Memory { files, lists: true }, case["sha256"].as_str().unwrap().to_owned())
        })
        .collect()
}

fn base64(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut held, mut bits, mut out) = (0u32, 0, Vec::new());
    for digit in text.bytes().filter(|digit| *digit != b'=') {
        held = (held << 6) | DIGITS.iter().position(|known| *known == digit).unwrap() as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            out.push((held >> bits) as u8);
        }
    }
    out
}

fn read(store: &Memory) -> Result<Elements, Fault> {
    let (_, found, _) = drive(store, Store::new(), |look| {
        let node = look.node("", Expect::Array).here()?;
        Some(elements(look, &node, Limits::default()))
    });
    match found {
        Some(Found::Here(result)) => result,
        other => panic!("{other:?}"),
    }
}

fn hash(elements: &Elements) -> String {
    let digest = match elements {
        Elements::Fixed(bytes) => Sha256::digest(bytes),
        Elements::Texts(texts) => Sha256::digest(texts.join("\0")),
    };
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn all_arrays_have_the_elements_that_zarr_python_reads() {
    let cases = cases();
    for (name, store, sha256) in &cases {
        let found = read(store).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert_eq!(&hash(&found), sha256, "{name}");
    }
    println!("{} arrays have the elements that zarr-python reads", cases.len());
    assert!(cases.len() > 100);
}

fn chunk_keys(store: &Memory) -> Vec<String> {
    let metadata = [".zarray", ".zattrs", "zarr.json"];
    store.files.keys().filter(|key| !metadata.contains(&key.as_str())).cloned().collect()
}

#[test]
fn a_chunk_cut_at_any_length_is_refused_and_never_panics() {
    let mut cuts = 0;
    for (name, store, _) in cases() {
        let Some(key) = chunk_keys(&store).pop() else { continue };
        let whole = store.files[&key].clone();
        let step = (whole.len() / 120).max(1);
        for len in (0..whole.len()).step_by(step) {
            let mut cut = store.clone();
            cut.files.insert(key.clone(), whole[..len].to_vec());
            match read(&cut) {
                Err(Fault { kind: FaultKind::Broken(failure), .. }) => assert!(!failure.what.is_empty()),
                other => panic!("{name} cut at {len} of {}: {other:?}", whole.len()),
            }
            cuts += 1;
        }
    }
    println!("{cuts} cut chunks");
}

#[test]
fn chunks_with_flipped_bits_are_read_or_refused() {
    let mut flips = 0;
    for (_, store, _) in cases() {
        let Some(key) = chunk_keys(&store).pop() else { continue };
        let whole = store.files[&key].clone();
        let step = (whole.len() / 40).max(1);
        for at in (0..whole.len().min(64)).chain((0..whole.len()).step_by(step)) {
            for bit in [0x01, 0x80, 0xff] {
                let mut broken = store.clone();
                broken.files.get_mut(&key).unwrap()[at] ^= bit;
                let _ = read(&broken);
                flips += 1;
            }
        }
    }
    println!("{flips} corrupt chunks");
}

fn of(zarray: &str, chunk: &[u8]) -> Result<Elements, Fault> {
    let mut store = Memory::of(&[(".zarray", zarray)]);
    store.files.insert("0".to_owned(), chunk.to_vec());
    read(&store)
}

#[test]
fn what_is_not_decoded_here_is_told_from_what_is_broken() {
    let zarray = |codec: &str, dtype: &str, shape: &str, chunks: &str| {
        format!(
            r#"{{"zarr_format": 2, "shape": [{shape}], "chunks": [{chunks}], "dtype": "{dtype}", "fill_value": 0, "order": "C", "filters": null, "compressor": {codec}}}"#
        )
    };
    for (codec, dtype, said) in [
        (r#"{"id": "bz2"}"#, "<i4", "bz2: this codec is not decoded here"),
        (r#"{"id": "imagecodecs_jpeg2k"}"#, "<i4", "imagecodecs_jpeg2k: this codec is not decoded here"),
        ("null", "|O", "|O: elements without a size need a codec that gives them one"),
        ("null", "!b1", "!b1: elements without a size need a codec that gives them one"),
    ] {
        let fault = of(&zarray(codec, dtype, "2", "2"), &[0; 8]).unwrap_err();
        assert!(matches!(fault.kind, FaultKind::Unsupported(_)), "{fault}");
        assert_eq!(fault.to_string(), said);
    }
    for (chunk, said) in [
        (&[0; 7][..], "chunk: 7 bytes where the elements of the chunk have 8 (at byte 7 of the stream, after 7 bytes of output)"),
        (&[0; 9], "chunk: 9 bytes where the elements of the chunk have 8 (at byte 8 of the stream, after 8 bytes of output)"),
    ] {
        assert_eq!(of(&zarray("null", "<i4", "2", "2"), chunk).unwrap_err().to_string(), said);
    }
    // A few bytes that would become terabytes.
    for (shape, chunks) in
        [("1000000000000", "1000000000000"), ("2", "1000000000000"), ("1000000000000", "1"), ("18446744073709551615", "3")]
    {
        let fault = of(&zarray("null", "<i4", shape, chunks), &[0; 8]).unwrap_err();
        assert!(matches!(fault.kind, FaultKind::TooLarge(_)), "{shape} {chunks}: {fault}");
    }
}

#[test]
fn shards_whose_index_lies_are_refused() {
    let (_, store, _) = cases().into_iter().find(|(name, ..)| name == "v3-shards-plain-index").unwrap();
    let key = chunk_keys(&store).remove(0);
    let len = store.files[&key].len();
    // The index has four entries of sixteen bytes, highest byte first, and a checksum or none.
    let entries = len - (len - 16) % 16 - 64;
    let mut said = 0;
    for at in 0..8 {
        let mut broken = store.clone();
        broken.files.get_mut(&key).unwrap()[entries + at * 8] = 0x40;
        said += usize::from(matches!(read(&broken), Err(Fault { kind: FaultKind::Broken(_), .. })));
    }
    assert!(said >= 7, "{said} of 8");
}
