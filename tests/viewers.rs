//! A version of a viewer, or of a part of one, is one row of the table: everything else works from it.

mod support;

use omescope::check::zarr::judge_zarr;
use omescope::check::{Options, judge_tiff};
use omescope::need::StoreAsk;
use omescope::session::StoreSession;
use omescope::viewer::{
    Does, Geotiff, Offer, Software, Sort, StoreInput, VERSIONS, Version, Vitessce, Zarrita, asked_for, named, told, usual,
};
use serde_json::{Value, json};
use support::Feed;
use support::check::{drive_check, ome_xml, tiff_with};
use support::zarr::{Answers, Memory};

/// A row as it would be added: that of an existing version, with another number, name and parts, and what it does otherwise.
fn next(of: &'static Version, id: &'static str, parts: &'static [&'static Version], does: Does) -> &'static Version {
    let offer = of.verdict.as_ref();
    let reads = offer.map_or(&[Sort::Tiff][..], |offer| offer.reads);
    Box::leak(Box::new(Version {
        software: of.software,
        number: "99.9.0",
        npm: of.npm,
        date: "2099-09",
        parts,
        like: None,
        verdict: Some(Offer { id, name: id, default: false, reads, remark: None }),
        does,
    }))
}

fn list(parts: &[&'static Version]) -> &'static [&'static Version] {
    Box::leak(parts.to_vec().into_boxed_slice())
}

fn of(software: Software) -> &'static Version {
    VERSIONS.iter().find(|version| version.software == software).unwrap()
}

/// The next version of everything.
struct Next {
    geotiff: &'static Version,
    zarrita: &'static Version,
    viv: &'static Version,
    avivator: &'static Version,
    vitessce: &'static Version,
    auto_config: &'static Version,
}

impl Next {
    fn new() -> Self {
        let (Does::Geotiff(geotiff), Does::Zarrita(zarrita)) = (of(Software::Geotiff).does, of(Software::Zarrita).does) else {
            panic!("what they do is of their kind");
        };
        // This one reads to the end of a block, and that one knows bzip2.
        let geotiff = Does::Geotiff(Geotiff { one_block_too_many: false, ..geotiff });
        let codecs: &'static [&'static str] = Box::leak([zarrita.codecs, &["numcodecs.bz2"]].concat().into_boxed_slice());
        let geotiff = next(of(Software::Geotiff), "geotiff@99.9", &[], geotiff);
        let zarrita = next(of(Software::Zarrita), "zarrita@99.9", &[], Does::Zarrita(Zarrita { codecs, ..zarrita }));
        let viv = next(of(Software::Viv), "viv@99.9", list(&[geotiff, zarrita]), Does::Alike);
        let avivator = next(of(Software::Avivator), "avivator@99.9", list(&[viv]), Does::Alike);
        let vitessce = Does::Vitessce(Vitessce { knows_ome: true });
        let vitessce = next(of(Software::Vitessce), "vitessce@99.9", list(&[zarrita, viv]), vitessce);
        let auto_config = next(of(Software::AutoConfig), "autoconfig@99.9", &[], Does::Opens(zarrita));
        Self { geotiff, zarrita, viv, avivator, vitessce, auto_config }
    }

    fn rows(&self) -> Vec<&'static Version> {
        let Self { geotiff, zarrita, viv, avivator, vitessce, auto_config } = self;
        vec![geotiff, zarrita, viv, avivator, vitessce, auto_config]
    }
}

#[test]
fn a_row_is_asked_for_by_its_name_and_listed_with_its_parts() {
    let next = Next::new();
    let table: Vec<&'static Version> = VERSIONS.iter().copied().chain(next.rows()).collect();
    let listed = serde_json::to_value(told(&table)).unwrap();
    for row in next.rows() {
        assert_eq!(asked_for(&table, &[row.id().to_owned()]).unwrap(), [row]);
        assert!(asked_for(VERSIONS, &[row.id().to_owned()]).unwrap_err().contains("there is no viewer"));
        assert!(listed.as_array().unwrap().iter().any(|viewer| viewer["id"] == row.id()), "{}", row.id());
    }
    let vitessce = listed.as_array().unwrap().iter().find(|viewer| viewer["id"] == "vitessce@99.9").unwrap();
    assert_eq!(vitessce["parts"], json!(["geotiff.js 99.9.0", "zarrita.js 99.9.0", "Viv 99.9.0", "Vitessce 99.9.0"]));
    // The error names what there is.
    let unknown = asked_for(&table, &["viv@1".to_owned()]).unwrap_err();
    assert!(unknown.contains("viv@99.9") && unknown.contains("avivator"), "{unknown}");
}

#[test]
fn names_are_there_once_and_rows_are_of_one_kind() {
    let mut ids: Vec<&str> = VERSIONS.iter().map(|version| version.id()).filter(|id| !id.is_empty()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
    assert!(VERSIONS.iter().all(|version| named(VERSIONS, version.id()).is_none_or(|found| found == *version)));
    for version in VERSIONS {
        let fits = match version.software {
            Software::Geotiff => matches!(version.does, Does::Geotiff(_)),
            Software::Zarrita => matches!(version.does, Does::Zarrita(_)),
            Software::Viv => matches!(version.does, Does::Viv(_)),
            Software::Vitessce => matches!(version.does, Does::Vitessce(_)),
            Software::AutoConfig => matches!(version.does, Does::Opens(zarrita) if zarrita.software == Software::Zarrita),
            _ => version.does == Does::Alike,
        };
        assert!(fits, "{} {}", version.software.name(), version.number);
        assert!(version.like.is_none_or(|other| other.like.is_none() && other.software == version.software));
    }
    for software in [Software::Viv, Software::Avivator, Software::Vitessce] {
        assert_eq!(usual(VERSIONS).iter().filter(|version| version.software == software).count(), 1, "{software:?}");
    }
}

fn store(keys: &Memory, viewers: &[&'static Version]) -> StoreSession {
    let input = StoreInput { name: "cells.ome.zarr".to_owned(), viewers: viewers.to_vec(), ..StoreInput::default() };
    let mut session = StoreSession::new(input);
    for _ in 0..1000 {
        let asks = session.step();
        if asks.is_empty() {
            return session;
        }
        for ask in asks {
            match ask {
                StoreAsk::Key(key) => session.supply(&key, keys.object(&key)),
                StoreAsk::Size(key) => session.supply_size(&key, keys.files.get(&key).map(|bytes| bytes.len() as u64)),
                StoreAsk::Names(path) => session.supply_names(&path, keys.names(&path)),
                StoreAsk::Part(part) => {
                    let [start, end] = [part.start, part.start + part.len].map(|at| usize::try_from(at).unwrap());
                    let bytes =
                        keys.files.get(&part.key).map(|bytes| bytes[start.min(bytes.len())..end.min(bytes.len())].to_vec());
                    session.supply_part(part, bytes);
                }
            }
        }
    }
    panic!("the session does not end");
}

/// Verdicts and findings for viewers, by what was asked for.
fn judged(keys: &Memory, viewers: &[&'static Version]) -> Value {
    let session = store(keys, viewers);
    serde_json::to_value(judge_zarr(session.facts(), &Options { viewers: viewers.to_vec(), ..Options::default() })).unwrap()
}

fn verdict<'r>(report: &'r Value, viewer: &Version) -> &'r Value {
    let verdicts = report["verdicts"].as_array().unwrap();
    &verdicts.iter().find(|verdict| verdict["viewer"] == viewer.id()).unwrap_or_else(|| panic!("{}", viewer.id()))["verdict"]
}

fn rules(report: &Value) -> Vec<&str> {
    report["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect()
}

/// An image of Zarr 2 whose only chunk is compressed with bzip2.
fn image_in_bzip2() -> Memory {
    let axes = ["c", "y", "x"].map(|name| json!({"name": name, "type": if name == "c" { "channel" } else { "space" }}));
    let datasets = json!([{"path": "0", "coordinateTransformations": [{"type": "scale", "scale": [1, 1, 1]}]}]);
    let window = json!({"min": 0, "max": 255, "start": 0, "end": 255});
    let attributes = json!({
        "multiscales": [{"version": "0.4", "axes": axes, "datasets": datasets}],
        "omero": {"channels": [{"label": "DAPI", "color": "0000FF", "window": window}], "rdefs": {"model": "greyscale"}},
    });
    let array = json!({
        "zarr_format": 2, "shape": [1, 64, 64], "chunks": [1, 64, 64], "dtype": "|u1", "order": "C", "fill_value": 0,
        "filters": null, "dimension_separator": "/", "compressor": {"id": "bz2", "level": 1},
    });
    let text = |value: Value| value.to_string().into_bytes();
    memory([
        (".zgroup", text(json!({"zarr_format": 2}))),
        (".zattrs", text(attributes)),
        ("0/.zarray", text(array)),
        ("0/0/0/0", vec![1; 100]),
    ])
}

fn memory<const N: usize>(keys: [(&str, Vec<u8>); N]) -> Memory {
    Memory { files: keys.map(|(key, bytes)| (key.to_owned(), bytes)).into(), lists: true }
}

#[test]
fn what_a_next_zarrita_can_decode_is_read_by_the_viewers_that_hold_it_and_by_no_others() {
    let (keys, next) = (image_in_bzip2(), Next::new());
    let now = usual(VERSIONS).into_iter().filter(|viewer| viewer.has(Software::Zarrita));
    let now: Vec<&'static Version> = now.chain([of(Software::Zarrita)]).collect();
    let new = [next.zarrita, next.viv, next.avivator, next.vitessce];
    let report = judged(&keys, &[now.as_slice(), &new].concat());
    for viewer in &now {
        assert_eq!(verdict(&report, viewer), "fails", "{}", viewer.id());
    }
    for viewer in new {
        assert_ne!(verdict(&report, viewer), "fails", "{}", viewer.id());
    }
    let unknown = report["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == "array/codec-unknown").unwrap();
    let named: Vec<&str> =
        unknown["viewers"].as_array().unwrap().iter().map(|viewer| viewer["viewer"].as_str().unwrap()).collect();
    assert!(new.iter().all(|viewer| !named.contains(&viewer.id())), "{named:?}");
    // Asked for alone, what only others cannot decode is not told of.
    for viewer in new {
        assert!(!rules(&judged(&keys, &[viewer])).contains(&"array/codec-unknown"), "{}", viewer.id());
    }
    // A view config is made of metadata; its own row is followed, too.
    let configured = judged(&keys, &[next.auto_config]);
    assert_eq!(configured["verdicts"].as_array().unwrap().len(), 1);
    assert_eq!(verdict(&configured, next.auto_config), "loads");
}

#[test]
fn what_only_an_older_zarrita_refuses_is_no_matter_of_a_newer_one() {
    let array = json!({
        "zarr_format": 3, "node_type": "array", "shape": [2], "data_type": "string", "fill_value": "",
        "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [2]}},
        "chunk_key_encoding": {"name": "default"}, "codecs": [{"name": "vlen-utf8"}], "attributes": {},
    });
    let group = json!({"zarr_format": 3, "node_type": "group", "attributes": {}});
    let text = |value: &Value| value.to_string().into_bytes();
    let chunk = [&2u32.to_le_bytes()[..], &1u32.to_le_bytes(), b"a", &1u32.to_le_bytes(), b"b"].concat();
    let keys = memory([("zarr.json", text(&group)), ("names/zarr.json", text(&array)), ("names/c/0", chunk)]);
    let zarritas = VERSIONS.iter().filter(|version| version.software == Software::Zarrita && version.verdict.is_some());
    let mut seen = [0, 0];
    for zarrita in zarritas {
        let Does::Zarrita(Zarrita { strings, .. }) = zarrita.does else { panic!("it is of its kind") };
        let report = judged(&keys, &[zarrita]);
        assert_eq!(rules(&report).contains(&"array/dtype-unsupported"), !strings, "{}", zarrita.id());
        assert_eq!(verdict(&report, zarrita), if strings { "loads" } else { "fails" }, "{}", zarrita.id());
        seen[usize::from(strings)] += 1;
    }
    assert!(seen.iter().all(|count| *count > 0), "there are such versions and such: {seen:?}");
}

#[test]
fn what_a_next_geotiff_mends_is_no_matter_of_the_viewers_that_hold_it() {
    let next = Next::new();
    // The first IFD is so far from the end of a block that its first read ends there.
    let mut file = tiff_with(
        ome_xml("SizeC=\"1\" SizeZ=\"1\" SizeT=\"1\"", "<Channel ID=\"Channel:0:0\" SamplesPerPixel=\"1\"/><TiffData/>")
            .as_bytes(),
    );
    file.resize(file.len().max(2 * 65_536), 0);
    let at = 65_536 - 1024;
    let ifd = u32::from_le_bytes(file[4..8].try_into().unwrap()) as usize;
    let len = 2 + 12 * usize::from(u16::from_le_bytes([file[ifd], file[ifd + 1]])) + 4;
    file.copy_within(ifd..ifd + len, at);
    file[4..8].copy_from_slice(&u32::try_from(at).unwrap().to_le_bytes());
    let (session, _) = drive_check("cells.ome.tif", file.as_slice(), Feed::WHOLE, || u64::MAX);
    let now = of(Software::Viv);
    let viewers = vec![now, next.viv, next.vitessce, next.avivator];
    let report = judge_tiff(session.facts(), &Options { viewers, ..Options::default() });
    let report = serde_json::to_value(report).unwrap();
    let finding = report["findings"].as_array().unwrap().iter().find(|finding| finding["rule"] == "geotiff/block-end").unwrap();
    let named: Vec<&str> =
        finding["viewers"].as_array().unwrap().iter().map(|viewer| viewer["viewer"].as_str().unwrap()).collect();
    assert_eq!(named, [now.id()]);
    assert_eq!(report["verdicts"].as_array().unwrap().len(), 4);
}
