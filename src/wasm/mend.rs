//! The boundary to JavaScript: what can be mended of a store, and what can be shown of it.

use super::store::{begin_session, input_of, with_store};
use super::told::to_object;
use crate::check::zarr::dingus::judge_attributes;
use crate::check::zarr::mend::{Change, Left, Mending};
use crate::check::zarr::shows::shows;
use crate::session::StoreSession;
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Begins looking for what can be mended of a store, ending the session before. `told`: as of `beginStore`.
#[wasm_bindgen(js_name = beginMending)]
pub fn begin_mending(#[wasm_bindgen(unchecked_param_type = "StoreTold")] told: JsValue) -> Result<(), String> {
    begin_session(StoreSession::for_mending(input_of(told)?));
    Ok(())
}

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** What can be mended of a store. */
export interface MendingFacts {
  readonly changes: readonly { readonly key: string; readonly before: string | null; readonly after: string; readonly why: readonly string[] }[];
  readonly left: readonly { readonly key: string; readonly why: string }[];
}

/** Whether attributes are as OME-NGFF has them. */
export interface AttributesFacts {
  readonly valid: boolean;
  readonly message: string;
}
"#;

/// What can be mended. Texts cross as they are, and not within a text that would have to be parsed once more.
#[wasm_bindgen(unchecked_return_type = "MendingFacts")]
pub fn mending() -> JsValue {
    with_store(|session| to_object(&MendingFacts::from(session.mending()))).unwrap_or(JsValue::NULL)
}

#[derive(Serialize)]
struct MendingFacts {
    changes: Vec<ChangeFacts>,
    left: Vec<LeftFacts>,
}

#[derive(Serialize)]
struct ChangeFacts {
    key: String,
    before: Option<String>,
    after: String,
    why: Vec<String>,
}

#[derive(Serialize)]
struct LeftFacts {
    key: String,
    why: String,
}

impl From<&Mending> for MendingFacts {
    fn from(mending: &Mending) -> Self {
        let changes = mending.changes().into_iter().map(ChangeFacts::from).collect();
        Self { changes, left: mending.left().iter().map(LeftFacts::from).collect() }
    }
}

impl From<&Change> for ChangeFacts {
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

impl From<&Left> for LeftFacts {
    fn from(left: &Left) -> Self {
        Self { key: left.key.clone(), why: left.why.clone() }
    }
}

/// What a view config of Vitessce can show of the store that a session of `beginStore` has read.
#[wasm_bindgen(js_name = showsOf, unchecked_return_type = "unknown")]
pub fn shows_of() -> JsValue {
    with_store(|session| to_object(&shows(session.facts()))).unwrap_or(JsValue::NULL)
}

/// Whether attributes are as OME-NGFF has them.
#[wasm_bindgen(js_name = judgeAttributes, unchecked_return_type = "AttributesFacts")]
pub fn judge_attributes_of(text: &[u8]) -> JsValue {
    to_object(&judge_attributes(text))
}
