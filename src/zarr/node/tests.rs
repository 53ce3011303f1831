use super::*;
use crate::zarr::codec::Step;
use crate::zarr::dtype::Class;
use crate::zarr::grid::KeyKind;

fn part(key: &str, text: &str) -> Part {
    Part::whole(&Arc::new(Document::read(key, text.as_bytes())))
}

fn v2(zarray: &str) -> Node {
    Node::v2_array("a", part("a/.zarray", zarray), None)
}

fn v3(text: &str) -> Node {
    Node::v3("a", part("a/zarr.json", text))
}

fn said(node: &Node) -> Vec<String> {
    node.defects
        .kept()
        .iter()
        .map(|defect| format!("{} {}", serde_json::to_value(defect.code).unwrap(), defect.pointer))
        .collect()
}

const ZARRAY: &str = r#"{"zarr_format": 2, "shape": [10, 20], "chunks": [4, 5], "dtype": "<u2", "fill_value": 0, "order": "C",
    "filters": [{"id": "delta", "dtype": "<u2"}], "compressor": {"id": "blosc", "cname": "zstd", "clevel": 5, "shuffle": 1}, "dimension_separator": "/"}"#;

const ZARR_JSON: &str = r#"{"zarr_format": 3, "node_type": "array", "shape": [10, 20], "data_type": "uint16",
    "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [4, 5]}},
    "chunk_key_encoding": {"name": "default", "configuration": {"separator": "/"}}, "fill_value": 0,
    "codecs": [{"name": "bytes", "configuration": {"endian": "little"}}, {"name": "zstd", "configuration": {"level": 0}}],
    "attributes": {"a": 1}, "dimension_names": ["y", null]}"#;

#[test]
fn an_array_of_zarr_2_is_read() {
    let zattrs = part("a/.zattrs", r#"{"x": "y"}"#);
    let node = Node::v2_array("a", part("a/.zarray", ZARRAY), Some(zattrs));
    assert!(node.defects.is_empty(), "{:?}", node.defects);
    let array = node.array().unwrap();
    assert_eq!((array.shape.as_deref(), array.chunks.as_deref()), (Some(&[10, 20][..]), Some(&[4, 5][..])));
    assert_eq!(array.dtype.as_ref().unwrap().class, Class::Uint(16));
    assert_eq!((array.keys.kind.clone(), array.keys.separator.as_str(), array.keys.stated), (KeyKind::V2, "/", true));
    let names: Vec<&str> = array.pipeline.codecs().map(|codec| codec.name.as_str()).collect();
    assert_eq!(names, ["delta", "blosc"]);
    assert_eq!((array.chunk_bytes(), array.bytes(), array.grid().unwrap().total()), (Some(40), Some(400), Some(12)));
    assert_eq!(node.text_attribute("x"), Some("y"));
    assert_eq!((node.name(), node.key("0/1").as_str(), node.is_group()), ("a", "a/0/1", false));
}

#[test]
fn an_array_of_zarr_3_is_read() {
    let node = v3(ZARR_JSON);
    assert!(node.defects.is_empty(), "{:?}", node.defects);
    let array = node.array().unwrap();
    assert_eq!(array.dimension_names, Some(vec![Some("y".to_owned()), None]));
    assert_eq!((array.keys.key(&[1, 2]).as_deref(), array.rank()), (Some("c/1/2"), Some(2)));
    assert_eq!(array.pipeline.codecs().last().unwrap().step, Step::Zstd);
    assert_eq!(node.attribute("a").unwrap().value().as_u64(), Some(1));
    assert_eq!(node.attribute("a").unwrap().pointer().as_str(), "/attributes/a");
}

#[test]
fn each_member_that_is_missing_is_said_and_the_others_read() {
    for (text, members, v3_) in [
        (ZARRAY, &["zarr_format", "shape", "chunks", "dtype", "fill_value", "order", "compressor"][..], false),
        (
            ZARR_JSON,
            &["zarr_format", "node_type", "shape", "data_type", "chunk_grid", "chunk_key_encoding", "fill_value", "codecs"],
            true,
        ),
    ] {
        for member in members {
            let mut value: serde_json::Value = serde_json::from_str(text).unwrap();
            value.as_object_mut().unwrap().remove(*member);
            let node = if v3_ { v3(&value.to_string()) } else { v2(&value.to_string()) };
            assert_eq!(said(&node), ["\"missing\" "], "{member}");
            assert!(node.defects.kept()[0].what.contains(member));
            assert!(node.array().unwrap().dtype.is_some() || member.contains("type"));
        }
    }
}

#[test]
fn each_member_of_a_wrong_type_is_said() {
    for (text, members, v3_) in [
        (
            ZARRAY,
            &["zarr_format", "shape", "chunks", "dtype", "order", "filters", "compressor", "dimension_separator"][..],
            false,
        ),
        (
            ZARR_JSON,
            &[
                "zarr_format",
                "node_type",
                "shape",
                "data_type",
                "chunk_grid",
                "chunk_key_encoding",
                "codecs",
                "attributes",
                "dimension_names",
            ],
            true,
        ),
    ] {
        for member in members {
            let mut value: serde_json::Value = serde_json::from_str(text).unwrap();
            value[*member] = serde_json::json!(-1.5);
            let node = if v3_ { v3(&value.to_string()) } else { v2(&value.to_string()) };
            let found = said(&node);
            assert!(found.iter().any(|said| said.ends_with(&format!("/{member}"))), "{member}: {found:?}");
        }
    }
}

#[test]
fn shapes_that_do_not_fit_are_said_and_give_no_grid() {
    for (shape, chunks, defects) in [
        ("[10, 20]", "[4]", 1),
        ("[10]", "[0]", 1),
        ("[-1]", "[1]", 1),
        ("[1.5]", "[1]", 1),
        ("[\"1\"]", "[1]", 1),
        ("[]", "[]", 0),
    ] {
        let text = ZARRAY.replace("[10, 20]", shape).replace("[4, 5]", chunks);
        let node = v2(&text);
        assert_eq!(node.defects.kept().len(), defects, "{shape} {chunks}: {:?}", node.defects);
        assert_eq!(node.array().unwrap().grid().is_none(), defects > 0);
    }
}

#[test]
fn sizes_that_no_number_holds_are_not_made_up() {
    let node = v2(&ZARRAY.replace("[10, 20]", "[18446744073709551615, 2]").replace("[4, 5]", "[9223372036854775808, 3]"));
    let array = node.array().unwrap();
    assert_eq!((array.chunk_bytes(), array.bytes(), array.grid().unwrap().total()), (None, None, Some(2)));
}

#[test]
fn metadata_of_the_other_version_is_said() {
    assert_eq!(said(&v2(&ZARRAY.replace("\"zarr_format\": 2", "\"zarr_format\": 3"))), ["\"disagreement\" /zarr_format"]);
    assert_eq!(said(&v3(&ZARR_JSON.replace("\"zarr_format\": 3", "\"zarr_format\": 2"))), ["\"disagreement\" /zarr_format"]);
}

#[test]
fn unknown_members_must_be_understood_unless_they_say_not() {
    let more = r#""extra": {"must_understand": false}, "other": {"name": "x"}, "flag": true, "#;
    let node = v3(&ZARR_JSON.replacen('{', &format!("{{{more}"), 1));
    let found: Vec<(&str, bool)> = node.unknown.iter().map(|unknown| (unknown.name.as_str(), unknown.must_understand)).collect();
    assert_eq!(found, [("extra", false), ("other", true), ("flag", true)]);
    assert_eq!(said(&node), ["\"not-understood\" /other", "\"not-understood\" /flag"]);
}

#[test]
fn text_that_is_no_json_still_makes_a_node() {
    for text in ["", "<html>", "[]", "7", "{", "{\"shape\": [NaN]}"] {
        assert!(!v2(text).defects.is_empty(), "{text}");
        assert!(v2(text).array().is_some());
        assert!(!v3(text).defects.is_empty(), "{text}");
        assert!(!Node::v2_group("", part(".zgroup", text), Some(part(".zattrs", text))).defects.is_empty());
    }
}

#[test]
fn other_grids_and_keys_are_named() {
    // The grid of unequal chunks is registered, and no defect; another one is.
    for (grid, defects) in [("rectilinear", 1), ("hexagonal", 2)] {
        let text = ZARR_JSON.replace("\"regular\"", &format!("\"{grid}\"")).replace("\"default\"", "\"fanout\"");
        let node = v3(&text);
        let array = node.array().unwrap();
        assert_eq!((array.chunk_grid.as_str(), array.chunks.is_none()), (grid, true));
        assert_eq!((array.keys.key(&[0]), said(&node).len()), (None, defects));
    }
}
