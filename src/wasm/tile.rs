//! The boundary to JavaScript: decoding of tiles.

use super::to_json;
use crate::codec::{Scratch, TileError, TileSpec, decode};
use js_sys::Uint8Array;
use serde::Serialize;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

/// Memory for one tile, used again for the next.
#[derive(Default)]
struct Tile {
    input: Vec<u8>,
    output: Vec<u8>,
    scratch: Scratch,
}

thread_local! {
    static TILE: RefCell<Tile> = RefCell::default();
}

#[derive(Serialize)]
struct TileFailure {
    code: &'static str,
    what: String,
}

fn failure(code: &'static str, what: impl Into<String>) -> String {
    to_json(&TileFailure { code, what: what.into() })
}

fn resize(buffer: &mut Vec<u8>, length: usize) -> Result<(), String> {
    buffer.truncate(length);
    let more = length.saturating_sub(buffer.len());
    buffer.try_reserve_exact(more).map_err(|_| failure("tile-size", format!("there is no memory for {length} bytes")))?;
    buffer.resize(length, 0);
    Ok(())
}

/// Decodes the bytes of a tile into `target`, which has as many bytes as the samples, and keeps nothing of either. `spec` holds the
/// members of a tile's spec as numbers. Throws the JSON of a code and what is wrong; after `tile-broken`, `target` holds what was
/// decoded before the damage, and zeros.
#[wasm_bindgen(js_name = decodeInto)]
pub fn decode_into(bytes: &Uint8Array, spec: &[u32], jpeg_tables: &[u8], target: &Uint8Array) -> Result<(), String> {
    let spec = &TileSpec::from_numbers(spec).ok_or_else(|| failure("usage", "the spec of the tile makes no sense"))?;
    TILE.with_borrow_mut(|Tile { input, output, scratch }| {
        let length = spec.output_len().unwrap_or(0);
        let room = usize::try_from(target.length()).unwrap_or(usize::MAX);
        if spec.output_len().is_some() && room != length {
            return Err(failure("usage", format!("the target has {room} bytes, and the samples have {length}")));
        }
        resize(input, usize::try_from(bytes.length()).unwrap_or(usize::MAX))?;
        bytes.copy_to(input);
        resize(output, length)?;
        let tables = (!jpeg_tables.is_empty()).then_some(jpeg_tables);
        let result = decode(spec, tables, input, output, scratch);
        if matches!(result, Ok(()) | Err(TileError::Broken(_) | TileError::Damaged(_))) {
            target.copy_from(output);
        }
        result.map_err(|error| {
            let code = match error {
                TileError::Unsupported(_) => "unsupported",
                TileError::Broken(_) | TileError::Damaged(_) => "tile-broken",
                TileError::Size(_) => "tile-size",
            };
            failure(code, error.to_string())
        })
    })
}
