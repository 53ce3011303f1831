use super::*;
use crate::check::effect::Grade;

pub(super) const RULE: ZarrRule = Rule {
    id: "omero/missing",
    title: "The image has no omero metadata",
    why: "Vitessce takes the channels and their colours from `omero` and does not open an image without it, unless it is a label image or an element of SpatialData. Viv opens it; Avivator then shows the first four channels, and offers only one name, \"image\", to choose from.",
    fix: Fix {
        text: "Add `omero` with a channel for each channel of the image; to a label image add `image-label` instead. With ome-zarr-py 0.18 pass `omero={...}` to write_image (its `metadata={\"omero\": ...}` is dropped).",
        command: "omescope fix {folder} --write",
    },
    affects: &[
        says(Vitessce, Fails, "image.ome-zarr must have omero metadata in attributes."),
        affects(Avivator, Wrong),
        affects(NgffSpec, Note),
    ],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader", "Avivator, sites/avivator/src: createLoader, useImage", "vitessce data troubleshooting: metadata requirements"],
    run: |facts, found: &mut Findings| {
        let Some(image) = &facts.image else { return };
        if image.facts.omero.is_none() && facts.probe.kind == Kind::Image {
            let finding = Finding::new(At { path: Some(facts.probe.path.clone()), ..At::default() });
            let avivator = without_names(images(facts).first().map_or(1, |one| one.channels()));
            found.push(finding.at_most(Grade { avivator, ..Grade::WORST }));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| drop(attributes.remove("omero"))), near_miss: || image(|_| ()) },
};
