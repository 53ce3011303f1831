//! The architecture note of `src/lib.rs`, enforced.

#[path = "support/sources.rs"]
mod sources;

use sources::rust_files;
use std::fs;
use std::path::Path;

/// Each layer with those it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    ("bytes", &[]),
    ("error", &[]),
    ("need", &["bytes"]),
    ("sort", &[]),
    ("codec", &["bytes", "error"]),
    ("tiff", &["bytes", "error", "need"]),
    ("session", &["bytes", "codec", "error", "image", "need", "ome", "tiff"]),
    ("inspect", &["bytes", "check", "codec", "error", "image", "need", "ome", "session", "sort", "tiff", "viewer", "zarr"]),
    ("ome", &["error"]),
    ("check", &["bytes", "codec", "error", "ome", "sort", "tiff", "viewer", "zarr"]),
    ("viewer", &["bytes", "codec", "error", "ome", "sort", "tiff", "zarr"]),
    ("image", &["bytes", "error", "tiff", "codec"]),
    ("wasm", &["bytes", "check", "codec", "error", "image", "need", "ome", "tiff", "session", "viewer", "zarr"]),
    ("zarr", &["bytes", "codec", "error", "need", "sort"]),
    ("lib", &[]),
];

/// The layer that a file of `src` is of: that of its folder, but for two folders that hold more than one.
fn layer_of(relative: &Path) -> &str {
    let mut parts = relative.iter().map(|part| part.to_str().unwrap().trim_end_matches(".rs"));
    match (parts.next().unwrap(), parts.next()) {
        ("base", Some(layer)) => layer,
        ("check", Some("inspect")) => "inspect",
        (layer, _) => layer,
    }
}

#[test]
fn layers_use_only_those_below_them() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in rust_files(&src)
        .into_iter()
        .filter(|path| !path.components().any(|part| part.as_os_str().to_string_lossy().starts_with("testing")))
    {
        let layer = layer_of(path.strip_prefix(&src).unwrap());
        let (_, allowed) = MAY_USE.iter().find(|(name, _)| *name == layer).unwrap_or_else(|| panic!("{layer} is in no layer"));
        for line in fs::read_to_string(&path).unwrap().lines().filter(|line| !line.trim_start().starts_with("//")) {
            for used in line.split("crate::").skip(1) {
                let name: String = used.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                assert!(name == layer || allowed.contains(&name.as_str()), "{}: {layer} must not use {name}", path.display());
            }
        }
    }
}

#[test]
fn only_the_boundary_knows_javascript_and_only_it_converts_numbers_freely() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for path in rust_files(&src).into_iter().filter(|path| !path.starts_with(src.join("wasm"))) {
        let text = fs::read_to_string(&path).unwrap();
        assert!(!text.contains("wasm_bindgen"), "{}", path.display());
    }
}
