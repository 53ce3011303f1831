use super::*;
use crate::check::effect::Grade;
use crate::zarr::ngff::Multiscale;

pub(super) const RULE: ZarrRule = Rule {
    id: "omero/missing",
    title: "The image has no omero metadata",
    why: "Vitessce takes the channels and their colours from `omero` and does not open an image without it, unless it is a label image or an element of SpatialData. Viv opens it; Avivator then shows the first four channels, and offers only one name, \"image\", to choose from.",
    fix: Fix {
        text: "Add `omero` with a channel for each channel of the image; to a label image add `image-label` instead. {option}.",
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
            let multiscale = images(facts).first().and_then(|one| one.multiscale());
            let finding = finding.with("option", option(multiscale));
            found.push(finding.at_most(Grade { avivator, ..Grade::WORST }));
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| drop(attributes.remove("omero"))), near_miss: || image(|_| ()) },
};

/// What to say to the writer, which is known by how it calls the levels.
fn option(multiscale: Option<&Multiscale>) -> &'static str {
    let first = multiscale.and_then(|multiscale| multiscale.datasets.first()).and_then(|dataset| dataset.path.as_deref());
    match first {
        Some("s0") => {
            "With ome-zarr-py pass `omero={...}` to write_image, from 0.21 on as an object: `omero=Omero.model_validate({...})` of ome_zarr_models.common.omero"
        }
        Some("scale0/image") => {
            "With ngff-zarr set `multiscales.metadata.omero = ngff_zarr.Omero(channels=[...])` before to_ngff_zarr"
        }
        _ => {
            "With bioio-ome-zarr pass `channels=[Channel(...)]` to OMEZarrWriter, with ome-zarr-py `omero` to write_image; acquire-zarr and ome-writers have no option for it"
        }
    }
}

#[test]
fn the_option_is_that_of_the_writer() {
    let said = |path: &str| {
        let sample = image(|attributes| {
            drop(attributes.remove("omero"));
            attributes["multiscales"][0]["datasets"][0]["path"] = json!(path);
        });
        let session = sample.store_facts();
        let mut found = Findings::default();
        (RULE.run)(session.facts(), &mut found);
        found.kept()[0].args.iter().find(|(name, _)| *name == "option").map(|(_, value)| value.to_string()).unwrap()
    };
    assert!(said("s0").contains("Omero.model_validate"));
    assert!(said("scale0/image").contains("ngff_zarr.Omero"));
    assert!(said("0").contains("Channel("));
}
