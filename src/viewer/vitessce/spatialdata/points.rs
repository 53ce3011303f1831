//! Points (`SpatialDataPointsSource`, `SpatialDataObsPointsLoader`): all at once, or by tiles.

use super::parquet::{Part, index_column};
use super::tile;
use crate::viewer::js::text_of;
use crate::viewer::outcome::{Failure, Tried};
use crate::viewer::vitessce::matrix::spatial_matrix;
use crate::viewer::zarrita::Visit;
use crate::viewer::zarrita::{Attrs, Kind};
use crate::zarr::json::Cursor;
use crate::zarr::parquet::ParquetFile;
use crate::zarr::path::join;
use crate::zarr::spatialdata::Parquet;

/// Row groups of so many rows make tiles pointless, it is held.
const LARGE_GROUP: u64 = 100_000;
/// So many points are not loaded at once.
const MOST_POINTS: u64 = 5_000_000;

/// Points that are loaded by tiles.
#[derive(Clone, Debug)]
pub(super) struct Tiled {
    parts: Vec<Part>,
    features: String,
}

/// Loads an element: what tiles need to know, where points come by tiles; else all points.
pub(super) fn points(visit: &mut Visit<'_, '_>, path: &str, system: &str) -> Tried<Option<Tiled>> {
    let node = visit.open(path, Kind::Any)?;
    let attrs = node.attrs();
    model_matrix(attrs, system)?;
    let stated = attrs.get("spatialdata_attrs").ok_or_else(|| {
        let said = "Cannot destructure property 'feature_key' of 'spatialDataAttrs' as it is undefined.";
        Failure::new("TypeError", said).at(path)
    })?;
    let known = version(attrs, &stated).map_err(|failure| failure.at(path))?;
    let feature = text_of(stated.get("feature_key"));
    let key = join(path, "points.parquet");
    let parts = visit.parts(&key)?;
    let features = format!("{feature}_codes");
    if supports_tiles(&key, &parts, &features)? && known {
        return Ok(Some(Tiled { parts, features }));
    }
    if !known {
        let said = "Only points format version 0.1 is supported.";
        return Err(Failure::new("UnknownSpatialDataFormatError", said).at(path).into());
    }
    all_points(visit, &key, attrs, &feature)?;
    Ok(None)
}

/// Whether points come by tiles.
pub fn comes_by_tiles(files: &Parquet, feature: Option<&str>) -> bool {
    let part = |file: &ParquetFile| Some(Part { key: file.key.clone(), footer: file.footer.clone().ok()? });
    let parts: Vec<Part> = files.parts.iter().map_while(part).collect();
    supports_tiles("", &parts, &format!("{}_codes", feature.unwrap_or("undefined"))) == Ok(true)
}

/// One tile.
pub(super) fn rectangle(visit: &mut Visit<'_, '_>, path: &str, tiled: &Tiled) -> Tried<()> {
    visit.open(path, Kind::Any)?;
    let key = join(path, "points.parquet");
    visit.parts(&key)?;
    let points = tile::Points::new(&key, &tiled.parts, "morton_code_2d");
    let groups = points.covered(visit)?;
    points.load(visit, &groups, &["x", "y", &tiled.features])
}

/// `loadModelMatrix`
fn model_matrix(attrs: &Attrs, system: &str) -> Tried<()> {
    let fails = |said: &str| Failure::new("Error", said);
    let named = |wanted: &[&str]| {
        let axes = attrs.get("axes");
        let names = axes.as_ref().and_then(|axes| axes.value().as_array());
        names.is_some_and(|names| {
            names.len() == wanted.len() && names.iter().zip(wanted).all(|(name, wanted)| name.as_str() == Some(wanted))
        })
    };
    if !named(&["x", "y"]) && !named(&["x", "y", "z"]) {
        return Err(fails("The axes must be [\"x\", \"y\"] for 2D or [\"x\", \"y\", \"z\"] for 3D.").into());
    }
    let at = attrs.cursor().filter(|at| at.get("coordinateTransformations").is_some_and(|list| !list.value().is_null()));
    let at = at.ok_or_else(|| fails("The coordinate transformations metadata must be defined for point elements."))?;
    spatial_matrix(&at, system).map(drop)
}

/// `getPointsFormatVersion`, and whether the version is one that points can be loaded of.
fn version(attrs: &Attrs, stated: &Cursor<'_>) -> Result<bool, Failure> {
    let version = text_of(stated.get("version"));
    let known = matches!(version.as_str(), "0.1" | "0.2");
    if !known && attrs.text("encoding-type") == Some("ngff:points") {
        return Err(Failure::new("Error", format!("Unexpected version for points spatialdata_attrs: {version}")));
    }
    Ok(known)
}

/// `_supportsTiledPoints`
fn supports_tiles(key: &str, parts: &[Part], features: &str) -> Result<bool, Failure> {
    let rows = parts.iter().fold(0u64, |sum, part| sum.saturating_add(part.footer.rows));
    let largest = parts.iter().filter_map(|part| part.footer.groups.first()).map(|group| group.rows).max().unwrap_or(0);
    let fails = |why: String| {
        let said = format!(
            "The Parquet table at {key} has {rows} total rows, which necessitates tiled loading, but it was not possible because {why} See the Vitessce documentation at Data Troubleshooting -> Points for more details."
        );
        Err(Failure::new("Error", said).at(key))
    };
    if largest >= LARGE_GROUP {
        if rows > MOST_POINTS {
            return fails(format!("the row group size is too large ({largest})."));
        }
        return Ok(false);
    }
    let Some(first) = parts.first() else { return Ok(false) };
    let required = ["x", "y", features, "morton_code_2d"];
    let has = required.iter().all(|name| first.footer.column(name).is_some());
    if !has && rows > MOST_POINTS {
        let found: Vec<&str> = first.footer.columns.iter().map(|column| column.name.as_str()).collect();
        let (required, found) = (required.join(", "), found.join(", "));
        return fails(format!("the required columns are missing. Required columns: {required}. Found columns: {found}."));
    }
    Ok(has)
}

/// The index, the places and the features are loaded at once: all of them read the whole first part, which is asked for once.
fn all_points(visit: &mut Visit<'_, '_>, key: &str, attrs: &Attrs, feature: &str) -> Tried<()> {
    let footer = visit.table(key)?;
    index_column(&footer).map_err(|failure| failure.at(key))?;
    let axes = attrs.get("axes");
    let axes = axes.iter().flat_map(Cursor::items).filter_map(|axis| axis.value().as_str().map(str::to_owned));
    for name in axes.chain([feature.to_owned()]) {
        if footer.column(&name).is_none() {
            return Err(Failure::new("Error", format!("Column \"{name}\" not found in the arrow table.")).at(key).into());
        }
    }
    Ok(())
}
