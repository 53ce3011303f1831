use super::*;
use crate::check::zarr::meant::Plane;
use crate::check::zarr::spatial::place_of;
use crate::zarr::spatialdata::ElementKind;
#[cfg(test)]
use {crate::check::testing::spatialdata as sd, serde_json::json};

pub(super) const RULE: ZarrRule = Rule {
    id: "shapes/stretched",
    title: "The circles of {path} are scaled by {width} in x and {height} in y, but are shown as circles",
    why: "Vitessce multiplies radii by the scale of x only, so that what should be ellipses are circles of the wrong size.",
    fix: Fix {
        text: "Turn the circles into polygons, which are scaled correctly: `spatialdata.to_polygons(sdata[\"{name}\"])`.",
        command: "",
    },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 SpatialDataObsSpotsLoader: loadRadius"],
    run: |facts, found| {
        for element in facts.elements(ElementKind::Shapes).filter(|element| element.has_circles()) {
            let Some([width, height]) = facts.matrix_of(element).map(|matrix| Plane::drawn(&matrix).sizes()) else { continue };
            if (width - height).abs() > 1e-9 * (width.abs() + height.abs()) {
                let finding = Finding::new(place_of(element, "coordinateTransformations")).with("path", element.path.clone());
                found.push(finding.with("name", element.name.clone()).with("width", width).with("height", height));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || sd::shapes(|attributes| scaled(attributes, [2.0, 3.0]), &sd::circles((5.0, 5.0))),
        near_miss: || sd::shapes(|attributes| scaled(attributes, [2.0, 2.0]), &sd::circles((5.0, 5.0))),
    },
};

#[cfg(test)]
fn scaled(attributes: &mut serde_json::Map<String, serde_json::Value>, by: [f64; 2]) {
    let mut transformation = sd::identity("xy", "global");
    transformation["type"] = json!("scale");
    transformation["scale"] = json!(by);
    attributes.insert("coordinateTransformations".to_owned(), json!([transformation]));
}
