use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "transform/configured",
    title: "The configured {kind} has {stated} numbers, but the image has {axes} axes",
    why: "The option `coordinateTransformations` of a view configuration needs one number for each axis of the image, in their order. Otherwise Vitessce does not open the image.",
    fix: Fix { text: "Give as many numbers as the image has axes ({names}), in that order, with 1 for those that stay as they are.", command: "" },
    affects: &[affects(Vitessce, Fails)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: \"Length of scale array was expected to match length of axes.\""],
    run: |facts, found| {
        let Some(given) = facts.input.transformations.as_ref().and_then(|document| document.cursor()) else { return };
        for one in images(facts).into_iter().filter(|one| !one.element) {
            let axes = one.axes();
            for part in given.items() {
                let list = |kind: &'static str| Some((kind, part.get(kind)?.value().as_array()?.len()));
                let Some((kind, stated)) = list("scale").or_else(|| list("translation")) else { continue };
                if stated != axes.len() {
                    let finding = Finding::new(one.here()).with("kind", kind).with("stated", stated).with("axes", axes.len());
                    let finding = finding.with("names", axes.join(", "));
                    found.push(one.fails_or(facts, finding, &["array was expected to match"], Note));
                }
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || configured("[{\"type\": \"scale\", \"scale\": [2, 2]}]"), near_miss: || configured("[{\"type\": \"scale\", \"scale\": [1, 2, 2]}]") },
};
