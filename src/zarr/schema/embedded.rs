//! The official schemas of OME-NGFF, as they are in `src/zarr/schemas`.

use crate::zarr::json::Document;
use std::sync::LazyLock;

/// A schema that is read when it is first used.
pub(super) struct Embedded {
    pub(super) version: &'static str,
    pub(super) name: &'static str,
    document: LazyLock<Document>,
}

impl Embedded {
    pub(super) fn document(&self) -> &Document {
        &self.document
    }
}

/// The schema of a version.
pub(super) fn find(version: &str, name: &str) -> Option<&'static Embedded> {
    SCHEMAS.iter().find(|schema| schema.version == version && schema.name == name)
}

macro_rules! embed {
    ($($version:literal: $($name:literal)+;)+) => {
        [$($(Embedded {
            version: $version,
            name: $name,
            document: LazyLock::new(|| {
                let text = include_str!(concat!("../schemas/", $version, "/", $name, ".schema"));
                Document::read(concat!($version, "/", $name), text.as_bytes())
            }),
        },)+)+]
    };
}

/// All of them.
pub(super) static SCHEMAS: [Embedded; 52] = embed! {
    "0.1": "image" "plate" "strict_image" "well";
    "0.2": "image" "plate" "well";
    "0.3": "image" "plate" "strict_image" "well";
    "0.4": "bf2raw" "image" "label" "ome" "plate" "strict_image" "strict_label" "strict_plate" "strict_well" "well";
    "0.5": "_version" "bf2raw" "image" "label" "ome" "ome_zarr" "plate" "strict_image" "strict_label" "strict_plate" "strict_well" "well";
    "0.6": "_version" "axes" "bf2raw" "coordinate_systems" "coordinate_transformations" "image" "label" "ome" "ome_zarr" "plate" "scene" "strict_axes" "strict_coordinate_systems" "strict_image" "strict_label" "strict_ome_zarr" "strict_plate" "strict_well" "well";
};
