//! Zarr stores for the tests of rules.

use super::Sample;
use crate::need::StoreAsk;
use crate::session::StoreSession;
use crate::zarr::Reply;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

impl Sample {
    /// A store of keys and their objects.
    pub(crate) fn store(keys: BTreeMap<String, Vec<u8>>) -> Self {
        Self { name: "cells.zarr".to_owned(), keys, ..Self::from(Vec::new()) }
    }

    /// What a session finds out of a store.
    pub(crate) fn store_facts(&self) -> StoreSession {
        let input = crate::check::zarr::StoreInput {
            name: self.name.clone(),
            url: self.url.clone(),
            path: String::new(),
            zip: self.zip.clone(),
            viewers: vec!["zarrita@0.7".to_owned(), "zarrita@0.5".to_owned()],
        };
        let mut session = StoreSession::new(input);
        for _ in 0..1000 {
            let asks = session.step();
            if asks.is_empty() {
                return session;
            }
            for ask in asks {
                match ask {
                    StoreAsk::Key(key) => {
                        let hidden = self.hidden && key.rsplit('/').next().is_some_and(|name| name.starts_with('.'));
                        let missing = self.page.map_or(Reply::Absent, |page| Reply::Bytes(page.into()));
                        let there = self.keys.get(&key).filter(|_| !hidden);
                        let reply = there.map_or(missing, |bytes| Reply::Bytes(bytes.clone()));
                        session.supply(&key, reply);
                    }
                    StoreAsk::Size(key) => session.supply_size(&key, self.keys.get(&key).map(|bytes| bytes.len() as u64)),
                    StoreAsk::Part(part) => {
                        let bytes = self.keys.get(&part.key).map(|bytes| {
                            let (start, end) = (part.start as usize, (part.start + part.len) as usize);
                            bytes[start.min(bytes.len())..end.min(bytes.len())].to_vec()
                        });
                        session.supply_part(part, bytes);
                    }
                    StoreAsk::Names(path) => session.supply_names(&path, Some(self.names(&path))),
                }
            }
        }
        panic!("the session does not end");
    }

    fn names(&self, path: &str) -> Vec<String> {
        let prefix = if path.is_empty() { String::new() } else { format!("{path}/") };
        let below = self.keys.keys().filter_map(|key| key.strip_prefix(&prefix));
        let mut names: Vec<String> = below.map(|rest| rest.split('/').next().unwrap_or(rest).to_owned()).collect();
        names.dedup();
        names
    }
}

/// Keys of a store while it is made.
#[derive(Default)]
pub(crate) struct Keys(pub(crate) BTreeMap<String, Vec<u8>>);

impl Keys {
    /// JSON at a key.
    pub(crate) fn json(&mut self, key: &str, value: &Value) -> &mut Self {
        self.0.insert(key.to_owned(), value.to_string().into_bytes());
        self
    }

    /// A group of Zarr 2 with attributes.
    pub(crate) fn group(&mut self, path: &str, attributes: &Value) -> &mut Self {
        let at = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") };
        self.json(&at(".zgroup"), &json!({"zarr_format": 2})).json(&at(".zattrs"), attributes)
    }

    /// An array of Zarr 2 without compression, with all chunks there, full of zeros.
    pub(crate) fn array(&mut self, path: &str, shape: &[u64], chunks: &[u64], dtype: &str) -> &mut Self {
        let meta = json!({
            "zarr_format": 2, "shape": shape, "chunks": chunks, "dtype": dtype, "compressor": null, "fill_value": 0,
            "order": "C", "filters": null, "dimension_separator": "/",
        });
        self.json(&format!("{path}/.zarray"), &meta);
        let size = dtype[2..].parse::<u64>().unwrap_or(1);
        let bytes = chunks.iter().product::<u64>() * size;
        let counts: Vec<u64> = shape.iter().zip(chunks).map(|(shape, chunk)| shape.div_ceil(*chunk)).collect();
        for number in 0..counts.iter().product::<u64>() {
            let (mut rest, mut key) = (number, Vec::new());
            for count in counts.iter().rev() {
                key.push((rest % count).to_string());
                rest /= count;
            }
            key.reverse();
            self.0.insert(format!("{path}/{}", key.join("/")), vec![0; bytes as usize]);
        }
        self
    }
}

/// Attributes of a good image of OME-NGFF 0.4 with two channels and two levels.
pub(crate) fn image_attributes() -> Map<String, Value> {
    let axis = |name: &str, kind: &str| json!({"name": name, "type": kind});
    let level = |path: &str, factor: f64| json!({"path": path, "coordinateTransformations": [{"type": "scale", "scale": [1.0, factor, factor]}]});
    let space = |name: &str| json!({"name": name, "type": "space", "unit": "micrometer"});
    let channel = |label: &str, color: &str| json!({"label": label, "color": color, "active": true, "window": {"start": 0, "end": 255, "min": 0, "max": 255}});
    let attributes = json!({
        "multiscales": [{
            "version": "0.4", "name": "cells", "axes": [axis("c", "channel"), space("y"), space("x")],
            "datasets": [level("0", 0.5), level("1", 1.0)],
        }],
        "omero": {
            "version": "0.4", "name": "cells", "channels": [channel("DAPI", "0000FF"), channel("GFP", "00FF00")],
            "rdefs": {"model": "greyscale", "defaultZ": 0, "defaultT": 0},
        },
    });
    attributes.as_object().cloned().unwrap_or_default()
}

/// A good image whose attributes are changed.
pub(crate) fn image(change: impl FnOnce(&mut Map<String, Value>)) -> Sample {
    let mut attributes = image_attributes();
    change(&mut attributes);
    let mut keys = Keys::default();
    keys.group("", &Value::Object(attributes));
    keys.array("0", &[2, 512, 512], &[1, 256, 256], "<u2").array("1", &[2, 256, 256], &[1, 256, 256], "<u2");
    Sample::store(keys.0)
}

/// One array of so a dtype, with its chunk.
pub(crate) fn bare_array(dtype: &str) -> Sample {
    let mut keys = Keys::default();
    keys.group("", &json!({})).array("a", &[4], &[4], dtype);
    Sample::store(keys.0)
}

/// An image of these levels, of the axes c, y and x, whose attributes are changed.
pub(crate) fn image_of(levels: &[&[u64]], chunks: &[u64], dtype: &str, change: impl FnOnce(&mut Map<String, Value>)) -> Sample {
    let mut attributes = image_attributes();
    let dataset = |level: usize| json!({"path": level.to_string(), "coordinateTransformations": [{"type": "scale", "scale": vec![1.0; levels[0].len()]}]});
    attributes["multiscales"][0]["datasets"] = (0..levels.len()).map(dataset).collect();
    change(&mut attributes);
    let mut keys = Keys::default();
    keys.group("", &Value::Object(attributes));
    for (level, shape) in levels.iter().enumerate() {
        let chunks: Vec<u64> = chunks.iter().zip(*shape).map(|(chunk, size)| *chunk.min(size)).collect();
        keys.array(&level.to_string(), shape, &chunks, dtype);
    }
    Sample::store(keys.0)
}

/// Gives the multiscale of an image other axes.
pub(crate) fn with_axes(names: &'static [&'static str]) -> impl FnOnce(&mut Map<String, Value>) {
    move |attributes| {
        let kind = |name: &str| match name.to_lowercase().as_str() {
            "t" => "time",
            "c" => "channel",
            _ => "space",
        };
        attributes["multiscales"][0]["axes"] = names.iter().map(|name| json!({"name": name, "type": kind(name)})).collect();
        let scale = vec![1.0; names.len()];
        for dataset in attributes["multiscales"][0]["datasets"].as_array_mut().into_iter().flatten() {
            dataset["coordinateTransformations"] = json!([{"type": "scale", "scale": scale}]);
        }
    }
}

impl Sample {
    /// With other bytes in the chunks of an array: numbers of two bytes.
    pub(crate) fn filled(mut self, array: &str, number: impl Fn(usize) -> u16) -> Self {
        let prefix = format!("{array}/");
        for (key, bytes) in &mut self.keys {
            if key.starts_with(&prefix) && !key.ends_with(".zarray") {
                let numbers = (0..bytes.len() / 2).flat_map(|at| number(at).to_le_bytes());
                *bytes = numbers.collect();
            }
        }
        self
    }
}

/// A group above images, of these attributes.
pub(crate) fn group_above(attributes: Value) -> Sample {
    let mut keys = Keys::default();
    keys.group("", &attributes);
    Sample::store(keys.0)
}

/// A store in a folder of its own.
pub(crate) fn moved(sample: Sample, folder: &str) -> Sample {
    let keys = sample.keys.iter().map(|(key, bytes)| (format!("{folder}/{key}"), bytes.clone())).collect();
    Sample { keys, ..sample }
}

/// A store on a host that hides names with a dot.
pub(crate) fn hidden(sample: Sample) -> Sample {
    Sample { hidden: true, ..sample }
}

/// A store on a host that sends a page for what is not there.
pub(crate) fn paged(sample: Sample) -> Sample {
    Sample { page: Some("<!doctype html>"), ..sample }
}

/// An image of two levels, the lower one of another type.
pub(crate) fn two_types(lower: &str) -> Sample {
    let mut sample = image_of(&[&[2, 64, 64], &[2, 32, 32]], &[1, 64, 64], "<u2", |_| ());
    let mut keys = Keys(std::mem::take(&mut sample.keys));
    keys.array("1", &[2, 32, 32], &[1, 32, 32], lower);
    Sample::store(keys.0)
}

/// Attributes of a label image.
fn label_attributes(attributes: &mut Map<String, Value>) {
    with_axes(&["y", "x"])(attributes);
    attributes.remove("omero");
    attributes.insert("image-label".to_owned(), json!({"version": "0.4"}));
}

/// A label image of two levels of 64 and 32 pixels, with numbers by level and place.
pub(crate) fn labels_of(number: fn(usize, usize) -> u16) -> Sample {
    let sample = image_of(&[&[64, 64], &[32, 32]], &[64, 64], "<u2", label_attributes);
    sample.filled("0", |at| number(0, at)).filled("1", |at| number(1, at))
}

/// A label image of one level of a type, all its pixels of two bytes the same.
pub(crate) fn labels_of_type(dtype: &str, number: u16) -> Sample {
    image_of(&[&[64, 64]], &[64, 64], dtype, label_attributes).filled("0", |_| number)
}

/// An image with a label image `cells` of 512 pixels, or 500 with three levels, and a list of names.
pub(crate) fn with_labels(names: &[&str], levels: usize) -> Sample {
    let all: [&[u64]; 3] =
        if levels == 3 { [&[500, 500], &[250, 250], &[125, 125]] } else { [&[512, 512], &[256, 256], &[128, 128]] };
    let labels = image_of(&all[..levels], &[256, 256], "<u4", label_attributes);
    let mut keys = Keys(moved(labels, "labels/cells").keys);
    keys.group("labels", &json!({"labels": names}));
    let mut sample = image(|_| ());
    sample.keys.extend(keys.0);
    sample
}
