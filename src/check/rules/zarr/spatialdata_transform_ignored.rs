use super::*;
use crate::check::zarr::meant::ignored;
use crate::check::zarr::spatial::place_of;
#[cfg(test)]
use {crate::check::testing::spatialdata as sd, serde_json::json};

pub(super) const RULE: ZarrRule = Rule {
    id: "spatialdata/transform-ignored",
    title: "The transformation of {path} has the type {kind}, which Vitessce ignores",
    why: "Vitessce supports the types identity, scale, translation, affine and sequence. It ignores others, with a message in the browser's console only, and shows the element at another place or size.",
    fix: Fix {
        text: "Write a scale, a translation or a sequence of both instead, or transform the data themselves: `spatialdata.transform(sdata[\"{name}\"], to_coordinate_system=\"{system}\")`.",
        command: "",
    },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/spatial-utils 4.0.8 normalizeCoordinateTransformations"],
    run: |facts, found| {
        for element in facts.all_elements() {
            let way = facts.way_of(element).unwrap_or_default();
            if let Some(kind) = way.iter().find_map(|transformation| ignored(transformation)) {
                let finding = Finding::new(place_of(element, "coordinateTransformations")).with("path", element.path.clone());
                let finding = finding.with("name", element.name.clone()).with("system", facts.system_of(element));
                found.push(finding.with("kind", kind));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || {
            let mut transformation = sd::identity("cyx", "global");
            transformation["type"] = json!("mapAxis");
            transformation["mapAxis"] = json!({"c": "c", "x": "y", "y": "x"});
            sd::raster(&transformation)
        },
        near_miss: || sd::raster(&sd::identity("cyx", "global")),
    },
};
