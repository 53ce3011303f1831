//! Circles and polygons (`SpatialDataShapesSource`, `SpatialDataObsSpotsLoader`, `SpatialDataObsSegmentationsLoader`).

use super::parquet::index_column;
use crate::viewer::js::text_of;
use crate::viewer::outcome::{Failure, Stop, Tried, all};
use crate::viewer::vitessce::matrix::{Matrix, spatial_matrix};
use crate::viewer::zarrita::Visit;
use crate::viewer::zarrita::{Attrs, Kind};
use crate::viewer::zarrita::{Part, ReadOut, ZarritaArray};
use crate::zarr::parquet::{Column, Footer};
use crate::zarr::path::join;
use crate::zarr::spatialdata::wkb_type;

/// What is shown of shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Points with radii.
    Circles,
    /// Outlines.
    Polygons,
}

/// Loads all of an element.
pub(super) fn shapes(visit: &mut Visit<'_, '_>, path: &str, system: &str, shown: Shown, out: &mut ReadOut) -> Tried<()> {
    let node = visit.open(path, Kind::Any)?;
    let attrs = node.attrs();
    model_matrix(attrs, system)?;
    let version = version(attrs)?;
    if version == "0.1" {
        return visit.at_once(|visit| old_circles(visit, path, out));
    }
    // The index, the places and the radii are loaded at once: all of them read the whole file, which is asked for once.
    let key = join(path, "shapes.parquet");
    let footer = visit.table(&key)?;
    index_column(&footer).map_err(|failure| failure.at(&key))?;
    geometry(&footer, shown).map_err(|failure| failure.at(&key))?;
    if shown == Shown::Circles && footer.column("radius").is_none() {
        return Err(Failure::new("TypeError", "Cannot read properties of undefined (reading 'length')").at(&key).into());
    }
    Ok(())
}

/// `loadModelMatrix`: elements before 0.1 have no transformations.
fn model_matrix(attrs: &Attrs, system: &str) -> Tried<Matrix> {
    let at = attrs.cursor().ok_or_else(|| Failure::new("TypeError", "Cannot read properties of undefined (reading 'map')"))?;
    match at.get("coordinateTransformations").filter(|list| !list.value().is_null()) {
        Some(_) => spatial_matrix(&at, system),
        None if system == "global" => Ok(Matrix::IDENTITY),
        None => Err(Failure::new("Error", format!("No coordinate transformation found with output.name \"{system}\".")).into()),
    }
}

/// `getShapesFormatVersion`
fn version(attrs: &Attrs) -> Result<String, Failure> {
    let stated = attrs.get("spatialdata_attrs");
    let stated = stated.ok_or_else(|| Failure::new("TypeError", "Cannot read properties of undefined (reading 'version')"))?;
    let version = text_of(stated.get("version"));
    let encoding = text_of(attrs.get("encoding-type"));
    let points = stated.get("geos").is_some_and(|geos| {
        geos.get("name").is_some_and(|name| name.value().as_str() == Some("POINT"))
            && geos.get("type").is_some_and(|kind| kind.value().as_f64() == Some(0.0))
    });
    let known = matches!(version.as_str(), "0.2" | "0.3") || (version == "0.1" && points);
    if encoding == "ngff:shapes" && known {
        return Ok(version);
    }
    let said = format!("Unexpected encoding type or version for shapes spatialdata_attrs: {encoding} {version}");
    Err(Failure::new("Error", said))
}

/// Circles of 0.1: index, places and radii are arrays.
fn old_circles(visit: &mut Visit<'_, '_>, path: &str, out: &mut ReadOut) -> Tried<()> {
    let everything = |array: &ZarritaArray| array.shape.iter().map(|_| Part::All).collect::<Vec<_>>();
    let index = part(visit, &join(path, "Index"), everything);
    let places = part(visit, &join(path, "coords"), |array| {
        let wide = array.chunks.as_ref().and_then(|chunks| chunks.get(1)).is_none_or(|width| *width > 1);
        // Of chunks one column wide, the two columns are read one after the other: the same chunks.
        let columns = if wide { 2 } else { array.shape.get(1).copied().unwrap_or(2).min(2) };
        vec![Part::All, Part::Slice(0, columns)]
    });
    let radii = part(visit, &join(path, "radius"), everything);
    for read in all([index, places, radii])? {
        out.chunks = out.chunks.saturating_add(read.chunks);
        out.missing = out.missing.saturating_add(read.missing);
        out.first_missing = out.first_missing.take().or(read.first_missing);
    }
    Ok(())
}

fn part(visit: &mut Visit<'_, '_>, path: &str, selection: impl FnOnce(&ZarritaArray) -> Vec<Part>) -> Tried<ReadOut> {
    let opened = visit.open(path, Kind::Any)?;
    let Some(array) = opened.array() else {
        let said = format!("Expected a zarr array at {path}, but found a group.");
        return Err(Stop::Failed(Failure::new("Error", said).at(path)));
    };
    visit.get(array, &selection(array))
}

/// The column of geometries, and the first of them.
pub fn geometry(footer: &Footer, shown: Shown) -> Result<(), Failure> {
    let fails = |said: String| Err(Failure::new("Error", said));
    let Some(column) = footer.column("geometry") else {
        return fails("Column geometry not found in parquet table".to_owned());
    };
    let kind = column.arrow_type();
    if kind != "Binary" {
        return fails(format!("Expected geometry column to have Binary type but got {kind}"));
    }
    let extension = column.arrow.as_ref().and_then(|field| field.extension.as_deref());
    if extension.is_some_and(|name| name != "geoarrow.wkb") {
        let what = if shown == Shown::Circles { "circles" } else { "polygons" };
        return fails(format!("Unexpected encoding type for {what}, currently only WKB is supported"));
    }
    // OpenLayers reads a type as thousands for the axes and the rest for the shape; it knows shapes 1 to 7, 15, 16 and 17.
    let unknown = |kind: u32| !matches!(kind, 1..=7 | 15..=17);
    let kinds = types(footer, column).map(|kind| (kind & 0x0fff_ffff).checked_rem(1000).unwrap_or(0));
    match kinds.into_iter().find(|kind| unknown(*kind)) {
        Some(kind) => fails(format!("Unsupported WKB geometry type {kind} is found")),
        None => Ok(()),
    }
}

/// Types of geometries, as far as statistics show some.
pub fn types<'a>(footer: &'a Footer, column: &Column) -> impl Iterator<Item = u32> + use<'a> {
    footer.chunks(column).flat_map(|chunk| [&chunk.min, &chunk.max]).flatten().filter_map(|bytes| wkb_type(bytes))
}
