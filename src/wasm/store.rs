//! The boundary to JavaScript: sessions on Zarr stores, and their judge.
//!
//! As of files: an instance runs one session at a time, and is thrown away if it traps.

use super::wanted::{options, rules_json, usage};
use super::{to_json, to_u64};
use crate::check::zarr::judge_zarr;
use crate::check::zarr_rules;
use crate::need::StoreAsk;
use crate::session::StoreSession;
use crate::viewer::{Asked, AskedPart, StoreInput, VERSIONS, Zip, asked_for};
use crate::zarr::json::Document;
use crate::zarr::{KeyPart, Reply};
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

thread_local! {
    static STORE: RefCell<Option<Box<StoreSession>>> = const { RefCell::new(None) };
}

pub(super) fn begin_session(session: StoreSession) {
    STORE.replace(Some(Box::new(session)));
}

pub(super) fn with_store<T>(work: impl FnOnce(&mut StoreSession) -> T) -> Option<T> {
    STORE.with_borrow_mut(|session| session.as_deref_mut().map(work))
}

/// Ends the session and gives its memory back to the instance.
#[wasm_bindgen]
pub fn end() {
    STORE.replace(None);
}

/// The report on what was read, as JSON. `wanted`: JSON of viewers and rules. Throws the JSON of an error.
#[wasm_bindgen]
pub fn report(wanted: &str) -> Result<String, String> {
    let (options, host) = options(wanted)?;
    let report = with_store(|session| {
        session.learn_host(host.unwrap_or_default());
        to_json(&judge_zarr(session.facts(), &options))
    });
    Ok(report.unwrap_or_else(|| "null".to_owned()))
}

/// The documentation of the rules on Zarr stores, as JSON. Texts have `{arguments}` of findings in them.
#[wasm_bindgen]
pub fn rules() -> String {
    rules_json(&zarr_rules())
}

/// How a store is given.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoreTold {
    name: String,
    url: Option<String>,
    path: String,
    zip: Option<Zip>,
    #[serde(default)]
    viewers: Vec<String>,
    #[serde(default)]
    view: ViewTold,
}

/// What a view config asks of a store.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ViewTold {
    /// Parts with their paths.
    #[serde(default)]
    asked: Vec<(String, String)>,
    /// Elements of SpatialData with their coordinate systems.
    #[serde(default)]
    coordinate_systems: BTreeMap<String, String>,
    /// As JSON.
    coordinate_transformations: Option<String>,
}

impl StoreTold {
    pub(super) fn into_input(self) -> Result<StoreInput, String> {
        let Self { name, url, path, zip, viewers, view } = self;
        let ViewTold { asked, coordinate_systems, coordinate_transformations } = view;
        let part = |(part, path): (String, String)| match AskedPart::named(&part) {
            Some(part) => Ok(Asked { part, path }),
            None => {
                let known: Vec<&str> = AskedPart::ALL.into_iter().map(AskedPart::name).collect();
                Err(usage(format!("a view has no \"{part}\"; there are {}", known.join(", "))))
            }
        };
        let asked = asked.into_iter().map(part).collect::<Result<Vec<Asked>, String>>()?;
        let document = |text: String| Arc::new(Document::read("coordinateTransformations", text.as_bytes()));
        let transformations = coordinate_transformations.map(document);
        let viewers = asked_for(VERSIONS, &viewers).map_err(usage)?;
        Ok(StoreInput { name, url, path, zip, viewers, asked, coordinate_systems, transformations, ..StoreInput::default() })
    }
}

/// Begins reading a store for a report, ending the session before. `input`: JSON of its name, address, the path in it that
/// is judged, and what was noticed of the archive, if it is one.
#[wasm_bindgen(js_name = beginStore)]
pub fn begin_store(input: &str) -> Result<(), String> {
    let told: StoreTold = serde_json::from_str(input).map_err(usage)?;
    begin_session(StoreSession::new(told.into_input()?));
    Ok(())
}

/// A question about a store.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum AskJson {
    Key { path: String },
    Size { path: String },
    Names { path: String },
    Part { path: String, start: u64, len: u64 },
}

/// Goes on as far as possible. The questions that are next, as JSON; none when done.
#[wasm_bindgen(js_name = stepStore)]
pub fn step_store() -> String {
    let asks = with_store(StoreSession::step).unwrap_or_default();
    let asks = asks.into_iter().map(|ask| match ask {
        StoreAsk::Key(path) => AskJson::Key { path },
        StoreAsk::Size(path) => AskJson::Size { path },
        StoreAsk::Names(path) => AskJson::Names { path },
        StoreAsk::Part(KeyPart { key, start, len }) => AskJson::Part { path: key, start, len },
    });
    to_json(&asks.collect::<Vec<_>>())
}

/// Takes the object at a key.
#[wasm_bindgen(js_name = supplyKey)]
pub fn supply_key(key: &str, bytes: &[u8]) {
    with_store(|session| session.supply(key, Reply::Bytes(bytes.to_vec())));
}

/// Takes that there is nothing at a key.
#[wasm_bindgen(js_name = supplyAbsent)]
pub fn supply_absent(key: &str) {
    with_store(|session| session.supply(key, Reply::Absent));
}

/// Takes that what is at a key is not given out, and why.
#[wasm_bindgen(js_name = supplyDenied)]
pub fn supply_denied(key: &str, why: &str) {
    with_store(|session| session.supply(key, Reply::Denied(why.to_owned())));
}

/// Takes the names below a path, as a JSON array; `null` where the store cannot list.
#[wasm_bindgen(js_name = supplyNames)]
pub fn supply_names(path: &str, names: &str) -> Result<(), String> {
    let names: Option<Vec<String>> = serde_json::from_str(names).map_err(usage)?;
    with_store(|session| session.supply_names(path, names));
    Ok(())
}

/// Takes a part of the object at a key: `len` bytes were asked from `start` on.
#[wasm_bindgen(js_name = supplyKeyPart)]
pub fn supply_key_part(key: &str, start: f64, len: f64, bytes: Option<Vec<u8>>) {
    let (start, len) = (to_u64(start).unwrap_or(0), to_u64(len).unwrap_or(0));
    with_store(|session| session.supply_part(KeyPart { key: key.to_owned(), start, len }, bytes));
}

/// Takes the size of the object at a key in bytes; negative where there is none.
#[wasm_bindgen(js_name = supplySize)]
pub fn supply_size(key: &str, size: f64) {
    with_store(|session| session.supply_size(key, to_u64(size)));
}
