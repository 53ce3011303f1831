//! The generated fixtures: what they hold is what tifffile and generate-tiff-offsets say they hold.

mod support;

use omescope::session::{Depth, IfdNode, Reach};
use omescope::tiff::Layout;
use serde_json::{Value, json};
use std::fs;
use support::{Feed, drive, outcome, root};

fn expected() -> Value {
    serde_json::from_slice(&fs::read(root().join("tests/fixtures/expected.json")).unwrap()).unwrap()
}

fn files(kind: &str) -> Vec<(String, Vec<u8>, Value)> {
    let all = expected()[kind].as_object().unwrap().clone();
    assert!(all.len() > 20, "fixtures are missing");
    let bytes = |name: &str| fs::read(root().join("tests/fixtures").join(kind).join(name)).unwrap();
    all.into_iter().map(|(name, facts)| (name.clone(), bytes(&name), facts)).collect()
}

fn flat<'a>(nodes: &'a [IfdNode<'a>], into: &mut Vec<&'a IfdNode<'a>>) {
    for node in nodes {
        into.push(node);
        flat(&node.sub_ifds, into);
    }
}

/// An IFD in the words of `expected.json`, absent tags with the defaults of TIFF 6.0.
fn facts(node: &IfdNode) -> Value {
    let ifd = node.ifd;
    let (tile, rows, segments) = match ifd.layout {
        Some(Layout::Tiles { width, height, count }) => (json!([width, height]), Value::Null, count),
        Some(Layout::Strips { rows_per_strip, count }) => (Value::Null, json!(rows_per_strip), count),
        None => (Value::Null, Value::Null, 0),
    };
    json!({
        "offset": ifd.offset, "entries": ifd.entries, "next": ifd.next, "width": ifd.width, "height": ifd.height,
        "tile": tile, "rowsPerStrip": rows, "segments": segments, "bitsPerSample": ifd.bits_per_sample,
        "sampleFormat": ifd.sample_format, "samplesPerPixel": ifd.samples_per_pixel, "compression": ifd.compression.code,
        "predictor": ifd.predictor.code, "photometric": ifd.photometric.map(|named| named.code),
        "planarConfiguration": ifd.planar_configuration, "newSubfileType": ifd.new_subfile_type,
    })
}

fn with_defaults(raw: &Value) -> Value {
    let or = |key: &str, default: Value| {
        if raw[key].is_null() { default } else { raw[key].clone() }
    };
    let tiled = !raw["tile"].is_null();
    let rows = raw["rowsPerStrip"].as_u64().unwrap_or(u64::MAX).min(raw["height"].as_u64().unwrap_or(u64::MAX));
    json!({
        "offset": raw["offset"], "entries": raw["entries"], "next": raw["next"], "width": raw["width"],
        "height": raw["height"], "tile": raw["tile"], "rowsPerStrip": if tiled { Value::Null } else { json!(rows) },
        "segments": raw["segments"], "bitsPerSample": or("bitsPerSample", json!([1])),
        "sampleFormat": or("sampleFormat", json!([1])), "samplesPerPixel": or("samplesPerPixel", json!(1)),
        "compression": or("compression", json!(1)), "predictor": or("predictor", json!(1)),
        "photometric": raw["photometric"], "planarConfiguration": or("planarConfiguration", json!(1)),
        "newSubfileType": or("newSubfileType", json!(0)),
    })
}

#[test]
fn offsets_are_those_of_generate_tiff_offsets() {
    for (name, bytes, expected) in files("tiff") {
        let (session, result) = drive(Depth::Offsets, &bytes[..], Feed::WHOLE);
        assert!(result.is_ok() && session.breakage().is_none(), "{name}");
        assert_eq!(json!(session.offsets()), expected["offsets"], "{name}");
    }
}

#[test]
fn the_tree_of_ifds_has_the_tags_that_tifffile_reads() {
    for (name, bytes, expected) in files("tiff") {
        let (session, _) = drive(Depth::Structure, &bytes[..], Feed::WHOLE);
        let structure = session.structure().unwrap();
        assert_eq!(structure.defects, Vec::<&_>::new(), "{name}");
        let mut nodes = Vec::new();
        flat(&structure.ifds, &mut nodes);
        let by_offset = |a: &Value, b: &Value| a["offset"].as_u64().cmp(&b["offset"].as_u64());
        let mut found: Vec<Value> = nodes.iter().map(|node| facts(node)).collect();
        let mut wanted: Vec<Value> = expected["ifds"].as_array().unwrap().iter().map(with_defaults).collect();
        found.sort_by(by_offset);
        wanted.sort_by(by_offset);
        assert_eq!(found, wanted, "{name}");
        for node in nodes.iter().filter(|node| !node.chained) {
            let raw = expected["ifds"].as_array().unwrap().iter().find(|raw| raw["offset"] == json!(node.ifd.offset)).unwrap();
            assert_eq!(raw["path"], json!(node.path), "{name}");
        }
    }
}

#[test]
fn what_is_broken_is_named_with_its_ifd_and_its_byte_and_what_came_before_is_kept() {
    for (name, bytes, expected) in files("broken") {
        let (session, result) = drive(Depth::Structure, &bytes[..], Feed::WHOLE);
        if expected["defect"] == "not-tiff" {
            assert_eq!(result.unwrap_err().code, "not-tiff", "{name}");
            continue;
        }
        let structure = session.structure().unwrap();
        let defects: Vec<Value> = structure.defects.iter().map(|defect| serde_json::to_value(defect).unwrap()).collect();
        let found = defects.iter().find(|defect| defect["code"] == expected["defect"]);
        let Some(found) = found else { panic!("{name}: wanted {}, found {defects:?}", expected["defect"]) };
        let in_chain = session.breakage().is_some_and(|breakage| json!(breakage.code) == expected["defect"]);
        if in_chain {
            assert_eq!(found["ifd"], expected["visiting"], "{name}: {found}");
            // Where a file is cut the fixture has its end, and the defect the start of what does not fit.
            let cut = expected["defect"] == "ifd-truncated";
            assert!(cut || found["byte"] == expected["byte"], "{name}: {found}");
        }
        assert_eq!(json!(session.offsets()), expected["offsets"], "{name}");
    }
}

#[test]
fn the_result_is_the_same_however_the_bytes_come() {
    for (name, bytes, _) in files("tiff").into_iter().chain(files("broken")) {
        for depth in [Depth::Offsets, Depth::Structure] {
            let whole = outcome(depth, &bytes[..], Feed::WHOLE);
            for reach in [Reach::Memory, Reach::Disk, Reach::Network] {
                for most in [1, 7, 1000, u64::MAX] {
                    for size_known in [false, true] {
                        let feed = Feed { most, size_known, reach };
                        assert_eq!(outcome(depth, &bytes[..], feed), whole, "{name} {most} {reach:?} {size_known}");
                    }
                }
            }
        }
    }
}

#[test]
fn files_cut_anywhere_give_what_is_before_the_cut() {
    for (name, bytes, _) in files("tiff").into_iter().filter(|(_, bytes, _)| bytes.len() < 4000) {
        let (whole, _) = drive(Depth::Structure, &bytes[..], Feed::WHOLE);
        for len in 0..bytes.len() {
            let (cut, result) = drive(Depth::Structure, &bytes[..len], Feed::WHOLE);
            assert!(whole.offsets().starts_with(cut.offsets()), "{name} cut at {len}");
            let said = result.is_err() || cut.breakage().is_some() || cut.offsets().len() == whole.offsets().len();
            assert!(said, "{name} cut at {len}: nothing was said");
        }
    }
}

#[test]
fn the_tiff_crate_finds_the_same_ifds() {
    for (name, bytes, expected) in files("tiff") {
        let mut decoder = match tiff::decoder::Decoder::new(std::io::Cursor::new(&bytes)) {
            Ok(decoder) => decoder,
            // It wants to be able to decode what it opens; the walk does not.
            Err(error) => {
                println!("{name}: the tiff crate does not open it: {error}");
                continue;
            }
        };
        let mut offsets = vec![];
        loop {
            offsets.extend(decoder.ifd_pointer().map(|pointer| pointer.0));
            if !decoder.more_images() || decoder.next_image().is_err() {
                break;
            }
        }
        let ours: Vec<u64> = expected["offsets"].as_array().unwrap().iter().map(|offset| offset.as_u64().unwrap()).collect();
        assert!(ours.starts_with(&offsets), "{name}: {offsets:?}");
    }
}
