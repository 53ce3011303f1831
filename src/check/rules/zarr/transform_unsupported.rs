use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "transform/unsupported",
    title: "Vitessce does not support the transformation {kind}",
    why: "Vitessce applies scales, translations and affine transformations, and sequences of them if they have an input and an output. It ignores others without a message: the image is at another place, or has another size.",
    fix: Fix { text: "Write the transformation as scale and translation, or as affine with the axes of its input and output as SpatialData does, or give `coordinateTransformations` in the options of the file.", command: "" },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: normalizeCoordinateTransformations, coordinateTransformationsToMatrix"],
    run: |facts, found| {
        for one in images(facts).into_iter().filter(|one| !one.element) {
            let Some(multiscale) = one.multiscale() else { continue };
            let first = multiscale.datasets.first().and_then(|dataset| dataset.transformations.as_ref());
            let of_level = first.into_iter().flatten().map(|part| (part, false));
            let of_image = multiscale.transformations.iter().flatten().map(|part| (part, part.input.is_some() && part.output.is_some()));
            for (part, linked) in of_level.chain(of_image) {
                let known = match part.kind.as_deref() {
                    Some("scale" | "translation" | "affine" | "identity") | None => true,
                    Some("sequence") => linked,
                    Some(_) => false,
                };
                if !known {
                    let kind = part.kind.clone().unwrap_or_default();
                    found.push(Finding::new(one.at(&part.pointer)).with("kind", kind));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| attributes["multiscales"][0]["coordinateTransformations"] = json!([{"type": "rotation", "rotation": [0, 1]}])), near_miss: || image(|attributes| attributes["multiscales"][0]["coordinateTransformations"] = json!([{"type": "scale", "scale": [1, 1, 1]}])) },
};
