//! The boundary to JavaScript: what can be mended of a store, and what can be shown of it.

use super::store::{StoreTold, begin_session, with_store};
use super::to_json;
use super::wanted::usage;
use crate::check::zarr::dingus::judge_attributes;
use crate::check::zarr::mend::{Change, Left, Mending};
use crate::check::zarr::shows::shows;
use crate::session::StoreSession;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Begins looking for what can be mended of a store, ending the session before. `input`: as of `beginStore`.
#[wasm_bindgen(js_name = beginMending)]
pub fn begin_mending(input: &str) -> Result<(), String> {
    let told: StoreTold = serde_json::from_str(input).map_err(usage)?;
    begin_session(StoreSession::for_mending(told.into_input()?));
    Ok(())
}

/// What can be mended, as JSON.
#[wasm_bindgen]
pub fn mending() -> String {
    with_store(|session| to_json(&MendingJson::from(session.mending()))).unwrap_or_else(|| "null".to_owned())
}

#[derive(Serialize)]
struct MendingJson {
    changes: Vec<ChangeJson>,
    left: Vec<LeftJson>,
}

#[derive(Serialize)]
struct ChangeJson {
    key: String,
    before: Option<String>,
    after: String,
    why: Vec<String>,
}

#[derive(Serialize)]
struct LeftJson {
    key: String,
    why: String,
}

impl From<&Mending> for MendingJson {
    fn from(mending: &Mending) -> Self {
        let changes = mending.changes().into_iter().map(ChangeJson::from).collect();
        Self { changes, left: mending.left().iter().map(LeftJson::from).collect() }
    }
}

impl From<&Change> for ChangeJson {
    fn from(change: &Change) -> Self {
        let text = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
        Self {
            key: change.key.clone(),
            before: change.before.as_ref().map(text),
            after: text(&change.after),
            why: change.why.clone(),
        }
    }
}

impl From<&Left> for LeftJson {
    fn from(left: &Left) -> Self {
        Self { key: left.key.clone(), why: left.why.clone() }
    }
}

/// What a view config of Vitessce can show of the store that a session of `beginStore` has read, as JSON.
#[wasm_bindgen(js_name = showsOf)]
pub fn shows_of() -> String {
    with_store(|session| to_json(&shows(session.facts()))).unwrap_or_else(|| "null".to_owned())
}

/// Whether attributes are as OME-NGFF has them: JSON of `valid` and `message`.
#[wasm_bindgen(js_name = judgeAttributes)]
pub fn judge_attributes_json(text: &[u8]) -> String {
    to_json(&judge_attributes(text))
}
