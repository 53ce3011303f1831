//! The boundary to JavaScript: numbers, typed arrays and JSON text, nothing to free.
//!
//! An instance of the module runs one session at a time. JavaScript takes an instance for each job and
//! throws it away if it traps, so no job can spoil another.

// JavaScript's numbers are f64. All that cross here are checked to be whole and at most 2^53 - 1.
#![allow(clippy::as_conversions)]

use crate::bytes::len64;
use crate::need::{Ask, MAX_SAFE_OFFSET, Step};
use crate::session::{Depth, Reach, Session};
use crate::tiff::{Defect, Limits};
use serde::Serialize;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

thread_local! {
    static SESSION: RefCell<Option<Session>> = const { RefCell::new(None) };
}

fn with<T>(work: impl FnOnce(&mut Session) -> T) -> Option<T> {
    SESSION.with_borrow_mut(|session| session.as_mut().map(work))
}

fn to_u64(number: f64) -> Option<u64> {
    (number >= 0.0 && number <= MAX_SAFE_OFFSET as f64).then_some(number as u64)
}

fn to_json(value: &impl Serialize) -> String {
    // Serialization to memory of types without maps of odd keys cannot fail.
    serde_json::to_string(value).unwrap_or_default()
}

/// Begins a session, ending the one before. `structure`: the tree of IFDs instead of offsets only.
/// `size` is negative where it is not known; `reach` 0 memory, 1 disk, 2 network; `ifds` the limit, 0 for the default.
#[wasm_bindgen]
pub fn begin(structure: bool, size: f64, reach: u8, ifds: f64) {
    // The text of a panic would be lost: a trap says only "unreachable". Thrown, it reaches JavaScript.
    std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_str(&panic.to_string())));
    let depth = if structure { Depth::Structure } else { Depth::Offsets };
    let reach = match reach {
        0 => Reach::Memory,
        1 => Reach::Disk,
        _ => Reach::Network,
    };
    let default = Limits::default();
    let limits = Limits { ifds: to_u64(ifds).filter(|ifds| *ifds > 0).unwrap_or(default.ifds), ..default };
    SESSION.replace(Some(Session::new(depth, to_u64(size), reach, limits)));
}

/// Goes on as far as possible. The ranges needed next as start, length, start, length ...; none when done.
/// Throws the JSON text of an error.
#[wasm_bindgen]
pub fn step() -> Result<Vec<f64>, String> {
    let step = with(Session::step).unwrap_or(Ok(Step::Done(()))).map_err(|error| to_json(&error))?;
    let Step::Need(asks) = step else {
        return Ok(Vec::new());
    };
    Ok(asks.iter().flat_map(|Ask::Range(range)| [range.start as f64, range.len as f64]).collect())
}

/// Takes the answer to a question: bytes from `start` on, none where the file ends there.
#[wasm_bindgen]
pub fn supply(start: f64, bytes: &[u8]) {
    if let Some(start) = to_u64(start) {
        with(|session| session.supply(start, bytes));
    }
}

/// Takes the size of the file once it is known.
#[wasm_bindgen(js_name = learnSize)]
pub fn learn_size(size: f64) {
    if let Some(size) = to_u64(size) {
        with(|session| session.learn_size(size));
    }
}

/// How many IFDs were found so far.
#[wasm_bindgen]
pub fn found() -> f64 {
    with(|session| session.found()).unwrap_or(0) as f64
}

/// Offsets of the main chain found so far.
#[wasm_bindgen]
pub fn offsets() -> Vec<f64> {
    with(|session| session.offsets().iter().map(|offset| *offset as f64).collect()).unwrap_or_default()
}

/// Why the main chain could not be followed to its end, as JSON; `null` if it could.
#[wasm_bindgen]
pub fn breakage() -> String {
    with(|session| to_json(&session.breakage())).unwrap_or_else(|| to_json(&None::<Defect>))
}

/// The tree of IFDs as JSON; `null` before the header was read.
#[wasm_bindgen]
pub fn structure() -> String {
    with(|session| to_json(&session.structure())).unwrap_or_else(|| to_json(&None::<Defect>))
}

/// Ends the session and gives its memory back to the instance.
#[wasm_bindgen]
pub fn end() {
    SESSION.replace(None);
}

/// Bytes of memory the instance has taken.
#[wasm_bindgen(js_name = memorySize)]
pub fn memory_size() -> f64 {
    len64(core::arch::wasm32::memory_size(0)).saturating_mul(65_536) as f64
}
