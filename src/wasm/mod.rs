//! The boundary to JavaScript: numbers, typed arrays and JSON text, options as callers have them, nothing to free.
//!
//! The crate is built to several modules, each by the feature of its name: `core` has sessions and tiles, `check` the judge of
//! TIFF files as well, `zarr` all that is for Zarr stores, `more` and `jxl` only tiles, of other compressions. What no function of a
//! module calls is not in it.

#![allow(
    clippy::as_conversions,
    reason = "JavaScript's numbers are f64; all that cross here are checked to be whole and at most 2^53 - 1"
)]

use crate::bytes::len64;
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[cfg(feature = "check")]
pub mod blob;
#[cfg(feature = "check")]
pub mod check;
#[cfg(feature = "zarr")]
pub mod mend;
#[cfg(feature = "core")]
pub mod pixels;
#[cfg(feature = "core")]
pub mod session;
#[cfg(feature = "zarr")]
pub mod store;
#[cfg(any(feature = "core", feature = "more", feature = "jxl"))]
pub mod tile;
#[cfg(any(feature = "check", feature = "zarr"))]
mod told;
#[cfg(feature = "zarr")]
pub mod tree;
#[cfg(any(feature = "check", feature = "zarr"))]
pub mod wanted;

#[derive(Serialize)]
struct About {
    version: &'static str,
    module: &'static str,
}

/// Which of the modules this is, and of which version, as JSON: JavaScript of another version is not to use it.
#[wasm_bindgen]
pub fn about() -> String {
    // The judge of TIFF files has all that the core has, so it is asked for first.
    let modules = [
        ("check", cfg!(feature = "check")),
        ("core", cfg!(feature = "core")),
        ("zarr", cfg!(feature = "zarr")),
        ("more", cfg!(feature = "more")),
    ];
    let module = modules.iter().find(|(_, is)| *is).map_or("jxl", |(name, _)| name);
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

#[cfg(any(feature = "check", feature = "zarr"))]
#[derive(Serialize)]
struct Usage {
    code: &'static str,
    what: String,
}

/// What is thrown where a caller is wrong.
#[cfg(any(feature = "check", feature = "zarr"))]
pub(super) fn usage(what: impl ToString) -> String {
    to_json(&Usage { code: "usage", what: what.to_string() })
}

/// A whole number of JavaScript, where it is one that can be told from its neighbours.
#[cfg(any(feature = "core", feature = "zarr"))]
pub(crate) fn to_u64(number: f64) -> Option<u64> {
    (number >= 0.0 && number <= crate::need::MAX_SAFE_OFFSET as f64).then_some(number as u64)
}
