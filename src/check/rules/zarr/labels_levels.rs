use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "labels/levels",
    title: "The label image {name} has another number of levels than its image: {own} instead of {of_image}",
    why: "A label image must have as many levels as the image that it belongs to, so that viewers draw both at the same resolution.",
    fix: Fix { text: "Write the labels with the same scale factors as the image.", command: "" },
    affects: &[affects(NgffSpec, Wrong)],
    evidence: &["OME-NGFF 0.4 and 0.5: labels must have the same number of entries in multiscales.datasets"],
    run: |facts, found| {
        let (Some(image), Some(labels)) = (&facts.image, &facts.labels) else { return };
        for (named, label) in &labels.listed {
            let crate::zarr::Found::Here(label) = label else { continue };
            if label.levels.len() != image.levels.len() && !label.levels.is_empty() {
                let at = At { path: Some(label.facts.path.clone()), ..At::default() };
                let finding = Finding::new(at).with("name", named.name.clone()).with("own", label.levels.len());
                found.push(finding.with("of_image", image.levels.len()));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || with_labels(&["cells"], 1), near_miss: || with_labels(&["cells"], 2) },
};
