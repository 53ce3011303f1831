use super::*;
use crate::zarr::ngff::Transformation;

pub(super) const RULE: ZarrRule = Rule {
    id: "transform/affine",
    title: "An affine transformation does not say which axes it is for",
    why: "Vitessce assigns the rows and columns of an affine transformation by the axes of its `input` and `output`, as SpatialData writes them. Without them it does not open the image.",
    fix: Fix { text: "Give the transformation `\"input\": {\"name\": \"cyx\", \"axes\": [...]}` and `\"output\": {\"name\": \"global\", \"axes\": [...]}`, or write scale and translation instead.", command: "" },
    affects: &[affects(Vitessce, Fails)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: coordinateTransformationsToMatrix reads input.axes and output.axes"],
    run: |facts, found| {
        for one in images(facts) {
            let Some(multiscale) = one.multiscale() else { continue };
            let first = multiscale.datasets.first().and_then(|dataset| dataset.transformations.as_ref());
            let all = first.into_iter().flatten().chain(multiscale.transformations.iter().flatten());
            let affine = all.flat_map(Transformation::flat).filter(|part| part.kind.as_deref() == Some("affine"));
            for part in affine {
                let bare = [&part.input, &part.output].iter().any(|end| end.as_ref().is_none_or(|end| end.axes.is_empty()));
                if bare {
                    let finding = Finding::new(one.at(&part.pointer));
                    found.push(one.fails_or(facts, finding, &["axes", "map", "filter"], Note));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| attributes["multiscales"][0]["coordinateTransformations"] = json!([{"type": "affine", "affine": [[1, 0, 0, 0], [0, 2, 0, 0], [0, 0, 2, 0]]}])), near_miss: || image(|attributes| attributes["multiscales"][0]["coordinateTransformations"] = json!([{"type": "scale", "scale": [1, 1, 1]}])) },
};
