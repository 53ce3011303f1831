//! The checker as a whole: the same report however the bytes come, and always one.

mod support;

use omescope::session::Reach;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use support::check::{finding, outcome, report};
use support::sample::{Places, cases};
use support::{Feed, corpus, root};

const OWN: &[&str] = &["tests/fixtures/tiff", "tests/fixtures/broken", "www/samples"];

/// All TIFF files of folders, by name.
fn files(folders: impl IntoIterator<Item = PathBuf>) -> BTreeMap<String, Vec<u8>> {
    let paths = folders.into_iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let tiffs = paths.filter(|path| path.extension().is_some_and(|extension| extension == "tif" || extension == "tiff"));
    tiffs.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap())).collect()
}

fn own() -> BTreeMap<String, Vec<u8>> {
    let files = files(OWN.iter().map(|folder| root().join(folder)));
    assert!(files.len() > 80, "fixtures are missing");
    files
}

/// OME-TIFFs of the corpus.
fn ome_corpus() -> BTreeMap<String, Vec<u8>> {
    let folders = corpus().map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>());
    let folders = folders.unwrap_or_default().into_iter().filter(|path| path.is_dir());
    files(folders).into_iter().filter(|(name, _)| Path::new(name).to_string_lossy().contains("ome")).collect()
}

/// Numbers that look random and are the same each time.
fn random(mut state: u64) -> impl FnMut() -> u64 {
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % 3000
    }
}

fn never() -> u64 {
    u64::MAX
}

fn assert_same_however_it_comes(name: &str, bytes: &[u8]) {
    let whole = outcome(name, bytes, Feed::WHOLE, never);
    for reach in [Reach::Memory, Reach::Disk, Reach::Network] {
        let feed = Feed { most: u64::MAX, size_known: true, reach };
        assert_eq!(outcome(name, bytes, feed, never), whole, "{name}, {reach:?}");
        assert_eq!(outcome(name, bytes, feed, random(7)), whole, "{name}, {reach:?}, answers of random length");
    }
    let one_byte = Feed { most: 1, size_known: true, reach: Reach::Memory };
    assert_eq!(outcome(name, bytes, one_byte, never), whole, "{name}, one byte an answer");
}

#[test]
fn the_report_is_the_same_however_the_bytes_come() {
    let all = own();
    for (name, bytes) in &all {
        assert_same_however_it_comes(name, bytes);
    }
    println!("{} files", all.len());
}

#[test]
fn the_report_on_real_files_is_the_same_however_the_bytes_come() {
    let all = ome_corpus();
    for (name, bytes) in &all {
        assert_same_however_it_comes(name, bytes);
    }
    println!("{} files of the corpus", all.len());
}

#[test]
fn without_the_size_it_is_learnt_or_what_hangs_on_it_is_left_out() {
    for (name, bytes) in own() {
        let feed = Feed { size_known: false, ..Feed::WHOLE };
        let (known, unknown) =
            (rules(&outcome(&name, &bytes[..], Feed::WHOLE, never)), rules(&outcome(&name, &bytes[..], feed, never)));
        assert!(unknown.iter().all(|rule| known.contains(rule)), "{name}: {unknown:?}, {known:?}");
    }
}

fn rules(report: &str) -> Vec<String> {
    let report: serde_json::Value = serde_json::from_str(report).unwrap();
    report["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect()
}

/// Files that are cut and spoilt: small ones of all sorts, OME-TIFFs among them.
fn victims() -> Vec<(String, Vec<u8>)> {
    let small = own().into_iter().filter(|(name, bytes)| bytes.len() < if name.contains("ome") { 25_000 } else { 1500 });
    small.collect()
}

#[test]
fn files_cut_anywhere_get_a_report_that_says_so() {
    let (mut files, mut places) = (0, Places::default());
    for (name, bytes) in victims().into_iter().filter(|(name, bytes)| name.ends_with(".ome.tif") && bytes.len() < 20_000) {
        for len in places.below(bytes.len(), 1000) {
            let (session, _) = support::check::drive_check(&name, &bytes[..len], Feed::WHOLE, never);
            let report = report(&session);
            let findings = report["findings"].as_array().unwrap();
            assert!(findings.iter().any(|finding| finding["effect"] != "note"), "{name} cut at {len}: {report}");
            assert!(len >= 8 || finding(&report, "file/not-tiff").is_some(), "{name} cut at {len}: {report}");
        }
        files += 1;
    }
    assert!(files >= 3, "{files}");
    places.say("lengths to which OME-TIFFs are cut");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases("spoilt OME-TIFFs", 300, 2000), failure_persistence: None, rng_seed: RngSeed::Fixed(2026), ..ProptestConfig::default() })]

    #[test]
    fn spoilt_files_get_a_report_that_hangs_on_nothing_but_the_bytes(
        victim in any::<prop::sample::Index>(),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        seed in any::<u64>(),
    ) {
        let victims = victims();
        let (name, mut bytes) = victim.get(&victims).clone();
        for (at, value) in flips {
            let len = bytes.len();
            if len > 0 {
                bytes[at.index(len)] = value;
            }
        }
        let whole = outcome(&name, &bytes[..], Feed::WHOLE, never);
        let feed = Feed { most: u64::MAX, size_known: true, reach: Reach::Network };
        prop_assert_eq!(outcome(&name, &bytes[..], feed, random(seed)), whole);
    }
}
