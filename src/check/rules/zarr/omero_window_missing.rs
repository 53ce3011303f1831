use super::*;
use super::omero_window::{brightness, channel_named};
use crate::check::zarr::mend::window_json;
use crate::zarr::dtype::Class;

pub(super) const RULE: ZarrRule = Rule {
    id: "omero/window-missing",
    title: "Channel {named} has no contrast window: {problem}",
    why: "Without a window the view `spatial` of Vitessce shows 0 as black and 255 as white, whatever the data are. The view `spatialBeta` and Avivator choose the window from the data.",
    fix: Fix { text: "Give each channel a `window` with the values that should be black and white as start and end; by its pixels, this one: `\"window\": {window}`.", command: "omescope fix {folder} --write" },
    affects: &[affects(Vitessce, Wrong)],
    evidence: &["@vitessce/spatial-zarr 4.0.8 OmeZarrLoader: slider: channel.window ? ... : [0, 255]"],
    run: |facts, found| {
        for one in images(facts).into_iter().filter(|one| !one.labels) {
            let Some(omero) = &one.image.facts.omero else { continue };
            let bytes = one.first().and_then(|array| array.dtype.as_ref()).is_some_and(|dtype| dtype.class == Class::Uint(8));
            let bare = omero.channel_list().iter().enumerate().filter(|(_, channel)| channel.window.is_none() && !bytes);
            let shown = one.in_vitessce(facts).flat_map(|shown| bare.clone().map(move |channel| (shown, channel)));
            for ((viewer, shown), (at, channel)) in shown {
                let samples = shown.samples.get(at).map(Vec::as_slice).unwrap_or_default();
                let problem = brightness(samples, [0.0, 255.0]);
                let finding = Finding::new(one.at(&channel.pointer)).with("channel", at).with("named", channel_named(channel, at));
                let finding = finding.with("problem", problem.unwrap_or("it is shown from 0 to 255"));
                let finding = finding.with("window", one.first().map_or_else(String::new, |array| window_json(samples, array)));
                let effect = if problem.is_some() { Fails } else { Note };
                found.push(finding.tell(Who::One(viewer), effect, None));
            }
        }
    },
    #[cfg(test)]
    examples: Examples { triggers: || image(|attributes| drop(attributes["omero"]["channels"][0].as_object_mut().and_then(|channel| channel.remove("window")))), near_miss: || image(|_| ()) },
};
