use super::*;
use crate::check::zarr::spatial::place_of;
use crate::zarr::spatialdata::{ElementKind, NoWay, SpatialElement};
#[cfg(test)]
use crate::check::testing::spatialdata as sd;

pub(super) const RULE: ZarrRule = Rule {
    id: "spatialdata/coordinate-system",
    title: "{path} has no transformation to the coordinate system \"{system}\"",
    why: "Vitessce shows an element in the coordinate system that its view config names (`global` if it names none), and looks for transformations from the axes of the element to that system. Elements without them are not shown. The store has: {systems}.",
    fix: Fix {
        text: "Name a coordinate system that the element has, with `coordinateSystem` in the options of its file, or give it one: `set_transformation(sdata[\"{name}\"], Identity(), \"global\")`, then `sdata.write_transformations(\"{name}\")`.",
        command: "",
    },
    affects: &[affects(Vitessce, Fails)],
    evidence: &["@vitessce/spatial-utils 4.0.8 coordinateTransformationsToMatrixForSpatialData"],
    run: |facts, found| {
        for element in facts.all_elements() {
            let Err(reason) = facts.way_of(element) else { continue };
            let raster = matches!(element.kind, ElementKind::Image | ElementKind::Labels);
            if raster && element.image.is_none() {
                continue;
            }
            let systems: Vec<&str> = facts.spatialdata.iter().flat_map(|data| data.coordinate_systems()).collect();
            let known = if systems.is_empty() { "none".to_owned() } else { systems.join(", ") };
            let system = facts.system_of(element);
            let finding = Finding::new(place_of(element, "coordinateTransformations"))
                .with("path", element.path.clone())
                .with("name", element.name.clone())
                .with("system", system)
                .with("systems", known);
            found.push(finding.saying(said(element, system, reason)));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || sd::raster(&sd::identity("cyx", "aligned")),
        near_miss: || sd::raster(&sd::identity("cyx", "global")),
    },
};

/// What Vitessce says.
fn said(element: &SpatialElement, system: &str, reason: NoWay) -> String {
    match (element.kind, element.transformations.is_some(), reason) {
        (ElementKind::Points, false, _) => {
            "The coordinate transformations metadata must be defined for point elements.".to_owned()
        }
        (ElementKind::Image | ElementKind::Labels, false, _) => "Cannot read properties of undefined (reading 'map')".to_owned(),
        (_, _, NoWay::NoPath) => format!("No path found from \"{}\" to \"{system}\".", element.intrinsic()),
        _ => format!("No coordinate transformation found with output.name \"{system}\"."),
    }
}
