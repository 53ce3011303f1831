use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "transform/scale",
    title: "The transformations of a dataset are not valid: {problem}",
    why: "From 0.4 on each dataset has a scale first, and then optionally a translation. Vitessce applies whatever the first dataset has, one after the other; without a scale a pixel counts as a micrometre.",
    fix: Fix { text: "Give each dataset one scale, then at most one translation: `\"coordinateTransformations\": [{\"type\": \"scale\", \"scale\": [1, 0.5, 0.5]}]`.", command: "" },
    affects: &[affects(NgffSpec, Wrong), affects(Vitessce, Note)],
    evidence: &["OME-NGFF 0.4 and 0.5: coordinateTransformations of datasets"],
    run: |facts, found| {
        for one in images(facts).into_iter().filter(|one| !one.element) {
            let Some(multiscale) = one.multiscale().filter(|multiscale| multiscale.coordinate_systems.is_empty()) else { continue };
            let old = one.image.facts.stated_version().and_then(|version| version.minor()).is_some_and(|minor| minor < 4);
            for dataset in multiscale.datasets.iter().filter(|_| !old) {
                let kinds: Vec<&str> = dataset.transformations.iter().flatten().filter_map(|part| part.kind.as_deref()).collect();
                let problem = match kinds.as_slice() {
                    ["scale"] | ["scale", "translation"] => continue,
                    [] => "there is no scale",
                    ["translation", ..] => "the translation comes before the scale",
                    _ if kinds.iter().filter(|kind| **kind == "scale").count() > 1 => "there are two scales",
                    ["scale", ..] => "there is more than one scale and one translation",
                    _ => "the first one is not a scale",
                };
                found.push(Finding::new(one.at(&dataset.pointer)).with("problem", problem));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| drop(attributes["multiscales"][0]["datasets"][0].as_object_mut().and_then(|dataset| dataset.remove("coordinateTransformations")))), near_miss: || image(|_| ()) },
};
