use super::*;
use crate::check::effect::Grade;

pub(super) const RULE: ZarrRule = Rule {
    id: "omero/missing",
    title: "The image has no omero metadata",
    why: "Vitessce takes the channels and their colours from `omero` and does not open an image without it, unless it is a label image or an element of SpatialData. Viv opens it, but Avivator then knows one channel only.",
    fix: Fix {
        text: "Add `omero` with a channel for each channel of the image; to a label image `image-label` instead. With ome-zarr-py 0.18 pass `omero={...}` to write_image (its `metadata={\"omero\": ...}` is dropped).",
        command: "omescope fix {store} --write",
    },
    affects: &[
        says(Vitessce, Fails, "image.ome-zarr must have omero metadata in attributes."),
        affects(Avivator, Wrong),
        affects(NgffSpec, Note),
    ],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader", "vitessce data troubleshooting: metadata requirements"],
    run: |facts, found: &mut Findings| {
        let Some(image) = &facts.image else { return };
        if image.facts.omero.is_none() && facts.probe.kind == Kind::Image {
            let finding = Finding::new(At { path: Some(facts.probe.path.clone()), ..At::default() });
            let several = images(facts).iter().any(|one| one.channels() > 1);
            // Avivator shows one channel then, which may be all there are.
            let avivator = if several { Wrong } else { Note };
            found.push(finding.at_most(Grade { avivator, ..Grade::WORST }));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attrs| drop(attrs.remove("omero"))), near_miss: || image(|_| ()) },
};
