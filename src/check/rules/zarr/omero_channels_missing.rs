use super::*;
use crate::zarr::ngff::Channels;

pub(super) const RULE: ZarrRule = Rule {
    id: "omero/channels-missing",
    title: "omero has no list of channels",
    why: "Vitessce takes the channels, their names, colours and contrast windows from the array `omero.channels`.",
    fix: Fix { text: "Give `omero.channels` one entry for each channel: `{\"label\": \"DAPI\", \"color\": \"0000FF\", \"window\": {\"start\": ..., \"end\": ..., \"min\": ..., \"max\": ...}}`, with the values that should be black and white as start and end. `omescope fix` takes them from the pixels.", command: "omescope fix {folder} --write" },
    affects: &[affects(Vitessce, Fails), affects(Avivator, Fails)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: \"Cannot read properties of undefined (reading 'map')\""],
    run: |facts, found| {
        for one in images(facts).into_iter().filter(|one| !one.labels) {
            let Some(omero) = &one.image.facts.omero else { continue };
            if !matches!(omero.channels, Channels::Here(_)) {
                let finding = Finding::new(one.at(&omero.pointer));
                let finding = match &omero.channels {
                    Channels::NotAnArray(value) if value != "null" => {
                        finding.told_by(Avivator, Fails, "channels.map is not a function")
                    }
                    _ => finding.told_by(Avivator, without_names(one.channels()), ""),
                };
                found.push(one.fails_or(facts, finding, &["map"], Note));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| drop(attributes["omero"].as_object_mut().and_then(|omero| omero.remove("channels")))), near_miss: || image(|_| ()) },
};
