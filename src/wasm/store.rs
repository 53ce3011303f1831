//! The boundary to JavaScript: sessions on Zarr stores, and their judge.
//!
//! As of files: an instance runs one session at a time, and is thrown away if it traps.

use super::told::{A_TEXT, Told};
use super::wanted::{options, rules_json, viewers_of};
use super::{to_json, to_u64, usage};
use crate::check::zarr::judge_zarr;
use crate::check::zarr_rules;
use crate::need::StoreAsk;
use crate::session::StoreSession;
use crate::viewer::{Asked, AskedPart, Host, StoreInput, Zip};
use crate::zarr::json::Document;
use crate::zarr::{KeyPart, Reply};
use serde::Serialize;
use serde_wasm_bindgen::from_value;
use std::cell::RefCell;
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

/// The report on what was read, as JSON. `wanted`: viewers, rules and what was noticed of the host. Throws the JSON of an error.
#[wasm_bindgen]
pub fn report(#[wasm_bindgen(unchecked_param_type = "Wanted")] wanted: JsValue) -> Result<String, String> {
    let wanted = Told::new(wanted);
    let options = options(&wanted)?;
    let host: Option<Host> = wanted.option("host", "an object of what was noticed")?;
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

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** How a store is given: its name, address, the path in it that is judged, and what was noticed of the archive, if it is one. */
export interface StoreTold {
  readonly name?: string | undefined;
  readonly url?: string | undefined;
  readonly path: string;
  readonly zip?: object | undefined;
  readonly viewers?: readonly string[] | undefined;
  /** What a view config asks of it; its transformations as JSON text. */
  readonly view?: object | undefined;
}
"#;

const A_PATH: &str = "a path, or a list of paths";
const SYSTEMS: &str = "a name, or an object of names by the paths of elements";

/// Reads a `StoreTold`.
pub(super) fn input_of(told: JsValue) -> Result<StoreInput, String> {
    let told = Told::new(told);
    let view = told.inner("view", "view.")?;
    let transformations: Option<String> = view.option(TRANSFORMATIONS, A_TEXT)?;
    let document = |text: String| Arc::new(Document::read(TRANSFORMATIONS, text.as_bytes()));
    Ok(StoreInput {
        name: told.option("name", A_TEXT)?.unwrap_or_default(),
        url: told.option("url", A_TEXT)?,
        path: told.option("path", A_TEXT)?.unwrap_or_default(),
        zip: told.option::<Zip>("zip", "an object of what was noticed")?,
        viewers: viewers_of(&told)?,
        asked: asked_of(&view)?,
        coordinate_systems: view.one_or_named(SYSTEM, SYSTEMS)?.into_iter().collect(),
        transformations: transformations.map(document),
        ..StoreInput::default()
    })
}

const SYSTEM: &str = "coordinateSystem";
const TRANSFORMATIONS: &str = "coordinateTransformations";

/// Parts that a view config asks for, with their paths.
fn asked_of(view: &Told) -> Result<Vec<Asked>, String> {
    let mut asked = Vec::new();
    for name in view.names().iter().filter(|name| ![SYSTEM, TRANSFORMATIONS].contains(&name.as_str())) {
        let Some(part) = AskedPart::named(name) else {
            let known: Vec<&str> = AskedPart::ALL.into_iter().map(AskedPart::name).chain([SYSTEM, TRANSFORMATIONS]).collect();
            return Err(usage(format!("a view has no \"{name}\"; there are {}", known.join(", "))));
        };
        asked.extend(view.one_or_more(name, A_PATH)?.into_iter().map(|path| Asked { part, path }));
    }
    Ok(asked)
}

/// Begins reading a store for a report, ending the session before. Throws the JSON of an error.
#[wasm_bindgen(js_name = beginStore)]
pub fn begin_store(#[wasm_bindgen(unchecked_param_type = "StoreTold")] told: JsValue) -> Result<(), String> {
    begin_session(StoreSession::new(input_of(told)?));
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

/// Takes the names below a path; `undefined` where the store cannot list. Throws the JSON of an error.
#[wasm_bindgen(js_name = supplyNames)]
pub fn supply_names(
    path: &str,
    #[wasm_bindgen(unchecked_param_type = "readonly string[] | undefined")] names: JsValue,
) -> Result<(), String> {
    let names: Option<Vec<String>> =
        from_value(names).map_err(|_| usage(format!("the names below {path} are not a list of texts")))?;
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
