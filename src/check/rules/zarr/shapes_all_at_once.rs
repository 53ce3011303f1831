use super::*;
use crate::check::zarr::spatial::place_at;
#[cfg(test)]
use crate::check::testing::spatialdata as sd;

pub(super) const RULE: ZarrRule = Rule {
    id: "shapes/all-at-once",
    title: "All {rows} shapes of {path} are loaded at once: {bytes} bytes",
    why: "Vitessce reads the whole Parquet file of shapes before it shows any of them.",
    fix: Fix {
        text: "Show cells as labels instead, which are loaded by tiles (`rasterize` of spatialdata), or simplify the outlines: `gdf.geometry.simplify(0.5)`.",
        command: "",
    },
    affects: &[affects(Vitessce, Effect::Slow)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 SpatialDataShapesSource: loadPolygonShapes, loadCircleShapes"],
    run: |facts, found| {
        for (element, footer) in facts.shapes() {
            let name = if element.has_circles() { "circles" } else { "polygons" };
            let Some(file) = element.files.as_deref().and_then(|files| files.first()) else { continue };
            for (viewer, step) in facts.vitessce_steps(&element.path, name) {
                let Some(slow) = step.slowness() else { continue };
                let finding = Finding::new(place_at(&file.key)).with("path", element.path.clone());
                found.push(finding.with("rows", footer.rows).with("bytes", file.size).told(viewer, Slow, slow));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let mut made = sd::polygons(&["Polygon"]);
            made.chunk_size = 5 << 20;
            sd::shapes(|_| (), &made)
        },
        near_miss: || sd::shapes(|_| (), &sd::polygons(&["Polygon"])),
    },
};
