use super::*;
use crate::check::zarr::spatial::place_at;
use crate::viewer::vitessce::types;
use crate::zarr::spatialdata::geo;
#[cfg(test)]
use crate::check::testing::spatialdata as sd;

/// The number of a MultiPolygon in well-known binary.
const MULTIPOLYGON: u32 = 6;

pub(super) const RULE: ZarrRule = Rule {
    id: "shapes/multipolygons",
    title: "Some shapes of {path} consist of several polygons",
    why: "Vitessce takes the first ring of a polygon as the outline of a cell. In a MultiPolygon the first item is a polygon whose corners are not numbers: the cell is not shown.",
    fix: Fix {
        text: "Give each polygon a row of its own, or keep the largest: `gdf = gdf.explode()`, or `gdf.geometry = gdf.geometry.map(lambda g: max(g.geoms, key=lambda p: p.area) if g.geom_type == \"MultiPolygon\" else g)`.",
        command: "",
    },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 SpatialDataShapesSource: _decodeWkbColumnNested"],
    run: |facts, found| {
        for (element, footer) in facts.shapes().filter(|(element, _)| !element.has_circles()) {
            let stated = geo(footer, "geometry").unwrap_or_default();
            let stated = stated.types.iter().any(|kind| kind.starts_with("MultiPolygon"));
            let seen = footer.column("geometry").is_some_and(|column| types(footer, column).any(|kind| kind % 1000 == MULTIPOLYGON));
            let file = element.files.as_deref().and_then(|files| files.first());
            if let Some(file) = file.filter(|_| stated || seen) {
                found.push(Finding::new(place_at(&file.key)).with("path", element.path.clone()));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || sd::shapes(|_| (), &sd::polygons(&["Polygon", "MultiPolygon"])),
        near_miss: || sd::shapes(|_| (), &sd::polygons(&["Polygon"])),
    },
};
