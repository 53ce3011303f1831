use super::*;
use crate::check::zarr::spatial::place_at;
#[cfg(test)]
use crate::check::testing::spatialdata as sd;

pub(super) const RULE: ZarrRule = Rule {
    id: "shapes/radii",
    title: "The circles of {path} have radii from {least} to {greatest} but are all shown with the same one",
    why: "Vitessce draws all circles of an element with the radius of the first.",
    fix: Fix {
        text: "Put circles of different sizes into separate elements, or turn them into polygons: `spatialdata.to_polygons(sdata[\"{name}\"])`.",
        command: "",
    },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 SpatialDataObsSpotsLoader: spatialSpotRadius"],
    run: |facts, found| {
        for element in facts.all_elements() {
            let Some((least, greatest)) = element.radii.filter(|(least, greatest)| least < greatest) else { continue };
            let file = element.files.as_deref().and_then(|files| files.first());
            let place = file.map_or_else(|| format!("{}/radius", element.path), |file| file.key.clone());
            let finding = Finding::new(place_at(&place)).with("path", element.path.clone()).with("name", element.name.clone());
            found.push(finding.with("least", least).with("greatest", greatest));
        }
    },
    #[cfg(test)]
    examples: Examples {
        triggers: || sd::shapes(|_| (), &sd::circles((5.0, 7.0))),
        near_miss: || sd::shapes(|_| (), &sd::circles((5.0, 5.0))),
    },
};
