//! Real files, where the corpus is there: offsets as generate-tiff-offsets gives them, none takes more work than its size allows.

mod support;

use omescope::session::Depth;
use serde_json::{Value, json};
use std::fs;
use support::sample::{is_whole, say};
use support::work::counted;
use support::{Feed, corpus, drive, outcome};

/// Every TIFF of the manifest, those of multi-file sets too.
fn tiffs() -> Vec<(String, Vec<u8>, Value)> {
    let Some(folder) = corpus() else {
        return Vec::new();
    };
    let manifest: Value = serde_json::from_slice(&fs::read(folder.join("manifest.json")).unwrap()).unwrap();
    let entries = manifest["entries"].as_array().unwrap().iter().filter(|entry| entry["kind"] == "tiff");
    entries
        .map(|entry| {
            let path = entry["path"].as_str().unwrap();
            (path.to_owned(), fs::read(folder.join(path)).unwrap(), entry.clone())
        })
        .collect()
}

fn is_readable(entry: &Value) -> bool {
    !["any-no-crash", "invalid"].contains(&entry["expect"].as_str().unwrap())
}

#[test]
fn offsets_equal_the_manifest() {
    let (mut equal, mut broken, mut alone, mut wrong) = (0, 0, 0, Vec::new());
    for (path, bytes, entry) in tiffs() {
        let (session, result) = drive(Depth::Offsets, &bytes[..], Feed::WHOLE);
        // Where the chain loops the package never returns; the manifest has a walk of its own.
        let expected = if entry["offsets"].is_array() { &entry["offsets"] } else { &entry["offsets_expected_chain_walk"] };
        let said = result.is_err() || session.breakage().is_some();
        let looped = entry["chain"]["end"] == "loop";
        if expected.is_array() && json!(session.offsets()) == *expected && (looped || !is_readable(&entry) || !said) {
            equal += 1;
        } else if !is_readable(&entry) && said {
            broken += 1;
        } else if expected.is_null() && session.offsets().len() as u64 == entry["chain"]["n"] && entry["chain"]["end"] == "zero" {
            // The package fails on something else in the file; the manifest's own walk counts as many IFDs.
            alone += 1;
        } else {
            wrong.push(format!("{path} ({}): {result:?}, {:?}; expected {expected}", entry["expect"], session.offsets()));
        }
    }
    println!("offsets: {equal} equal, {broken} broken and said so, {alone} that the package cannot open, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn broken_files_take_little_work_and_say_why() {
    for (path, bytes, entry) in tiffs() {
        let ((session, result), work) = counted(|| drive(Depth::Structure, &bytes[..], Feed::WHOLE));
        let (size, ifds) = (bytes.len() as u64, session.found());
        assert!(work.allocations < 400 + 50 * ifds, "{path}, {ifds} IFDs: {work:?}");
        assert!(work.allocated < 60_000 + 8 * size + 8000 * ifds, "{path}, {size} bytes, {ifds} IFDs: {work:?}");
        let end = entry["chain"]["end"].as_str();
        if end.is_some_and(|end| end != "zero") {
            assert!(result.is_err() || session.breakage().is_some(), "{path}: the chain ends with {end:?}, nothing was said");
        }
    }
}

/// IFDs from which on short reads are not of one byte but of so many that an IFD comes in a few: after each read the session
/// looks at all IFDs that it waits for, which for thousands of them and a byte a read takes half an hour.
const MANY_IFDS: (u64, u64) = (1000, 1000);

#[test]
fn one_byte_a_read_gives_the_same_as_the_whole_file() {
    let (all, mut byte_by_byte) = (tiffs(), 0);
    for (path, bytes, _) in &all {
        for depth in [Depth::Offsets, Depth::Structure] {
            let (whole, _) = drive(depth, &bytes[..], Feed::WHOLE);
            let most = if whole.found() < MANY_IFDS.0 || is_whole() { 1 } else { MANY_IFDS.1 };
            byte_by_byte += usize::from(most == 1 && depth == Depth::Structure);
            let parts = outcome(depth, &bytes[..], Feed { most, ..Feed::ONE_BYTE });
            assert_eq!(parts, outcome(depth, &bytes[..], Feed::WHOLE), "{path}");
        }
    }
    say("files of the corpus read byte by byte", byte_by_byte, all.len());
}

#[test]
fn the_structure_equals_the_manifest() {
    let mut compared = 0;
    for (path, bytes, entry) in tiffs().into_iter().filter(|(_, _, entry)| is_readable(entry)) {
        let (session, _) = drive(Depth::Structure, &bytes[..], Feed::WHOLE);
        let structure = serde_json::to_value(session.structure().unwrap()).unwrap();
        for wanted in entry["ifds"].as_array().into_iter().flatten() {
            let found = &structure["ifds"][wanted["index"].as_u64().unwrap() as usize];
            compare(&path, found, wanted);
            let subs = found["subIfds"].as_array().unwrap();
            for sub in wanted["subifds"].as_array().into_iter().flatten() {
                let found = subs.iter().find(|found| found["offset"] == sub["offset"]);
                compare(&path, found.unwrap_or_else(|| panic!("{path}: no SubIFD at {}", sub["offset"])), sub);
            }
            compared += 1;
        }
    }
    println!("structure: {compared} IFDs equal");
}

/// Where the tags are absent and tifffile takes the values from the JPEG stream.
const FROM_JPEG: &[&str] = &["pyramid-nonome/pillow-child_ifd_jpeg.tiff"];

fn compare(path: &str, found: &Value, wanted: &Value) {
    assert_eq!(found["offset"], wanted["offset"], "{path}");
    if FROM_JPEG.contains(&path) && found["width"].is_null() {
        return;
    }
    for (ours, theirs) in [("samplesPerPixel", "samples"), ("planarConfiguration", "planar"), ("newSubfileType", "subfiletype")] {
        assert!(
            wanted[theirs].is_null() || found[ours] == wanted[theirs],
            "{path}: {ours} {} is {} to tifffile",
            found[ours],
            wanted[theirs]
        );
    }
    assert_eq!(found["width"], wanted["width"], "{path}");
    assert_eq!(found["height"], wanted["height"], "{path}");
    assert_eq!(found["compression"]["code"], wanted["compression"], "{path}");
    if let Some(tile) = wanted["tile"].as_array() {
        assert_eq!([&found["layout"]["width"], &found["layout"]["height"]], [&tile[0], &tile[1]], "{path}");
    }
}
