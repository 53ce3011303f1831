use super::*;

pub(super) const RULE: ZarrRule = Rule {
    id: "labels/used-as",
    title: "This is a label image: Vitessce shows it as segmentations",
    why: "Vitessce loads a label image with the file type obsSegmentations.ome-zarr. If it is given as an image, it is shown in grey, with its numbers as brightness.",
    fix: Fix { text: "Give the address of the label group itself with `\"fileType\": \"obsSegmentations.ome-zarr\"`, and that of the image with `image.ome-zarr`: Vitessce does not look for labels inside an image.", command: "" },
    affects: &[affects(Vitessce, Note)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrAsObsSegmentationsLoader"],
    run: |facts, found| {
        if facts.probe.kind == Kind::Label {
            found.push(Finding::new(At { path: Some(facts.probe.path.clone()), ..At::default() }));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || labels_of_type("<u4", 0), near_miss: || image(|_| ()) },
};
