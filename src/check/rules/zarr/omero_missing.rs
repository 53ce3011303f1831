use super::*;
use crate::zarr::probe::Kind;

pub(super) const RULE: ZarrRule = Rule {
    id: "omero/missing",
    title: "The image has no omero metadata",
    why: "Vitessce takes the channels and their colours from `omero` and does not open an image without it, unless it is a label image or an element of SpatialData. Viv opens it, but Avivator then knows one channel only.",
    fix: Fix {
        text: "Add an omero block with a channel for each channel of the image.",
        command: "omescope fix {store} --write",
    },
    affects: &[
        says(Vitessce, Fails, "image.ome-zarr must have omero metadata in attributes."),
        affects(Viv, Wrong),
        affects(NgffSpec, Effect::Note),
    ],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader", "vitessce data troubleshooting: metadata requirements"],
    run: |facts, found: &mut Findings| {
        let Some(image) = &facts.image else { return };
        if image.facts.omero.is_none() && facts.probe.kind == Kind::Image {
            found.push(Finding::new(At { path: Some(facts.probe.path.clone()), ..At::default() }));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attrs| drop(attrs.remove("omero"))), near_miss: || image(|_| ()) },
};
