//! The boundary to JavaScript: one IFD's storage as JSON.

use super::session::with_pixels;
use super::to_json;
use crate::bytes::Endian;
use crate::image::Image;
use crate::ome::{OmeImage, PlanePlace, parse, plane_map};
use crate::session::PixelsSession;
use crate::tiff::{Defect, Ifd};
use serde::Serialize;
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
    let ome = description.as_bytes().windows(3).any(|three| three == b"OME").then(|| parse(description).ok()).flatten();
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
