//! Stores of a few keys, mended and judged.

use crate::check::judge::Options;
use crate::check::testing::Sample;
use crate::check::testing::images::with_labels;
use crate::check::testing::store::{Keys, image, image_attributes};
use crate::check::testing::tables::anndata;
use crate::check::zarr::judge_zarr;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The store after its mending, and what was said.
fn mended(sample: &Sample) -> (Sample, Vec<String>) {
    let session = sample.mending();
    let mut after = sample.clone();
    let mut why = Vec::new();
    for change in session.mending().changes() {
        let before = sample.keys.get(&change.key).cloned();
        assert_eq!(change.before, before, "{}", change.key);
        assert_ne!(before.as_ref(), Some(&change.after), "{}", change.key);
        assert!(!change.why.is_empty());
        why.extend(change.why.iter().map(|why| format!("{}: {why}", change.key)));
        after.keys.insert(change.key.clone(), change.after.clone());
    }
    let left = session.mending().left().iter().map(|left| format!("{}! {}", left.key, left.why));
    why.extend(left);
    (after, why)
}

fn rules(sample: &Sample) -> BTreeSet<String> {
    let session = sample.store_facts();
    let options = Options { viewers: Vec::new(), rules: Vec::new() };
    judge_zarr(session.facts(), &options).findings.iter().map(|finding| finding.rule.to_owned()).collect()
}

/// Mends a store of which these rules say something, and which is free of them then. Gives it as JSON of a key.
fn frees(sample: &Sample, of: &[&str], key: &str) -> (Value, Vec<String>) {
    let found = rules(sample);
    for rule in of {
        assert!(found.contains(*rule), "{rule} is not found before: {found:?}");
    }
    let (after, why) = mended(sample);
    let rest = rules(&after);
    for rule in of {
        assert!(!rest.contains(*rule), "{rule} is found after {why:?}");
    }
    assert!(rest.difference(&found).next().is_none(), "new: {rest:?}, before {found:?}");
    let (again, second) = mended(&after);
    assert_eq!((&again.keys, second.iter().filter(|why| !why.contains("! ")).count()), (&after.keys, 0), "{second:?}");
    (serde_json::from_slice(&after.keys[key]).unwrap_or_default(), why)
}

/// A good image whose first channel has values from 0 to 999, and the second ones from 1000 on.
fn bright(change: impl FnOnce(&mut serde_json::Map<String, Value>)) -> Sample {
    let mut sample = image(change).filled("1", |at| u16::try_from(at % 1000).unwrap_or(0));
    let second = (0..=u16::MAX).flat_map(|at| (1000 + at % 100).to_le_bytes()).collect();
    sample.keys.insert("1/1/0/0".to_owned(), second);
    sample
}

#[test]
fn a_good_store_is_left_alone() {
    for sample in [image(|_| ()), anndata(|_| ())] {
        let changed: Vec<String> = mended(&sample).1.into_iter().filter(|why| !why.contains("zmetadata")).collect();
        assert_eq!(changed, Vec::<String>::new());
    }
}

#[test]
fn omero_is_made_with_windows_of_the_pixels() {
    let (attributes, why) = frees(&bright(|attributes| drop(attributes.remove("omero"))), &["omero/missing"], ".zattrs");
    let window = |start: i32, end: i32| json!({"start": start, "end": end, "min": 0, "max": 65535});
    assert_eq!(
        attributes["omero"]["channels"][0],
        json!({"label": "Channel 1", "color": "0000FF", "active": true, "window": window(9, 989)})
    );
    assert_eq!(attributes["omero"]["channels"][1]["window"], window(1000, 1098));
    assert_eq!(attributes["omero"]["rdefs"], json!({"model": "greyscale", "defaultZ": 0, "defaultT": 0}));
    assert_eq!(why.len(), 1, "{why:?}");
}

#[test]
fn what_omero_lacks_is_added_and_the_rest_stays() {
    let sample = bright(|attributes| {
        attributes["omero"] = json!({"id": 7, "channels": [{"label": "DAPI", "color": "123456"}], "rdefs": null});
    });
    let (attributes, why) = frees(&sample, &["omero/rdefs-null", "omero/channel-count"], ".zattrs");
    let omero = &attributes["omero"];
    assert_eq!(
        (&omero["id"], &omero["channels"][0]["label"], &omero["channels"][0]["color"]),
        (&json!(7), &json!("DAPI"), &json!("123456"))
    );
    assert_eq!(omero["channels"][0]["window"]["end"], json!(989));
    assert_eq!(omero["channels"][1]["color"], json!("00FF00"));
    assert_eq!((omero["channels"].as_array().unwrap().len(), why.len()), (2, 3));
    let sample = bright(|attributes| drop(attributes["omero"].as_object_mut().unwrap().remove("channels")));
    frees(&sample, &["omero/channels-missing"], ".zattrs");
    let sample = bright(|attributes| drop(attributes["omero"]["channels"][0].as_object_mut().unwrap().remove("window")));
    frees(&sample, &["omero/window-missing"], ".zattrs");
}

#[test]
fn omero_of_zarr_3_is_made_below_ome() {
    let mut attributes = image_attributes();
    attributes.remove("omero");
    let mut sample = bright(|_| ());
    let keys = &mut sample.keys;
    keys.retain(|key, _| !key.starts_with(".z"));
    let text = format!(
        "{{\n  \"zarr_format\": 3,\n  \"node_type\": \"group\",\n  \"attributes\": {{\n    \"ome\": {}\n  }}\n}}\n",
        Value::Object(attributes)
    );
    keys.insert("zarr.json".to_owned(), text.clone().into_bytes());
    let (after, why) = mended(&sample);
    let after = String::from_utf8(after.keys["zarr.json"].clone()).unwrap();
    let value: Value = serde_json::from_str(&after).unwrap();
    assert_eq!(value["attributes"]["ome"]["omero"]["channels"].as_array().map(Vec::len), Some(2), "{why:?}");
    // All that was there is there still, byte by byte.
    assert!(after.starts_with(text.split("}]").next().unwrap()));
}

#[test]
fn separators_are_stated_as_the_chunks_are_named() {
    let mut sample = image(|_| ());
    let text = String::from_utf8(sample.keys["0/.zarray"].clone()).unwrap();
    sample.keys.insert("0/.zarray".to_owned(), text.replace(r#""dimension_separator":"/","#, "").into_bytes());
    let (array, why) = frees(&sample, &["chunks/elsewhere"], "0/.zarray");
    assert_eq!(array["dimension_separator"], json!("/"));
    assert!(why[0].contains("0/0/0, not 0.0.0"), "{why:?}");
}

#[test]
fn literals_of_python_become_json() {
    let mut sample = image(|_| ());
    let text = String::from_utf8(sample.keys["0/.zarray"].clone()).unwrap();
    sample.keys.insert(
        "0/.zarray".to_owned(),
        text.replace("\"fill_value\":0", "\"fill_value\":-Infinity").replace("<u2", "<f2").replace('}', ", }").into_bytes(),
    );
    let text = String::from_utf8(sample.keys[".zattrs"].clone()).unwrap();
    sample.keys.insert(".zattrs".to_owned(), text.replacen('{', "{\"x\": [NaN, 1e-7,],", 1).into_bytes());
    let found = rules(&sample);
    assert!(found.contains("json/invalid"));
    let (after, why) = mended(&sample);
    assert!(!rules(&after).contains("json/invalid"), "{why:?}");
    let of = |key: &str| String::from_utf8(after.keys[key].clone()).unwrap();
    assert_eq!(of("0/.zarray"), text_of(&sample, "0/.zarray").replace("-Infinity", "\"-Infinity\"").replace(", }", " }"));
    assert_eq!(of(".zattrs"), text_of(&sample, ".zattrs").replace("NaN, 1e-7,]", "null, 1e-7]"));
    assert!(mended(&after).1.is_empty());
}

fn text_of(sample: &Sample, key: &str) -> String {
    String::from_utf8(sample.keys[key].clone()).unwrap()
}

#[test]
fn what_cannot_be_mended_is_said() {
    let mut sample = image(|_| ());
    sample.keys.insert("1/.zattrs".to_owned(), b"{\"a\": NaN, 'b': 1}".to_vec());
    let (after, why) = mended(&sample);
    assert_eq!(text_of(&after, "1/.zattrs"), "{\"a\": null, 'b': 1}");
    assert!(why.iter().any(|why| why.starts_with("1/.zattrs! ") && why.contains("line 1")), "{why:?}");
}

#[test]
fn consolidated_metadata_are_made_for_tables_and_made_again() {
    let sample = anndata(|_| ()).named("cells.h5ad.zarr");
    let (consolidated, why) = frees(&sample, &["store/not-consolidated"], ".zmetadata");
    assert_eq!(consolidated["metadata"]["obs/.zattrs"], serde_json::from_slice::<Value>(&sample.keys["obs/.zattrs"]).unwrap());
    assert_eq!((&consolidated["zarr_consolidated_format"], why.len()), (&json!(1), 1));
    let (mut stale, _) = mended(&sample);
    let mut keys = Keys(std::mem::take(&mut stale.keys));
    keys.integers("obsm/X_pca", "<i4", &[3, 2], &[0; 6]);
    stale.keys = keys.0;
    let (consolidated, why) = frees(&stale, &["store/consolidated-stale"], ".zmetadata");
    assert!(consolidated["metadata"]["obsm/X_pca/.zarray"].is_object());
    assert!(why[0].contains("obsm/X_pca is not in them"), "{why:?}");
}

#[test]
fn byte_order_marks_do_not_come_into_consolidated_metadata() {
    let mut sample = anndata(|_| ());
    let marked = ["\u{feff}".as_bytes(), sample.keys["obs/.zattrs"].as_slice()].concat();
    sample.keys.insert("obs/.zattrs".to_owned(), marked);
    let (after, _) = mended(&sample);
    assert!(serde_json::from_slice::<Value>(&after.keys[".zmetadata"]).is_ok());
    assert!(mended(&after).1.is_empty());
}

#[test]
fn consolidated_metadata_of_zarr_3_are_made_again() {
    let group = |more: Value| {
        let mut group = json!({"zarr_format": 3, "node_type": "group", "attributes": {"encoding-type": "anndata", "encoding-version": "0.1.0"}});
        if !more.is_null() {
            group["consolidated_metadata"] = json!({"kind": "inline", "must_understand": false, "metadata": more});
        }
        group
    };
    let mut keys = Keys::default();
    keys.json("zarr.json", &group(Value::Null)).json("obs/zarr.json", &group(Value::Null));
    let sample = Sample::store(keys.0).named("cells.h5ad.zarr");
    let (after, why) = mended(&sample);
    let value: Value = serde_json::from_slice(&after.keys["zarr.json"]).unwrap();
    assert_eq!(value["consolidated_metadata"]["metadata"]["obs"]["consolidated_metadata"]["metadata"], json!({}), "{why:?}");
    assert!(mended(&after).1.is_empty());
    let mut keys = Keys(after.keys);
    keys.json("var/zarr.json", &group(Value::Null));
    let (_, why) = mended(&Sample::store(keys.0));
    assert!(why[0].contains("var is not in them"), "{why:?}");
}

#[test]
fn label_images_that_are_not_listed_are_listed() {
    let (attributes, why) = frees(&with_labels(&[], 2), &["labels/list"], "labels/.zattrs");
    assert_eq!(attributes, json!({"labels": ["cells"]}));
    assert_eq!(why, ["labels/.zattrs: 1 label image was not in the list of label images: added cells"]);
    let mut bare = with_labels(&["cells"], 2);
    bare.keys.remove("labels/.zattrs");
    assert_eq!(frees(&bare, &["labels/list"], "labels/.zattrs").0, json!({"labels": ["cells"]}));
    // What is named and not there may be what is missing.
    assert_eq!(mended(&with_labels(&["cells", "nuclei"], 2)).0.keys, with_labels(&["cells", "nuclei"], 2).keys);
}

#[test]
fn images_of_spatialdata_get_windows_and_nothing_else() {
    let sample = bright(|attributes| {
        attributes.insert("spatialdata_attrs".to_owned(), json!({"version": "0.2"}));
        attributes["omero"] =
            json!({"channels": [{"label": "DAPI"}, {"label": "GFP", "window": {"start": 1, "end": 2, "min": 0, "max": 3}}]});
    });
    let (after, why) = mended(&sample);
    let attributes: Value = serde_json::from_slice(&after.keys[".zattrs"]).unwrap();
    let channels = json!([
        {"label": "DAPI", "window": {"start": 9, "end": 989, "min": 0, "max": 65535}},
        {"label": "GFP", "window": {"start": 1, "end": 2, "min": 0, "max": 3}},
    ]);
    assert_eq!(attributes["omero"], json!({"channels": channels}), "{why:?}");
}

#[test]
fn windows_that_are_advised_come_from_the_pixels() {
    let sample = bright(|attributes| drop(attributes["omero"]["channels"][0].as_object_mut().unwrap().remove("window")));
    let session = sample.store_facts();
    let report = judge_zarr(session.facts(), &Options::default());
    let finding = report.findings.iter().find(|finding| finding.rule == "omero/window-missing").unwrap();
    assert!(finding.fix.text.contains("{\"start\": 5, \"end\": 990, \"min\": 0, \"max\": 65535}"), "{}", finding.fix.text);
}
