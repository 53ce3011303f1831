//! Zarr stores for the tests of rules.

use super::Sample;
use crate::inspect::StoreSession;
use crate::need::StoreAsk;
use crate::viewer::VERSIONS;
use crate::zarr::Reply;
use crate::zarr::json::Document;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

impl Sample {
    /// A store of keys and their objects.
    pub(crate) fn store(keys: BTreeMap<String, Vec<u8>>) -> Self {
        Self { name: "cells.zarr".to_owned(), keys, ..Self::from(Vec::new()) }
    }

    /// What a session finds out of a store.
    pub(crate) fn store_facts(&self) -> StoreSession {
        self.driven(StoreSession::new(self.store_input()))
    }

    /// A session that has mended what can be mended.
    pub(crate) fn mending(&self) -> StoreSession {
        self.driven(StoreSession::for_mending(self.store_input()))
    }

    fn store_input(&self) -> crate::viewer::StoreInput {
        crate::viewer::StoreInput {
            name: self.name.clone(),
            url: self.url.clone(),
            path: String::new(),
            zip: self.zip.clone(),
            host: self.host.clone(),
            viewers: VERSIONS.iter().copied().filter(|viewer| viewer.verdict.is_some()).collect(),
            asked: self.asked.clone(),
            coordinate_systems: BTreeMap::new(),
            transformations: self.transformations.map(|text| Document::read("coordinateTransformations", text.as_bytes()).into()),
        }
    }

    fn driven(&self, mut session: StoreSession) -> StoreSession {
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
