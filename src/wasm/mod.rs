//! The boundary to JavaScript: numbers, typed arrays and JSON text, nothing to free.
//!
//! The crate is built to several modules, each by the feature of its name: `core` has sessions and tiles, `check` has the
//! judge as well, `more` and `jxl` only tiles, of other compressions.

// JavaScript's numbers are f64. All that cross here are checked to be whole and at most 2^53 - 1.
#![allow(clippy::as_conversions)]

use crate::bytes::len64;
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[cfg(feature = "check")]
pub mod check;
#[cfg(feature = "check")]
pub mod mend;
#[cfg(feature = "core")]
pub mod pixels;
#[cfg(feature = "core")]
pub mod session;
pub mod tile;
#[cfg(feature = "check")]
pub mod tree;

#[derive(Serialize)]
struct About {
    version: &'static str,
    module: &'static str,
}

/// Which of the modules this is, and of which version, as JSON: JavaScript of another version is not to use it.
#[wasm_bindgen]
pub fn about() -> String {
    let module = if cfg!(feature = "check") {
        "check"
    } else if cfg!(feature = "core") {
        "core"
    } else if cfg!(feature = "more") {
        "more"
    } else {
        "jxl"
    };
    to_json(&About { version: env!("CARGO_PKG_VERSION"), module })
}

/// Bytes of memory the instance has taken.
#[wasm_bindgen(js_name = memorySize)]
pub fn memory_size() -> f64 {
    len64(core::arch::wasm32::memory_size(0)).saturating_mul(65_536) as f64
}

/// The text of a panic would be lost: a trap says only "unreachable". Thrown, it reaches JavaScript.
#[wasm_bindgen(start)]
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&panic.to_string())));
}

pub(crate) fn to_json(value: &impl Serialize) -> String {
    // Serialization to memory of types without maps of odd keys cannot fail.
    serde_json::to_string(value).unwrap_or_default()
}
