use super::*;
use crate::zarr::ngff::Channels;

pub(super) const RULE: ZarrRule = Rule {
    id: "omero/channel-count",
    title: "omero describes another number of channels than the image has: {stated} instead of {count}",
    why: "Vitessce offers exactly the channels of `omero.channels`: channels that are not described cannot be chosen, and those that do not exist fail when they are shown.",
    fix: Fix { text: "Give `omero.channels` one entry for each channel of the arrays, in their order.", command: "" },
    affects: &[affects(Vitessce, Fails), affects(Avivator, Fails)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: channels of omero"],
    run: |facts, found| {
        for one in images(facts).into_iter().filter(|one| !one.labels) {
            let Some(omero) = &one.image.facts.omero else { continue };
            let Channels::Here(stated) = &omero.channels else { continue };
            // Without an axis that is known there is one channel; names of axes are another matter.
            let (count, known) = (one.channels(), one.size(0, "c").is_some() || one.axes().len() == 2);
            let known = known || one.axes().iter().all(|name| "tzyx".contains(name.as_str()));
            if known && crate::bytes::len64(stated.len()) != count && one.shape(0).is_some() {
                let finding = Finding::new(one.at(&omero.pointer.key("channels"))).with("stated", stated.len());
                // Avivator looks into the first one, and shows four whatever their names are.
                let fewer = crate::bytes::len64(stated.len()) < count;
                let finding = match stated.len() {
                    0 => finding.told_by(Avivator, Fails, "Cannot destructure property 'SamplesPerPixel' of 'Pixels.Channels[0]' as it is undefined."),
                    _ => finding.told_by(Avivator, if fewer { without_names(count) } else { Note }, ""),
                };
                found.push(one.fails_or(facts, finding.with("count", count), &["out of bounds"], Wrong));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| drop(attributes["omero"]["channels"].as_array_mut().and_then(Vec::pop))), near_miss: || image(|_| ()) },
};
