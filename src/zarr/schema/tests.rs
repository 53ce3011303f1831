use super::*;
use crate::zarr::json::{Document, Kind};

fn outcome(schema: &str, value: &str) -> Outcome {
    let (schema, value) = (Document::read("schema", schema.as_bytes()), Document::read("value", value.as_bytes()));
    validate_with(schema.root().unwrap(), &value.cursor().unwrap())
}

#[test]
fn each_keyword_is_fulfilled_or_not() {
    for (schema, valid, invalid) in [
        (r#"{"type": "integer"}"#, &["1", "1.0", "-2"][..], &["1.5", "\"1\"", "null"][..]),
        (r#"{"type": ["string", "null"]}"#, &["\"a\"", "null"], &["1"]),
        (r#"{"const": {"a": 1}}"#, &["{\"a\": 1.0}"], &["{\"a\": 2}", "{}"]),
        (r#"{"enum": ["a", 1, null]}"#, &["\"a\"", "1.0", "null"], &["\"b\"", "true"]),
        (r#"{"required": ["a"], "properties": {"a": {"type": "string"}}}"#, &["{\"a\": \"x\"}", "1"], &["{}", "{\"a\": 1}"]),
        (r#"{"properties": {"a": {}}, "additionalProperties": false}"#, &["{\"a\": 1}", "{}"], &["{\"b\": 1}"]),
        (r#"{"additionalProperties": {"type": "number"}}"#, &["{\"a\": 1}"], &["{\"b\": \"x\"}"]),
        (r#"{"items": {"minimum": 0, "maximum": 3}}"#, &["[0, 3]", "[]"], &["[-1]", "[4]"]),
        (r#"{"items": {"exclusiveMinimum": 0}}"#, &["[0.1]"], &["[0]"]),
        (r#"{"minItems": 1, "maxItems": 2}"#, &["[1]", "[1, 2]"], &["[]", "[1, 2, 3]"]),
        (r#"{"uniqueItems": true}"#, &["[1, 2, \"1\"]"], &["[1, 1.0]", "[{\"a\": 1, \"b\": 2}, {\"b\": 2, \"a\": 1}]"]),
        (
            r#"{"contains": {"const": 1}, "minContains": 2, "maxContains": 3}"#,
            &["[1, 1]", "[1, 2, 1, 1]"],
            &["[1]", "[1, 1, 1, 1]"],
        ),
        (r#"{"contains": {"const": 1}}"#, &["[1]"], &["[]", "[2]"]),
        (r#"{"minLength": 2, "pattern": "^[a-z]+$"}"#, &["\"ab\"", "7"], &["\"a\"", "\"AB\""]),
        (r#"{"allOf": [{"minimum": 1}, {"maximum": 2}]}"#, &["1"], &["0", "3"]),
        (r#"{"anyOf": [{"const": 1}, {"type": "number"}]}"#, &["1", "2"], &["\"a\""]),
        (r#"{"oneOf": [{"const": 1}, {"type": "number"}]}"#, &["2"], &["\"a\"", "1"]),
        (r#"{"not": {"const": 1}}"#, &["2"], &["1"]),
        (r##"{"$ref": "#/$defs/a", "$defs": {"a": {"type": "string"}}}"##, &["\"x\""], &["1"]),
        ("true", &["1"], &[]),
        ("false", &[], &["1"]),
    ] {
        valid.iter().for_each(|value| assert!(outcome(schema, value).valid, "{value} against {schema}"));
        invalid.iter().for_each(|value| assert!(!outcome(schema, value).valid, "{value} against {schema}"));
    }
}

#[test]
fn a_violation_names_the_value_the_keyword_and_what_was_wanted() {
    let schema = r#"{"properties": {"axes": {"items": {"required": ["name"], "properties": {"type": {"enum": ["space"]}}}}}}"#;
    let found = outcome(schema, "{\"axes\": [{\"name\": \"x\"},\n {\"type\": 3}]}").violations;
    let said: Vec<String> = found
        .iter()
        .map(|found| format!("{}:{} {} {} {}", found.place.line, found.place.column, found.pointer, found.keyword, found.wanted))
        .collect();
    assert_eq!(
        said,
        ["2:2 /axes/1 required must have the member \"name\"", "2:11 /axes/1/type enum must be one of \"space\", but is 3"]
    );
}

#[test]
fn of_alternatives_the_nearest_says_what_is_wrong() {
    let schema = r#"{"oneOf": [{"properties": {"type": {"const": "scale"}}, "required": ["scale"]}, {"properties": {"type": {"const": "identity"}}}]}"#;
    let found = outcome(schema, r#"{"type": "scale"}"#).violations;
    assert_eq!((found.len(), found[0].keyword, found[0].causes.len()), (1, "oneOf", 1));
    assert_eq!(found[0].causes[0].wanted, "must have the member \"scale\"");
}

/// Keywords that say nothing about values, or are handled.
const KNOWN: &[&str] = &[
    "$schema",
    "$id",
    "$defs",
    "title",
    "description",
    "$comment",
    "default",
    "type",
    "enum",
    "const",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "minItems",
    "maxItems",
    "uniqueItems",
    "contains",
    "minContains",
    "maxContains",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "minLength",
    "pattern",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "$ref",
];

/// Calls for each schema in a schema.
fn walk(schema: &Value, see: &mut dyn FnMut(&Value)) {
    see(schema);
    for member in schema.as_object().into_iter().flat_map(|object| object.members()) {
        match (member.key.as_str(), &member.value.kind) {
            ("properties" | "$defs", Kind::Object(schemas)) => {
                schemas.members().iter().for_each(|member| walk(&member.value, see))
            }
            ("items" | "contains" | "not" | "additionalProperties", _) => walk(&member.value, see),
            ("allOf" | "anyOf" | "oneOf", Kind::Array(schemas)) => schemas.iter().for_each(|schema| walk(schema, see)),
            _ => {}
        }
    }
}

#[test]
fn the_official_schemas_have_no_keyword_pattern_or_reference_that_is_not_known() {
    for schema in &embedded::SCHEMAS {
        let name = format!("{} {}", schema.version, schema.name);
        assert!(schema.document().defects().is_empty(), "{name}");
        walk(schema.document().root().unwrap(), &mut |part| {
            for member in part.as_object().into_iter().flat_map(|object| object.members()) {
                assert!(KNOWN.contains(&member.key.as_str()), "{name}: {}", member.key);
            }
            if let Some(expression) = part.get("pattern") {
                assert!(pattern::Pattern::parse(expression.as_str().unwrap()).is_some(), "{name}: {}", expression.canonical());
            }
            if let Some(reference) = part.get("$ref").and_then(Value::as_str) {
                let (file, inside) = reference.split_once('#').unwrap_or((reference, ""));
                let home = format!("https://ngff.openmicroscopy.org/{}/schemas/", schema.version);
                let file = file.strip_prefix(&home).unwrap_or(file);
                assert!(!file.contains('/'), "{name}: {reference} leads to another version");
                let file = if file.is_empty() { schema.name } else { file.strip_suffix(".schema").unwrap() };
                let found = embedded::find(schema.version, file).unwrap_or_else(|| panic!("{name}: {reference}"));
                let target = inside.split('/').skip(1).try_fold(found.document().root().unwrap(), |at, step| at.get(step));
                assert!(target.is_some(), "{name}: {reference}");
            }
        });
    }
    assert_eq!(embedded::SCHEMAS.len(), 52);
}

#[test]
fn versions_as_they_are_written_have_their_schemas() {
    for (stated, found) in [
        ("0.4", Some("0.4")),
        ("0.6rc0", Some("0.6")),
        ("0.4-dev-spatialdata", Some("0.4")),
        ("0.6.dev3", Some("0.6")),
        ("0.10", None),
        ("0.50", None),
        ("1.0", None),
        ("", None),
    ] {
        assert_eq!(version(stated), found, "{stated}");
    }
    assert_eq!(names("0.2").collect::<Vec<_>>(), ["image", "plate", "well"]);
}

#[test]
fn values_made_to_take_for_ever_are_given_up() {
    let mut transformation = "{\"type\": \"identity\"}".to_owned();
    for _ in 0..40 {
        transformation = format!(
            r#"{{"type": "sequence", "forward": {transformation}, "inverse": {{}}, "transformations": [{{"transformation": {{"type": "scale"}}, "type": "bijection"}}]}}"#
        );
    }
    let scene = format!(r#"{{"ome": {{"version": "0.6", "scene": {{"coordinateTransformations": [{transformation}]}}}}}}"#);
    let document = Document::read("zarr.json", scene.as_bytes());
    let outcome = validate("0.6", "scene", &document.cursor().unwrap()).unwrap();
    // It ends, as its steps are counted; whether by giving up is a matter of the schema.
    assert!(!outcome.valid);
    // A schema that refers to itself without a step into the value.
    let outcome = validate_with(
        Document::read("", br##"{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}}"##).root().unwrap(),
        &document.cursor().unwrap(),
    );
    assert!(outcome.gave_up && !outcome.valid);
}
