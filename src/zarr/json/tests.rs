use super::*;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::json;

fn read(text: &str) -> Document {
    Document::read(".zattrs", text.as_bytes())
}

fn canonical(document: &Document) -> String {
    document.root().map_or("nothing".to_owned(), Value::canonical)
}

/// Departures as `code line:column pointer`.
fn departures(document: &Document) -> Vec<String> {
    let code = |defect: &Defect| serde_json::to_value(defect.code).unwrap().as_str().unwrap().to_owned();
    let kept = document.defects().kept().iter();
    kept.map(|defect| {
        let place = defect.place.unwrap();
        format!("{} {}:{} {}", code(defect), place.line, place.column, defect.pointer).trim_end().to_owned()
    })
    .collect()
}

/// The value as serde_json would have it.
fn tree(value: &Value) -> serde_json::Value {
    match &value.kind {
        Kind::Null => json!(null),
        Kind::Bool(value) => json!(value),
        Kind::Number(Number::Unsigned(number)) => json!(number),
        Kind::Number(Number::Negative(number)) => json!(number),
        Kind::Number(other) => json!(other.to_f64()),
        Kind::String(text) => json!(text),
        Kind::Array(items) => items.iter().map(tree).collect(),
        Kind::Object(object) => {
            serde_json::Value::Object(object.members().iter().map(|member| (member.key.clone(), tree(&member.value))).collect())
        }
    }
}

#[test]
fn what_is_met_in_the_field_is_read_and_said() {
    for (text, value, said) in [
        (
            r#"{"a": NaN, "b": [Infinity, -Infinity]}"#,
            r#"{"a":NaN,"b":[Infinity,-Infinity]}"#,
            &["json-not-finite 1:7 /a", "json-not-finite 1:18 /b/0", "json-not-finite 1:28 /b/1"][..],
        ),
        ("\u{feff}{}", "{}", &["json-bom 1:1"]),
        ("{\"a\": [1, 2,],\n}", r#"{"a":[1,2]}"#, &["json-trailing-comma 1:12 /a", "json-trailing-comma 1:14"]),
        ("{\"a\": 1 \"b\": 2}", r#"{"a":1,"b":2}"#, &["json-comma 1:9"]),
        ("[1,,2]", "[1,2]", &["json-comma 1:4"]),
        ("// by hand\n{/* x */\"a\": 1}", r#"{"a":1}"#, &["json-comment 1:1", "json-comment 2:2"]),
        ("{\n    \"dtype\": '!b1'\n}", r#"{"dtype":"!b1"}"#, &["json-single-quotes 2:14 /dtype"]),
        (
            "{'a': None, 'b': True}",
            r#"{"a":null,"b":true}"#,
            &["json-single-quotes 1:2", "json-word 1:7 /a", "json-single-quotes 1:13", "json-word 1:18 /b"],
        ),
        ("{a: 1}", r#"{"a":1}"#, &["json-word 1:2"]),
        (r#"{"multiscales": [{]}"#, r#"{"multiscales":[{}]}"#, &["json-unexpected 1:19 /multiscales/0"]),
        (r#"{"a": , "b": 1}"#, r#"{"b":1}"#, &["json-unexpected 1:7 /a"]),
        (r#"{"a" 1}"#, r#"{"a":1}"#, &["json-unexpected 1:6"]),
        (r#"{"a": 1, "b": 2, "a": 3}"#, r#"{"a":3,"b":2}"#, &["json-duplicate-key 1:2 /a"]),
        (r#"{"__proto__": {"x": 1}}"#, r#"{"__proto__":{"x":1}}"#, &[]),
        ("[\"a\tb\", \"\\x\"]", "[\"a\\tb\",\"x\"]", &["json-control-character 1:4 /0", "json-escape 1:10 /1"]),
        (r#"["\ud83e\uddec", "\ud83e", "\u00e9"]"#, "[\"\u{1f9ec}\",\"\u{fffd}\",\"\u{e9}\"]", &["json-lone-surrogate 1:19 /1"]),
        (
            "[+1, .5, 007, 5.]",
            "[1,0.5,7,5]",
            &["json-number 1:2 /0", "json-number 1:6 /1", "json-number 1:10 /2", "json-number 1:15 /3"],
        ),
        (r#"[1, nope, "x"]"#, r#"[1,"x"]"#, &["json-word 1:5 /1"]),
        (
            r#"{"a": [1, {"b": "c"#,
            r#"{"a":[1,{"b":"c"}]}"#,
            &["json-ends-early 1:17 /a/1/b", "json-ends-early 1:11 /a/1", "json-ends-early 1:7 /a", "json-ends-early 1:1"],
        ),
        ("", "nothing", &["json-empty 1:1"]),
        (" \n", "nothing", &["json-empty 1:1"]),
        ("<!DOCTYPE html><html>", "nothing", &["json-not-json 1:1"]),
        ("\u{1f}\u{8b}\u{8}", "nothing", &["json-not-json 1:1"]),
        ("{} {}", "{}", &["json-trailing-text 1:4"]),
        (
            r#"{"n": 18446744073709551615, "big": 18446744073709551616, "e": 1e400, "i": -9223372036854775808}"#,
            r#"{"big":18446744073709551616,"e":1e400,"i":-9223372036854775808,"n":18446744073709551615}"#,
            &[],
        ),
    ] {
        let document = read(text);
        assert_eq!(canonical(&document), value, "{text}");
        assert_eq!(departures(&document), said, "{text}");
    }
}

#[test]
fn utf16_as_windows_shells_write_it_is_read() {
    let bytes: Vec<u8> = "\u{feff}{\"a\": 1}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let document = Document::read(".zattrs", &bytes);
    assert_eq!((canonical(&document), departures(&document)), ("{\"a\":1}".to_owned(), vec!["json-utf16 1:1".to_owned()]));
}

#[test]
fn bytes_that_are_not_utf8_are_replaced() {
    let document = Document::read(".zattrs", b"{\"a\": \"\xff\"}");
    assert_eq!(canonical(&document), "{\"a\":\"\u{fffd}\"}");
    assert_eq!(departures(&document), ["json-not-utf8 1:7 /a"]);
}

#[test]
fn every_value_is_found_by_its_pointer_and_knows_its_place() {
    let document = read("{\n  \"a/b\": [\n    {\"~\": \"\u{e9}x\"}, 7]\n}");
    for (pointer, value, line, column) in
        [("", None, 1, 1), ("/a~1b", None, 2, 10), ("/a~1b/0/~0", Some("\"\u{e9}x\""), 3, 11), ("/a~1b/1", Some("7"), 3, 18)]
    {
        let found = document.find(&Pointer::from(pointer)).unwrap();
        assert_eq!((found.place().line, found.place().column), (line, column), "{pointer}");
        assert!(value.is_none_or(|value| found.value().canonical() == value), "{pointer}");
        assert_eq!(found.pointer().as_str(), pointer);
    }
    assert!(document.find(&Pointer::from("/a~1b/2")).is_none());
    assert!(document.find(&Pointer::from("/c")).is_none());
}

#[test]
fn numbers_are_equal_by_value() {
    assert_eq!(read("[1, -0, 1e2]").root(), read("[1.0, 0, 100]").root());
    assert_ne!(read("9007199254740993").root(), read("9007199254740992").root());
    assert_eq!(read("1e2").root().unwrap().as_u64(), Some(100));
    assert_eq!(read("1.5").root().unwrap().as_u64(), None);
    assert_eq!(read("-1").root().unwrap().as_i64(), Some(-1));
}

#[test]
fn a_million_brackets_do_not_overflow_the_stack() {
    for text in ["[".repeat(1_000_000), "{\"a\":".repeat(1_000_000), "[{\"a\":".repeat(500_000), "]".repeat(1_000_000)] {
        let document = read(&text);
        assert!(!document.defects().is_empty());
    }
    let closed = "[".repeat(1_000_000) + &"]".repeat(1_000_000);
    let document = read(&closed);
    assert_eq!(departures(&document), [format!("json-too-deep 1:129 {}", "/0".repeat(128))]);
}

#[test]
fn a_million_members_of_one_name_take_no_quadratic_time() {
    let document = read(&("{".to_owned() + &"\"a\":1,".repeat(300_000) + "\"a\":2}"));
    assert_eq!(canonical(&document), "{\"a\":2}");
    assert_eq!(document.defects().omitted(), 300_000 - 1000);
}

#[test]
fn texts_that_are_too_large_are_not_read() {
    let document = Document::read("zarr.json", &vec![b' '; MAX_SIZE + 1]);
    assert!(document.root().is_none());
    assert_eq!(document.defects().kept()[0].code, DefectCode::JsonTooLarge);
}

#[test]
fn a_defect_prints_with_its_place() {
    let document = Document::read("obs/.zattrs", b"{\"a\": NaN}");
    let shown = document.refusal().unwrap().to_string();
    assert_eq!(shown, "obs/.zattrs:1:7 (/a): NaN is not JSON, though Python writes it; write null or the string \"NaN\"");
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|value| json!(value)),
        any::<u64>().prop_map(|value| json!(value)),
        any::<i64>().prop_map(|value| json!(value)),
        any::<f64>().prop_filter("finite", |value| value.is_finite()).prop_map(|value| json!(value)),
        ".{0,8}".prop_map(|value| json!(value)),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(|items| json!(items)),
            prop::collection::hash_map(".{0,4}", inner, 0..6).prop_map(|members| json!(members)),
        ]
    })
}

/// What texts are put together from, those that are no JSON too.
const WORDS: &[&str] = &[
    "{", "}", "[", "]", ":", ",", "\"a\"", "\"b\":", "1", "-", "0", "0.5", "1e2", "null", "true", "NaN", " ", "\\", "\"", "'",
    "/*", "*/", "//", "\n", "\t", "\\u00e9", "{}", "[]", "\"\\n\"", "\u{e9}", "1.", "+",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_gives_what_serde_json_wrote(value in any_json(), pretty: bool) {
        let text = if pretty { serde_json::to_string_pretty(&value).unwrap() } else { value.to_string() };
        let document = read(&text);
        prop_assert!(document.defects().is_empty(), "{:?}", document.defects());
        prop_assert_eq!(tree(document.root().unwrap()), value.clone());
        let again = read(&document.root().unwrap().canonical());
        prop_assert_eq!(again.root(), document.root());
    }

    #[test]
    fn what_serde_json_refuses_is_said_to_be_refused_and_nothing_else(words in prop::collection::vec(0..WORDS.len(), 0..14)) {
        let text: String = words.into_iter().map(|word| WORDS[word]).collect();
        let document = read(&text);
        let taken = serde_json::from_str::<serde_json::Value>(&text).is_ok();
        prop_assert_eq!(taken, document.refusal().is_none(), "{:?} {:?}", text, document.defects());
    }

    #[test]
    fn cut_and_corrupt_texts_are_read_to_their_end(value in any_json(), cut: prop::sample::Index, flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4)) {
        let mut bytes = value.to_string().into_bytes();
        bytes.truncate(cut.index(bytes.len() + 1));
        for (at, byte) in flips {
            if let Some(slot) = (!bytes.is_empty()).then(|| at.index(bytes.len())).and_then(|at| bytes.get_mut(at)) {
                *slot = byte;
            }
        }
        let document = Document::read("zarr.json", &bytes);
        let text = document.root().map(Value::canonical);
        prop_assert!(text.is_some() || !document.defects().is_empty());
    }
}
