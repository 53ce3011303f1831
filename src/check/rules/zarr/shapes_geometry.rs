use super::*;
use crate::check::zarr::spatial::place_at;
use crate::viewer::vitessce::{Shown, geometry};
#[cfg(test)]
use crate::check::testing::spatialdata as sd;

pub(super) const RULE: ZarrRule = Rule {
    id: "shapes/geometry",
    title: "The geometries of {path} are stored in a form that Vitessce does not read",
    why: "Vitessce reads geometries as well-known binary (WKB) in a column `geometry` of type binary: neither text, nor native GeoArrow encoding, nor large_binary.",
    fix: Fix {
        text: "Write the shapes again with spatialdata, whose default encoding is WKB: `spatialdata.settings.shapes_geometry_encoding = \"WKB\"`, or with `gdf.to_parquet(path, geometry_encoding=\"WKB\")`.",
        command: "",
    },
    affects: &[affects(Vitessce, Fails)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 SpatialDataShapesSource: _getGeometryColumn, _isWkbColumn", "OpenLayers ol/format/WKB"],
    run: |facts, found| {
        for (element, footer) in facts.shapes() {
            let shown = if element.has_circles() { Shown::Circles } else { Shown::Polygons };
            let file = element.files.as_deref().and_then(|files| files.first());
            if let (Err(failure), Some(file)) = (geometry(footer, shown), file) {
                let finding = Finding::new(place_at(&file.key)).with("path", element.path.clone());
                found.push(finding.saying(failure.message));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let made = crate::zarr::parquet::testing::Made::groups(&[2]).bytes("geometry", b"POLYGON ((0 0, 1 0, 1 1, 0 0))");
            sd::shapes(|_| (), &made)
        },
        near_miss: || sd::shapes(|_| (), &sd::polygons(&["Polygon"])),
    },
};
