use super::*;
use crate::check::zarr::spatial::place_of;
use crate::zarr::spatialdata::ElementKind;
#[cfg(test)]
use {crate::check::testing::spatialdata as sd, serde_json::json};

pub(super) const RULE: ZarrRule = Rule {
    id: "points/axes",
    title: "The axes of {path} are {axes}",
    why: "SpatialData has the axes of points in the order x, y or x, y, z, and Vitessce accepts no other order.",
    fix: Fix {
        text: "Write the points again with `PointsModel.parse(df, coordinates={\"x\": \"x\", \"y\": \"y\"})`, or put the axes and the names of the coordinate systems in that order in the attributes.",
        command: "",
    },
    affects: &[says(Vitessce, Fails, "The axes must be [\"x\", \"y\"] for 2D or [\"x\", \"y\", \"z\"] for 3D.")],
    evidence: &["@vitessce/spatial-zarr 4.0.8 SpatialDataObsPointsLoader: loadModelMatrix", "SpatialData design document: Points"],
    run: |facts, found| {
        for element in facts.elements(ElementKind::Points) {
            let axes: Vec<&str> = element.axes.iter().map(String::as_str).collect();
            if !matches!(axes.as_slice(), ["x", "y"] | ["x", "y", "z"]) {
                let said = if axes.is_empty() { "not stated".to_owned() } else { axes.join(", ") };
                let finding = Finding::new(place_of(element, "axes")).with("path", element.path.clone());
                found.push(finding.with("axes", said));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || sd::points(|attributes| drop(attributes.insert("axes".to_owned(), json!(["y", "x"]))), &[sd::molecules(&[4])]),
        near_miss: || sd::points(|_| (), &[sd::molecules(&[4])]),
    },
};
