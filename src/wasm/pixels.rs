//! The boundary to JavaScript: pixels. One IFD's storage as JSON, and the decoding of tiles.

use super::{to_json, with_pixels};
use crate::bytes::Endian;
use crate::codec::{Scratch, TileError, TileSpec, decode};
use crate::image::Image;
use crate::ome::{OmeImage, PlanePlace, parse, plane_map};
use crate::session::PixelsSession;
use crate::tiff::{Defect, Ifd};
use serde::Serialize;
use std::cell::RefCell;
use wasm_bindgen::prelude::*;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct StorageJson<'a> {
    ifd: &'a Ifd,
    sub_ifds: &'a [u64],
    big_endian: bool,
    grid: GridJson,
    defects: &'a [Defect],
    description: &'a str,
    ome: Option<OmeJson>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum GridJson {
    Grid(Box<Image>),
    Not { code: &'static str, what: String },
}

#[derive(Serialize)]
struct OmeJson {
    images: Vec<OmeImageJson>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct OmeImageJson {
    #[serde(flatten)]
    image: OmeImage,
    planes_c: u64,
    /// IFD of each plane, -1 in another file, -2 nowhere.
    planes: Option<Vec<i64>>,
}

/// The IFD that was read, as JSON; `null` where there is none.
#[wasm_bindgen]
pub fn storage() -> String {
    with_pixels(|session| to_json(&storage_json(session))).unwrap_or_else(|| "null".to_owned())
}

fn storage_json(session: &PixelsSession) -> Option<StorageJson<'_>> {
    let (header, storage) = (session.header()?, session.storage()?);
    let grid = match Image::new(header, storage) {
        Ok(image) => GridJson::Grid(Box::new(image)),
        Err(error) => GridJson::Not { code: error.code, what: error.what },
    };
    let description = session.description().unwrap_or_default();
    let ome = description.contains("OME").then(|| parse(description).ok()).flatten();
    let images = ome.map(|ome| ome.images.into_iter().map(image_json).collect());
    Some(StorageJson {
        ifd: &storage.ifd,
        sub_ifds: &storage.ifd.sub_ifds,
        big_endian: header.endian == Endian::Big,
        grid,
        defects: session.defects(),
        description,
        ome: images.map(|images| OmeJson { images }),
    })
}

fn image_json(image: OmeImage) -> OmeImageJson {
    // Without the file's own name, planes of named files are taken to be here if all name the same file.
    let one_file = image.tiff_data.windows(2).all(|pair| matches!(pair, [a, b] if a.file_name == b.file_name));
    let map = plane_map(&image, |block| one_file || block.file_name.is_none());
    let number = |place: PlanePlace| match place {
        PlanePlace::Ifd(ifd) => i64::try_from(ifd).unwrap_or(-2),
        PlanePlace::Elsewhere => -1,
        PlanePlace::Nowhere => -2,
    };
    let planes = map.map(|map| map.into_iter().map(number).collect());
    OmeImageJson { planes_c: image.planes_c(), planes, image }
}

/// JPEGTables of the IFD that was read; empty where there are none.
#[wasm_bindgen(js_name = jpegTables)]
pub fn jpeg_tables() -> Vec<u8> {
    with_pixels(|session| session.storage().and_then(|storage| storage.jpeg_tables.clone())).flatten().unwrap_or_default()
}

/// Memory for one tile, used again for the next.
#[derive(Default)]
struct Tile {
    input: Vec<u8>,
    output: Vec<u8>,
    scratch: Scratch,
    /// The last spec and its text: tiles of one level share it.
    spec: Option<(String, TileSpec)>,
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

/// Decodes the bytes that were put into the room for them. `spec` is the JSON of a tile's spec.
/// Throws the JSON of a code and what is wrong; after `tile-broken` the output holds what was decoded before the damage.
#[wasm_bindgen(js_name = tileDecode)]
pub fn tile_decode(spec: &str, jpeg_tables: &[u8]) -> Result<(), String> {
    TILE.with_borrow_mut(|tile| {
        if tile.spec.as_ref().is_none_or(|(text, _)| text != spec) {
            let parsed =
                serde_json::from_str(spec).map_err(|error| failure("usage", format!("the spec of the tile: {error}")))?;
            tile.spec = Some((spec.to_owned(), parsed));
        }
        let Tile { input, output, scratch, spec: Some((_, spec)) } = tile else { return Ok(()) };
        let length = spec.output_len().unwrap_or(0);
        resize(output, length)?;
        let tables = (!jpeg_tables.is_empty()).then_some(jpeg_tables);
        decode(spec, tables, input, output, scratch).map_err(|error| {
            let code = match error {
                TileError::Unsupported(_) => "unsupported",
                TileError::Broken(_) => "tile-broken",
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
#[wasm_bindgen(js_name = tileMemory)]
pub fn tile_memory() -> JsValue {
    wasm_bindgen::memory()
}
