//! The boundary to JavaScript: the judge.

use super::to_json;
use crate::ome::parse;
use wasm_bindgen::prelude::*;

/// What the OME-XML of an ImageDescription says, as JSON. Throws the JSON of an error.
#[wasm_bindgen(js_name = omeXml)]
pub fn ome_xml(text: &str) -> Result<String, String> {
    parse(text).map(|ome| to_json(&ome)).map_err(|error| to_json(&error))
}
