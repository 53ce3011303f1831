use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "labels/size",
    title: "The label image {name} is {own} pixels, but its image is {of_image}",
    why: "Labels are drawn over the image by their own scales. If both have the same scale but another size, the labels do not line up with the image.",
    fix: Fix { text: "Write labels of the same size as the image, or give them a scale that makes up for it.", command: "" },
    affects: &[affects(Vitessce, Note), affects(NgffSpec, Note)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: each image is placed by its own transformations"],
    run: |facts, found| {
        let (Some(image), Some(labels)) = (&facts.image, &facts.labels) else { return };
        let plane = |image: &crate::zarr::ngff::Image| -> Option<Vec<u64>> {
            let shape = image.levels.first()?.node.as_ref()?.array()?.shape.clone()?;
            Some(shape.get(shape.len().checked_sub(2)?..)?.to_vec())
        };
        for (named, label) in &labels.listed {
            let crate::zarr::Found::Here(label) = label else { continue };
            if let (Some(own), Some(of_image)) = (plane(label), plane(image))
                && own != of_image
            {
                let at = At { path: Some(label.facts.path.clone()), ..At::default() };
                let finding = Finding::new(at).with("name", named.name.clone()).with("own", by(&own));
                found.push(finding.with("of_image", by(&of_image)));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || with_labels(&["cells"], 3), near_miss: || with_labels(&["cells"], 2) },
};
