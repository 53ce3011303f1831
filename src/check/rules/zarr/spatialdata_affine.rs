use super::*;
use crate::check::zarr::meant::Plane;
use crate::check::zarr::spatial::place_of;
#[cfg(test)]
use {crate::check::testing::spatialdata as sd, serde_json::json};

pub(super) const RULE: ZarrRule = Rule {
    id: "spatialdata/affine",
    title: "{path} is shown at another place or size than its affine transformation says",
    why: "Vitessce assigns the rows of an affine matrix to x and y in the order of the axes, which for images is y, x: scales and offsets of x and y are exchanged. Intended is {meant}, drawn is {drawn}.",
    fix: Fix {
        text: "Write a scale and a translation instead, which are read correctly: `set_transformation(sdata[\"{name}\"], Sequence([Scale([sy, sx], axes=(\"y\", \"x\")), Translation([ty, tx], axes=(\"y\", \"x\"))]), \"{system}\")`; to rotate or shear, transform the pixels themselves: `spatialdata.transform(sdata[\"{name}\"], to_coordinate_system=\"{system}\")`.",
        command: "",
    },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/spatial-utils 4.0.8 coordinateTransformationsToMatrix"],
    run: |facts, found| {
        for element in facts.all_elements() {
            let Some(meant) = facts.way_of(element).ok().and_then(|way| Plane::meant(element, &way)) else { continue };
            let Some(drawn) = facts.matrix_of(element).map(|matrix| Plane::drawn(&matrix)) else { continue };
            if !meant.is_like(&drawn) {
                let finding = Finding::new(place_of(element, "coordinateTransformations")).with("path", element.path.clone());
                let finding = finding.with("name", element.name.clone()).with("system", facts.system_of(element));
                found.push(finding.with("meant", meant.words()).with("drawn", drawn.words()));
            }
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || sd::raster(&affine(json!([[1, 0, 0, 0], [0, 3, 0, 0], [0, 0, 2, 0]]))),
        near_miss: || sd::raster(&affine(json!([[1, 0, 0, 0], [0, 2, 0, 5], [0, 0, 2, 5]]))),
    },
};

#[cfg(test)]
fn affine(rows: serde_json::Value) -> serde_json::Value {
    let mut transformation = sd::identity("cyx", "global");
    transformation["type"] = json!("affine");
    transformation["affine"] = rows;
    transformation
}
