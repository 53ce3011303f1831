//! Stores of one array, for the tests of rules.

use super::Sample;
use super::store::Keys;
use crate::viewer::Zip;
use serde_json::{Map, Value, json};

/// One array of a dtype, with its chunk.
pub(crate) fn bare_array(dtype: &str) -> Sample {
    let mut keys = Keys::default();
    keys.group("", &json!({})).array("a", &[4], &[4], dtype);
    Sample::store(keys.0)
}

/// One array of a name.
pub(crate) fn named_array(name: &str) -> Sample {
    let mut keys = Keys::default();
    keys.group("", &json!({})).array(name, &[4], &[4], "|u1");
    Sample::store(keys.0)
}

/// One array, full of zeros.
pub(crate) fn array_of(shape: &[u64], chunks: &[u64], dtype: &str) -> Sample {
    let mut keys = Keys::default();
    keys.group("", &json!({})).array("a", shape, chunks, dtype);
    Sample::store(keys.0)
}

/// One array of 64-bit integers whose metadata is changed. The string `@NaN` becomes the bare word `NaN`.
pub(crate) fn changed_array(change: impl FnOnce(&mut Map<String, Value>)) -> Sample {
    let sample = array_of(&[4], &[4], "<i8");
    changed(sample, "a/.zarray", change)
}

fn changed(mut sample: Sample, key: &str, change: impl FnOnce(&mut Map<String, Value>)) -> Sample {
    let mut meta: Value = serde_json::from_slice(&sample.keys[key]).unwrap_or_default();
    if let Some(members) = meta.as_object_mut() {
        change(members);
    }
    sample.keys.insert(key.to_owned(), meta.to_string().replace("\"@NaN\"", "NaN").into_bytes());
    sample
}

/// One array of Zarr 3 whose metadata is changed.
pub(crate) fn array_of_v3(change: impl FnOnce(&mut Map<String, Value>)) -> Sample {
    let meta = json!({
        "zarr_format": 3, "node_type": "array", "shape": [4], "data_type": "uint8", "fill_value": 0,
        "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [4]}},
        "chunk_key_encoding": {"name": "default", "configuration": {"separator": "/"}},
        "codecs": [{"name": "bytes"}],
    });
    let mut keys = Keys::default();
    keys.json("zarr.json", &json!({"zarr_format": 3, "node_type": "group"})).json("a/zarr.json", &meta);
    keys.0.insert("a/c/0".to_owned(), vec![1, 2, 3, 4]);
    changed(Sample::store(keys.0), "a/zarr.json", change)
}

/// One array in shards, with more codecs behind them.
pub(crate) fn sharded_array(location: &str, shard: u64, inner: u64, behind: &[&str]) -> Sample {
    let little = json!({"name": "bytes", "configuration": {"endian": "little"}});
    let sharding = json!({"name": "sharding_indexed", "configuration": {
        "chunk_shape": [inner], "codecs": [{"name": "bytes"}], "index_codecs": [little], "index_location": location,
    }});
    let codecs: Vec<Value> = std::iter::once(sharding).chain(behind.iter().map(|name| json!({"name": name}))).collect();
    let mut sample = array_of_v3(|meta| {
        meta.insert("codecs".to_owned(), Value::Array(codecs));
        meta.insert("chunk_grid".to_owned(), json!({"name": "regular", "configuration": {"chunk_shape": [shard]}}));
    });
    let index: Vec<u8> = [0u64, 2, 2, 2].iter().flat_map(|number| number.to_le_bytes()).collect();
    let chunks = [1u8, 2, 3, 4];
    let parts: [&[u8]; 2] = if location == "start" { [&index, &chunks] } else { [&chunks, &index] };
    sample.keys.insert("a/c/0".to_owned(), parts.concat());
    sample
}

/// A store in a zip archive.
pub(crate) fn zipped(compressed: u64, top: &[&str]) -> Sample {
    let top: Vec<String> = top.iter().map(|name| (*name).to_owned()).collect();
    let first = (compressed > 0).then(|| "0/0".to_owned());
    let zip = Zip { first: top.first().cloned(), top, entries: 9, compressed, first_compressed: first, ..Zip::default() };
    Sample { zip: Some(zip), ..array_of_v3(|_| ()) }
}

/// A group of Zarr 3 by its metadata, and nothing in it.
pub(crate) fn group_of_v3(meta: &serde_json::Value) -> Sample {
    let mut keys = Keys::default();
    keys.json("zarr.json", meta);
    Sample::store(keys.0)
}
