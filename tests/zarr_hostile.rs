//! Stores that are cut, corrupt or made to harm: every reader ends, keeps what it found, and asks for nothing outside.

mod support;

use omescope::zarr::ngff::{self, Ngff};
use omescope::zarr::probe::{Kind, probe};
use omescope::zarr::schema;
use omescope::zarr::values::{Limits, values};
use omescope::zarr::{Expect, Found, Look, Store, anndata, spatialdata};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use support::sample::{Places, cases};
use support::work::counted;
use support::zarr::{Cost, Folder, Memory, drive, entries};

/// Everything that there is to be read of a store. Gives a digest, so that nothing is left out.
fn everything(look: &mut Look<'_>) -> String {
    let found = probe(look, "");
    let mut digest = format!("{:?} {:?}", found.kind, found.below);
    let image = ngff::image(look, "");
    if let Found::Here(image) = &image {
        digest += &format!("{:?}", image.facts);
        for version in schema::VERSIONS {
            for name in schema::names(version) {
                let outcome = image.group.attributes().and_then(|at| schema::validate(version, name, &at));
                digest += &outcome.map_or(String::new(), |outcome| outcome.violations.len().to_string());
            }
        }
        digest += &format!("{:?}", ngff::fields(look, &Ngff::read(&image.group), 10));
    }
    digest += &format!("{:?}", ngff::labels(look, "").is_absent());
    digest += &format!("{:?}", ngff::series(look, "", 5));
    digest += &format!("{}", matches!(anndata::mudata(look, ""), Found::Here(_)));
    if let Found::Here(found) = anndata::anndata(look, "") {
        digest += &format!("{:?} {:?}", found.paths(), found.translate("adata.obs['leiden']"));
        let arrays = found.obs_frame().into_iter().flat_map(|frame| frame.columns.iter().chain(&frame.index));
        for node in arrays.filter_map(|column| column.main()) {
            digest += &format!("{}", matches!(values(look, node, Limits { bytes: 1 << 20, chunks: 16 }), Found::Here(Ok(_))));
        }
    }
    if let Found::Here(found) = spatialdata::spatialdata(look, "") {
        digest += &format!("{:?}", found.coordinate_systems());
        found.elements.iter().for_each(|element| digest += &format!("{:?}", element.way_to("global").map(|way| way.len())));
    }
    digest += &format!("{}", look.consolidated("").is_absent());
    for consolidated in look.store().consolidated() {
        let paths: Vec<&str> = consolidated.paths().take(50).collect();
        for path in paths {
            let node = consolidated.node(path);
            digest += &format!("{:?}", node.map(|node| consolidated.differences(&node).len()));
        }
    }
    digest
}

fn read(store: &Memory) -> (String, Cost) {
    let ((_, digest, cost), work) = counted(|| drive(store, Store::new(), everything));
    let size: u64 = store.files.values().map(|file| file.len() as u64).sum();
    assert!(work.allocations < 60_000 + 50 * size && work.allocated < (4 << 20) + 2500 * size, "{size} bytes: {work:?}");
    for key in cost.rounds.iter().flatten() {
        assert!(!key.starts_with('/') && key.split('/').all(|part| !part.is_empty() && part != "." && part != ".."), "{key}");
    }
    (digest, cost)
}

const GROUP: &str = r#"{"zarr_format": 2}"#;
const ARRAY: &str = r#"{"zarr_format": 2, "shape": [3], "chunks": [2], "dtype": "<i4", "fill_value": 0, "order": "C", "filters": [{"id": "delta", "dtype": "<i4"}], "compressor": {"id": "zlib"}}"#;
const TEXTS: &str = r#"{"zarr_format": 2, "shape": [3], "chunks": [3], "dtype": "|O", "fill_value": "", "order": "C", "filters": [{"id": "vlen-utf8"}], "compressor": null}"#;
const SHARDED: &str = r#"{"zarr_format": 3, "node_type": "array", "shape": [8], "data_type": "int32", "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [4]}},
    "chunk_key_encoding": {"name": "default"}, "fill_value": 0, "codecs": [{"name": "sharding_indexed", "configuration": {"chunk_shape": [2], "codecs": [{"name": "bytes"}], "index_codecs": [{"name": "bytes"}]}}]}"#;
const ATTRIBUTES: &str = r##"{"encoding-type": "anndata", "spatialdata_attrs": {"version": "0.1"}, "plate": {"rows": [{"name": "A"}], "columns": [{"name": "1"}], "wells": [{"path": "A/1", "rowIndex": 0, "columnIndex": 0}]},
    "multiscales": [{"version": "0.4", "axes": [{"name": "y", "type": "space"}, {"name": "x", "type": "space"}], "datasets": [{"path": "0", "coordinateTransformations": [{"type": "scale", "scale": [1, 1]}]}],
      "coordinateTransformations": [{"type": "sequence", "transformations": [{"type": "affine", "affine": [[1, 0, 0]]}], "input": {"name": "yx"}, "output": {"name": "global"}}]}],
    "omero": {"channels": [{"color": "ff00ff", "window": {"start": 0}}], "rdefs": {"model": "color"}}, "image-label": {"colors": [{"label-value": 1, "rgba": [1, 2, 3, 4]}]}, "bioformats2raw.layout": 3}"##;
const ZMETADATA: &str = r#"{"zarr_consolidated_format": 1, "metadata": {".zgroup": {"zarr_format": 2}, "obs/.zgroup": {"zarr_format": 2}, "obs/.zattrs": {"_index": "i"}, "../x/.zgroup": {}}}"#;

/// A store that is a little of everything.
fn store() -> Memory {
    Memory::of(&[
        (".zgroup", GROUP),
        (".zattrs", ATTRIBUTES),
        (".zmetadata", ZMETADATA),
        ("0/.zarray", ARRAY),
        ("A/1/.zgroup", GROUP),
        ("A/1/.zattrs", r#"{"well": {"images": [{"path": "0"}]}}"#),
        ("obs/.zgroup", GROUP),
        ("obs/.zattrs", r#"{"_index": "i", "column-order": ["leiden", "n", "sharded"]}"#),
        ("obs/i/.zarray", TEXTS),
        ("obs/i/0", "\u{3}\0\0\0\u{1}\0\0\0a\u{1}\0\0\0b\u{1}\0\0\0c"),
        ("obs/leiden/.zgroup", GROUP),
        ("obs/leiden/.zattrs", r#"{"encoding-type": "categorical"}"#),
        ("obs/leiden/codes/.zarray", ARRAY),
        ("obs/leiden/categories/.zarray", TEXTS),
        ("obs/n/.zarray", ARRAY),
        ("obs/n/0", "x\u{1}"),
        ("obs/sharded/zarr.json", SHARDED),
        ("obs/sharded/c/0", "0123456789"),
        ("var/.zgroup", GROUP),
        ("var/.zattrs", r#"{"_index": "i"}"#),
        ("X/.zgroup", GROUP),
        ("X/.zattrs", r#"{"encoding-type": "csr_matrix", "shape": [3, 2]}"#),
        ("labels/.zgroup", GROUP),
        ("labels/.zattrs", r#"{"labels": ["cells"]}"#),
        ("labels/cells/.zgroup", GROUP),
        ("points/.zgroup", GROUP),
        ("points/p/.zgroup", GROUP),
        (
            "points/p/.zattrs",
            r#"{"axes": ["x", "y"], "coordinateTransformations": [{"type": "identity", "input": {"name": "xy"}, "output": {"name": "global"}}]}"#,
        ),
        ("points/p/points.parquet/part.0.parquet", ""),
    ])
}

#[test]
fn a_store_that_is_whole_is_read_in_a_few_rounds() {
    let (digest, cost) = read(&store());
    assert!(digest.contains("obs/leiden"), "{digest}");
    assert!(cost.rounds.len() <= 12, "{} rounds", cost.rounds.len());
}

#[test]
fn a_file_cut_at_each_length_ends_the_reading_of_nothing_else() {
    let (whole, mut places) = (store(), Places::default());
    for key in whole.files.keys() {
        for cut in places.below(whole.files[key].len(), 12) {
            let mut store = whole.clone();
            store.files.get_mut(key).unwrap().truncate(cut);
            let (digest, _) = read(&store);
            if !key.starts_with('.') && !key.starts_with("obs") {
                assert!(digest.contains("obs/leiden"), "{key} cut at {cut}: {digest}");
            }
        }
    }
    places.say("lengths to which the files of a store are cut");
}

#[test]
fn the_root_key_missing_is_nothing_and_so_is_a_page_in_its_place() {
    let mut store = store();
    store.files.retain(|key, _| key.contains('/'));
    let (_, found, _) = drive(&store, Store::new(), |look| probe(look, ""));
    assert_eq!(found.kind, Kind::Nothing);
    for key in [".zgroup", ".zattrs", ".zmetadata", "zarr.json", "zmetadata"] {
        store.files.insert(key.to_owned(), b"<!DOCTYPE html><html><body>404</body></html>".to_vec());
    }
    let (_, node, _) = drive(&store, Store::new(), |look| look.node("", Expect::Node).here());
    assert!(node.is_none(), "hosts of web applications answer everything with a page");
    read(&store);
}

#[test]
fn paths_that_lead_out_are_not_asked_for_and_are_said() {
    let mut store = store();
    let attributes = ATTRIBUTES.replace("\"path\": \"0\"", "\"path\": \"../../../etc/passwd\"").replace("A/1", "../A");
    store.files.insert(".zattrs".into(), attributes.into_bytes());
    store.files.insert("labels/.zattrs".into(), br#"{"labels": ["../..", "/", "a//b", "."]}"#.to_vec());
    store.files.insert("obs/.zattrs".into(), br#"{"_index": "..", "column-order": ["../x", "", "/", "a/../../b"]}"#.to_vec());
    let (_, image, _) = drive(&store, Store::new(), |look| ngff::image(look, "").here());
    let said: Vec<String> = image.unwrap().facts.defects.kept().iter().map(|defect| defect.what.clone()).collect();
    assert!(said.iter().any(|what| what.contains("has the part \"..\"")), "{said:?}");
    read(&store);
}

#[test]
fn levels_columns_and_wells_by_the_thousand_are_bounded() {
    let many = |item: &dyn Fn(usize) -> String| (0..20_000).map(item).collect::<Vec<_>>().join(",");
    let mut store = store();
    let datasets = many(&|n| format!(r#"{{"path": "{n}"}}"#));
    let wells = many(&|n| format!(r#"{{"path": "A/{n}"}}"#));
    let attributes = format!(r#"{{"multiscales": [{{"datasets": [{datasets}]}}], "plate": {{"wells": [{wells}]}}}}"#);
    store.files.insert(".zattrs".into(), attributes.into_bytes());
    let columns = many(&|n| format!("\"{n}\""));
    store.files.insert("obs/.zattrs".into(), format!(r#"{{"_index": "i", "column-order": [{columns}]}}"#).into_bytes());
    let (_, cost) = read(&store);
    let asked: usize = cost.rounds.iter().map(Vec::len).sum();
    assert!(asked < 20_000, "{asked} keys");
}

#[test]
fn stores_of_the_corpus_survive_damage() {
    let mut read = 0;
    for entry in entries(|entry| entry.category != "zarr-ngff-schema") {
        let folder = Folder::of(&entry);
        let (_, _, cost) = drive(&folder, Store::new(), everything);
        read += cost.rounds.iter().flatten().count();
    }
    println!("{read} keys of the corpus asked for");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases("stores with damage", 100, 400), rng_seed: RngSeed::Fixed(11), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn corrupt_bytes_anywhere_are_survived(flips in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut store = store();
        let keys: Vec<String> = store.files.keys().cloned().collect();
        for (key, at, byte) in flips {
            let bytes = store.files.get_mut(&keys[key.index(keys.len())]).unwrap();
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
        }
        read(&store);
    }

    #[test]
    fn values_of_wrong_types_anywhere_are_survived(
        key in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        with in prop::sample::select(vec!["null", "{}", "[]", "-1", "1e300", "\"..\"", "18446744073709551615", "[[[]]]", "{\"name\": {}}", "[{}]"]),
    ) {
        let mut store = store();
        let keys: Vec<String> = store.files.keys().filter(|key| key.contains(".z") || key.ends_with(".json")).cloned().collect();
        let bytes = store.files.get_mut(&keys[key.index(keys.len())]).unwrap();
        let mut value: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        let mut pointers = vec![String::new()];
        collect(&value, "", &mut pointers);
        *value.pointer_mut(&pointers[place.index(pointers.len())]).unwrap() = serde_json::from_str(with).unwrap();
        *bytes = value.to_string().into_bytes();
        read(&store);
    }
}

/// Pointers to all values in a value.
fn collect(value: &serde_json::Value, at: &str, pointers: &mut Vec<String>) {
    let mut below = |name: &str, value: &serde_json::Value| {
        let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
        pointers.push(at.clone());
        collect(value, &at, pointers);
    };
    match value {
        serde_json::Value::Array(items) => items.iter().enumerate().for_each(|(index, item)| below(&index.to_string(), item)),
        serde_json::Value::Object(members) => members.iter().for_each(|(name, member)| below(name, member)),
        _ => {}
    }
}
