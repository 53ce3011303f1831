use super::*;
use crate::zarr::ngff::{Mapping, Transformation};

pub(super) const RULE: ZarrRule = Rule {
    id: "transform/length",
    title: "The {kind} has {stated} numbers for {axes} axes",
    why: "Scales and translations need one number for each axis. Otherwise Vitessce stops; Viv does not read them.",
    fix: Fix { text: "Give one number for each axis, in the order of the axes, with 1 (or 0 for translations) for t and c.", command: "" },
    affects: &[affects(Vitessce, Fails), affects(NgffSpec, Wrong)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: \"Length of scale array was expected to match length of axes.\""],
    run: |facts, found| {
        for one in images(facts) {
            let (axes, Some(multiscale)) = (one.axes().len(), one.multiscale()) else { continue };
            let of_levels = multiscale.datasets.iter().flat_map(|dataset| dataset.transformations.iter().flatten());
            let all = of_levels.chain(multiscale.transformations.iter().flatten()).flat_map(Transformation::flat);
            for part in all {
                let (kind, numbers) = match &part.mapping {
                    Mapping::Scale(numbers) => ("scale", numbers),
                    Mapping::Translation(numbers) => ("translation", numbers),
                    _ => continue,
                };
                if numbers.len() != axes && multiscale.axes.is_some() {
                    let finding = Finding::new(one.at(&part.pointer)).with("kind", kind).with("stated", numbers.len());
                    let finding = one.fails_or(facts, finding.with("axes", axes), &["array was expected to match"], Note);
                    found.push(finding.told_by(NgffSpec, Wrong, ""));
                    break;
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| attributes["multiscales"][0]["datasets"][0]["coordinateTransformations"] = json!([{"type": "scale", "scale": [1, 1]}])), near_miss: || image(|_| ()) },
};
