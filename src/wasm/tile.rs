//! The boundary to JavaScript: decoding of tiles.

use super::to_json;
use crate::codec::{Scratch, TileError, TileSpec, decode};
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

/// Room for the compressed bytes of a tile; JavaScript writes them there.
#[wasm_bindgen(js_name = tileInput)]
pub fn tile_input(length: usize) -> Result<*mut u8, String> {
    TILE.with_borrow_mut(|Tile { input, .. }| {
        resize(input, length)?;
        Ok(input.as_mut_ptr())
    })
}

fn resize(buffer: &mut Vec<u8>, length: usize) -> Result<(), String> {
    buffer.truncate(length);
    let more = length.saturating_sub(buffer.len());
    buffer.try_reserve_exact(more).map_err(|_| failure("tile-size", format!("there is no memory for {length} bytes")))?;
    buffer.resize(length, 0);
    Ok(())
}

/// Decodes the bytes that were put into the room for them. `spec` holds the members of a tile's spec as numbers.
/// Throws the JSON of a code and what is wrong; after `tile-broken` the output holds what was decoded before the damage.
#[wasm_bindgen(js_name = tileDecode)]
pub fn tile_decode(spec: &[u32], jpeg_tables: &[u8]) -> Result<(), String> {
    let spec = &TileSpec::from_numbers(spec).ok_or_else(|| failure("usage", "the spec of the tile makes no sense"))?;
    TILE.with_borrow_mut(|Tile { input, output, scratch }| {
        let length = spec.output_len().unwrap_or(0);
        resize(output, length)?;
        let tables = (!jpeg_tables.is_empty()).then_some(jpeg_tables);
        decode(spec, tables, input, output, scratch).map_err(|error| {
            let code = match error {
                TileError::Unsupported(_) => "unsupported",
                TileError::Broken(_) | TileError::Damaged(_) => "tile-broken",
                TileError::Size(_) => "tile-size",
            };
            failure(code, error.to_string())
        })
    })
}

/// Where the samples of the tile that was decoded are.
#[wasm_bindgen(js_name = tileOutput)]
pub fn tile_output() -> *const u8 {
    TILE.with_borrow(|tile| tile.output.as_ptr())
}

/// The memory that `tileInput` and `tileOutput` point into.
#[wasm_bindgen(js_name = tileMemory, unchecked_return_type = "WebAssembly.Memory")]
pub fn tile_memory() -> JsValue {
    wasm_bindgen::memory()
}
